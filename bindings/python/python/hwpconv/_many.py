"""Many documents at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hwpconv import _native
from hwpconv._document import Source, Warning, warning
from hwpconv._errors import HwpError
from hwpconv._options import Options, Target, checked

if TYPE_CHECKING:
    from typing_extensions import Unpack

EXTENSIONS = (".hwp", ".hwpx", ".hwpml", ".hml", ".hwt")
"""How files are called that are taken for documents in a folder. What they are is found from their content."""


@dataclass(frozen=True)
class Result:
    """What became of one document."""

    source: str | None
    """The path or name of the input, when it has one."""
    text: str | None = field(repr=False)
    """The document as text; None when there is an error."""
    format: str | None
    """``hwp5``, ``hwpx``, ``hwp3`` or ``hwpml``."""
    pages: int | None
    """How many pages there are, for targets that tell pages (json, chunks, jsonl)."""
    metadata: dict[str, str] = field(repr=False)
    """What the document says about itself."""
    warnings: list[Warning] = field(repr=False)
    """What was left out, changed or repaired."""
    error: HwpError | None
    """Why there is no text; None when there is one."""
    id: str | None = None
    """SHA-256 of the input in lower-case hexadecimal, for targets that tell it (json, chunks, jsonl)."""


def convert_many(
    sources: Iterable[Source] | Source,
    to: Target = "markdown",
    jobs: int = 0,
    **options: Unpack[Options],
) -> Iterator[Result]:
    """Converts documents in several threads and yields a result for each, in the order of the sources.

    A document that cannot be converted is a result with an error and stops nothing. A folder stands for the documents
    in it, sorted by name. Sources are taken as needed and no more than four for each thread are under way, so memory
    does not grow with their number. Ctrl-C works.

    Args:
        sources: Paths, folders, bytes or binary files; also a single path.
        to: What to write.
        jobs: Threads; 0 means one for each core.
        options: As for :func:`hwpconv.to_markdown`.
    """
    return results(sources, to, jobs, options, is_table=False)


def results(
    sources: Iterable[Source] | Source, to: Target, jobs: int, options: Options, is_table: bool
) -> Iterator[Result]:
    """The results of :func:`convert_many`; for a table, with the hash of each input."""
    if not isinstance(jobs, int) or jobs < 0:
        raise ValueError(f"jobs: {jobs!r} is not a whole number of at least 0")
    # Checked now, not when the first result is asked for.
    return map(result_of, _native.Many(expanded(sources), to, checked(options), jobs, is_table))


def documents(folder: str | os.PathLike[str]) -> Iterator[str]:
    """The documents in a folder and the folders in it, sorted by name. Links are not followed."""
    for entry in sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name)):
        if entry.is_dir(follow_symlinks=False):
            yield from documents(entry.path)
        elif entry.name.lower().endswith(EXTENSIONS) and entry.is_file(follow_symlinks=False):
            yield entry.path


def expanded(sources: Any) -> Iterator[Any]:
    """Sources one by one, with the documents of a folder in its place."""
    if isinstance(sources, (str, os.PathLike, bytes, bytearray, memoryview)):
        sources = [sources]
    for source in sources:
        if not isinstance(source, (str, os.PathLike)) or not os.path.isdir(source):
            yield source
            continue
        is_empty = True
        for path in documents(source):
            is_empty = False
            yield path
        if is_empty:
            yield (os.fspath(source), f"no documents in this folder ({', '.join(EXTENSIONS)})")


def result_of(plain: _native._Converted) -> Result:
    """A result from its plain values."""
    source, text, format, pages, metadata, warnings, error, id = plain
    assert error is None or isinstance(error, HwpError)
    return Result(source, text, format, pages, metadata, [warning(each) for each in warnings], error, id)
