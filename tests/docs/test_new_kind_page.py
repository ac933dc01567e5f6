"""The page on kinds of one's own: its files make a kind that loads, is told, and has its problems."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "new-kind.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = _BLOCK.findall(PAGE)
FILES = {text.partition("\n")[0].removeprefix("# "): text for word, text in BLOCKS if word in ("python", "yaml")}
TOLD = [text for word, text in BLOCKS if word == "text"]
(SHELL,) = [text for word, text in BLOCKS if word == "console"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the files of the page stand."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "ourdesk").mkdir()
    for name, text in FILES.items():
        if "," not in name:
            (folder / name).write_text(text, encoding="utf-8")
    (broken,) = [text for name, text in FILES.items() if name.startswith("broken.yaml")]
    head, _, _ = FILES["contract.yaml"].partition('  "3":\n')
    (folder / "broken.yaml").write_text(head + broken.partition("\n")[2], encoding="utf-8")
    return folder


def run(folder: Path, *words: str) -> str:
    """Return what Python prints in a folder; nothing of the process of the tests is known there."""
    path = {"PYTHONPATH": f"{ROOT / 'src'}:{folder}", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, *words], cwd=folder, env=path, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).replace("\u00a0", " ")


PROBLEMS = """
import json, sys
import ourdesk, contractkit as ck
from contractkit.documents.schema import clause_schema
found = {name: [[str(one), one.line, one.code, one.hint] for one in ck.check(name)] for name in sys.argv[1:]}
print(json.dumps(found | {"required": clause_schema("escrow")["definitions"]["Escrow"]["required"]}))
"""


@pytest.fixture(scope="module")
def answers(desk: Path) -> Any:
    """Return what is wrong in variants of the contract, and what the schema wants of the kind."""
    text = (desk / "contract.yaml").read_text(encoding="utf-8")
    (desk / "unpaid.yaml").write_text(text.replace("    paid_by: customer\n", ""), encoding="utf-8")
    (desk / "astray.yaml").write_text(text.replace("of: planning", "of: plannning"), encoding="utf-8")
    return json.loads(run(desk, "-c", PROBLEMS, "contract.yaml", "broken.yaml", "unpaid.yaml", "astray.yaml"))


class TestTheExample:
    """The files stand in a folder outside of the library, and Python begins anew."""

    def test_it_loads_and_is_told_as_the_page_says(self, desk: Path) -> None:
        assert run(desk, "ask.py") == TOLD[0]

    def test_the_shell_command_that_knows_it_prints_what_the_page_says(self, desk: Path) -> None:
        command, _, printed = SHELL.partition("\n")
        assert run(desk, *command.split()[2:]) == printed

    def test_its_problems_are_those_of_the_page(self, answers: Any) -> None:
        assert answers["contract.yaml"] == []
        assert "".join(f"{told}\n" for told, *_ in answers["broken.yaml"]) == TOLD[1]

    def test_what_its_compiler_reports_stands_at_its_line(self, answers: Any) -> None:
        ((_, line, code, hint),) = answers["unpaid.yaml"]
        assert (line, code, hint) == (20, "escrow", "write paid_by: provider, customer or both")

    def test_a_reference_to_nothing_is_found_without_a_line_of_code(self, answers: Any) -> None:
        ((_, *rest),) = answers["astray.yaml"]
        assert rest == [18, "unknown-reference", "did you mean 'planning'?"]

    def test_its_schema_is_there(self, answers: Any) -> None:
        assert answers["required"] == ["kind", "agent", "of", "refreshed_within"]

    def test_a_kind_that_comes_too_late_is_refused_by_name(self, desk: Path) -> None:
        code = "import contractkit as ck\nck.load_agreement\ntry: import ourdesk\nexcept ck.UsageError as error: print(error)"
        assert run(desk, "-c", code).startswith("the kind 'escrow' comes too late")

    def test_a_word_that_a_kind_has_already_is_refused(self, desk: Path) -> None:
        model = (desk / "ourdesk" / "model.py").read_text(encoding="utf-8").replace('"escrow"', '"insurance"')
        (desk / "twice.py").write_text(model, encoding="utf-8")
        code = "import twice, contractkit as ck\ntry: ck.load_agreement\nexcept ck.UsageError as error: print(error)"
        assert run(desk, "-c", code).startswith("there are two kinds 'insurance'")
