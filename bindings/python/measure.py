"""Measures the package against the command, over a folder of documents:

    python measure.py FOLDER --command target/release/hwpconv [--count 20000] [--what bytes threads many memory spark]

Needs the installed wheel, and pyspark with Java for `spark`. Times are those of the best of several rounds in which both
sides alternate, so that other programs on the machine disturb both alike; only their ratios mean something.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import hwpconv

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def processor() -> float:
    """Seconds of processor time, with those of programs that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def alternate(rounds: int, **sides: Callable[[], object]) -> tuple[dict[str, float], dict[str, float]]:
    """The best time of each side, and its best processor time, which other programs disturb less."""
    best = dict.fromkeys(sides, float("inf"))
    best_processor = dict(best)
    for _ in range(rounds):
        for name, work in sides.items():
            before = processor()
            best[name] = min(best[name], seconds(work))
            best_processor[name] = min(best_processor[name], processor() - before)
    print("  " + ", ".join(f"{name} {best[name]:.2f} s ({best_processor[name]:.2f} of the processor)" for name in sides))
    return best, best_processor


def laid_out(documents: list[str], count: int, folder: str) -> str:
    """A folder with the documents under other names, as links, until there are so many."""
    for number in range(count):
        source = documents[number % len(documents)]
        place = os.path.join(folder, str(number // 500))
        os.makedirs(place, exist_ok=True)
        os.symlink(source, os.path.join(place, f"{number:06}{os.path.splitext(source)[1]}"))
    return folder


def measure_bytes(documents: list[str], command: str) -> None:
    """Whether the text of each document is the command's, byte by byte."""
    same = failed = 0
    for path in documents:
        done = subprocess.run([command, path, "-q"], capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
        try:
            text = hwpconv.to_markdown(path).encode()
        except hwpconv.HwpError:
            assert done.returncode == 1, f"{path}: only the package fails"
            failed += 1
            continue
        assert done.returncode == 0 and text == done.stdout, f"{path}: differs"
        same += 1
    print(f"bytes: {same} of {len(documents)} documents are the same, both fail for the other {failed}")


def measure_threads(documents: list[str], rounds: int) -> None:
    """Two threads of Python against one."""

    def convert(path: str) -> None:
        try:
            hwpconv.to_markdown(path)
        except hwpconv.HwpError:
            pass

    def threads(count: int) -> Callable[[], object]:
        def work() -> None:
            with ThreadPoolExecutor(count) as pool:
                list(pool.map(convert, documents * 4))

        return work

    print("threads:")
    best, _ = alternate(rounds, one=threads(1), two=threads(2))
    print(f"  two threads are {best['one'] / best['two']:.2f} times as fast as one (wanted: 1.6)")


def measure_many(documents: list[str], command: str, rounds: int) -> None:
    """convert_many against the command's batch, with the same number of threads."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as out:
        laid_out(documents, 4 * len(documents), folder)
        for jobs in (1, 2):

            def package(jobs: int = jobs) -> None:
                for _ in hwpconv.convert_many(documents * 4, jobs=jobs):
                    pass

            def batch(*line: str, jobs: int = jobs) -> Callable[[], object]:
                return lambda: subprocess.run([command, folder, "-L", f"-j{jobs}", "-q", *line], **QUIET)  # type: ignore[call-overload]

            best, used = alternate(
                rounds,
                package=package,
                files=batch("-o", out, "--no-media"),
                lines=batch("-t", "jsonl", "-o", "/dev/null"),
            )
            for name, what in (("files", "-o FOLDER --no-media"), ("lines", "-t jsonl -o /dev/null")):
                ratios = f"{best['package'] / best[name]:.2f} of the time, {used['package'] / used[name]:.2f} of the processor's"
                print(f"many, -j{jobs}: {ratios} of {what} (wanted: 1.10)")


def measure_memory(documents: list[str], count: int) -> None:
    """The peak of the memory after a tenth and after all of the documents."""

    def peak() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

    sources = (documents[number % len(documents)] for number in range(count))
    early = start = peak()
    for number, _ in enumerate(hwpconv.convert_many(sources, jobs=2), 1):
        if number == count // 10:
            early = peak()
    print(f"memory: {start} MiB before, {early} MiB after {count // 10} documents, {peak()} MiB after {count}")


def processor_of_all() -> float:
    """Seconds of processor time of this process and of all that it has started, also of Java, which goes on (Linux)."""
    used: dict[int, tuple[int, float]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # It has ended.
        used[int(folder.name)] = int(fields[1]), sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    own = {os.getpid()}
    while more := {process for process, (parent, _) in used.items() if parent in own} - own:
        own |= more
    return sum(used[process][1] for process in own if process in used)


def measure_spark(documents: list[str], command: str, count: int) -> None:
    """Spark with two cores against the command with two threads, start-up aside."""
    import hwpconv.spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = hwpconv.spark.session("local[2]", spark__ui__enabled="false", spark__driver__host="127.0.0.1")
    spark.sparkContext.setLogLevel("ERROR")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as out:
        few = laid_out(documents, 20, os.path.join(folder, "few"))
        all_documents = laid_out(documents, count, os.path.join(folder, "all"))

        def table(of: str, name: str) -> Callable[[], object]:
            df = spark.read.format("hwp").option("recursiveFileLookup", True).load(of)
            # As docs/spark.md writes.
            return lambda: df.write.mode("overwrite").option("compression", "zstd").parquet(os.path.join(out, name))

        def batch(*line: str) -> Callable[[], object]:
            return lambda: subprocess.run([command, all_documents, "-L", "-j2", "-q", *line], **QUIET)  # type: ignore[call-overload]

        table(few, "few")()
        written = os.path.join(out, "table.parquet")
        times, used = {}, {}
        sides = {
            "spark": table(all_documents, "all"),
            "files": batch("-o", os.path.join(out, "files"), "--no-media"),
            "lines": batch("-t", "jsonl", "-o", os.path.join(out, "lines.jsonl")),
            # Says that it cannot, unless the command is built with the feature `parquet`.
            "table": batch("-o", written),
        }
        for name, work in sides.items():
            # Spark's workers go on behind it, and what they have used is lost when they end: not during its own turn.
            clock = processor_of_all if name == "spark" else processor
            before = clock()
            times[name] = seconds(work)
            used[name] = clock() - before
            print(f"  {name} {times[name]:.2f} s ({used[name]:.2f} of the processor)")
        rows = spark.read.parquet(os.path.join(out, "all"))
        errors = rows.where("error is not null").count()
        print(f"spark: {rows.count()} rows, {errors} with an error")
        for name, what in (("files", "-o FOLDER --no-media"), ("lines", "-t jsonl"), ("table", "-t parquet")):
            if name == "table" and not os.path.exists(written):
                continue
            by_time, by_processor = (100 * each[name] / each["spark"] for each in (times, used))
            print(f"  {by_time:.0f} % of the throughput of {what} (wanted: 70), {by_processor:.0f} % by processor time")
    spark.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--what", nargs="+", default=["bytes", "threads", "many", "memory"])
    parser.add_argument("--command", required=True)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    documents = [os.path.abspath(path) for path in hwpconv.documents(given.folder)]
    command = os.path.abspath(given.command)
    for what in given.what:
        match what:
            case "bytes":
                measure_bytes(documents, command)
            case "threads":
                measure_threads(documents, given.rounds)
            case "many":
                measure_many(documents, command, given.rounds)
            case "memory":
                measure_memory(documents, given.count)
            case "spark":
                measure_spark(documents, command, given.count)
            case other:
                parser.error(f"{other} is not one of bytes, threads, many, memory, spark")


if __name__ == "__main__":
    main()
