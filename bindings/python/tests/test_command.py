from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import hwpconv

Command = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_module_is_the_command(press_release: Path, command: Command) -> None:
    done = command(press_release)
    assert done.returncode == 0
    assert done.stdout.decode() == hwpconv.to_markdown(press_release)
    assert command("-V").stdout.decode().startswith(f"hwpconv {hwpconv.__version__}\n")


def test_script_is_installed() -> None:
    script = Path(sys.executable).with_name("hwpconv")
    assert subprocess.run([script, "--version"], capture_output=True, check=True).stdout.startswith(b"hwpconv ")


def test_exit_status_tells(tmp_path: Path, command: Command) -> None:
    assert command("--no-such-option").returncode == 2
    done = command(tmp_path / "missing.hwp")
    assert done.returncode == 1 and b"missing.hwp: not found" in done.stderr


def test_document_in_a_process_of_its_own(archive: Path, tmp_path: Path, command: Command) -> None:
    report = tmp_path / "report.ndjson"
    command(archive, "-t", "jsonl", "--untrusted", "-j", 2, "--report", report, "-q")
    kinds = [json.loads(line).get("error", {}).get("kind") for line in report.read_text().splitlines()]
    assert len(kinds) > 20 and set(kinds) == {None, "encrypted", "not-hwp", "empty"}


def test_time_of_a_document_is_bounded(press_release: Path, command: Command) -> None:
    done = command(press_release, "--timeout", "0.0001")
    assert done.returncode == 1 and b"not converted within" in done.stderr
