"""A cluster of two workers whose processes are killed while it writes."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hwpconv

pytest.importorskip("pyspark")
if shutil.which("java") is None or not os.path.isdir("/proc"):
    pytest.skip("no Java, or no /proc to find processes in", allow_module_level=True)

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.fixture(scope="module")
def cluster() -> Iterator[SparkSession]:
    import pyspark

    import hwpconv.spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_HOME"] = os.path.dirname(pyspark.__file__)
    if (active := pyspark.sql.SparkSession.getActiveSession()) is not None:
        active.stop()
    session = hwpconv.spark.session(
        "local-cluster[2,1,1024]",
        spark__ui__enabled="false",
        spark__driver__host="127.0.0.1",
        spark__executor__memory="1g",
        spark__task__maxFailures=4,
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def processes() -> dict[int, tuple[int, str]]:
    """Parent and command line of every process."""
    found = {}
    for entry in os.listdir("/proc"):
        try:
            pid = int(entry)
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
            line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (ValueError, OSError):
            continue
        found[pid] = (int(stat.rsplit(")", 1)[1].split()[1]), line)
    return found


def executors(application: str) -> list[int]:
    """The executors of an application."""
    return [
        pid
        for pid, (_, line) in processes().items()
        if "CoarseGrainedExecutorBackend" in line and f"--app-id {application} " in line
    ]


def python_workers(application: str) -> list[int]:
    """The Python workers that convert: those that have a child of ours."""
    all_processes = processes()
    parents = [parent for parent, line in all_processes.values() if "hwpconv/_child.py" in line]
    ours = set(executors(application))

    def is_ours(pid: int) -> bool:
        while pid in all_processes:
            if pid in ours:
                return True
            pid = all_processes[pid][0]
        return False

    return [pid for pid in parents if is_ours(pid)]


@pytest.mark.parametrize("victims", [executors, python_workers], ids=["executor", "python worker"])
def test_job_ends_with_the_same_rows(
    cluster: SparkSession, samples: list[Path], tmp_path: Path, victims: object
) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    for copy in range(60):
        for sample in samples:
            os.link(sample, archive / f"{copy}-{sample.name}")
    expected = {f"file:{result.source}": result.text for result in hwpconv.convert_many(archive)}
    application = cluster.sparkContext.applicationId
    killed = []
    is_over = threading.Event()

    def kill() -> None:
        # However long the cluster takes to start: other programs may need the machine.
        while not is_over.is_set() and not killed:
            if python_workers(application):  # Documents are being converted.
                time.sleep(0.5)
                for pid in victims(application)[:1]:  # type: ignore[operator]
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
            time.sleep(0.05)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        df = cluster.read.format("hwp").option("maxPartitionBytes", "200k").load(str(archive))
        # Not snappy, whose native library is missing for some systems.
        df.write.option("compression", "zstd").parquet(str(tmp_path / "table"))
    finally:
        is_over.set()
        killer.join()
    assert killed, "somebody was killed while the job ran"
    rows = cluster.read.parquet(str(tmp_path / "table")).select("path", "text").collect()
    assert len(rows) == len(expected)
    assert {row[0]: row[1] for row in rows} == expected
