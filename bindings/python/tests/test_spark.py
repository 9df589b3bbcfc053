"""The data source and the conversion of binaryFile, on this machine."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import hwpconv

pytest.importorskip("pyspark")
if shutil.which("java") is None:
    pytest.skip("no Java", allow_module_level=True)

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    import hwpconv.spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = hwpconv.spark.session(
        "local[2]", spark__ui__enabled="false", spark__sql__shuffle__partitions=2, spark__driver__host="127.0.0.1"
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def load(spark: SparkSession, path: Path, **options: object) -> DataFrame:
    reader = spark.read.format("hwp").option("recursiveFileLookup", True)
    for name, value in options.items():
        reader = reader.option(name, value)  # type: ignore[arg-type]
    return reader.load(str(path))


def expected(archive: Path, **options: object) -> dict[str, tuple[str | None, str | None]]:
    results = hwpconv.convert_many(archive, **options)  # type: ignore[arg-type]
    return {f"file:{r.source}": (r.text, r.error.kind if r.error else None) for r in results}


def found(df: DataFrame) -> dict[str, tuple[str | None, str | None]]:
    rows = df.select("path", "text", "error.kind").collect()
    assert len({row[0] for row in rows}) == len(rows), "no row comes twice"
    return {row[0]: (row[1], row[2]) for row in rows}


def test_rows_are_the_results_of_the_package(spark: SparkSession, archive: Path) -> None:
    df = load(spark, archive)
    assert found(df) == expected(archive)
    assert found(load(spark, archive, to="text", wrap=40)) == expected(archive, to="text", wrap=40)
    (row,) = df.where(df.path.endswith("/press-release.hwp")).collect()
    doc = hwpconv.read(next(archive.rglob("press-release.hwp")))
    assert (row["format"], row["title"], row["metadata"]) == ("hwp5", doc.metadata["title"], doc.metadata)
    assert row["error"] is None and isinstance(row["warnings"], list)


def test_first_columns_are_those_of_binary_file(spark: SparkSession, archive: Path) -> None:
    (archive / "a name with 공백.hwp").write_bytes(b"not empty: Spark leaves out empty files")
    (archive / "empty.hwpx").unlink()
    names = ["path", "modificationTime", "length"]
    binary = spark.read.format("binaryFile").option("recursiveFileLookup", True).option("pathGlobFilter", "*.hwp*")
    theirs = binary.load(str(archive)).select(names)
    ours = load(spark, archive, pathGlobFilter="*.hwp*").select(names)
    assert ours.schema.simpleString() == theirs.schema.simpleString()
    milliseconds = lambda df: sorted((r[0], round(r[1].timestamp(), 3), r[2]) for r in df.collect())  # noqa: E731
    assert [row[::2] for row in milliseconds(ours)] == [row[::2] for row in milliseconds(theirs)]
    differences = [abs(a[1] - b[1]) for a, b in zip(milliseconds(ours), milliseconds(theirs))]
    assert max(differences) <= 0.002


def test_convert_takes_what_spark_has_read(spark: SparkSession, archive: Path) -> None:
    import hwpconv.spark

    (archive / "empty.hwpx").unlink()  # Spark leaves it out.
    binary = spark.read.format("binaryFile").option("recursiveFileLookup", True).load(str(archive))
    df = hwpconv.spark.convert(binary, tables="gfm")
    assert df.columns == load(spark, archive).columns
    assert found(df) == expected(archive, tables="gfm")
    chunks = hwpconv.spark.convert(binary, rows="chunks", chunk_size=500)
    assert chunks.count() == load(spark, archive, rows="chunks", chunk_size=500).count()
    large = {path for path in expected(archive) if os.path.getsize(path.removeprefix("file:")) > 10_000}
    some = hwpconv.spark.convert(binary.where(binary.length > 10_000))
    assert {row[0] for row in some.select("path").collect()} == large != set()
    with pytest.raises(ValueError, match="no column modificationTime, length, content"):
        hwpconv.spark.convert(binary.select("path"))
    with pytest.raises(TypeError, match="no option 'tabels'"):
        hwpconv.spark.convert(binary, tabels="gfm")  # type: ignore[call-arg]


def test_chunks_are_rows(spark: SparkSession, press_release: Path) -> None:
    rows = load(spark, press_release, rows="chunks", chunkSize=300).orderBy("index").collect()
    chunks = list(hwpconv.read(press_release).chunks(size=300))
    expected = [(chunk.text, chunk.heading_path, chunk.kind) for chunk in chunks]
    assert [(row["text"], row["headings"], row["kind"]) for row in rows] == expected
    assert len({row["id"] for row in rows}) == len(rows) > 1


def test_selection_of_files(spark: SparkSession, archive: Path) -> None:
    flat = spark.read.format("hwp").load(str(archive))
    assert flat.count() == sum(path.is_file() for path in archive.iterdir())
    assert load(spark, archive, pathGlobFilter="*.hml").select("format").distinct().collect()[0][0] == "hwpml"
    two = [str(archive / "2026"), str(next(archive.glob("*.hml")))]
    several = spark.read.format("hwp").load(two)  # type: ignore[arg-type]
    assert several.count() == 1 + sum(path.is_file() for path in (archive / "2026").iterdir())


def test_partitions_have_about_the_same_bytes(spark: SparkSession, archive: Path) -> None:
    for count in (1, 2, 3):
        assert load(spark, archive, minPartitions=count).rdd.getNumPartitions() == count
    many = load(spark, archive, maxPartitionBytes="8k")
    assert many.rdd.getNumPartitions() > 4
    assert found(many) == expected(archive)


def test_filters_hold_for_their_own_query_only(spark: SparkSession, archive: Path) -> None:
    df = load(spark, archive)
    whole = expected(archive)
    few = df.where((df.length > 0) & df.path.endswith(".hwpx"))
    wanted = {k: v for k, v in whole.items() if k.endswith(".hwpx") and v[1] != "empty"}
    assert 0 < len(wanted) < len(whole) and found(few) == wanted
    assert found(df) == whole, "what one query has left out is there in the next"
    other = df.where(df.path.endswith(".hml"))
    assert few.union(other).count() == len(wanted) + other.count() > len(wanted)
    path = next(path for path in whole if path.endswith("/press-release.hwp"))
    assert df.where(df.path == path).count() == df.where(df.path.isin(path, "file:/x")).count() == 1
    assert df.where(df.path == "file:/none").count() == 0
    assert df.where(df.format == "hwpml").count() == 1


def test_modes(spark: SparkSession, archive: Path) -> None:
    good = sum(error is None for _, error in expected(archive).values())
    assert load(spark, archive, mode="dropmalformed").count() == good
    assert load(spark, archive, mode="DROPMALFORMED").where("error is not null").count() == 0
    with pytest.raises(Exception, match=r"file:.*(empty\.hwpx|password.*\.hwp|picture\.hwp): "):
        load(spark, archive, mode="FAILFAST").collect()
    with pytest.raises(Exception, match="mode: 'STRICT' is not one of PERMISSIVE"):
        load(spark, archive, mode="strict").collect()


def test_document_over_its_limits_is_an_error_row(spark: SparkSession, archive: Path) -> None:
    with open(archive / "large.hml", "wb") as file:
        file.write(b"<?xml version='1.0'?><HWPML Version='2.91'><BODY><SECTION>")
        file.write(b"<P><TEXT><CHAR>a paragraph with some words</CHAR></TEXT></P>" * 400_000)
        file.write(b"</SECTION></BODY></HWPML>")
    heavy = found(load(spark, archive, maxMemory="16m"))
    assert heavy.pop(f"file:{archive / 'large.hml'}") == (None, "memory")
    late = found(load(spark, archive, pathGlobFilter="large.hml", timeout=0.05))
    assert set(late.values()) == {(None, "timeout")}
    (archive / "large.hml").unlink()
    assert heavy == expected(archive)


def test_wrong_options_and_paths_say_what_is_right(spark: SparkSession, archive: Path, tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"no option 'tabels'; did you mean 'tables'\? The options are: .*recursiveFile"):
        load(spark, archive, tabels="gfm").collect()
    with pytest.raises(Exception, match="tables: 'pipe' is not one of auto, gfm, html"):
        load(spark, archive, tables="pipe").collect()
    with pytest.raises(Exception, match="chunk_size: 'x' is not a whole number"):
        load(spark, archive, chunkSize="x").collect()
    with pytest.raises(Exception, match="maxMemory: 'much' is not a size such as"):
        load(spark, archive, maxMemory="much").collect()
    (tmp_path / "empty" / "folder").mkdir(parents=True)
    with pytest.raises(Exception, match=r"empty: no documents \(.hwp, "):
        load(spark, tmp_path / "empty").collect()
    with pytest.raises(Exception, match="recursiveFileLookup looks into"):
        spark.read.format("hwp").load(str(tmp_path)).collect()
    with pytest.raises(Exception, match="No such file or directory: .*missing"):
        load(spark, tmp_path / "missing").collect()
    with pytest.raises(Exception, match=r"s3a://bucket/archive: Python cannot open this; .*hwpconv.spark.convert"):
        spark.read.format("hwp").load("s3a://bucket/archive").collect()
    with pytest.raises(Exception, match="no path is given"):
        spark.read.format("hwp").load().collect()


def test_no_java_is_said() -> None:
    code = "import hwpconv.spark\ntry: hwpconv.spark.session()\nexcept RuntimeError as error: print(error)"
    environment = {**os.environ, "PATH": "/nonexistent", "JAVA_HOME": ""}
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert said.stdout.startswith("Spark needs Java 17 or newer, and there is no java")


def test_text_of_the_corpus_is_that_of_the_command(spark: SparkSession, corpus: list[Path]) -> None:
    from pyspark.sql.functions import sha2

    df = load(spark, corpus[0].parents[len(corpus[0].relative_to(corpus_root(corpus)).parts) - 1])
    hashes = {row[0]: row[1] for row in df.select("path", sha2("text", 256)).collect()}
    results = hwpconv.convert_many(corpus)
    wanted = {f"file:{r.source}": sha256(r.text) for r in results}
    assert len(wanted) > 300 and {path: hashes[path] for path in wanted} == wanted


def sha256(text: str | None) -> str | None:
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()


def corpus_root(corpus: list[Path]) -> Path:
    return Path(os.path.commonpath(corpus))
