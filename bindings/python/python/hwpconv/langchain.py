"""HWP documents for LangChain: a parser of blobs and a loader of files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from hwpconv._document import Source
from hwpconv._many import documents
from hwpconv._options import Options
from hwpconv._pieces import Rows, missing, pieces, settled

try:
    from langchain_core.document_loaders import BaseBlobParser, BaseLoader, Blob
    from langchain_core.documents import Document
except ImportError as error:
    raise missing("langchain-core", "langchain") from error

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["HwpLoader", "HwpParser"]


class HwpParser(BaseBlobParser):
    """Parses blobs to a document each, or to one for each chunk."""

    def __init__(self, rows: Rows = "documents", **options: Unpack[Options]) -> None:
        """`options` are those of :func:`hwpconv.to_markdown`."""
        self.rows = rows
        self.options = settled(rows, options)

    def lazy_parse(self, blob: Blob) -> Iterator[Document]:
        """The documents of a blob."""
        source = blob.path if blob.data is None and blob.path is not None else blob.as_bytes()
        for id, text, metadata in pieces(source, blob.source, self.rows, self.options):
            yield Document(id=id, page_content=text, metadata={**metadata, **blob.metadata})


class HwpLoader(BaseLoader):
    """Loads a file, or every document in a folder and the folders in it."""

    def __init__(self, path: str | os.PathLike[str], rows: Rows = "documents", **options: Unpack[Options]) -> None:
        """`options` are those of :func:`hwpconv.to_markdown`."""
        self.path = path
        self.rows = rows
        self.options = settled(rows, options)

    def lazy_load(self) -> Iterator[Document]:
        """The documents, one after another."""
        for path in documents(self.path) if os.path.isdir(self.path) else [self.path]:
            for id, text, metadata in pieces(cast(Source, path), None, self.rows, self.options):
                yield Document(id=id, page_content=text, metadata=metadata)
