"""Documents to a Parquet file."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from hwpconv import _table
from hwpconv._document import Source
from hwpconv._many import expanded, results
from hwpconv._options import Options, Target

if TYPE_CHECKING:
    from typing_extensions import Unpack

ROWS_A_GROUP = 1 << 16
"""How many rows a row group has at most."""

CHARACTERS_A_GROUP = 8 << 20
"""How many characters of text a row group has, about, at most."""


def to_parquet(
    sources: Iterable[Source] | Source,
    path: str | os.PathLike[str],
    to: Target = "markdown",
    jobs: int = 0,
    rows: Literal["documents", "chunks"] = "documents",
    **options: Unpack[Options],
) -> int:
    """Converts documents to a Parquet file with a row for each document or chunk, and returns the number of rows.

    The columns are those of the command (``-t parquet``): ``path``, ``modificationTime``, ``length``, ``id`` (SHA-256
    of the input), ``format``, ``text``, ``title``, ``pages``, ``metadata`` (map), ``warnings`` (list of structs) and
    ``error`` (struct of kind and message, null where there is a text). The file is renamed into place when it is
    complete.

    Needs pyarrow: ``pip install hwpconv[parquet]``.

    Args:
        sources: As for :func:`hwpconv.convert_many`.
        path: The file to write.
        to: What ``text`` holds, in a row for each document.
        jobs: Threads; 0 means one for each core.
        rows: ``documents``, or ``chunks`` for a row for each chunk.
        options: As for :func:`hwpconv.to_markdown`.
    """
    import tempfile  # What it imports in turn would double the start of a command or a child.

    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ImportError("to_parquet() needs pyarrow: pip install 'hwpconv[parquet]'") from error
    if rows not in ("documents", "chunks"):
        raise ValueError(f"rows: {rows!r} is not one of documents, chunks")
    of_chunks = rows == "chunks"
    schema = _schema(pyarrow, of_chunks)
    made = _rows(sources, "chunks" if of_chunks else to, jobs, options, of_chunks)
    folder, name = os.path.split(os.path.abspath(path))
    handle, temporary = tempfile.mkstemp(prefix=f".{name}-", suffix=".tmp", dir=folder)
    os.close(handle)
    count = 0
    try:
        with pyarrow.parquet.ParquetWriter(temporary, schema, compression="zstd") as writer:
            for group in _groups(made):
                writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
                count += len(group)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    return count


def _rows(sources: Any, to: Target, jobs: int, options: Options, of_chunks: bool) -> Iterator[dict[str, Any]]:
    # Sources are taken before their results are there, in the same order.
    files: deque[dict[str, Any]] = deque()

    def noted() -> Iterator[Any]:
        for source in expanded(sources):
            files.append(_file(source))
            yield source

    def all_rows() -> Iterator[dict[str, Any]]:
        for result in made:
            yield from _table.rows(result, {"path": result.source, **files.popleft()}, of_chunks)

    made = results(noted(), to, jobs, options, is_table=True)
    return all_rows()


def _file(source: Any) -> dict[str, Any]:
    """When an input was changed, in microseconds since 1970, and its length; None where that is not known."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return {"modificationTime": None, "length": memoryview(source).nbytes}
    try:
        about = os.stat(source)
    except (TypeError, OSError, ValueError):  # A file object, or what will be an error.
        return {"modificationTime": None, "length": None}
    return {"modificationTime": about.st_mtime_ns // 1000, "length": about.st_size}


def _groups(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    group: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        group.append(row)
        size += len(row["text"] or "")
        if len(group) >= ROWS_A_GROUP or size >= CHARACTERS_A_GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group


def _schema(pyarrow: Any, of_chunks: bool) -> Any:
    text, number = pyarrow.string(), pyarrow.int32()
    warning = [("severity", text), ("kind", text), ("place", text), ("message", text), ("count", number)]
    file = [("path", text), ("modificationTime", pyarrow.timestamp("us", tz="UTC")), ("length", pyarrow.int64())]
    error = ("error", pyarrow.struct([("kind", text), ("message", text)]))
    documents = [
        ("id", text),
        ("format", text),
        ("text", text),
        ("title", text),
        ("pages", number),
        ("metadata", pyarrow.map_(text, text)),
        ("warnings", pyarrow.list_(pyarrow.struct(warning))),
    ]
    chunks = [
        ("format", text),
        ("title", text),
        ("id", text),
        ("index", number),
        ("kind", text),
        ("headings", text),
        ("text", text),
        ("page_from", number),
        ("page_to", number),
    ]
    return pyarrow.schema([*file, *(chunks if of_chunks else documents), error])
