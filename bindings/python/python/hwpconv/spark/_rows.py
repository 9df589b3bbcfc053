"""Results to batches of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any

import pyarrow
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import (
    ArrayType,
    DataType,
    IntegerType,
    LongType,
    MapType,
    StringType,
    StructField,
    StructType,
    TimestampType,
)

from hwpconv import _table
from hwpconv._errors import HwpError
from hwpconv._worker import Answer, kept
from hwpconv.spark._settings import Settings

BATCH_ROWS = 256
BATCH_BYTES = 16 << 20


def _struct(**fields: DataType) -> StructType:
    return StructType([StructField(name, type) for name, type in fields.items()])


TEXT = StringType()
INT = IntegerType()
FILE: dict[str, DataType] = {"path": TEXT, "modificationTime": TimestampType(), "length": LongType()}
ERROR = _struct(kind=TEXT, message=TEXT)
WARNING = _struct(severity=TEXT, kind=TEXT, place=TEXT, message=TEXT, count=INT)

DOCUMENTS = _struct(
    **FILE,
    id=TEXT,
    format=TEXT,
    text=TEXT,
    title=TEXT,
    pages=INT,
    metadata=MapType(TEXT, TEXT),
    warnings=ArrayType(WARNING),
    error=ERROR,
)
"""The columns of a row for each document."""

CHUNKS = _struct(
    **FILE,
    format=TEXT,
    title=TEXT,
    id=TEXT,
    index=INT,
    kind=TEXT,
    headings=TEXT,
    text=TEXT,
    page_from=INT,
    page_to=INT,
    error=ERROR,
)
"""The columns of a row for each chunk."""


def schema(rows: str) -> StructType:
    """The columns of a table whose rows are documents or chunks."""
    return CHUNKS if rows == "chunks" else DOCUMENTS


@dataclass(frozen=True)
class File:
    """A document that has its turn."""

    path: str
    modified: datetime | Any
    length: int
    local: str | None = None
    """The file to open; None when the content is there."""
    content: bytes | None = None


def batches(files: Iterable[File], settings: Settings) -> Iterator[pyarrow.RecordBatch]:
    """Converts documents to batches of rows, in the order of the documents."""
    make = _Chunks if settings.rows == "chunks" else _Documents
    columns = to_arrow_schema(schema(settings.rows), timezone="UTC")
    rows = make(columns)
    with kept(settings.target, settings.options, settings.timeout, settings.memory) as worker:
        for file in files:
            answer = worker.answer(file.local, file.content)
            if answer.error is not None:
                if settings.mode == "FAILFAST":
                    raise HwpError(answer.error.kind, file.path, str(answer.error))
                if settings.mode == "DROPMALFORMED":
                    continue
            rows.add(file, answer)
            if rows.count >= BATCH_ROWS or rows.size >= BATCH_BYTES:
                yield rows.batch()
                rows = make(columns)
    if rows.count:
        yield rows.batch()


class _Documents:
    """Rows for documents. Lists and maps are kept as one list for each of their parts, from which Arrow makes columns
    several times as fast as from lists of objects."""

    def __init__(self, columns: pyarrow.Schema) -> None:
        self.count = self.size = 0
        self._columns = columns
        self._plain: dict[str, list[Any]] = {
            name: []
            for name in ("path", "modificationTime", "length", "id", "format", "text", "title", "pages", "error")
        }
        self._keys: list[str] = []
        self._values: list[str] = []
        self._metadata_starts: list[int | None] = []
        self._warnings: list[tuple[Any, ...]] = []
        self._warnings_starts: list[int | None] = []

    def add(self, file: File, answer: Answer) -> None:
        """Adds the row of a document."""
        format, pages, id, metadata, warnings, error, text = answer
        is_there = error is None
        row = (
            file.path, file.modified, file.length, id, format, text,
            metadata.get("title"), _table.pages(pages, metadata), _table.error(error),
        )  # fmt: skip
        for values, value in zip(self._plain.values(), row):
            values.append(value)
        # No start, no map: null.
        self._metadata_starts.append(len(self._keys) if is_there else None)
        self._warnings_starts.append(len(self._warnings) if is_there else None)
        self._keys += metadata
        self._values += metadata.values()
        self._warnings += warnings
        self.count += 1
        self.size += len(text or b"")

    def batch(self) -> pyarrow.RecordBatch:
        """The rows so far."""
        return pyarrow.RecordBatch.from_arrays([self._column(column) for column in self._columns], schema=self._columns)

    def _column(self, column: pyarrow.Field) -> pyarrow.Array:
        if column.name == "metadata":
            starts = pyarrow.array([*self._metadata_starts, len(self._keys)], pyarrow.int32())
            keys, values = (pyarrow.array(part, pyarrow.string()) for part in (self._keys, self._values))
            return pyarrow.MapArray.from_arrays(starts, keys, values, type=column.type)
        if column.name == "warnings":
            starts = pyarrow.array([*self._warnings_starts, len(self._warnings)], pyarrow.int32())
            of_one = column.type.value_type
            parts = zip(*self._warnings) if self._warnings else [()] * of_one.num_fields
            arrays = [pyarrow.array(part, field.type) for part, field in zip(parts, of_one)]
            values = pyarrow.StructArray.from_arrays(arrays, fields=list(of_one))
            return pyarrow.ListArray.from_arrays(starts, values, type=column.type)
        values = self._plain[column.name]
        if column.name == "text":
            # Texts are bytes, which are known to be UTF-8: neither decoded nor looked through again.
            texts = [text for text in values if text is not None]
            is_there = pyarrow.array([text is not None for text in values], pyarrow.bool_())
            starts = pyarrow.array([0, *accumulate(len(text or b"") for text in values)], pyarrow.int32())
            buffers = [is_there.buffers()[1], starts.buffers()[1], pyarrow.py_buffer(b"".join(texts))]
            return pyarrow.Array.from_buffers(column.type, len(values), buffers)
        return pyarrow.array(values, column.type)


class _Chunks:
    """Rows for the chunks of documents."""

    def __init__(self, columns: pyarrow.Schema) -> None:
        self.count = self.size = 0
        self._columns = columns
        self._rows: list[dict[str, Any]] = []

    def add(self, file: File, answer: Answer) -> None:
        """Adds the rows of a document."""
        about = {"path": file.path, "modificationTime": file.modified, "length": file.length}
        for row in _table.rows(answer.result(file.path), about, of_chunks=True):
            self._rows.append(row)
            self.count += 1
            self.size += len(row["text"] or "")

    def batch(self) -> pyarrow.RecordBatch:
        """The rows so far."""
        return pyarrow.RecordBatch.from_pylist(self._rows, schema=self._columns)
