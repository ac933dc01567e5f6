"""The page on conventions says what the presets are, neither more nor less."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import attrs
import pytest

from contractkit.calendars import PRESETS, Conventions, Preset
from contractkit.calendars import conventions as module
from contractkit.quantities.spans import BusinessDays, WorkingTime

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "conventions.md"


def section(preset: Preset) -> str:
    """Return what the page says of a preset."""
    lines = [f"### {preset.name}", "", f"{preset.system}.", ""]
    answers = [f"`{name}` {answer(value)}" for name, value in preset.conventions.differences().items()]
    lines += ["Answers as we do.", ""] if not answers else [f"Other answers: {'; '.join(answers)}.", ""]
    lines += [f"Seen in: {'; '.join(preset.sources)}.", ""]
    lines += [f"Apart from that: {'; '.join(preset.apart)}.", ""] if preset.apart else []
    return "\n".join(lines)


def answer(value: object) -> str:
    if isinstance(value, WorkingTime):
        return f"{value} of working time a day"
    if isinstance(value, BusinessDays):
        plain = BusinessDays(0)
        fields = [field.name for field in attrs.fields(BusinessDays)]
        said = {name: getattr(value, name) for name in fields if getattr(value, name) != getattr(plain, name)}
        return ", ".join(f"{name} {word}" for name, word in said.items())
    return str(value)


class TestPage:
    """Every preset has its section, every field its row."""

    @pytest.mark.parametrize("name", PRESETS)
    def test_each_preset_stands_there_as_it_is(self, name: str) -> None:
        assert section(PRESETS[name]) in PAGE.read_text("utf-8")

    def test_no_other_preset_does(self) -> None:
        assert re.findall(r"^### (.+)$", PAGE.read_text("utf-8"), re.MULTILINE) == list(PRESETS)

    def test_each_field_has_a_row_that_begins_with_our_answer(self) -> None:
        rows = {}
        for line in PAGE.read_text("utf-8").splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if len(cells) == 4 and cells[0].startswith("`"):
                rows[cells[0].strip("`")] = cells
        fields = attrs.fields_dict(Conventions)
        assert list(rows) == list(fields)
        hints = {"reversed": "Reversed", "dst": "Dst"}
        for name, (_, _, ours, others) in rows.items():
            words = get_args(getattr(module, hints.get(name, name.title().replace("_", "")), None))
            if words:
                assert ours.startswith(f"`{words[0]}`"), name
                assert all(f"`{word}`" in others for word in words[1:]), name


if __name__ == "__main__":  # writes the sections into the page
    head = PAGE.read_text("utf-8").split("\n### ", 1)[0].rstrip("\n")
    PAGE.write_text(
        head + "\n\n" + "\n".join(section(preset) for preset in PRESETS.values()).rstrip("\n") + "\n", "utf-8"
    )
