"""Bars appear on a terminal for what takes long, and nowhere else."""

from __future__ import annotations

import io
import time

import pytest
from rich.console import Console

from contractkit.cli import progress


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Return what a terminal on standard error would show."""
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=80)
    monkeypatch.setattr(progress, "Console", lambda **_: console)
    return screen


class TestStep:
    """Patience first, then a bar, then nothing."""

    def test_a_quick_step_shows_nothing(self, terminal: io.StringIO) -> None:
        with progress.step("Reading", patience=10):
            pass
        assert terminal.getvalue() == ""

    def test_a_step_that_takes_longer_than_the_patience_shows_a_bar(self, terminal: io.StringIO) -> None:
        with progress.step("Reading", patience=0.01) as told:
            told("items", 1, 2)
            time.sleep(0.3)
        assert "Reading" in terminal.getvalue()

    def test_a_failing_step_gives_the_cursor_back(self, terminal: io.StringIO) -> None:
        def fail() -> None:
            with progress.step("Reading", patience=0.01):
                time.sleep(0.2)
                raise KeyError

        with pytest.raises(KeyError):
            fail()
        shown, hidden = "\x1b[?25h", "\x1b[?25l"
        assert terminal.getvalue().rfind(shown) > terminal.getvalue().rfind(hidden) >= 0

    def test_without_a_terminal_nothing_is_shown(self, capsys: pytest.CaptureFixture[str]) -> None:
        with progress.step("Reading", patience=0) as told:
            told("items", 1, 2)
            time.sleep(0.05)
        assert capsys.readouterr().err == ""

    def test_the_patience_is_a_second(self) -> None:
        assert progress.PATIENCE == 1.0
