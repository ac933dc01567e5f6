"""The guides that lead through the first agreement, and through what a text leaves open: every step of them runs."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent))
from guides import commands_of, pattern_of, steps_of, write

PAGES = [
    "first-agreement",
    "silence",
    "clocks",
    "verdicts",
    "settling",
    "other-readings",
    "ahead",
    "backtest",
    "process",
    "open-request",
    "agreed-and-delivered",
]


@pytest.mark.parametrize("page", PAGES)
def test_every_step_of_a_guide_does_what_it_says(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from contractkit.cli.commands import app

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    names: dict[str, object] = {}
    ran = 0
    for step in steps_of(page):
        if step.word == "yaml":
            write(step, tmp_path)
        elif step.word == "python":
            exec(compile(step.text, f"{page}.md:{step.line}", "exec"), names)
        for command in commands_of(step) if step.word == "console" else ():
            assert command.words[0] == "contractkit"
            result = CliRunner().invoke(app, list(command.words[1:]))
            said = "\n".join(line.rstrip() for line in result.output.rstrip("\n").split("\n"))
            assert re.fullmatch(pattern_of(command.printed), said), (
                f"line {step.line}: {' '.join(command.words)}\n{said}"
            )
            ran += 1
    assert ran


@pytest.mark.parametrize("page", PAGES)
def test_a_guide_can_be_found(page: str) -> None:
    index = (Path(__file__).parents[2] / "docs" / "index.md").read_text(encoding="utf-8")
    assert f"guide/{page}\n" in index
