"""Draws the pictures of the guide: ``python docs/pictures/draw.py``, with contractkit installed."""

from __future__ import annotations

from pathlib import Path

from scenes import SCENES

FOLDER = Path(__file__).parents[1] / "_static" / "time"

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, scene in SCENES.items():
        (FOLDER / f"{name}.svg").write_text(scene().svg(), encoding="utf-8")
