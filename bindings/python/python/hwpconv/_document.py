"""A document in memory, and its parts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from os import PathLike
from typing import TYPE_CHECKING, Any, Literal, Protocol

from hwpconv import _native
from hwpconv._options import READING, WRITING, ReadOptions, WriteOptions, checked

if TYPE_CHECKING:
    import pandas
    from typing_extensions import Unpack


class BinaryFile(Protocol):
    """A file opened in binary mode."""

    def read(self) -> bytes:
        """All bytes to the end."""
        ...


Source = str | PathLike[str] | bytes | bytearray | memoryview | BinaryFile
"""What a document is read from: a path, its content, or a file opened in binary mode."""


@dataclass(frozen=True)
class Warning:
    """Something that was left out, changed or repaired."""

    severity: Literal["loss", "change", "repair"]
    """``loss``: content is missing. ``change``: the form changed. ``repair``: the file was broken."""
    kind: str
    """One stable word, such as ``missing-attachment``."""
    place: str
    """The part of the document where it happened first."""
    message: str
    """A sentence for people."""
    count: int
    """How often it happened in that part."""

    def __str__(self) -> str:
        times = f" ({self.count} times)" if self.count > 1 else ""
        return f"{self.place}: {self.severity}: {self.message}{times}"


@dataclass(frozen=True)
class Cell:
    """A cell of a table, at the row and column of its top left corner, both from 0."""

    row: int
    column: int
    row_span: int
    """Rows that it covers, at least 1."""
    column_span: int
    """Columns that it covers, at least 1."""
    header: bool
    """Whether the document marks it as a header cell."""
    text: str
    """Its words, a line for each paragraph."""


@dataclass(frozen=True)
class Table:
    """A table."""

    rows: list[list[str]] = field(repr=False)
    """The text at each position, row by row; all rows have the same length. A merged cell has its text at every
    position that it covers, and a position without a cell is an empty string."""
    header_rows: int
    """How many rows at the top are header rows."""
    caption: str | None
    """Its caption."""
    page: int | None
    """The page that it begins on, from 1, when the file stores its layout."""
    cells: list[Cell] = field(repr=False)
    """The cells by row, then column, each once."""

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a DataFrame of strings. Header rows become the columns, several of them a MultiIndex.

        Needs pandas: ``pip install hwpconv[pandas]``.
        """
        try:
            import pandas
        except ImportError as error:
            raise ImportError("to_pandas() needs pandas: pip install 'hwpconv[pandas]'") from error
        header, body = self.rows[: self.header_rows], self.rows[self.header_rows :]
        if not header:
            return pandas.DataFrame(body)
        columns: Any = header[0] if len(header) == 1 else pandas.MultiIndex.from_tuples(list(zip(*header)))
        return pandas.DataFrame(body, columns=columns)


@dataclass(frozen=True)
class Chunk:
    """A piece of a document for retrieval."""

    id: str
    """Made from the document, the text and the index: the same input with the same options has the same ids."""
    text: str
    """Markdown."""
    metadata: dict[str, str | int | list[str]] = field(repr=False)
    """All that is known of it, as the command's ``-t chunks`` writes it: strings and numbers; only ``path`` is a list."""

    @property
    def path(self) -> list[str]:
        """The headings and marks that it stands under, outermost first. May be empty."""
        path = self.metadata["path"]
        return path if isinstance(path, list) else []

    @property
    def heading_path(self) -> str:
        """The same in one string, joined by `` > ``."""
        return str(self.metadata["heading_path"])

    @property
    def kind(self) -> str:
        """``text``, ``table``, ``mixed``, ``note`` or ``furniture``."""
        return str(self.metadata["kind"])

    @property
    def page_from(self) -> int | None:
        """The first page, from 1, when the file stores its layout."""
        return _number(self.metadata.get("page_from"))

    @property
    def page_to(self) -> int | None:
        """The last page, from 1, when the file stores its layout."""
        return _number(self.metadata.get("page_to"))


@dataclass(frozen=True)
class Picture:
    """A picture or another attachment."""

    name: str
    """The name that the text refers to it by, such as ``image1.png``; safe as a file name."""
    media_type: str
    """Found from the data, such as ``image/png``."""
    data: bytes = field(repr=False)
    """The content of the file."""


class Document:
    """A document that was read. Can be used by several threads at once."""

    def __init__(self, source: Source, **options: Unpack[ReadOptions]) -> None:
        """Reads a document; see :func:`hwpconv.read`."""
        self._native = _native.Document(source, checked(options, READING))

    def __repr__(self) -> str:
        return f"<hwpconv.Document {self.source or 'without name'} ({self.format})>"

    @property
    def source(self) -> str | None:
        """The path or name of the input, when it has one."""
        return self._native.source

    @property
    def id(self) -> str:
        """SHA-256 of the input in lower-case hexadecimal."""
        return self._native.id or ""

    @property
    def format(self) -> str:
        """``hwp5``, ``hwpx``, ``hwp3`` or ``hwpml``."""
        return self._native.format or ""

    @property
    def metadata(self) -> dict[str, str]:
        """What the document says about itself: ``title``, ``author``, ``created`` and so on, as far as it says."""
        return self._native.metadata

    @property
    def pages(self) -> int | None:
        """How many pages the stored layout makes; None when the file does not store its whole layout."""
        return self._native.pages

    @property
    def warnings(self) -> list[Warning]:
        """What was left out, changed or repaired while reading."""
        return [warning(plain) for plain in self._native.warnings]

    def markdown(self, **options: Unpack[WriteOptions]) -> str:
        """GitHub Flavored Markdown with footnotes and ``$math$``."""
        return self._write("markdown", options)

    def text(self, **options: Unpack[WriteOptions]) -> str:
        """Plain text, tables as aligned columns."""
        return self._write("text", options)

    def html(self, **options: Unpack[WriteOptions]) -> str:
        """An HTML page."""
        return self._write("html", options)

    def json(self, **options: Unpack[WriteOptions]) -> str:
        """The whole document as JSON of the form ``hwpconv/1`` on one line, for ``json.loads``."""
        return self._write("json", options)

    def chunks(
        self,
        size: int = 1200,
        overlap: int = 0,
        unit: Literal["chars", "tokens"] = "chars",
        **options: Unpack[WriteOptions],
    ) -> Iterator[Chunk]:
        """Pieces of Markdown, or of text with `chunk_format`, of at most `size` characters or estimated tokens, for retrieval."""
        sizes: WriteOptions = {"chunk_size": size, "chunk_overlap": overlap, "chunk_unit": unit}
        lines = self._write("chunks", {**options, **sizes})
        return (Chunk(**json.loads(line)) for line in lines.splitlines())

    def tables(self) -> list[Table]:
        """Every table of the body in reading order, each before the tables in its cells."""
        return [_table(plain) for plain in self._native.tables()]

    def pictures(self) -> list[Picture]:
        """Every picture and other attachment that the file holds."""
        return [Picture(*plain) for plain in self._native.pictures()]

    def _write(self, to: str, options: WriteOptions) -> str:
        return self._native.write(to, checked(options, WRITING))[0]


def warning(plain: tuple[Any, str, str, str, int]) -> Warning:
    """A warning from its plain values."""
    return Warning(*plain)


def _number(value: str | int | list[str] | None) -> int | None:
    return value if isinstance(value, int) else None


def _table(plain: _native._Table) -> Table:
    row_count, column_count, header_rows, caption, page, plain_cells = plain
    cells = [Cell(*cell) for cell in plain_cells]
    rows = [[""] * column_count for _ in range(row_count)]
    for cell in cells:
        for row in rows[cell.row : cell.row + cell.row_span]:
            end = min(cell.column + cell.column_span, column_count)
            row[cell.column : end] = [cell.text] * (end - cell.column)
    return Table(rows, header_rows, caption, page, cells)
