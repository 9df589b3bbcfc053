"""A session that knows the data source."""

from __future__ import annotations

import os
import shutil

from pyspark.sql import SparkSession

from hwpconv.spark._source import HwpDataSource

LOCAL_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java moves rows from Python to a file: its second compiler and a garbage collector with threads cost more than they
save there, and take the cores of this machine from the conversion."""


def session(master: str = "local[*]", **config: object) -> SparkSession:
    """A session with the data source ``hwp``, for this machine unless `master` says else.

    `config` are options of Spark with ``__`` for the dots, such as ``spark__sql__shuffle__partitions=8``. On this machine,
    Java gets the options `LOCAL_JAVA`, unless ``spark__driver__extraJavaOptions`` gives others.
    """
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
    if shutil.which(java) is None:
        raise RuntimeError("Spark needs Java 17 or newer, and there is no java on the path or in JAVA_HOME")
    builder = SparkSession.builder.master(master).appName("hwpconv")
    if master == "local" or master.startswith("local["):
        builder = builder.config("spark.driver.extraJavaOptions", LOCAL_JAVA)
    for name, value in config.items():
        builder = builder.config(name.replace("__", "."), str(value))
    spark = builder.getOrCreate()
    spark.dataSource.register(HwpDataSource)
    return spark
