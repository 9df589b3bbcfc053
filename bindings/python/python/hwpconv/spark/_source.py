"""The data source: files that Python can open, on every machine of the cluster under the same path."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition

from hwpconv._many import EXTENSIONS
from hwpconv.spark import _rows
from hwpconv.spark._settings import Listing, Settings, parse

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql.types import StructType


class HwpDataSource(DataSource):
    """HWP documents as rows, as ``spark.read.format("hwp")``.

    Columns: ``path``, ``modificationTime`` and ``length`` as ``binaryFile`` has them; ``format``, ``text``, ``title``,
    ``pages``, ``metadata`` (map), ``warnings`` (array of structs) and ``error`` (struct of kind and message, null where
    there is a text). ``option("rows", "chunks")`` gives a row for each chunk.

    Options: ``to``, ``rows``, ``mode`` (PERMISSIVE, DROPMALFORMED or FAILFAST), ``timeout`` (seconds for a document),
    ``maxMemory`` (for a document), ``pathGlobFilter``, ``recursiveFileLookup``, ``maxPartitionBytes``,
    ``minPartitions``, and the options of :func:`hwpconv.to_markdown`.
    """

    @classmethod
    def name(cls) -> str:
        """``hwp``."""
        return "hwp"

    def schema(self) -> StructType:
        """The columns."""
        settings, _ = parse(self.options)
        return _rows.schema(settings.rows)

    def reader(self, schema: StructType) -> DataSourceReader:
        """Reads with the options of this source."""
        settings, listing = parse(self.options)
        if schema != _rows.schema(settings.rows):
            raise ValueError("the columns of hwp are given; leave schema() out and choose columns with select()")
        return HwpReader(settings, listing)


@dataclass
class Files(InputPartition):
    """The documents of a task: path, when it was modified, and length."""

    files: list[tuple[str, float, int]]


class HwpReader(DataSourceReader):
    """Shares documents out, and reads those of a task.

    Takes over no filters: Spark (4.3) keeps what the last filter left for all uses of a DataFrame, so that after
    ``df.where(...).count()`` an unfiltered ``df.count()`` would miss rows.
    """

    def __init__(self, settings: Settings, listing: Listing) -> None:
        self.settings = settings
        self.listing = listing

    def partitions(self) -> Sequence[InputPartition]:
        """The documents in the order of their paths, in parts of about the same number of bytes."""
        found = list(_list(self.listing))
        if not found:
            glob = f" that are called {self.listing.glob}" if self.listing.glob else ""
            hint = "" if self.listing.recursive else "; recursiveFileLookup looks into the folders in it"
            kinds = ", ".join(EXTENSIONS)
            raise FileNotFoundError(f"{', '.join(self.listing.paths)}: no documents ({kinds}){glob}{hint}")
        return _shared_out(found, self.listing)

    def read(self, partition: InputPartition) -> Iterator[pyarrow.RecordBatch]:
        """The rows of a task."""
        if not isinstance(partition, Files):
            return iter(())
        files = (
            _rows.File(_uri(path), datetime.fromtimestamp(modified, timezone.utc), length, local=path)
            for path, modified, length in partition.files
        )
        return _rows.batches(files, self.settings)


def _uri(path: str) -> str:
    """A path as ``binaryFile`` has it."""
    return "file:" + path


def _local(path: str) -> str:
    scheme, colon, rest = path.partition(":")
    if colon and len(scheme) > 1 and "/" not in scheme:
        if scheme != "file":
            raise ValueError(
                f"{path}: Python cannot open this; read it with spark.read.format('binaryFile') and give that to "
                "hwpconv.spark.convert"
            )
        return unquote("/" + rest.lstrip("/"))
    return os.path.abspath(path)


def _list(listing: Listing) -> Iterator[tuple[str, float, int]]:
    if not listing.paths:
        raise ValueError("no path is given; name a file or folder with load()")
    for path in listing.paths:
        local = _local(path)
        if os.path.isdir(local):
            for entry in _walk(local, listing.recursive):
                if listing.glob is None or fnmatch.fnmatchcase(entry.name, listing.glob):
                    there = entry.stat()
                    yield entry.path, there.st_mtime, there.st_size
        else:
            there = os.stat(local)  # A file that is missing is said at once.
            yield local, there.st_mtime, there.st_size


def _walk(folder: str, is_recursive: bool) -> Iterator[os.DirEntry[str]]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith((".", "_")):
            continue  # As Spark does.
        if entry.is_dir(follow_symlinks=False):
            if is_recursive:
                yield from _walk(entry.path, is_recursive)
        elif entry.name.lower().endswith(EXTENSIONS) and entry.is_file():
            yield entry


def _shared_out(files: list[tuple[str, float, int]], listing: Listing) -> list[InputPartition]:
    total = max(1, sum(length for _, _, length in files))
    count = max(listing.min_partitions, -(-total // listing.max_partition_bytes), 1)
    parts: list[InputPartition] = []
    part: list[tuple[str, float, int]] = []
    size = before = 0
    for file in files:
        # The share of this part is over, or it has its most.
        is_full = before * count >= total * (len(parts) + 1) or size + file[2] > listing.max_partition_bytes
        if part and is_full:
            parts.append(Files(part))
            part, size = [], 0
        part.append(file)
        size += file[2]
        before += file[2]
    if part:
        parts.append(Files(part))
    return parts
