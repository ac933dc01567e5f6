"""The pictures of the guide show what the library answers, and each stands on a page with its words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

DOCS = Path(__file__).parents[2] / "docs"
NAMES = ("week", "deadline", "clocks", "two-days", "pause")


@pytest.fixture(scope="module")
def scenes() -> Iterator[dict[str, Callable[[], Any]]]:
    sys.path.insert(0, str(DOCS / "pictures"))
    try:
        from scenes import SCENES

        yield SCENES
    finally:
        sys.path.remove(str(DOCS / "pictures"))
        for name in ("scenes", "canvas"):
            sys.modules.pop(name, None)


class TestPictures:
    """Each picture is drawn from answers; the file in the repository is the drawing."""

    def test_every_scene_has_its_file(self, scenes: dict[str, Callable[[], Any]]) -> None:
        assert tuple(scenes) == NAMES
        assert {path.stem for path in (DOCS / "_static" / "time").glob("*.svg")} == set(NAMES)

    @pytest.mark.parametrize("name", NAMES)
    def test_the_file_is_what_the_library_answers_today(self, name: str, scenes: dict[str, Callable[[], Any]]) -> None:
        """`python docs/pictures/draw.py` draws them anew."""
        file = DOCS / "_static" / "time" / f"{name}.svg"
        assert scenes[name]().svg() == file.read_text(encoding="utf-8")

    @pytest.mark.parametrize("name", NAMES)
    def test_it_is_a_picture_with_words_in_both_themes(self, name: str) -> None:
        text = (DOCS / "_static" / "time" / f"{name}.svg").read_text(encoding="utf-8")
        root = ET.fromstring(text)
        assert root.find("{*}title") is not None
        assert root.find("{*}desc") is not None
        assert "prefers-color-scheme: dark" in text

    @pytest.mark.parametrize("name", NAMES)
    def test_it_stands_on_the_page_with_words_for_those_who_cannot_look(self, name: str) -> None:
        page = (DOCS / "guide" / "fundamentals.md").read_text(encoding="utf-8")
        _, after = page.split(f"```{{image}} ../_static/time/{name}.svg\n")
        assert after.startswith(":alt: ")

    @pytest.mark.parametrize(
        ("name", "figures"),
        [
            ("week", ["7 h 30", "9 h 30", "6 h"]),
            ("deadline", ["1 h 30", "9 h", "13 h", "15 h", "Easter Monday"]),
            ("clocks", ["8 h", "7 h", "9 h", "6 h: due 04:00", "6 h: due 05:00", "6 h: due 03:00"]),
            (
                "two-days",
                ["Fri 9 Jan 13:00", "Fri 9 Jan 16:00", "Mon 12 Jan 09:00", "Thu 8 Jan 17:00", "Fri 16 Jan 12:00"],
            ),
            ("pause", ["Mon 13:00", "Mon 17:00", "Thu 09:00", "working time in the pause: 4 h; due with it"]),
        ],
    )
    def test_its_figures_are_right_on_paper(self, name: str, figures: list[str]) -> None:
        """Worked out by hand; the page says the same in words."""
        root = ET.parse(DOCS / "_static" / "time" / f"{name}.svg").getroot()
        words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
        assert [figure for figure in figures if figure not in words] == []
