"""How documents become rows, and what the options of Spark say about it."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hwpconv import _native
from hwpconv._options import READING, WRITING
from hwpconv._worker import MEMORY, TIMEOUT

MODES = ("PERMISSIVE", "DROPMALFORMED", "FAILFAST")
ROWS = ("documents", "chunks")

CONVERSION = READING | WRITING
OWN = ("to", "rows", "mode", "timeout", "maxMemory")
LISTING = ("path", "paths", "pathGlobFilter", "recursiveFileLookup", "maxPartitionBytes", "minPartitions")


@dataclass(frozen=True)
class Settings:
    """How documents become rows."""

    to: str = "markdown"
    rows: str = "documents"
    mode: str = "PERMISSIVE"
    timeout: float = TIMEOUT
    memory: int = MEMORY
    options: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, value, known in (("rows", self.rows, ROWS), ("mode", self.mode, MODES)):
            if value not in known:
                raise ValueError(f"{name}: {value!r} is not one of {', '.join(known)}")
        _native.check_options(self.target, self.options)

    @property
    def target(self) -> str:
        """What is written of each document."""
        return "chunks" if self.rows == "chunks" else self.to


@dataclass(frozen=True)
class Listing:
    """Which files are read, and how they are shared out."""

    paths: tuple[str, ...]
    glob: str | None
    recursive: bool
    max_partition_bytes: int
    min_partitions: int


def parse(options: Mapping[str, str]) -> tuple[Settings, Listing]:
    """The settings that the options of a reader say. Names are as in Spark: upper and lower case are the same, and
    those of the command can be written with `-`, `_` or without."""
    given: dict[str, str] = {}
    known = {_plain(name): name for name in (*OWN, *LISTING, *CONVERSION)}
    for name, value in options.items():
        if (plain := _plain(name)) not in known:
            near = difflib.get_close_matches(plain, known, 1)
            hint = f"; did you mean {known[near[0]]!r}?" if near else "."
            raise ValueError(f"there is no option {name!r}{hint} The options are: {', '.join(sorted(known.values()))}")
        given[known[plain]] = str(value)
    settings = Settings(
        to=given.get("to", "markdown"),
        rows=given.get("rows", "documents").lower(),
        mode=given.get("mode", "PERMISSIVE").upper(),
        timeout=_seconds(given.get("timeout", str(TIMEOUT))),
        memory=_bytes("maxMemory", given.get("maxMemory", str(MEMORY))),
        options={name: _value(name, value) for name, value in given.items() if name in CONVERSION},
    )
    return settings, Listing(
        paths=_paths(given),
        glob=given.get("pathGlobFilter"),
        recursive=_flag("recursiveFileLookup", given.get("recursiveFileLookup", "false")),
        max_partition_bytes=_bytes("maxPartitionBytes", given.get("maxPartitionBytes", "128m")),
        min_partitions=int(given.get("minPartitions", os.cpu_count() or 1)),
    )


def _plain(name: str) -> str:
    return re.sub("[-_]", "", name).lower()


def _value(name: str, text: str) -> Any:
    """An option of conversion, from the text that Spark makes of every option."""
    if name in ("page_breaks", "toc", "metadata", "embed_media", "remote_pictures"):
        return _flag(name, text)
    if name in ("wrap", "max_input", "chunk_size", "chunk_overlap"):
        try:
            return int(text)
        except ValueError:
            raise ValueError(f"{name}: {text!r} is not a whole number") from None
    if name == "limit":
        pairs = (pair.partition("=") for pair in text.split(","))
        return {limit.strip(): _bytes("limit", value) for limit, _, value in pairs}
    return text


def _flag(name: str, text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(f"{name}: {text!r} is not one of true, false")
    return text.lower() == "true"


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e6:
        raise ValueError(f"timeout: {text!r} is not a number of seconds above 0")
    return seconds


def _bytes(name: str, text: str) -> int:
    match = re.fullmatch(r"\s*(\d+)\s*([kmgt]?)(?:i?b)?\s*", text.lower())
    size = int(match[1]) << (10 * " kmgt".index(match[2] or " ")) if match else 0
    if size < 1:
        raise ValueError(f"{name}: {text!r} is not a size such as 65536, 512m or 2g")
    return size


def _paths(given: Mapping[str, str]) -> tuple[str, ...]:
    if "paths" in given:
        import json

        return tuple(map(str, json.loads(given["paths"])))
    return (given["path"],) if "path" in given else ()
