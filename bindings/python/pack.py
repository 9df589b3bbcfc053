"""Compresses a wheel again, with an encoder that takes longer and saves some per cent:

    python pack.py WHEEL

Needs zopflipy. The files, their order and their permissions stay as they are; every tool that reads wheels reads it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED

from zopfli import ZipFile


def main() -> None:
    wheel = Path(sys.argv[1])
    packed = wheel.with_suffix(".packed")
    with ZipFile(wheel) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for file in old.infolist():
            file.compress_type = ZIP_DEFLATED
            new.writestr(file, old.read(file))
    print(f"{wheel.name}: {wheel.stat().st_size} bytes, packed {packed.stat().st_size}")
    os.replace(packed, wheel)


if __name__ == "__main__":
    main()
