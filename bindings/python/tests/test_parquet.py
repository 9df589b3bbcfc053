from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

import hwpconv

pytest.importorskip("pyarrow")


def test_rows_are_the_results(archive: Path, tmp_path: Path) -> None:
    import pyarrow.parquet

    path = tmp_path / "corpus.parquet"
    count = hwpconv.to_parquet(archive, path)
    table = pyarrow.parquet.read_table(path)
    expected = list(hwpconv.convert_many(archive))
    assert table.num_rows == count == len(expected)
    ids = [hashlib.sha256(Path(r.source or "").read_bytes()).hexdigest() if r.text is not None else None for r in expected]
    assert table.column("id").to_pylist() == ids
    assert table.column("source").to_pylist() == [result.source for result in expected]
    assert table.column("text").to_pylist() == [result.text for result in expected]
    assert table.column("title").to_pylist() == [result.metadata.get("title") for result in expected]
    errors = table.column("error").to_pylist()
    assert [error and error["kind"] for error in errors] == [r.error.kind if r.error else None for r in expected]
    metadata = [dict(pairs or []) for pairs in table.column("metadata").to_pylist()]
    assert metadata == [result.metadata for result in expected]
    warnings = table.column("warnings").to_pylist()
    assert [[w["kind"] for w in row] for row in warnings] == [[w.kind for w in r.warnings] for r in expected]
    assert sorted(os.listdir(tmp_path)) == ["archive", "corpus.parquet"]


def test_file_is_whole_or_not_there(press_release: Path, tmp_path: Path) -> None:
    def sources():  # type: ignore[no-untyped-def]
        yield press_release
        raise LookupError

    path = tmp_path / "corpus.parquet"
    path.write_bytes(b"older")
    with pytest.raises(LookupError):
        hwpconv.to_parquet(sources(), path)
    assert path.read_bytes() == b"older" and os.listdir(tmp_path) == ["corpus.parquet"]


def test_other_programs_read_it(archive: Path, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "corpus.parquet"
    count = hwpconv.to_parquet(archive, path)
    query = f"select count(*), count(text), count(error.kind) from '{path}'"
    total, texts, errors = duckdb.sql(query).fetchall()[0]
    assert total == count and texts + errors == total and errors >= 2
