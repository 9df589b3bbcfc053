"""Documents in a process of their own, within a time and a memory for each.

A thread cannot be stopped from outside, and a document that takes too much memory would end the program that reads it.
So the documents are read by a child process. It is ended when a document takes too long, ends by itself when one takes
too much memory, and the next document gets a new one.

The child (`_child.py`) reads requests from standard input and answers on standard output. Both are a line of JSON, then
bytes: the content of the document, if there is no path, and the text. The answer may come from a child that a hostile document
has taken over: it is parsed as data within bounds, and never as Python objects.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from typing import IO, Any, NamedTuple

from hwpconv import _errors, _native
from hwpconv._document import Warning
from hwpconv._errors import HwpError
from hwpconv._many import Result

TIMEOUT = 60.0
"""Seconds that a document may take, unless something else is asked for."""

MEMORY = 1 << 30
"""Bytes that a document may take."""

PIPE_BYTES = 64 << 10
"""How much a pipe holds; room for more would be allocated and given back at each read."""

LINE_BYTES = 16 << 20
"""How long the line of an answer may be. A thousand warnings take a tenth of it."""


class Answer(NamedTuple):
    """What a child says about a document."""

    format: str | None
    pages: int | None
    id: str | None
    metadata: dict[str, str]
    warnings: list[tuple[Any, str, str, str, int]]
    """Severity, kind, place, message and count of each."""
    error: HwpError | None
    """Why there is no text; None when there is one."""
    text: bytes | None
    """UTF-8."""

    def result(self, name: str | None) -> Result:
        """The same as a result of :func:`hwpconv.convert_many`."""
        text = None if self.text is None else self.text.decode()
        warnings = [Warning(*warning) for warning in self.warnings]
        return Result(name, text, self.format, self.pages, self.metadata, warnings, self.error, self.id)


class Worker:
    """Converts documents one after another in a child process, which is started for the first of them."""

    def __init__(self, to: str, options: Mapping[str, Any], timeout: float = TIMEOUT, memory: int = MEMORY) -> None:
        self._setup = {"to": to, "options": dict(options), "timeout": timeout, "memory": memory}
        self._timeout = timeout
        self._memory = memory
        self._child: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None

    def convert(self, name: str | None, path: str | None = None, content: bytes | None = None) -> Result:
        """What becomes of a document, which is read from a path or from its content."""
        return self.answer(path, content).result(name)

    def answer(self, path: str | None = None, content: bytes | None = None) -> Answer:
        """The same as the child says it."""
        answer = self._try(path, content)
        if answer.error is not None and answer.error.kind == "crash":
            # The child may have been killed for what others did, such as by a system that is short of memory. When it
            # happens again, the document is at fault.
            answer = self._try(path, content)
        return answer

    def _try(self, path: str | None, content: bytes | None) -> Answer:
        head = {"path": path} if content is None else {"bytes": len(content)}
        started = time.monotonic()
        try:
            child = self._running()
            assert child.stdin is not None
            child.stdin.write(json.dumps(head).encode() + b"\n")
            if content is not None:
                child.stdin.write(content)
            child.stdin.flush()
            said = _Said(child, started + self._timeout, 4 * self._memory)
            line = said.line()
            if line["error"] is not None:
                return _failure(line["error"])
            text = said.exactly(int(line["text_bytes"]))
            if not _native.is_utf8(text):
                raise ValueError("that is no text")
            return _answer(line, text)
        except TimeoutError:
            self._end()
            seconds = f"{self._timeout:g}"
            return _failed("LimitError", "timeout", f"not converted within {seconds} s; timeout= allows more")
        except (OSError, EOFError):
            return _failed(*self._why())
        except (ValueError, KeyError, TypeError):
            self._end()
            message = "the process for the document gave an answer that is none, please report it"
            return _failed("InternalError", "crash", message)

    def close(self) -> None:
        """Ends the child."""
        self._end()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *exception: object) -> None:
        self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            self._said = tempfile.TemporaryFile()
            self._child = subprocess.Popen(
                [sys.executable, "-S", os.path.join(os.path.dirname(os.path.abspath(__file__)), "_child.py")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                env={**os.environ, "RUST_BACKTRACE": "0"},
            )
            assert self._child.stdin is not None
            self._child.stdin.write(json.dumps(self._setup).encode() + b"\n")
        return self._child

    def _why(self) -> tuple[str, str, str]:
        """Why the child is gone: the exception, its kind, and a sentence."""
        child, said = self._child, b""
        status: object = "not started"
        if child is not None:
            try:
                status = child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()
        if self._said is not None:
            self._said.seek(0)
            said = self._said.read(64 << 10)
        self._end()
        if status == -signal.SIGALRM:
            return "LimitError", "timeout", f"not converted within {self._timeout:g} s; timeout= allows more"
        if b"memory allocation of" in said or b"MemoryError" in said:
            needs = f"needs more memory than {self._memory >> 20} MiB; max_memory= allows more"
            return "LimitError", "memory", needs
        last = said.decode(errors="replace").strip().splitlines()[-1:] or ["it said nothing"]
        return "InternalError", "crash", f"hwpconv crashed ({status}: {last[0]}), please report it"

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):  # What was not sent yet has nobody to take it.
                        pipe.close()
        if self._said is not None:
            self._said.close()
            self._said = None


@contextlib.contextmanager
def kept(to: str, options: Mapping[str, Any], timeout: float, memory: int) -> Iterator[Worker]:
    """A worker for documents that are converted in this way. It is kept with its child for the next time, because the
    program that runs tasks of Spark runs many, one after another."""
    wanted = (to, dict(options), timeout, memory)
    how, worker = _kept.pop() if _kept else (None, None)
    if worker is None or how != wanted:
        if worker is not None:
            worker.close()
        worker = Worker(*wanted)
    try:
        yield worker
    except BaseException:
        worker.close()
        raise
    _kept.append((wanted, worker))
    if len(_kept) > 1:  # Somebody else had one at the same time.
        _kept.pop(0)[1].close()


_kept: list[tuple[object, Worker]] = []
os.register_at_fork(after_in_child=_kept.clear)  # A child answers one program only.


class _Said:
    """The bytes of an answer as they come, until a moment and up to a number."""

    def __init__(self, child: subprocess.Popen[bytes], until: float, most: int) -> None:
        assert child.stdout is not None
        self._pipe = child.stdout.fileno()
        self._poll = select.poll()
        self._poll.register(self._pipe, select.POLLIN)
        self._until = until
        self._most = most
        self._bytes = bytearray()

    def line(self) -> dict[str, Any]:
        searched = 0
        while (end := self._bytes.find(b"\n", searched)) < 0:
            searched = len(self._bytes)
            if searched > LINE_BYTES:
                raise ValueError("the line does not end")
            self._more()
        line = json.loads(self._bytes[:end])
        del self._bytes[: end + 1]
        if not isinstance(line, dict):
            raise ValueError("the line is no answer")
        return line

    def exactly(self, count: int) -> bytes:
        if not 0 <= count <= self._most:
            raise ValueError("the answer is too large")
        while len(self._bytes) < count:
            self._more()
        if len(self._bytes) > count:
            raise ValueError("the answer goes on behind its end")
        return bytes(self._bytes)

    def _more(self) -> None:
        if not self._poll.poll(max(0.0, self._until - time.monotonic()) * 1000):
            raise TimeoutError
        read = os.read(self._pipe, PIPE_BYTES)
        if not read:
            raise EOFError
        self._bytes += read


def _failed(error: str, kind: str, message: str, place: str = "") -> Answer:
    exception: HwpError = getattr(_errors, error)(kind, place, message)
    return Answer(None, None, None, {}, [], exception, None)


def _failure(error: Any) -> Answer:
    """The answer of the error that a child says. Raises ValueError or TypeError for what none can say."""
    exception, kind, place, message = error
    "".join((kind, place, message)).encode()
    if exception not in _ERRORS:
        raise ValueError("there is no such exception")
    return _failed(exception, kind, message, place)


def _answer(line: dict[str, Any], text: bytes) -> Answer:
    """What a child says, with its text. Raises ValueError, KeyError or TypeError for what none can say."""
    pages, id, metadata, warnings = line["pages"], line["id"], dict(line["metadata"]), line["warnings"]
    if not _is_count(pages) or not _is_count(int(metadata.get("page_count", 0))):
        raise ValueError("that is no number of pages")
    if line["format"] not in ("hwp5", "hwpx", "hwp3", "hwpml"):
        raise ValueError("there is no such format")
    if not re.fullmatch("[0-9a-f]{64}", id):
        raise ValueError("that is no hash")
    # Joined, to see that they are texts; encoded, to see that they can be in a table.
    words = [*metadata, *metadata.values()]
    for severity, kind, place, message, count in warnings:
        if severity not in ("loss", "change", "repair") or count is None or not _is_count(count):
            raise ValueError("that is no warning")
        words += (kind, place, message)
    "".join(words).encode()
    return Answer(line["format"], pages, id, metadata, warnings, None, text)


def _is_count(value: Any) -> bool:
    return value is None or (type(value) is int and 0 <= value < 1 << 31)


_ERRORS = {
    name for name, error in vars(_errors).items() if isinstance(error, type) and issubclass(error, HwpError)
}
