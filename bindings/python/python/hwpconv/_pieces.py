"""A document as texts with what is known of each: what the doors of frameworks have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from hwpconv._document import Document, Source
from hwpconv._options import READING, Options, checked

Rows = Literal["documents", "chunks"]


def pieces(
    source: Source, name: str | None, rows: Rows, options: Options
) -> Iterator[tuple[str | None, str, dict[str, Any]]]:
    """A document, or its chunks, as id, Markdown, and metadata of strings and numbers."""
    reading: Any = {key: value for key, value in options.items() if key in READING}
    writing: Any = {key: value for key, value in options.items() if key not in READING}
    document = Document(source, **reading)
    name = name or document.source
    named = {"source": name} if name else {}
    if rows == "chunks":
        sizes = {key.removeprefix("chunk_"): writing.pop(key) for key in list(writing) if key.startswith("chunk_")}
        for chunk in document.chunks(**sizes, **writing):
            # Stores behind the frameworks take no lists; `heading_path` is the path as a string.
            flat = {key: value for key, value in chunk.metadata.items() if key != "path"}
            yield chunk.id, chunk.text, {**flat, **named}
        return
    metadata: dict[str, Any] = {**document.metadata, "format": document.format, **named}
    if document.pages is not None:
        metadata["pages"] = document.pages
    yield document.id, document.markdown(**writing), metadata


def settled(rows: str, options: Options) -> Options:
    """The options, checked. Raises before the first document comes."""
    if rows not in ("documents", "chunks"):
        raise ValueError(f"rows: {rows!r} is not one of documents, chunks")
    settled: Any = checked(options)
    return settled  # type: ignore[no-any-return]


def missing(package: str, extra: str) -> ImportError:
    """What is said when the package of a framework is not there."""
    return ImportError(f"hwpconv.{extra.replace('-', '_')} needs {package}: pip install 'hwpconv[{extra}]'")
