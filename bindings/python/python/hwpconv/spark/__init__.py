"""HWP documents as rows of Spark.

:class:`HwpDataSource` reads folders that Python can open::

    spark.dataSource.register(hwpconv.spark.HwpDataSource)
    df = spark.read.format("hwp").option("recursiveFileLookup", True).load("archive/")

:func:`convert` takes documents that Spark has read itself, from any storage::

    df = hwpconv.spark.convert(spark.read.format("binaryFile").load("s3a://bucket/archive/"))

Each task converts its documents in a process of its own, within a time and a memory for each document.
"""

from __future__ import annotations

try:
    import pyarrow  # noqa: F401
    import pyspark.sql.datasource  # noqa: F401
except ImportError as error:
    raise ImportError("hwpconv.spark needs PySpark 4.1 or newer and pyarrow: pip install 'hwpconv[spark]'") from error

from hwpconv.spark._convert import convert
from hwpconv.spark._session import session
from hwpconv.spark._source import HwpDataSource

__all__ = ["HwpDataSource", "convert", "session"]
