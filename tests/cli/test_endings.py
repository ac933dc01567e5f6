"""How commands end: a reader that goes away, a place that cannot be written, a full disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import contractkit
from contractkit.cli.writing import check_folder, destinations, saved
from contractkit.errors import UsageError

SOURCE = Path(contractkit.__file__).parents[1]
EXAMPLES = Path(__file__).parents[2] / "examples"
SPAN = ("--from", "2026-01-01", "--to", "2027-12-31")


def called(*words: str, stdout: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "contractkit.cli", *words],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=False,
        timeout=120,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
class TestUnread:
    """A reader that goes away is no problem of the documents."""

    @pytest.mark.parametrize(
        "words",
        [
            ("check", str(EXAMPLES / "msp")),
            ("obligations", str(EXAMPLES / "msp"), *SPAN),
            ("obligations", str(EXAMPLES / "msp"), *SPAN, "--json"),
            ("settle", str(EXAMPLES / "settled-year"), "--period", "2026-01"),
        ],
        ids=["lines", "table", "json", "settlement"],
    )
    def test_a_closed_pipe_ends_with_141_and_without_a_traceback(self, words: tuple[str, ...]) -> None:
        reads, writes = os.pipe()
        os.close(reads)
        try:
            done = called(*words, stdout=writes)
        finally:
            os.close(writes)
        assert (done.returncode, "Traceback" in done.stderr) == (141, False)
        assert "Exception ignored" not in done.stderr

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
    def test_a_full_disk_is_said(self) -> None:
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = called("check", str(EXAMPLES / "msp"), stdout=full.fileno())
        assert done.returncode == 2
        assert "contractkit: standard output: No space left" in done.stderr


class TestPlaces:
    """What cannot be written is refused before anything is computed."""

    @pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is forbidden to this user")
    def test_a_place_that_is_forbidden_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "old").write_text("", encoding="utf-8")
        (tmp_path / "old").chmod(0o400)
        with pytest.raises(UsageError, match="not allowed"):
            destinations(tmp_path / "old")

    def test_forbidden_is_what_the_system_forbids(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "access", lambda path, mode: False)
        with pytest.raises(UsageError, match="x cannot be written: this is not allowed here"):
            destinations(tmp_path / "x")
        with pytest.raises(UsageError, match="cannot be written into"):
            check_folder(tmp_path / "new", "charts are a file each")

    def test_a_folder_for_outputs_is_made_only_when_there_is_something_to_write(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from contractkit.cli.commands import app

        monkeypatch.chdir(tmp_path)
        words = ["settle", str(EXAMPLES / "settled-year"), "--period", "2026-01", "--charts", "a/charts"]
        assert CliRunner().invoke(app, [*words, "--final"]).exit_code == 1
        assert not Path("a").exists()
        assert CliRunner().invoke(app, words).exit_code == 0
        assert Path("a/charts/settlement.svg").exists()

    def test_a_file_where_a_folder_should_be_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "f").write_text("", encoding="utf-8")
        for folder in (tmp_path / "f", tmp_path / "f" / "in"):
            with pytest.raises(UsageError, match="f"):
                check_folder(folder, "charts are a file each")


class TestOtherFiles:
    """A file of another kind is told for what it is."""

    @pytest.mark.parametrize(
        "words", [("check",), ("explain",), ("format",), ("price", "--period", "2026-01"), ("portfolio",)]
    )
    def test_a_table_is_no_document(self, words: tuple[str, ...]) -> None:
        from contractkit.cli.commands import app

        done = CliRunner().invoke(app, [words[0], str(EXAMPLES / "msp" / "items.csv"), *words[1:]])
        assert done.exit_code == 2
        assert "items.csv is a table, and a document or a folder of documents is asked for here" in done.stderr


class TestSaved:
    """What saves itself is there as a whole, or as it was."""

    def test_what_fails_halfway_leaves_the_old_file(self, tmp_path: Path) -> None:
        old = tmp_path / "all.portfolio"
        old.write_text("old", encoding="utf-8")

        def fails(name: str) -> None:
            Path(name).write_text("half", encoding="utf-8")
            raise OSError(28, "No space left on device", name)

        with pytest.raises(OSError, match=r"all\.portfolio") as raised:
            saved(old, fails)
        assert raised.value.filename == str(old)
        assert [path.name for path in tmp_path.iterdir()] == ["all.portfolio"]
        assert old.read_text(encoding="utf-8") == "old"
