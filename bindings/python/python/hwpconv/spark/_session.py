"""A session that knows the data source."""

from __future__ import annotations

import os
import shutil

from pyspark.sql import SparkSession

from hwpconv.spark._source import HwpDataSource


def session(master: str = "local[*]", **config: object) -> SparkSession:
    """A session with the data source ``hwp``, for this machine unless `master` says else.

    `config` are options of Spark with ``__`` for the dots, such as ``spark__sql__shuffle__partitions=8``.
    """
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
    if shutil.which(java) is None:
        raise RuntimeError("Spark needs Java 17 or newer, and there is no java on the path or in JAVA_HOME")
    builder = SparkSession.builder.master(master).appName("hwpconv")
    for name, value in config.items():
        builder = builder.config(name.replace("__", "."), str(value))
    spark = builder.getOrCreate()
    spark.dataSource.register(HwpDataSource)
    return spark
