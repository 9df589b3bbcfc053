"""HWP documents for LlamaIndex: a reader, also for ``SimpleDirectoryReader(file_extractor=...)``."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from hwpconv._options import Options
from hwpconv._pieces import Rows, missing, pieces, settled

try:
    from llama_index.core.readers.base import BaseReader
    from llama_index.core.schema import Document
except ImportError as error:
    raise missing("llama-index-core", "llama-index") from error

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["HwpReader"]


class HwpReader(BaseReader):
    """Reads a file to a document, or to one for each chunk."""

    def __init__(self, rows: Rows = "documents", **options: Unpack[Options]) -> None:
        """`options` are those of :func:`hwpconv.to_markdown`."""
        self.rows = rows
        self.options = settled(rows, options)

    def lazy_load_data(
        self,
        file: str | os.PathLike[str],
        extra_info: dict[str, Any] | None = None,
        fs: Any = None,
    ) -> Iterable[Document]:
        """The documents of a file. `fs` is a file system of fsspec that opens it."""
        source: Any = file
        if fs is not None:
            with fs.open(str(file), "rb") as opened:
                source = opened.read()
        for id, text, metadata in pieces(source, str(file), self.rows, self.options):
            yield Document(id_=id, text=text, metadata={**metadata, **(extra_info or {})})

    def load_data(
        self,
        file: str | os.PathLike[str],
        extra_info: dict[str, Any] | None = None,
        fs: Any = None,
    ) -> list[Document]:
        """The documents of a file."""
        return list(self.lazy_load_data(file, extra_info, fs))
