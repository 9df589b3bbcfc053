"""The command: ``python -m hwpconv`` is ``hwpconv``."""

from __future__ import annotations

import signal
import sys
from typing import NoReturn

from hwpconv import _native


def main() -> NoReturn:
    """Runs the command with the arguments of this program and ends with its exit status."""
    # Ctrl-C ends a conversion at once, or is handled by the command itself; Python would wait for its end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _native.run(["hwpconv", *sys.argv[1:]], [sys.executable, "-m", "hwpconv"])


if __name__ == "__main__":
    main()
