"""Makes a wheel smaller:

    python pack.py WHEEL

Compresses the files again, with an encoder that takes longer and saves some per cent, and takes from the list of crates
(SBOM) what crates.io says about a crate of that name. Their order and permissions stay as they are; every tool that
reads wheels reads it. Needs zopflipy.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from base64 import urlsafe_b64encode
from pathlib import Path
from zipfile import ZIP_DEFLATED

from zopfli import ZipFile

PROSE = ("author", "description", "externalReferences")


def main() -> None:
    wheel = Path(sys.argv[1])
    packed = wheel.with_suffix(".packed")
    with ZipFile(wheel) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        changed = {}
        for file in old.infolist():
            data = old.read(file)
            if file.filename.endswith(".cyclonedx.json"):
                data = without_prose(data)
                changed[file.filename] = data
            elif file.filename.endswith("/RECORD"):  # The last file: the hashes of all others.
                data = recorded(data, changed)
            file.compress_type = ZIP_DEFLATED
            new.writestr(file, data)
    print(f"{wheel.name}: {wheel.stat().st_size} bytes, packed {packed.stat().st_size}")
    os.replace(packed, wheel)


def without_prose(sbom: bytes) -> bytes:
    """A list of crates with the name, version, hash and license of each, and which needs which."""
    bill = json.loads(sbom)
    for crate in bill["components"]:
        for name in PROSE:
            crate.pop(name, None)
    return json.dumps(bill, ensure_ascii=False, separators=(",", ":")).encode()


def recorded(record: bytes, changed: dict[str, bytes]) -> bytes:
    """The hashes and lengths of files, after some were changed."""
    lines = record.decode().splitlines()
    for at, line in enumerate(lines):
        name = line.rsplit(",", 2)[0]
        if (data := changed.pop(name, None)) is not None:
            digest = urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            lines[at] = f"{name},sha256={digest},{len(data)}"
    assert not changed, f"not in RECORD: {', '.join(changed)}"
    return "".join(f"{line}\n" for line in lines).encode()


if __name__ == "__main__":
    main()
