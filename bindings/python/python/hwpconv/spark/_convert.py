"""Documents that Spark has read itself, from any storage that it knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from hwpconv._options import Options, checked
from hwpconv._worker import MEMORY, TIMEOUT
from hwpconv.spark import _rows
from hwpconv.spark._settings import Settings

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame
    from typing_extensions import Unpack

NEEDED = ("path", "modificationTime", "length", "content")


def convert(
    binary_df: DataFrame,
    to: str = "markdown",
    rows: Literal["documents", "chunks"] = "documents",
    mode: Literal["PERMISSIVE", "DROPMALFORMED", "FAILFAST"] = "PERMISSIVE",
    timeout: float = TIMEOUT,
    max_memory: int = MEMORY,
    **options: Unpack[Options],
) -> DataFrame:
    """Converts the documents of ``spark.read.format("binaryFile")``, with the columns of :class:`HwpDataSource`.

    Args:
        binary_df: A DataFrame with the columns path, modificationTime, length and content.
        to: What to write of each document.
        rows: A row for each document, or for each chunk.
        mode: What becomes of a document that cannot be converted: a row with its error, nothing, or the end of the job.
        timeout: Seconds that a document may take.
        max_memory: Bytes that a document may take.
        options: As for :func:`hwpconv.to_markdown`.
    """
    missing = [column for column in NEEDED if column not in binary_df.columns]
    if missing:
        raise ValueError(f"no column {', '.join(missing)}; give the DataFrame of spark.read.format('binaryFile')")
    settings = Settings(to, rows, mode.upper(), float(timeout), int(max_memory), checked(options))

    def convert_batches(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        return _rows.batches(_files(batches), settings)

    return binary_df.select(*NEEDED).mapInArrow(convert_batches, _rows.schema(rows))


def _files(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[_rows.File]:
    for batch in batches:
        # One after another: a batch can hold as many bytes as Spark likes.
        for path, modified, length, content in zip(*batch.columns):
            yield _rows.File(path.as_py(), modified.as_py(), length.as_py(), content=content.as_py())
