"""What the wheel has beside the code."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from importlib.metadata import PackagePath, distribution

import pytest


def files() -> list[PackagePath]:
    return distribution("hwpconv").files or []


def test_files_are_those_that_the_record_says() -> None:
    checked = 0
    for file in files():
        if file.hash is not None:
            digest = urlsafe_b64encode(hashlib.new(file.hash.mode, file.read_binary()).digest()).rstrip(b"=")
            assert digest.decode() == file.hash.value, file
            checked += 1
    assert checked > 20


def test_crates_are_listed_with_what_identifies_them() -> None:
    lists = [file for file in files() if file.name.endswith(".cyclonedx.json")]
    if not lists:
        pytest.skip("built without a list of crates")
    crates = {crate["name"]: crate for crate in json.loads(lists[0].read_text())["components"]}
    assert "hwpconv" in crates
    assert {"version", "purl", "hashes", "licenses"} <= set(crates["encoding_rs"])
