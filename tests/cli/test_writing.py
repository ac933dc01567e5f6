"""Output files are written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from contractkit.cli.writing import STDOUT, destinations, write
from contractkit.errors import UsageError


class TestWrite:
    """A reader meets the old file or the new one, never a half."""

    def test_each_text_stands_in_its_file(self, tmp_path: Path) -> None:
        write({tmp_path / "a.html": "a – ü\n", tmp_path / "b.json": "{}\n"})
        assert (tmp_path / "a.html").read_bytes() == "a – ü\n".encode()
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "b.json"]

    def test_when_one_cannot_be_written_none_is(self, tmp_path: Path) -> None:
        old = tmp_path / "a.html"
        old.write_text("old", encoding="utf-8")
        with pytest.raises(OSError, match="missing"):
            write({old: "new", tmp_path / "missing" / "b.json": "{}"})
        assert old.read_text(encoding="utf-8") == "old"
        assert [path.name for path in tmp_path.iterdir()] == ["a.html"]

    def test_what_cannot_be_encoded_leaves_the_old_file(self, tmp_path: Path) -> None:
        old = tmp_path / "a.html"
        old.write_text("old", encoding="utf-8")
        with pytest.raises(UnicodeEncodeError):
            write({old: "new \ud800"})
        assert old.read_text(encoding="utf-8") == "old"
        assert [path.name for path in tmp_path.iterdir()] == ["a.html"]

    def test_a_file_that_is_replaced_keeps_its_mode_and_a_new_one_has_that_of_the_process(self, tmp_path: Path) -> None:
        old, new = tmp_path / "old", tmp_path / "new"
        old.write_text("", encoding="utf-8")
        old.chmod(0o640)
        before = os.umask(0o027)
        try:
            write({old: "x", new: "x"})
        finally:
            os.umask(before)
        assert [stat.S_IMODE(path.stat().st_mode) for path in (old, new)] == [0o640, 0o640]

    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "there").mkdir()
        link = tmp_path / "link.html"
        link.symlink_to(tmp_path / "there" / "page.html")
        write({link: "page"})
        assert link.is_symlink()
        assert (tmp_path / "there" / "page.html").read_text(encoding="utf-8") == "page"

    def test_a_device_is_written_to_and_not_replaced(self) -> None:
        write({Path(os.devnull): "gone"})
        assert not Path(os.devnull).is_file()

    def test_a_dash_is_standard_output(self, capsys: pytest.CaptureFixture[str]) -> None:
        write({STDOUT: "{}\n"})
        assert capsys.readouterr().out == "{}\n"


class TestDestinations:
    """What cannot be written is refused before anything is computed."""

    def test_two_outputs_in_one_place_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="two outputs"):
            destinations(tmp_path / "x", tmp_path / "." / "x")
        with pytest.raises(UsageError, match="two outputs"):
            destinations(STDOUT, STDOUT)

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="is a folder"):
            destinations(tmp_path)

    def test_a_missing_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="no folder"):
            destinations(None, tmp_path / "missing" / "page.html")
