"""What the tests share. They run against an installed wheel: see .ci/run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "samples"
CORPUS = Path(os.environ.get("HWPCONV_CORPUS", ROOT.parent / "shared" / "corpus"))
DOCUMENT_SUFFIXES = {".hwp", ".hwpx", ".hml"}


@pytest.fixture
def press_release() -> Path:
    return SAMPLES / "press-release.hwp"


@pytest.fixture
def samples() -> list[Path]:
    found = sorted(path for path in SAMPLES.iterdir() if path.suffix in DOCUMENT_SUFFIXES)
    assert len(found) > 20
    return found


@pytest.fixture
def corpus() -> list[Path]:
    if not CORPUS.is_dir():
        pytest.skip("no corpus beside the checkout")
    return sorted(path for path in CORPUS.rglob("*") if path.suffix.lower() in DOCUMENT_SUFFIXES)


@pytest.fixture
def archive(tmp_path: Path, samples: list[Path]) -> Path:
    """A folder with samples of every format, two of them damaged or no documents, and a folder in it."""
    folder = tmp_path / "archive"
    (folder / "2026").mkdir(parents=True)
    for number, sample in enumerate(samples):
        shutil.copy(sample, folder / ("2026" if number % 3 == 0 else ".") / sample.name)
    (folder / "picture.hwp").write_bytes(b"\x89PNG\r\n\x1a\n and so on")
    (folder / "empty.hwpx").write_bytes(b"")
    return folder


@pytest.fixture(scope="session")
def command() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs the command of the installed package."""

    def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
        line = [sys.executable, "-m", "hwpconv", *map(str, arguments)]
        # The command speaks the language of its user.
        environment = {**os.environ, "LC_ALL": "C.UTF-8", **options.pop("env", {})}  # type: ignore[dict-item]
        return subprocess.run(line, capture_output=True, env=environment, **options)  # type: ignore[call-overload,no-any-return]

    return run
