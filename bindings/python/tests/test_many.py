from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import hwpconv


def test_results_come_in_the_order_of_the_sources(samples: list[Path]) -> None:
    sources = samples * 5
    results = list(hwpconv.convert_many(sources, jobs=4))
    assert [result.source for result in results] == [str(path) for path in sources]
    for result in results[: len(samples)]:
        if result.error is None:
            assert result.text == hwpconv.to_markdown(result.source or "")
    assert {result.format for result in results} > {"hwp5", "hwpx", "hwp3", "hwpml"}


def test_bad_document_stops_nothing(press_release: Path, tmp_path: Path) -> None:
    sources = [b"%PDF-1.7", press_release, tmp_path / "missing.hwp", tmp_path]
    pdf, good, missing, empty = hwpconv.convert_many(sources)
    assert pdf.text is None and isinstance(pdf.error, hwpconv.NotHwpError)
    assert good.error is None and good.text
    assert missing.error is not None and missing.error.kind == "io"
    assert str(missing.error) == "No such file or directory"
    assert empty.error is not None and str(empty.error).startswith("no documents in this folder (.hwp, ")


def test_folder_stands_for_its_documents(archive: Path) -> None:
    sources = [result.source for result in hwpconv.convert_many(archive)]
    assert sources == list(hwpconv.documents(archive))
    assert len(sources) == sum(path.is_file() for path in archive.rglob("*"))
    assert str(archive / "2026") in {os.path.dirname(source or "") for source in sources}


def test_sources_are_taken_as_needed(press_release: Path) -> None:
    taken = 0

    def sources() -> Iterator[Path]:
        nonlocal taken
        while True:
            taken += 1
            yield press_release

    results = hwpconv.convert_many(sources(), jobs=2)
    for _ in range(10):
        next(results)
    assert 10 <= taken <= 10 + 2 * 4


def test_exception_of_the_sources_comes_out(press_release: Path) -> None:
    def sources() -> Iterator[Path]:
        yield press_release
        raise LookupError("the list broke off")

    with pytest.raises(LookupError, match="broke off"):
        list(hwpconv.convert_many(sources()))


def test_wrong_jobs_are_refused(press_release: Path) -> None:
    with pytest.raises(ValueError, match="jobs: -1"):
        hwpconv.convert_many([press_release], jobs=-1)


def test_lock_of_the_interpreter_is_free_while_documents_are_converted(samples: list[Path]) -> None:
    """Another thread goes on while a large document is read."""
    document = b"".join([b"<?xml version='1.0'?><HWPML Version='2.91'><BODY><SECTION>", *[
        b"<P><TEXT><CHAR>word %d</CHAR></TEXT></P>" % number for number in range(60_000)
    ], b"</SECTION></BODY></HWPML>"])  # fmt: skip
    ticks = 0
    done = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not done.is_set():
            ticks += 1
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    before = ticks
    text = hwpconv.to_markdown(document)
    after = ticks
    done.set()
    thread.join()
    assert "word 59999" in text
    assert after - before > 3


def test_threads_share_a_document(press_release: Path) -> None:
    doc = hwpconv.read(press_release)
    with ThreadPoolExecutor(8) as pool:
        texts = set(pool.map(lambda _: doc.markdown(), range(64)))
    assert texts == {hwpconv.to_markdown(press_release)}


def test_forked_process_converts(press_release: Path) -> None:
    expected = hwpconv.to_markdown(press_release)
    list(hwpconv.convert_many([press_release] * 8))
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map_async(hwpconv.to_markdown, [str(press_release)] * 4).get(60) == [expected] * 4


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_a_run(press_release: Path) -> None:
    code = (
        "import hwpconv, itertools, signal\n"
        # A shell that runs this in the background has it ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"results = hwpconv.convert_many(itertools.repeat({str(press_release)!r}))\n"
        "next(results); print('begun', flush=True)\n"
        "try:\n    for result in results: pass\n"
        "except KeyboardInterrupt:\n    next(results); print('interrupted')\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        try:
            assert process.communicate(timeout=60)[0] == "interrupted\n"
        finally:
            process.kill()
        assert process.returncode == 0


def test_memory_does_not_grow_with_the_number_of_documents(press_release: Path) -> None:
    code = (
        "import hwpconv, itertools, resource, sys\n"
        f"source = {str(press_release)!r}\n"
        "def run(count):\n"
        "    assert sum(len(r.text) for r in hwpconv.convert_many(itertools.repeat(source, count))) > 0\n"
        "    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "first = run(200); second = run(2000)\n"
        "print(first, second)\n"
        "assert second < first + (16 << 10), (first, second)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=300)
