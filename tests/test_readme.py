"""The README: its commands, its picture, and its example, which runs as it stands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
LINES = "\n".join(SHELL).replace("\\\n", " ").splitlines()
COMMANDS = [
    shlex.split(line, comments=True)[1:] for line in LINES if line.startswith("contractkit ") and "examples/" in line
]


class TestReadme:
    def test_each_set_up_command_is_one_line_that_makes_its_own_environment(self) -> None:
        commands = [line for line in README.splitlines() if line.startswith("python3 -m venv")]
        assert [command.split("&& ")[-1] for command in commands] == [
            ".venv/bin/contractkit demo",
            ".venv/bin/python -m pytest -q",
        ]

    def test_the_example_runs_and_gives_the_figures_that_were_worked_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(ROOT)
        found = re.search(r"```python\n(.*?)```", README, flags=re.DOTALL)
        assert found is not None
        names: dict[str, Any] = {}
        exec(found.group(1), names)
        # Thursday 2 April 16:00 to 17:00, then, past Good Friday and Easter Monday, Tuesday from 08:30 to 11:30.
        assert names["due"].isoformat() == "2026-04-07T11:30:00+02:00"
        assert names["page"].lower().startswith("<!doctype html>")

    @pytest.mark.parametrize("command", COMMANDS, ids=[" ".join(command[:2]) for command in COMMANDS])
    def test_each_command_on_the_examples_runs(
        self, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It ends well, and prints a page; what it writes goes where it is called."""
        from typer.testing import CliRunner

        from contractkit.cli.commands import app

        monkeypatch.chdir(tmp_path)
        here = [str(ROOT / word) if word.startswith("examples/") else word for word in command]
        done = CliRunner().invoke(app, here)
        assert done.exit_code == 0, done.output
        assert len(done.stdout) > 100

    def test_the_files_that_it_names_are_there(self) -> None:
        for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", README):
            assert (ROOT / path).is_file(), path
        for path in re.findall(r"examples/[\w./-]+", README):
            assert (ROOT / path.rstrip(".")).exists(), path
