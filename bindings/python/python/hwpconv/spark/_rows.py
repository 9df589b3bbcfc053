"""Results to batches of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
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
from hwpconv._worker import Worker
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
    columns = to_arrow_schema(schema(settings.rows), timezone="UTC")
    rows: list[dict[str, Any]] = []
    size = 0
    with Worker(settings.target, settings.options, settings.timeout, settings.memory) as worker:
        for file in files:
            for row in _rows(worker, file, settings):
                rows.append(row)
                size += len(row["text"] or "")
                if len(rows) >= BATCH_ROWS or size >= BATCH_BYTES:
                    yield _batch(rows, columns)
                    rows, size = [], 0
    if rows:
        yield _batch(rows, columns)


def _batch(rows: list[dict[str, Any]], columns: pyarrow.Schema) -> pyarrow.RecordBatch:
    arrays = []
    for column in columns:
        values = [row.get(column.name) for row in rows]
        if column.name == "text":
            # Texts are bytes, which are known to be UTF-8: neither decoded nor looked through again.
            arrays.append(pyarrow.array(values, pyarrow.binary()).view(column.type))
        else:
            arrays.append(pyarrow.array(values, column.type))
    return pyarrow.RecordBatch.from_arrays(arrays, schema=columns)


def _rows(worker: Worker, file: File, settings: Settings) -> Iterator[dict[str, Any]]:
    result, text = worker.answer(file.path, file.local, file.content)
    error = result.error
    if error is not None and settings.mode == "FAILFAST":
        raise HwpError(error.kind, file.path, str(error))
    if error is not None and settings.mode == "DROPMALFORMED":
        return
    about = {"path": file.path, "modificationTime": file.modified, "length": file.length}
    of_chunks = settings.rows == "chunks"
    if of_chunks and text is not None:
        result = replace(result, text=text.decode())
    for row in _table.rows(result, about, of_chunks):
        if not of_chunks:
            row["text"] = text
        yield row
