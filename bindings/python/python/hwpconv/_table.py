"""Results to the rows of a table, as the command writes them with ``-t parquet``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hwpconv._errors import HwpError
from hwpconv._many import Result


def rows(result: Result, file: dict[str, Any], of_chunks: bool) -> Iterator[dict[str, Any]]:
    """The rows of a document: one, or one for each chunk of a result of the target ``chunks``. `file` has the columns
    path, modificationTime and length."""
    if result.error is not None:
        yield {**file, "text": None, "error": error(result.error)}
        return
    base = {**file, "format": result.format, "title": result.metadata.get("title"), "error": None}
    if of_chunks:
        yield from ({**base, **chunk} for chunk in _chunks(result))
        return
    yield {
        **base,
        "id": result.id,
        "text": result.text,
        "pages": pages(result.pages, result.metadata),
        "metadata": list(result.metadata.items()),
        "warnings": [vars(warning) for warning in result.warnings],
    }


def pages(count: int | None, metadata: dict[str, str]) -> int | None:
    """How many pages there are, when the file says so."""
    said = metadata.get("page_count")
    return count or (None if said is None else int(said))


def error(error: HwpError | None) -> dict[str, str] | None:
    """Why there is no text."""
    return None if error is None else {"kind": error.kind, "message": str(error)}


def _chunks(result: Result) -> Iterator[dict[str, Any]]:
    for line in (result.text or "").splitlines():
        chunk = json.loads(line)
        about = chunk["metadata"]
        yield {
            "id": chunk["id"],
            "index": about["index"],
            "kind": about["kind"],
            "headings": about["heading_path"],
            "text": chunk["text"],
            "page_from": about.get("page_from"),
            "page_to": about.get("page_to"),
        }
