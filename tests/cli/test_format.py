"""``contractkit format`` rewrites documents in canonical style."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from contractkit.compiling import load_agreement

UGLY = "contractkit:   1\n# what it is\nid: S-1\ndocument: 'sla'\ntitle: T\n"
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
