"""The child of :mod:`hwpconv._worker`: converts the documents that it is asked for.

It is run as a file, so that it starts without the rest of the package, in a third of the time."""

from __future__ import annotations

import gc
import json
import resource
import signal
import sys
import threading
from typing import Any

import _native  # type: ignore[import-not-found]


def main() -> None:
    """Answers until there are no more requests."""
    setup = json.loads(sys.stdin.buffer.readline())
    _bound_memory(setup["memory"])
    gc.freeze()  # The modules: they stay, and are not looked through again.
    # Documents may need more stack than this thread has.
    threading.stack_size(_native.stack_bytes(setup["options"]))
    thread = threading.Thread(target=_answer_all, args=(setup,), daemon=True)
    thread.start()
    thread.join()


def _answer_all(setup: dict[str, Any]) -> None:
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    # The parent says when time is up; this is for a child whose parent is gone.
    seconds = int(setup["timeout"]) + 2
    for request in iter(requests.readline, b""):
        head = json.loads(request)
        source = head["path"] if "path" in head else requests.read(head["bytes"])
        signal.alarm(seconds)
        answer = _native.answer(source, setup["to"], setup["options"])
        signal.alarm(0)
        answers.write(answer)
        answers.flush()


def _bound_memory(memory: int) -> None:
    """Bounds what a document may allocate, besides what the interpreter holds already."""
    if not hasattr(resource, "RLIMIT_DATA"):
        return
    own = 64 << 20  # The stack of the thread that converts, and the interpreter.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = memory + own
    if hard == resource.RLIM_INFINITY or wanted <= hard:
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, wanted))


if __name__ == "__main__":
    main()
