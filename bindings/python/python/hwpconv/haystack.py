"""HWP documents for Haystack: a converter."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

import hwpconv
from hwpconv._options import Options
from hwpconv._pieces import Rows, missing, pieces, settled

try:
    from haystack import Document, component
    from haystack.components.converters.utils import get_bytestream_from_source, normalize_metadata
    from haystack.dataclasses import ByteStream
except ImportError as error:
    raise missing("haystack-ai", "haystack") from error

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["HwpToDocument"]

logger = logging.getLogger(__name__)


@component
class HwpToDocument:
    """Converts files and byte streams to a document each, or to one for each chunk."""

    def __init__(self, rows: Rows = "documents", **options: Unpack[Options]) -> None:
        """`options` are those of :func:`hwpconv.to_markdown`."""
        self.rows = rows
        self.options = settled(rows, options)

    def to_dict(self) -> dict[str, Any]:
        """What a pipeline that is saved remembers. A password is not among it."""
        options = {key: value for key, value in self.options.items() if key != "password"}
        return {"type": "hwpconv.haystack.HwpToDocument", "init_parameters": {"rows": self.rows, **options}}

    @component.output_types(documents=list[Document])
    def run(
        self,
        sources: list[Union[str, Path, ByteStream]],
        meta: Union[dict[str, Any], list[dict[str, Any]], None] = None,
    ) -> dict[str, list[Document]]:
        """Converts sources. One that cannot be converted is left out with a warning, as Haystack's converters do."""
        made = []
        for source, more in zip(sources, normalize_metadata(meta, sources_count=len(sources))):
            try:
                stream = get_bytestream_from_source(source)
                about = dict(stream.meta)
                path = about.get("file_path")
                if path:
                    about["file_path"] = os.path.basename(path)
                for _, text, metadata in pieces(stream.data, path, self.rows, self.options):
                    made.append(Document(content=text, meta={**metadata, **about, **more}))
            except (hwpconv.HwpError, OSError) as error:
                logger.warning("Could not convert %s. Skipping it. Error: %s", source, error)
        return {"documents": made}
