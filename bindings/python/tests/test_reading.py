from __future__ import annotations

import io
import json
import os
import pickle
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import hwpconv

Command = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_every_kind_of_source_gives_the_same_text(press_release: Path) -> None:
    text = hwpconv.to_markdown(press_release)
    content = press_release.read_bytes()
    assert "보도" in text
    assert hwpconv.to_markdown(str(press_release)) == text
    assert hwpconv.to_markdown(content) == text
    assert hwpconv.to_markdown(bytearray(content)) == text
    assert hwpconv.to_markdown(memoryview(content)) == text
    assert hwpconv.to_markdown(io.BytesIO(content)) == text
    with open(press_release, "rb") as file:
        assert hwpconv.to_markdown(file) == text


def test_what_is_no_source_is_a_type_error(press_release: Path) -> None:
    with pytest.raises(TypeError, match="not int"):
        hwpconv.to_markdown(3)  # type: ignore[arg-type]
    with open(press_release, encoding="latin-1") as file, pytest.raises(TypeError, match="mode 'rb'"):
        hwpconv.to_markdown(file)  # type: ignore[arg-type]


@pytest.mark.parametrize("to", ["markdown", "text", "html", "json", "chunks", "jsonl"])
def test_bytes_are_those_of_the_command(samples: list[Path], command: Command, tmp_path: Path, to: str) -> None:
    report = tmp_path / "report.ndjson"
    command(*samples, "-t", to, "-q", "--no-media", "-o", tmp_path / "out", "--report", report)
    count = 0
    for record in map(json.loads, report.read_text(encoding="utf-8").splitlines()):
        if record["outcome"] == "converted":
            (result,) = hwpconv.convert_many(record["source"], to=to)  # type: ignore[arg-type]
            assert result.text is not None, result.error
            assert result.text.encode() == Path(record["output"]).read_bytes(), record["source"]
            count += 1
    assert count == len(samples) - 2, "all but the two that are locked"


def test_markdown_of_the_corpus_is_that_of_the_command(corpus: list[Path], command: Command, tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"\0".join(os.fsencode(path) for path in corpus))
    report = tmp_path / "report.ndjson"
    command("--files-from", tmp_path / "list", "--no-media", "-o", tmp_path / "out", "--report", report, "-q")
    outputs = {line["source"]: line["output"] for line in map(json.loads, report.read_text().splitlines()) if "source" in line}
    count = 0
    for path in corpus:
        try:
            text = hwpconv.to_markdown(path)
        except hwpconv.HwpError:
            assert outputs[str(path)] is None, path
            continue
        assert text.encode() == Path(outputs[str(path)]).read_bytes(), path
        count += 1
    assert count > 300


def test_document_says_what_it_is(press_release: Path) -> None:
    doc = hwpconv.read(press_release)
    assert doc.format == "hwp5"
    assert doc.source == str(press_release)
    assert doc.metadata["title"]
    assert all(isinstance(value, str) for value in doc.metadata.values())
    assert len(doc.id) == 64
    assert doc.markdown() == hwpconv.to_markdown(press_release)
    assert doc.text() == hwpconv.to_text(press_release)
    assert doc.html() == hwpconv.to_html(press_release)
    assert doc.json() == hwpconv.to_json(press_release)
    assert json.loads(doc.json())["schema"] == "hwpconv/1"
    assert repr(doc).endswith("press-release.hwp (hwp5)>")


def test_pages_are_told_where_the_layout_is_stored(samples: list[Path]) -> None:
    pages = {path.name: hwpconv.read(path).pages for path in samples if "password" not in path.name}
    assert pages["pages.hwp"] is not None and pages["pages.hwp"] > 1


def test_warnings_have_parts(samples: list[Path]) -> None:
    found = []
    for sample in samples:
        if "password" not in sample.name:
            (result,) = hwpconv.convert_many(sample)
            found.extend(result.warnings)
    assert found
    assert {warning.severity for warning in found} <= {"loss", "change", "repair"}
    assert all(warning.count >= 1 and warning.kind in {w.kind for w in found} for warning in found)
    first = found[0]
    assert str(first).startswith(f"{first.place}: {first.severity}: {first.message}")


def test_tables_have_rows_cells_and_spans(samples: list[Path]) -> None:
    (path,) = [sample for sample in samples if sample.name == "tables.hwp"]
    tables = hwpconv.read(path).tables()
    assert len(tables) > 3
    for table in tables:
        assert len({len(row) for row in table.rows}) == 1
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    assert table.rows[row][column] == cell.text
    assert any(cell.row_span > 1 or cell.column_span > 1 for table in tables for cell in table.cells)
    assert any(table.header_rows for table in tables)


def test_tables_become_data_frames(samples: list[Path]) -> None:
    pandas = pytest.importorskip("pandas")
    (path,) = [sample for sample in samples if sample.name == "tables.hwp"]
    for table in hwpconv.read(path).tables():
        frame = table.to_pandas()
        assert isinstance(frame, pandas.DataFrame)
        assert frame.shape == (len(table.rows) - table.header_rows, len(table.rows[0]))
        assert frame.values.tolist() == table.rows[table.header_rows :]


def test_chunks_keep_to_their_size_and_say_where_they_stand(press_release: Path) -> None:
    chunks = list(hwpconv.read(press_release).chunks(size=300))
    assert len(chunks) > 1
    assert all(len(chunk.text) <= 300 for chunk in chunks)
    assert any(chunk.path for chunk in chunks)
    assert all(chunk.heading_path == " > ".join(chunk.path) for chunk in chunks)
    assert [chunk.metadata["index"] for chunk in chunks] == list(range(len(chunks)))
    assert chunks[0].kind in {"text", "table", "mixed", "note", "furniture"}
    assert len(list(hwpconv.read(press_release).chunks())) < len(chunks)


def test_document_is_split_into_its_pages(samples: list[Path], press_release: Path, command: Command) -> None:
    (path,) = (path for path in samples if path.name == "pages.hwp")
    markdown = hwpconv.to_markdown(path, split="pages")
    assert markdown.count("<!-- page ") == hwpconv.read(path).pages
    assert markdown.encode() == command(path, "--split", "pages").stdout
    doc = hwpconv.read(path)
    assert doc.markdown(split="pages") == markdown and "<!-- page" not in doc.markdown()
    pages = json.loads(doc.json(split="pages"))["pages"]
    assert [page["page"] for page in pages] == list(range(1, len(pages) + 1)) and all(page["text"] for page in pages)
    with pytest.raises(hwpconv.HwpError) as raised:
        hwpconv.to_markdown(press_release, split="pages")
    assert raised.value.kind == "no-pages"


def test_json_of_a_document_has_its_tables_as_they_are(samples: list[Path]) -> None:
    open_ones = [path for path in samples if "password" not in path.name]
    for path in open_ones:
        assert hwpconv.read(path).json() == hwpconv.to_json(path), path
    assert len(open_ones) > 20


def test_chunks_of_text_have_no_markup(press_release: Path) -> None:
    doc = hwpconv.read(press_release)
    markdown, text = ("\n".join(chunk.text for chunk in doc.chunks(chunk_format=form)) for form in ("markdown", "text"))
    assert "# " in markdown and "|" in markdown
    assert text and "# " not in text and "|" not in text


def test_chunks_have_no_emphasis_unless_it_is_asked_for(press_release: Path) -> None:
    def text(**options: Any) -> str:
        return "".join(chunk.text for chunk in hwpconv.read(press_release, **options).chunks())

    assert "**" not in text() == text(emphasis="drop")
    assert "**" in text(emphasis="keep")
    doc = hwpconv.read(press_release)
    assert list(doc.chunks()) and doc.markdown() == hwpconv.to_markdown(press_release), "the document keeps its own"


def test_pictures_have_names_types_and_data(samples: list[Path]) -> None:
    (path,) = [sample for sample in samples if sample.name == "pictures.hwp"]
    pictures = hwpconv.read(path).pictures()
    assert pictures
    for picture in pictures:
        assert picture.data and "/" in picture.media_type and "/" not in picture.name
    assert len({picture.name for picture in pictures}) == len(pictures)
    assert any(picture.name in hwpconv.to_markdown(path) for picture in pictures)


def test_options_are_those_of_the_command(samples: list[Path], command: Command) -> None:
    lines: list[tuple[str, dict[str, object], list[object]]] = [
        ("tables.hwp", {"tables": "html"}, ["--tables", "html"]),
        ("tables.hwp", {"tables": "gfm"}, ["--tables", "gfm"]),
        ("comments.hwp", {"comments": "drop"}, ["--comments", "drop"]),
        ("sections.hwp", {"furniture": "drop"}, ["--furniture", "drop"]),
        ("tracked.hwp", {"track_changes": "all"}, ["--track-changes", "all"]),
        ("tracked.hwp", {"track_changes": "reject"}, ["--track-changes", "reject"]),
        ("pages.hwp", {"pages": "2"}, ["--pages", "2"]),
        ("pages.hwp", {"pages": 2}, ["--pages", "2"]),
        ("pages.hwp", {"page_breaks": True}, ["--page-breaks"]),
        ("press-release.hwp", {"toc": True}, ["--toc"]),
        ("press-release.hwp", {"metadata": True}, ["--metadata"]),
        ("press-release.hwp", {"headings": "none"}, ["--headings", "none"]),
        ("typed-marks.hwp", {"outline": "list"}, ["--outline", "list"]),
        ("press-release.hwp", {"limit": {"output-bytes": 500}}, ["--limit", "output-bytes=500"]),
    ]
    texts = set()
    for name, options, arguments in lines:
        (path,) = [sample for sample in samples if sample.name == name]
        text = hwpconv.to_markdown(path, **options)  # type: ignore[arg-type]
        assert text.encode() == command(path, *arguments, "-q").stdout, (name, options)
        assert text != hwpconv.to_markdown(path), f"{options} changes something"
        texts.add(text)
    wrapped = hwpconv.to_text(samples[0], wrap=40)
    assert wrapped.encode() == command(samples[0], "-t", "text", "--wrap", 40, "-q").stdout


def test_every_option_of_the_command_is_there_or_has_a_reason(command: Command) -> None:
    elsewhere = {
        # Where outputs and pictures go is decided by the caller.
        "output", "to", "report", "report-html", "media", "no-media", "version", "help", "lang", "color", "errors",
        # Runs of the command: convert_many takes any iterable, and text of a document is handed over, not written.
        "files-from", "null", "include", "exclude", "hidden", "follow", "jobs", "resume", "quiet", "verbose", "strict", "verify",
            "prune",
            # What pictures are written as, and drawings among them; `pictures` of a document gives those that it holds.
            "pictures", "drawings",
        # A process for each document.
        "untrusted", "timeout", "max-memory",
        # password=
        "password-file",
    }  # fmt: skip
    options = set(re.findall(r"--([a-z][a-z-]+)", command("--help").stdout.decode()))
    known = {name.replace("_", "-") for name in hwpconv.Options.__annotations__}
    assert {"tables", "wrap", "limit"} <= options
    assert options - elsewhere <= known, "an option of the command that Python does not have"
    assert known - options == {"password", "media-prefix"}


def test_wrong_option_lists_the_right_ones(press_release: Path) -> None:
    with pytest.raises(TypeError, match=r"'tabels'; did you mean 'tables'\? The options are: chunk_format, .*wrap"):
        hwpconv.to_markdown(press_release, tabels="gfm")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="no option 'tables'"):
        hwpconv.read(press_release, tables="gfm")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="no option 'password'"):
        hwpconv.read(press_release).markdown(password="x")  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="tables: 'pipe' is not one of auto, gfm, html"):
        hwpconv.to_markdown(press_release, tables="pipe")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="chunk_size: 0 is not"):
        hwpconv.to_markdown(press_release, chunk_size=0)
    with pytest.raises(ValueError, match="no limit is called depth; there are stream-bytes"):
        hwpconv.to_markdown(press_release, limit={"depth": 1})
    with pytest.raises(ValueError, match="give pages such as"):
        hwpconv.to_markdown(press_release, pages="5-3")
    with pytest.raises(ValueError, match="to: 'docx' is not one of markdown"):
        hwpconv.convert_many([press_release], to="docx")  # type: ignore[arg-type]


def test_types_of_errors(samples: list[Path], tmp_path: Path) -> None:
    locked = next(sample for sample in samples if sample.name == "password.hwp")
    with pytest.raises(hwpconv.EncryptedError) as caught:
        hwpconv.read(locked)
    assert caught.value.kind == "encrypted" and "password=" in caught.value.message
    with pytest.raises(hwpconv.EncryptedError) as caught:
        hwpconv.read(locked, password="wrong")
    assert caught.value.kind == "wrong-password"
    with pytest.raises(hwpconv.NotHwpError) as caught:
        hwpconv.read(b"%PDF-1.7")
    assert caught.value.kind == "not-hwp" and "PDF" in str(caught.value)
    with pytest.raises(hwpconv.NotHwpError) as caught:
        hwpconv.read(b"")
    assert caught.value.kind == "empty"
    with pytest.raises(hwpconv.UnsupportedError):
        hwpconv.read(b"HWP Document File V2.00 \x1a and so on")
    with pytest.raises(hwpconv.LimitError, match="larger than 1 MiB"):
        hwpconv.read(bytes(2 << 20), max_input=1)
    with pytest.raises(hwpconv.DamagedError):
        hwpconv.read(locked.read_bytes()[:600])
    with pytest.raises(FileNotFoundError) as missing:
        hwpconv.read(tmp_path / "없음.hwp")
    assert missing.value.filename == str(tmp_path / "없음.hwp")
    with pytest.raises(OSError):
        hwpconv.read(tmp_path)


def test_named_pipe_is_refused_and_nobody_waits(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.hwp")
    with pytest.raises(OSError, match="not a regular file"):
        hwpconv.read(tmp_path / "pipe.hwp")


def test_locked_document_opens_with_its_password(samples: list[Path], command: Command) -> None:
    locked = next(sample for sample in samples if sample.name == "password.hwp")
    environment = {**os.environ, "HWPCONV_PASSWORD": "hwpconv-2026"}
    expected = command(locked, "-q", env=environment).stdout
    assert expected and hwpconv.to_markdown(locked, password="hwpconv-2026").encode() == expected


def test_panic_becomes_an_internal_error(capfd: pytest.CaptureFixture[str]) -> None:
    from hwpconv import _native

    with pytest.raises(hwpconv.InternalError, match="please report it: on purpose at .*lib.rs") as caught:
        _native.panic_on_purpose()
    assert isinstance(caught.value, Exception) and caught.value.kind == "panic"
    assert capfd.readouterr().err == ""


def test_errors_travel_between_processes() -> None:
    with pytest.raises(hwpconv.NotHwpError) as caught:
        hwpconv.read(b"no")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert type(copy) is hwpconv.NotHwpError and copy.kind == "not-hwp" and str(copy) == str(caught.value)


def test_format_is_detected(samples: list[Path], tmp_path: Path) -> None:
    assert {hwpconv.detect(sample) for sample in samples} == {"hwp5", "hwpx", "hwp3", "hwpml"}
    assert hwpconv.detect(b"no") is None
