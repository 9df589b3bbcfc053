"""Documents to a Parquet file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from hwpconv._document import Source
from hwpconv._many import Result, results
from hwpconv._options import Options, Target

if TYPE_CHECKING:
    from typing_extensions import Unpack

ROWS_A_GROUP = 1024
"""How many documents a row group has at most."""

BYTES_A_GROUP = 64 << 20
"""How many characters of text a row group has, about, at most."""


def to_parquet(
    sources: Iterable[Source] | Source,
    path: str | os.PathLike[str],
    to: Target = "markdown",
    jobs: int = 0,
    **options: Unpack[Options],
) -> int:
    """Converts documents to a Parquet file with a row for each, and returns the number of rows.

    Columns: ``id`` (SHA-256 of the input), ``source``, ``format``, ``text``,
    ``title``, ``metadata`` (map), ``warnings`` (list of structs) and ``error`` (struct of kind and message, null where
    there is a text). The file is renamed into place when it is complete.

    Needs pyarrow: ``pip install hwpconv[parquet]``.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ImportError("to_parquet() needs pyarrow: pip install 'hwpconv[parquet]'") from error
    made = results(sources, to, jobs, options, hashes=True)
    schema = _schema(pyarrow)
    folder, name = os.path.split(os.path.abspath(path))
    handle, temporary = tempfile.mkstemp(prefix=f".{name}-", suffix=".tmp", dir=folder)
    os.close(handle)
    count = 0
    try:
        with pyarrow.parquet.ParquetWriter(temporary, schema, compression="zstd") as writer:
            for group in _groups(made):
                writer.write_table(pyarrow.Table.from_pylist([_row(result) for result in group], schema=schema))
                count += len(group)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    return count


def _groups(results: Iterator[Result]) -> Iterator[list[Result]]:
    group: list[Result] = []
    size = 0
    for result in results:
        group.append(result)
        size += len(result.text or "")
        if len(group) >= ROWS_A_GROUP or size >= BYTES_A_GROUP:
            yield group
            group, size = [], 0
    if group:
        yield group


def _schema(pyarrow: Any) -> Any:
    text = pyarrow.string()
    warning = pyarrow.struct(
        [("severity", text), ("kind", text), ("place", text), ("message", text), ("count", pyarrow.int32())]
    )
    return pyarrow.schema(
        [
            ("id", text),
            ("source", text),
            ("format", text),
            ("text", text),
            ("title", text),
            ("metadata", pyarrow.map_(text, text)),
            ("warnings", pyarrow.list_(warning)),
            ("error", pyarrow.struct([("kind", text), ("message", text)])),
        ]
    )


def _row(result: Result) -> dict[str, Any]:
    error = result.error
    return {
        "id": result.id,
        "source": result.source,
        "format": result.format,
        "text": result.text,
        "title": result.metadata.get("title"),
        "metadata": list(result.metadata.items()),
        "warnings": [vars(warning) for warning in result.warnings],
        "error": None if error is None else {"kind": error.kind, "message": str(error)},
    }
