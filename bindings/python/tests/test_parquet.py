from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

import hwpconv

pytest.importorskip("pyarrow")

COMMAND = os.environ.get("HWPCONV_COMMAND")
"""A build of the command that writes Parquet, which the one in the wheel does not."""


def table(path: Path) -> Any:
    import pyarrow.parquet

    return pyarrow.parquet.read_table(path)


def test_rows_are_the_results(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "corpus.parquet"
    count = hwpconv.to_parquet(archive, path)
    rows = table(path).to_pylist()
    expected = list(hwpconv.convert_many(archive))
    assert len(rows) == count == len(expected)
    for row, result in zip(rows, expected):
        assert result.source is not None
        content = Path(result.source).read_bytes()
        assert (row["path"], row["length"], row["text"]) == (result.source, len(content), result.text)
        assert row["modificationTime"].timestamp() == pytest.approx(os.stat(result.source).st_mtime, abs=1e-5)
        if result.error is not None:
            assert row["error"] == {"kind": result.error.kind, "message": str(result.error)}
            assert row["id"] is row["metadata"] is row["warnings"] is None
            continue
        doc = hwpconv.read(result.source)
        assert (row["id"], row["format"]) == (hashlib.sha256(content).hexdigest(), doc.format)
        count = doc.metadata.get("page_count")
        assert (row["pages"], row["error"]) == (count and int(count), None)
        assert dict(row["metadata"]) == result.metadata and row["title"] == result.metadata.get("title")
        assert row["warnings"] == [vars(warning) for warning in result.warnings]
    assert any(row["pages"] for row in rows) and sum(row["error"] is not None for row in rows) >= 2
    assert sorted(os.listdir(tmp_path)) == ["archive", "corpus.parquet"]


def test_chunks_are_rows(press_release: Path, tmp_path: Path) -> None:
    path = tmp_path / "chunks.parquet"
    hwpconv.to_parquet([press_release, b"no document"], path, rows="chunks", chunk_size=300)
    *rows, failed = table(path).to_pylist()
    chunks = list(hwpconv.read(press_release).chunks(size=300))
    found = [(row["text"], row["headings"], row["kind"], row["index"], row["page_from"]) for row in rows]
    assert found == [(c.text, c.heading_path, c.kind, number, c.page_from) for number, c in enumerate(chunks)]
    assert (failed["path"], failed["length"], failed["error"]["kind"]) == (None, 11, "not-hwp")
    with pytest.raises(ValueError, match="rows: 'pages' is not one of documents, chunks"):
        hwpconv.to_parquet(press_release, path, rows="pages")  # type: ignore[arg-type]


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


@pytest.mark.skipif(COMMAND is None, reason="HWPCONV_COMMAND names no command")
@pytest.mark.parametrize("rows", ["documents", "chunks"])
def test_command_writes_the_same_rows(archive: Path, tmp_path: Path, rows: Any) -> None:
    duckdb = pytest.importorskip("duckdb")
    import pandas

    ours, theirs = tmp_path / "ours.parquet", tmp_path / "theirs.parquet"
    hwpconv.to_parquet(archive, ours, rows=rows)
    line = [str(COMMAND), str(archive), "-q", "-o", str(theirs), "--rows", rows]
    done = subprocess.run(line, stderr=subprocess.PIPE, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert done.returncode == 1 and len(done.stderr.splitlines()) >= 2, "some are no documents"
    mine, other = table(ours), table(theirs)
    assert mine.schema.equals(other.schema), f"{mine.schema}\n\n{other.schema}"
    errors = {path: error for path, error in zip(*(mine.column(name).to_pylist() for name in ("path", "error")))}
    for row, same in zip(mine.to_pylist(), other.to_pylist(), strict=True):
        if row["error"] is not None:
            # The command also says the format of what it could not open, and its own options in the message.
            assert row["error"]["kind"] == same["error"]["kind"]
            row, same = ({k: each[k] for k in ("path", "length", "modificationTime", "text")} for each in (row, same))
        assert row == same
    assert any(errors.values())
    # And to programs that do not read with pyarrow.
    query = "select path, text, length, error.kind from '{}' order by path, text"
    assert duckdb.sql(query.format(ours)).fetchall() == duckdb.sql(query.format(theirs)).fetchall()
    assert duckdb.sql(f"describe select * from '{ours}'").fetchall() == duckdb.sql(f"describe select * from '{theirs}'").fetchall()
    frame = pandas.read_parquet(theirs)
    assert list(frame.columns) == mine.column_names and len(frame) == mine.num_rows


@pytest.mark.skipif(COMMAND is None, reason="HWPCONV_COMMAND names no command")
def test_corpus_from_the_command_is_read_by_others(corpus: list[Path], tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "corpus.parquet"
    listed = "\0".join(map(str, corpus)).encode()
    line = [str(COMMAND), "--files-from", "-", "-q", "-o", str(path)]
    subprocess.run(line, input=listed, stderr=subprocess.DEVNULL, check=False)
    expected = {r.source: (r.text, r.error and r.error.kind) for r in hwpconv.convert_many(corpus)}
    columns = [table(path).column(name).to_pylist() for name in ("path", "text", "error")]
    assert {p: (text, error and error["kind"]) for p, text, error in zip(*columns)} == expected
    found = duckdb.sql(f"select path, text, error.kind from '{path}'").fetchall()
    assert {p: (text, kind) for p, text, kind in found} == expected and len(found) == len(corpus) > 300
