"""The options as keyword arguments, with the names and values of the command's options."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypedDict

from hwpconv import _native

Target = Literal["markdown", "text", "html", "json", "chunks", "jsonl"]

READING, WRITING = (frozenset(names) for names in _native.option_names())


class ReadOptions(TypedDict, total=False):
    """Options of reading."""

    password: str | None
    """Opens a locked document."""
    track_changes: Literal["accept", "reject", "all"]
    """What becomes of tracked changes. Default: ``accept``."""
    headings: Literal["auto", "outline", "none"]
    """Which headings there are: those of the outline and what looks like one, the outline only, or none."""
    outline: Literal["keep", "list"]
    """What becomes of typed marks such as 1. 가. □: kept as text, or made a nested list."""
    emphasis: Literal["keep", "drop"]
    """Whether text is bold, italic and underlined. Default: ``keep``."""
    pages: int | str | None
    """These pages only, such as ``3`` or ``"3-5,8"``."""
    limit: Mapping[str, int]
    """Limits by name, such as ``{"document-bytes": 2**28}``; the names are those of the command's ``--limit``."""
    max_input: int
    """Refuse inputs of more than this many MiB. Default: 2048."""


class WriteOptions(TypedDict, total=False):
    """Options of writing. A target ignores those that it has no use for."""

    tables: Literal["auto", "gfm", "html"]
    """How Markdown tables are written. Default: ``auto``."""
    spans: Literal["repeat", "blank"]
    """What GFM tables have where a merged cell goes on: its content again, or nothing. Default: ``repeat``."""
    wrap: int | None
    """Wrap plain text after this many columns. Default: a paragraph is a line."""
    comments: Literal["keep", "drop"]
    """Whether comments are written. Default: ``keep``."""
    furniture: Literal["keep", "drop"]
    """Whether headers, footers and master pages are written, once each. Default: ``keep``."""
    page_breaks: bool
    """Write page breaks. Default: False."""
    split: Literal["pages"] | None
    """Write Markdown page by page, with ``<!-- page 3 -->`` before each, and JSON as a list of pages. Default: not split."""
    toc: bool
    """Begin Markdown and HTML with links to the headings. Default: False."""
    metadata: bool
    """Begin Markdown with YAML front matter. Default: False."""
    media_prefix: str
    """Put before the names of pictures, such as ``report_media/``. Default: empty."""
    embed_media: bool
    """Put the pictures into the HTML page. Default: False."""
    remote_pictures: bool
    """Show pictures that are on the web instead of linking to them. Default: False."""
    chunk_size: int
    """How large a chunk may be. Default: 1200."""
    chunk_format: Literal["markdown", "text"]
    """What chunks are written as: Markdown, or words without markup. Default: ``markdown``."""
    chunk_unit: Literal["chars", "tokens"]
    """What the size counts. Default: ``chars``."""
    chunk_overlap: int
    """How much of the end of a chunk the next one repeats. Default: 0."""


class Options(ReadOptions, WriteOptions, total=False):
    """Options of reading and writing."""


def checked(options: Mapping[str, Any], names: Iterable[str] = READING | WRITING) -> dict[str, Any]:
    """The options as a dictionary. Raises TypeError for a name that is not among `names`, and lists those."""
    known = sorted(names)
    for name in options:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise TypeError(f"there is no option {name!r}{hint} The options are: {', '.join(known)}")
    checked = dict(options)
    limit = checked.get("limit")
    if limit is not None:
        checked["limit"] = dict(limit)
    return checked
