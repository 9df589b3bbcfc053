"""Each door against the real package. Where it is not installed, its test says so."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest

import hwpconv


def test_langchain(press_release: Path, archive: Path) -> None:
    pytest.importorskip("langchain_core")
    from langchain_core.document_loaders import Blob

    from hwpconv.langchain import HwpLoader, HwpParser

    text = hwpconv.to_markdown(press_release)
    (document,) = HwpParser().lazy_parse(Blob.from_path(press_release))
    assert document.page_content == text
    assert document.metadata["source"] == str(press_release) and document.metadata["format"] == "hwp5"
    (same,) = HwpParser().parse(Blob.from_data(press_release.read_bytes(), metadata={"source": "s3://bucket/a.hwp"}))
    assert same.page_content == text and same.metadata["source"] == "s3://bucket/a.hwp"
    chunks = HwpLoader(press_release, rows="chunks", chunk_size=300).load()
    assert len(chunks) > 1 and all(len(chunk.page_content) <= 300 for chunk in chunks)
    assert len({chunk.id for chunk in chunks}) == len(chunks)
    assert all(isinstance(value, (str, int)) for chunk in chunks for value in chunk.metadata.values())
    (archive / "picture.hwp").unlink()
    (archive / "empty.hwpx").unlink()
    loaded = HwpLoader(archive, password="hwpconv-2026").lazy_load()
    assert next(loaded).metadata["source"] == next(hwpconv.documents(archive))
    with pytest.raises(TypeError, match="no option 'tabels'"):
        HwpParser(tabels="gfm")  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="rows: 'pages'"):
        HwpParser(rows="pages")  # type: ignore[arg-type]


def test_llama_index(press_release: Path) -> None:
    pytest.importorskip("llama_index.core")
    from llama_index.core import SimpleDirectoryReader

    from hwpconv.llama_index import HwpReader

    text = hwpconv.to_markdown(press_release)
    (document,) = HwpReader().load_data(press_release, extra_info={"year": 2026})
    assert document.text == text and document.metadata["year"] == 2026
    chunks = HwpReader(rows="chunks", chunk_size=300).load_data(press_release)
    assert len(chunks) > 1
    reader = SimpleDirectoryReader(input_files=[str(press_release)], file_extractor={".hwp": HwpReader()})
    assert [document.text for document in reader.load_data()] == [text]


def test_markitdown(press_release: Path, tmp_path: Path) -> None:
    pytest.importorskip("markitdown")
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=True)
    result = converter.convert(str(press_release))
    assert result.markdown == hwpconv.to_markdown(press_release).strip() or result.markdown.strip() in (
        hwpconv.to_markdown(press_release)
    )
    assert result.title == hwpconv.read(press_release).metadata["title"]
    unnamed = tmp_path / "without-extension"
    unnamed.write_bytes(press_release.read_bytes())
    assert converter.convert(str(unnamed)).markdown == result.markdown
    (tmp_path / "a.txt").write_text("plain", encoding="utf-8")
    assert converter.convert(str(tmp_path / "a.txt")).markdown == "plain"


def test_haystack(press_release: Path, caplog: pytest.LogCaptureFixture) -> None:
    pytest.importorskip("haystack")
    from haystack import Pipeline
    from haystack.dataclasses import ByteStream

    from hwpconv.haystack import HwpToDocument

    text = hwpconv.to_markdown(press_release)
    pipeline = Pipeline()
    pipeline.add_component("hwp", HwpToDocument())
    stream = ByteStream(data=press_release.read_bytes(), meta={"file_path": "/archive/a.hwp"})
    made = pipeline.run({"hwp": {"sources": [press_release, stream, ByteStream(b"no")], "meta": {"year": 2026}}})
    documents = made["hwp"]["documents"]
    assert [document.content for document in documents] == [text, text]
    assert [document.meta["file_path"] for document in documents] == ["press-release.hwp", "a.hwp"]
    assert documents[0].meta["year"] == 2026 and documents[0].meta["format"] == "hwp5"
    assert "Skipping it" in caplog.text
    with contextlib.suppress(ImportError):  # Older versions trust every module.
        from haystack.core.serialization import allow_deserialization_module

        allow_deserialization_module("hwpconv.haystack")
    copy = Pipeline.from_dict(pipeline.to_dict())
    assert copy.to_dict() == pipeline.to_dict()
    assert len(HwpToDocument(rows="chunks", chunk_size=300).run([press_release])["documents"]) > 1


def test_docling(press_release: Path, samples: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("docling_core")
    from docling_core.types.doc import DoclingDocument

    from hwpconv.docling import to_docling

    document = to_docling(press_release)
    document.save_as_json(tmp_path / "a.json")
    loaded = DoclingDocument.load_from_json(tmp_path / "a.json")
    assert loaded == document
    assert loaded.origin is not None and loaded.origin.filename == "press-release.hwp"
    words = loaded.export_to_markdown()
    assert "보도" in words and loaded.tables
    (tables,) = [sample for sample in samples if sample.name == "tables.hwp"]
    made = to_docling(tables)
    expected = hwpconv.read(tables).tables()
    assert [[cell.text for cell in row] for row in made.tables[0].data.grid] == expected[0].rows
    # All but the tables in cells, which are words here.
    grids = [[[cell.text for cell in row] for row in table.data.grid] for table in made.tables]
    assert len(grids) > 5 and all(grid in [table.rows for table in expected] for grid in grids[:5])
    for sample in samples:
        copy = DoclingDocument.model_validate_json(
            to_docling(sample, password="hwpconv-2026").model_dump_json()
        )
        assert copy.texts or copy.tables or copy.pictures, sample


@pytest.mark.parametrize(
    ("module", "package", "extra"),
    [
        ("hwpconv.langchain", "langchain_core", "langchain"),
        ("hwpconv.llama_index", "llama_index", "llama-index"),
        ("hwpconv.markitdown", "markitdown", "markitdown"),
        ("hwpconv.haystack", "haystack", "haystack"),
        ("hwpconv.docling", "docling_core", "docling"),
        ("hwpconv.spark", "pyspark", "spark"),
    ],
)
def test_missing_package_names_its_extra(module: str, package: str, extra: str) -> None:
    code = f"import sys; sys.modules[{package!r}] = None\ntry: import {module}\nexcept ImportError as error: print(error)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert f"pip install 'hwpconv[{extra}]'" in said


@pytest.mark.parametrize(
    ("call", "package", "extra"),
    [("to_parquet([], 'a.parquet')", "pyarrow", "parquet"), ("Table([], 0, None, None, []).to_pandas()", "pandas", "pandas")],
)
def test_missing_package_of_a_function_names_its_extra(call: str, package: str, extra: str) -> None:
    code = (
        f"import sys; sys.modules[{package!r}] = None\nimport hwpconv\n"
        f"try: hwpconv.{call}\nexcept ImportError as error: print(error)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert f"pip install 'hwpconv[{extra}]'" in said
