"""Documents in a process of their own."""

from __future__ import annotations

import os
import signal
import zipfile
from pathlib import Path

import pytest

import hwpconv
from hwpconv import _worker
from hwpconv._worker import Worker, kept


def large(folder: Path, paragraphs: int) -> Path:
    """A document that takes time and memory."""
    path = folder / "large.hml"
    with open(path, "wb") as file:
        file.write(b"<?xml version='1.0'?><HWPML Version='2.91'><BODY><SECTION>")
        for number in range(paragraphs):
            file.write(b"<P><TEXT><CHAR>a paragraph with some words, number %d</CHAR></TEXT></P>" % number)
        file.write(b"</SECTION></BODY></HWPML>")
    return path


def test_results_are_those_of_convert_many(archive: Path) -> None:
    paths = list(hwpconv.documents(archive))
    with Worker("markdown", {}) as worker:
        by_path = [worker.convert(path, path) for path in paths]
        by_content = [worker.convert(path, content=Path(path).read_bytes()) for path in paths]
    for made, same, expected in zip(by_path, by_content, hwpconv.convert_many(paths)):
        assert (made.source, made.text, made.format, made.metadata) == (
            expected.source, expected.text, expected.format, expected.metadata,
        )  # fmt: skip
        assert made.warnings == expected.warnings
        assert type(made.error) is type(expected.error) and str(made.error) == str(expected.error)
        assert (made.text, str(made.error)) == (same.text, str(same.error))


def test_document_over_its_time_is_an_error_and_the_next_one_is_converted(tmp_path: Path, press_release: Path) -> None:
    path = str(large(tmp_path, 200_000))
    with Worker("markdown", {}, timeout=0.05) as worker:
        late = worker.convert(path, path)
        assert isinstance(late.error, hwpconv.LimitError) and late.error.kind == "timeout"
        assert "not converted within 0.05 s" in late.error.message
    with Worker("markdown", {}, timeout=30) as worker:
        assert worker.convert(None, content=press_release.read_bytes()).error is None


def test_document_over_its_memory_is_an_error_and_the_next_one_is_converted(
    tmp_path: Path, press_release: Path
) -> None:
    path = str(large(tmp_path, 400_000))
    with Worker("markdown", {}, memory=16 << 20) as worker:
        for _ in range(2):
            heavy = worker.convert(path, path)
            assert isinstance(heavy.error, hwpconv.LimitError), heavy.error
            assert heavy.error.kind == "memory" and "more memory than 16 MiB" in heavy.error.message
            light = worker.convert(None, content=press_release.read_bytes())
            assert light.text == hwpconv.to_markdown(press_release)


def test_child_that_is_killed_changes_nothing(press_release: Path) -> None:
    with Worker("markdown", {}) as worker:
        before = worker.convert(None, content=press_release.read_bytes())
        assert worker._child is not None
        os.kill(worker._child.pid, signal.SIGKILL)
        worker._child.wait()
        assert worker.convert(None, content=press_release.read_bytes()) == before


def test_document_that_always_ends_its_process_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, press_release: Path
) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nread setup; read request; echo why >&2; exit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(_worker.sys, "executable", str(broken))
    with Worker("markdown", {}) as worker:
        crashed = worker.convert("a.hwp", str(press_release))
    assert isinstance(crashed.error, hwpconv.InternalError) and crashed.error.kind == "crash"
    assert "(3: why)" in crashed.error.message


@pytest.mark.parametrize(
    "line",
    [
        b"no json\n",
        b"[]\n",
        b'{"error": ["SystemExit", "x", "", ""]}\n',
        b'{"error": null, "text_bytes": -1}\n',
        b'{"error": null, "text_bytes": 99999999999999}\n',
        b'{"error": null, "text_bytes": 0, "format": "exe", "pages": null, "metadata": {}, "warnings": []}\n',
        b'{"error": null, "text_bytes": 0, "format": "hwp5", "pages": 1, "metadata": {}, "warnings": [], "id": "x"}\n',
        b'{"error": null, "text_bytes": 0, "format": "hwp5", "pages": "x", "metadata": {}, "warnings": []}\n',
        b'{"error": null, "text_bytes": 0, "format": "hwp5", "pages": 1, "metadata": {}, "warnings": [["x"]], "id": "'
        + b"0" * 64
        + b'"}\n',
        b'{"error": null, "text_bytes": 0, "format": "hwp5", "pages": 1, "metadata": {}, "warnings": []}\nmore',
        *(
            b'{"error": null, "text_bytes": 0, "format": "hwp5", "pages": %s, "metadata": %s, "warnings": %s, "id": "%s"}\n'
            % (pages, metadata, warnings, b"0" * 64)
            for pages, metadata, warnings in (
                (b"4294967296", b"{}", b"[]"),
                (b"true", b"{}", b"[]"),
                (b"1", b'{"title": 1}', b"[]"),
                (b"1", b'{"title": "\\ud800"}', b"[]"),
                (b"1", b'{"page_count": "many"}', b"[]"),
                (b"1", b"{}", b'[["loss", "x", "", null, 1]]'),
                (b"1", b"{}", b'[["loss", "x", "", "", -1]]'),
                (b"1", b"{}", b'[["loss", "x", "", "", null]]'),
                (b"1", b"{}", b'[["loss", "\\udfff", "", "", 1]]'),
            )
        ),
        b'{"error": ["HwpError", "x", "", 1]}\n',
        b'{"error": ["HwpError", "\\ud800", "", ""]}\n',
    ],
)
def test_answer_that_is_none_is_refused(
    line: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, press_release: Path
) -> None:
    liar = tmp_path / "liar"
    (tmp_path / "line").write_bytes(line)
    liar.write_text(f"#!/bin/sh\nread setup; read request\ncat {tmp_path / 'line'}\nsleep 60\n", encoding="utf-8")
    liar.chmod(0o755)
    monkeypatch.setattr(_worker.sys, "executable", str(liar))
    with Worker("markdown", {}) as worker:
        result = worker.convert("a.hwp", str(press_release))
    assert isinstance(result.error, hwpconv.InternalError) and result.error.kind == "crash"


def test_child_is_kept_for_the_same_work_and_for_no_other(press_release: Path) -> None:
    content = press_release.read_bytes()

    def child(options: dict[str, object]) -> int:
        with kept("markdown", options, 60.0, 1 << 30) as worker:
            assert worker.convert(None, content=content).error is None
            assert worker._child is not None
            return worker._child.pid

    first = child({})
    assert child({}) == first
    other = child({"tables": "html"})
    assert other != first and not os.path.exists(f"/proc/{first}")
    with pytest.raises(KeyboardInterrupt), kept("markdown", {"tables": "html"}, 60.0, 1 << 30) as worker:
        raise KeyboardInterrupt
    assert not os.path.exists(f"/proc/{other}")  # It may have been in the middle of a document.
    with kept("markdown", {}, 60.0, 1 << 30) as one, kept("markdown", {}, 60.0, 1 << 30) as another:
        assert one is not another
        one.convert(None, content=content)
        assert one._child is not None
        pid = one._child.pid
    assert child({}) == pid
    _worker._kept.pop()[1].close()


def test_zip_bomb_is_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "bomb.hwpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/hwp+zip", zipfile.ZIP_STORED)
        package.writestr("Contents/section0.xml", b"<a>" + bytes(200 << 20))
    with Worker("markdown", {"limit": {"body-bytes": 1 << 20}}, memory=64 << 20) as worker:
        result = worker.convert(str(path), str(path))
    assert result.error is not None or result.warnings
