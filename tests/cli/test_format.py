"""``contractkit format`` rewrites documents in canonical style."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contractkit.cli import writing
from contractkit.compiling import load_agreement
from contractkit.documents.writing import formatting

UGLY = "contractkit:   1\n# what it is\nid: S-1\ndocument: 'sla'\ntitle: T\n"
JSON = '{"id": "S-2", "contractkit": 1, "document": "sla", "title": "T"}'
RIGHT = "contractkit: 1\ndocument: sla\n# what it is\nid: S-1\ntitle: T\n"


class TestFormat:
    def test_a_file_is_rewritten(self, bare: Any) -> None:
        path = bare.write("a.yaml", UGLY)
        done = bare.run("format", path)
        assert (done.exit_code, path.read_text(encoding="utf-8")) == (0, RIGHT)
        assert done.stdout.splitlines() == [f"formatted: {path}", "1 document formatted, 0 documents left as they are."]

    def test_a_second_time_changes_nothing(self, bare: Any) -> None:
        path = bare.write("a.yaml", RIGHT)
        done = bare.run("format", path)
        assert (done.exit_code, path.read_text(encoding="utf-8")) == (0, RIGHT)
        assert done.stdout == "0 documents formatted, 1 document left as they are.\n"

    def test_a_document_with_problems_is_counted_as_one(self, bare: Any) -> None:
        bare.write("papers/a.yaml", UGLY)
        bare.write("papers/b.yaml", "contractkit: 1\n\tdocument: sla\n")
        done = bare.run("format", bare.folder / "papers")
        assert done.exit_code == 1
        assert done.stdout.endswith(
            "1 document formatted, 0 documents left as they are, 1 document with problems left as they are too.\n"
        )

    def test_of_a_folder_all_documents_are_rewritten_and_they_mean_the_same(self, desk: Any) -> None:
        before = load_agreement(desk.folder / "papers")
        mapping = (desk.folder / "mapping.yaml").read_text(encoding="utf-8")
        done = desk.run("format", desk.folder)
        assert done.exit_code == 0
        assert done.stdout.endswith("2 documents formatted, 0 documents left as they are.\n")
        assert (desk.folder / "mapping.yaml").read_text(encoding="utf-8") == mapping
        after = load_agreement(desk.folder / "papers")
        assert [target.limit for target in after.targets] == [target.limit for target in before.targets]

    def test_several_paths_are_taken(self, bare: Any) -> None:
        paths = [bare.write("a.yaml", UGLY), bare.write("b/b.yaml", UGLY)]
        bare.run("format", paths[0], bare.folder / "b")
        assert [path.read_text(encoding="utf-8") for path in paths] == [RIGHT, RIGHT]

    def test_check_writes_nothing_and_says_what_would_be(self, bare: Any) -> None:
        path = bare.write("a.yaml", UGLY)
        done = bare.run("format", "--check", path)
        assert (done.exit_code, path.read_text(encoding="utf-8")) == (1, UGLY)
        assert done.stdout.splitlines()[0] == f"would be formatted: {path}"

    def test_check_of_what_is_in_style_is_silent_success(self, bare: Any) -> None:
        done = bare.run("format", "--check", bare.write("a.yaml", RIGHT))
        assert done.exit_code == 0

    def test_a_document_with_problems_is_left_and_its_problems_are_told(self, bare: Any) -> None:
        wrong = bare.write("a.yaml", UGLY + "colour: blue\n")
        right = bare.write("b.yaml", UGLY)
        done = bare.run("format", bare.folder)
        assert done.exit_code == 1
        assert wrong.read_text(encoding="utf-8") == UGLY + "colour: blue\n"
        assert right.read_text(encoding="utf-8") == RIGHT
        assert f"{Path(wrong)}:6:1: colour: 'colour' is not a field here [unknown-field]" in done.stderr

    def test_a_document_that_is_named_twice_is_formatted_once(self, bare: Any) -> None:
        path = bare.write("a.yaml", UGLY)
        done = bare.run("format", path, bare.folder)
        assert done.stdout.endswith("\n1 document formatted, 0 documents left as they are.\n")

    def test_where_one_file_cannot_be_written_none_is(self, bare: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        paths = [bare.write("a.yaml", UGLY), bare.write("b/b.yaml", UGLY)]
        beside = writing._beside

        def full(place: Path, text: str) -> str:
            if place.name == "b.yaml":
                raise OSError(28, "No space left on device", str(place))
            return beside(place, text)

        monkeypatch.setattr(writing, "_beside", full)
        done = bare.run("format", bare.folder)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "b.yaml: No space left on device" in done.stderr
        assert [path.read_text(encoding="utf-8") for path in paths] == [UGLY, UGLY]
        assert sorted(path.name for path in bare.folder.rglob("*") if path.is_file()) == ["a.yaml", "b.yaml"]

    def test_a_link_stays_a_link_and_the_file_keeps_its_rights(self, bare: Any) -> None:
        real = bare.write("real.yaml", UGLY)
        real.chmod(0o640)
        link = bare.folder / "link.yaml"
        link.symlink_to(real)
        bare.run("format", link)
        assert (link.is_symlink(), real.read_text(encoding="utf-8"), real.stat().st_mode & 0o777) == (
            True,
            RIGHT,
            0o640,
        )

    def test_a_text_that_would_come_to_say_something_else_is_left(
        self, bare: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Formatting has a defect, planted here: the title goes."""
        wrong, right = bare.write("a.yaml", UGLY), bare.write("b.json", JSON)
        monkeypatch.setattr(formatting, "yaml_text", lambda _page: RIGHT.replace("title: T", "title: S"))
        done = bare.run("format", bare.folder)
        assert (done.exit_code, wrong.read_text(encoding="utf-8")) == (1, UGLY)
        assert "formatting would change what it says; nothing was changed [format]" in done.stderr
        assert right.read_text(encoding="utf-8").startswith('{\n  "contractkit": 1,')
