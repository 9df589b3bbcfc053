"""The Python lines of the documentation run, in the order in which they stand."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from conftest import ROOT, SAMPLES


def blocks(name: str) -> list[str]:
    found = re.findall(r"^```python\n(.*?)^```$", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert found
    return found


@pytest.fixture
def desk(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the documentation names."""
    shutil.copy(SAMPLES / "press-release.hwp", tmp_path / "report.hwp")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["docs/python.md", "docs/spark.md", "bindings/python/README.md", "README.md"])
def test_lines_run(name: str, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    if "spark" in name:
        pytest.importorskip("pyspark")
        if shutil.which("java") is None:
            pytest.skip("no Java")
        monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    namespace: dict[str, object] = {}
    for block in blocks(name):
        for package in re.findall(r"^(?:from|import) (\w+)", block, re.MULTILINE):
            pytest.importorskip(package)
        exec(compile(block, name, "exec"), namespace)
    assert capsys.readouterr().out
    if "spark" in name:
        written = namespace["spark"].read.parquet("table")  # type: ignore[attr-defined]
        files = [os.path.join(folder, name) for folder, _, names in os.walk("archive") for name in names]
        assert written.count() == sum(os.path.getsize(file) > 0 for file in files), "binaryFile leaves out empty files"
        namespace["spark"].stop()  # type: ignore[attr-defined]


def test_doors_take_less_than_ten_lines() -> None:
    doors = [block for block in blocks("docs/python.md") if re.search(r"from (langchain|llama|markitdown|hwpconv\.)", block)]
    assert len(doors) == 5 and all(block.count("\n") < 10 for block in doors)
