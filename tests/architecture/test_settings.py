"""Every setting is documented, with the default that it has, and whatever sets one sets one that there is."""

import re
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest

from service.settings import Settings

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| `NAZER_(?P<name>[A-Z_]+)` \| (?P<default>[^|]+) \| (?P<text>[^|]+) \|$", re.MULTILINE)


def written(default: Any) -> str:
    if default is MISSING:
        return "none: must be set"
    if isinstance(default, bool):
        return "`yes`" if default else "`no`"
    return f"`{default}`" if default != "" else "empty"


def test_every_setting_stands_in_its_page_with_its_default() -> None:
    page = (ROOT / "docs" / "settings.md").read_text()
    documented = {row["name"].lower(): row["default"].strip() for row in ROW.finditer(page)}
    assert documented == {field.name: written(field.default) for field in fields(Settings)}


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml", "Makefile", "deploy/nginx.conf", "docs/settings.md"])
def test_a_name_that_looks_like_a_setting_is_one(name: str) -> None:
    known = {field.name.upper() for field in fields(Settings)} | {"PORT"}  # the port of compose's nginx is no setting
    assert set(re.findall(r"NAZER_([A-Z_]*[A-Z])", (ROOT / name).read_text())) <= known
