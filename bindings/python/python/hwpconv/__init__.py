"""Opens the documents of the Hangul Word Processor (.hwp, .hwpx, .hml) and writes Markdown, text, HTML or JSON.

    >>> import hwpconv
    >>> text = hwpconv.to_markdown("report.hwp")

A document is a path, its bytes, or a file opened in binary mode. Options are keyword arguments with the names and values
of the command's options; ``hwpconv --help`` lists them. The lock of the interpreter is released while documents are read
and written, so threads run in parallel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hwpconv import _native
from hwpconv._document import Cell, Chunk, Document, Picture, Source, Table, Warning
from hwpconv._errors import (
    DamagedError,
    EncryptedError,
    HwpError,
    InternalError,
    LimitError,
    NotHwpError,
    UnsupportedError,
)
from hwpconv._many import Result, convert_many, documents
from hwpconv._native import __version__
from hwpconv._options import Options, ReadOptions, Target, WriteOptions, checked
from hwpconv._parquet import to_parquet

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = [
    "Cell",
    "Chunk",
    "DamagedError",
    "Document",
    "EncryptedError",
    "HwpError",
    "InternalError",
    "LimitError",
    "NotHwpError",
    "Options",
    "Picture",
    "ReadOptions",
    "Result",
    "Source",
    "Table",
    "Target",
    "UnsupportedError",
    "Warning",
    "WriteOptions",
    "__version__",
    "convert_many",
    "detect",
    "documents",
    "read",
    "to_html",
    "to_json",
    "to_markdown",
    "to_parquet",
    "to_text",
]


def read(source: Source, **options: Unpack[ReadOptions]) -> Document:
    """Reads a document, to be asked for its text and its parts.

    Raises HwpError when nothing useful can be read, and OSError when the file cannot be opened.
    """
    return Document(source, **options)


def to_markdown(source: Source, **options: Unpack[Options]) -> str:
    """A document as GitHub Flavored Markdown with footnotes and ``$math$``.

    Raises HwpError when nothing useful can be read, and OSError when the file cannot be opened.
    """
    return _native.convert(source, "markdown", checked(options))


def to_text(source: Source, **options: Unpack[Options]) -> str:
    """A document as plain text, tables as aligned columns."""
    return _native.convert(source, "text", checked(options))


def to_html(source: Source, **options: Unpack[Options]) -> str:
    """A document as an HTML page."""
    return _native.convert(source, "html", checked(options))


def to_json(source: Source, **options: Unpack[Options]) -> str:
    """A whole document as JSON of the form ``hwpconv/1`` on one line."""
    return _native.convert(source, "json", checked(options))


def detect(source: Source) -> str | None:
    """The format of a document by its content: ``hwp5``, ``hwpx``, ``hwp3``, ``hwpml``, or None if it is none of them."""
    return _native.detect(source)
