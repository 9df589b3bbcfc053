"""HWP documents for markitdown: a plugin, found by its entry point when plugins are on."""

from __future__ import annotations

from typing import Any, BinaryIO

import hwpconv
from hwpconv._many import EXTENSIONS
from hwpconv._pieces import missing

try:
    from markitdown import DocumentConverter, DocumentConverterResult, MarkItDown, StreamInfo
except ImportError as error:
    raise missing("markitdown", "markitdown") from error

__all__ = ["HwpConverter", "register_converters"]

__plugin_interface_version__ = 1


class HwpConverter(DocumentConverter):
    """Converts HWP documents."""

    def accepts(self, file_stream: BinaryIO, stream_info: StreamInfo, **kwargs: Any) -> bool:
        """Whether a stream is called like a document or is one."""
        if (stream_info.extension or "").lower() in EXTENSIONS:
            return True
        position = file_stream.tell()
        try:
            return hwpconv.detect(file_stream) is not None
        finally:
            file_stream.seek(position)

    def convert(self, file_stream: BinaryIO, stream_info: StreamInfo, **kwargs: Any) -> DocumentConverterResult:
        """A stream as Markdown."""
        document = hwpconv.read(file_stream)
        return DocumentConverterResult(document.markdown(), title=document.metadata.get("title"))


def register_converters(markitdown: MarkItDown, **kwargs: Any) -> None:
    """What markitdown calls to make the plugin known."""
    markitdown.register_converter(HwpConverter())
