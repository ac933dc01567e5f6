"""The notebooks of the docs: every cell runs, in order, and what they claim holds; the build of the docs runs them too."""

from __future__ import annotations

import ast
import importlib.util
import json
import time
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
LONGEST = 60


def cells(notebook: Path) -> list[str]:
    """Return the code of a notebook, cell by cell."""
    data = json.loads(notebook.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in data["cells"] if cell["cell_type"] == "code"]


def shown(code: str, names: dict[str, Any]) -> Any:
    """Run a cell, and return the value of its last expression, which a notebook shows."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return None if last is None else eval(compile(ast.Expression(last.value), "cell", "eval"), names)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
class TestNotebooks:
    """A notebook that is read is one that runs."""

    def test_every_cell_runs_and_what_is_claimed_holds(
        self, notebook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Charts are drawn where the library for them is there; the last cell says that the claim holds."""
        charts = importlib.util.find_spec("matplotlib") is not None
        monkeypatch.setenv("MPLBACKEND", "Agg")
        monkeypatch.chdir(notebook.parent)
        names: dict[str, Any] = {}
        began = time.monotonic()
        for code in cells(notebook):
            if charts or ".plot." not in code:
                shown(code, names)
        assert time.monotonic() - began < LONGEST
        assert cells(notebook)[-1].startswith("assert ")
        assert "16 of the 29 late P2 tickets (55%)" in capsys.readouterr().out

    def test_no_output_is_stored_in_it(self, notebook: Path) -> None:
        data = json.loads(notebook.read_text(encoding="utf-8"))
        assert all(not cell.get("outputs") for cell in data["cells"])

    def test_it_can_be_found(self, notebook: Path) -> None:
        index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
        assert f"notebooks/{notebook.stem}" in index


def test_the_example_has_the_tables_that_its_generator_writes(tmp_path: Path) -> None:
    folder = ROOT / "examples" / "late-tickets"
    names: dict[str, Any] = {"__name__": "make_tables", "__file__": str(tmp_path / "make_tables.py")}
    exec(compile((folder / "make_tables.py").read_text(encoding="utf-8"), "make_tables.py", "exec"), names)
    names["main"]()
    for table in ("items.csv", "events.csv"):
        assert (tmp_path / table).read_text(encoding="utf-8") == (folder / table).read_text(encoding="utf-8")
