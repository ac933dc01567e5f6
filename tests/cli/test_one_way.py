"""All commands are one tool: options of one name are one thing, JSON goes one way, and help shows what to type."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner, Result

from contractkit.cli.command import examples_of, said_now
from contractkit.cli.commands import app
from contractkit.cli.shown_examples import EXAMPLES, SHORT

ROOT = Path(__file__).parents[2]
COMMANDS: dict[str, Any] = dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
TABLES = "--mapping examples/msp/mapping.yaml --items examples/msp/items.csv --events examples/msp/events.csv"
ASKED = {
    "check": "examples/msp",
    "explain": "examples/msp 5.1",
    "report": f"examples/msp {TABLES} --period 2026-Q1 --as-of 2026-04-10",
    "trace": f"examples/msp T-0025 {TABLES} --as-of 2026-04-10",
    "request": f"examples/msp T-0025 {TABLES} --as-of 2026-04-10",
    "process": f"examples/msp T-0025 {TABLES} --as-of 2026-04-10",
    "delivered": f"examples/msp {TABLES} --period 2026-Q1 --as-of 2026-04-10",
    "entitlement": "examples/msp customer=rietland --at 2026-03-02T10:00+01:00",
    "obligations": "examples/msp --from 2026-09-01 --to 2026-12-31",
    "portfolio": "examples/msp",
    "compare": f"examples/msp {TABLES} --period 2026-Q1 --as-of 2026-04-10",
    "price": "examples/settled-year --period 2026-01",
    "settle": "examples/settled-year --period 2026-01",
    "recompute": "sealed.json examples/settled-year",
    "backtest": "examples/settled-year --period 2026-01 --vary '2.1 amount: EUR 11 000'",
    "conformance": "cases.json",
}
"""A short call of each command that tells something as JSON."""
CASE = {
    "id": "A1", "source": "zendesk/biz somewhere", "op": "deadline", "tz": "UTC", "holidays": [],
    "week": {"fri": [["09:00", "17:00"]], "mon": [["09:00", "17:00"]]},
    "start": "2026-01-02T16:00:00+00:00", "seconds": 1800, "expected": "2026-01-02T16:30:00+00:00",
}  # fmt: skip
FINDS = ("--strict", "--check")
"""Options with which an example of a command finds something, so that it ends with 1."""


PAGES = [
    page
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "examples").rglob("*.md")))
    if re.search(r"^(\$ )?contractkit [a-z]", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
]


def called(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the examples, a sealed settlement and a file of cases, in which commands run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "cases.json").write_text(json.dumps([CASE]), encoding="utf-8")
    return tmp_path


class TestOptions:
    """What is typed means the same everywhere."""

    def test_every_command_with_json_prints_it_by_a_flag_and_writes_it_by_another_option(self) -> None:
        has = {name for name, command in COMMANDS.items() if "--json" in _options(command)}
        assert has == set(ASKED)
        for name in has:
            options = _options(COMMANDS[name])
            assert options["--json"].is_flag, name
            assert options["--json-out"].metavar == "FILE", name

    def test_an_option_of_one_name_takes_one_kind_of_value(self) -> None:
        """`--as-of` of obligations is a date, as it counts in days; any other option is the same in all commands."""
        kinds: dict[str, set[tuple[Any, ...]]] = {}
        for command in COMMANDS.values():
            for word, option in _options(command).items():
                if (command.name, word) != ("obligations", "--as-of"):
                    kinds.setdefault(word, set()).add((option.metavar, option.is_flag))
        assert {word: found for word, found in kinds.items() if len(found) > 1} == {}

    def test_what_writes_takes_a_file_or_a_folder(self) -> None:
        outputs = ("--html", "--svg", "--chart", "--ics", "--seal", "--json-out", "--ledger-out", "--save")
        found = {
            option.metavar
            for command in COMMANDS.values()
            for word, option in _options(command).items()
            if word in outputs
        }
        assert found == {"FILE"}

    @pytest.mark.parametrize("name", ["trace", "request", "process"])
    def test_an_item_stands_behind_the_path(self, name: str) -> None:
        arguments = [one.name for one in COMMANDS[name].params if one.param_type_name == "argument"]
        assert arguments == ["path", "item"]


class TestJson:
    """``--json`` prints, ``--json-out`` writes, and both have the same."""

    @pytest.mark.parametrize("name", sorted(ASKED))
    def test_the_file_has_what_is_printed(self, name: str, there: Path) -> None:
        if name == "recompute":
            assert (
                called("settle", "examples/settled-year", "--period", "2026-01", "--seal", "sealed.json").exit_code == 0
            )
        done = called(name, *shlex.split(ASKED[name]), "--json", "--json-out", "out.json")
        assert done.exit_code == 0, done.output
        assert done.stdout == Path("out.json").read_text(encoding="utf-8")
        record = json.loads(done.stdout)
        if name == "conformance":  # in the form of their questions
            assert isinstance(record, list)
        else:
            assert record["version"] == 1
            assert record["kind"] == ("comparison" if name == "compare" else name)

    def test_text_is_printed_beside_a_file(self, there: Path) -> None:
        done = called("price", *shlex.split(ASKED["price"]), "--json-out", "out.json")
        assert "service-fee" in done.stdout
        assert not done.stdout.startswith("{")

    def test_only_one_output_goes_to_standard_output(self, there: Path) -> None:
        done = called("obligations", *shlex.split(ASKED["obligations"]), "--json", "--ics", "-")
        assert (done.exit_code, done.stdout) == (2, "")
        assert "two outputs go to standard output" in done.stderr

    def test_a_file_of_yesterday_stays_when_documents_have_problems(self, there: Path) -> None:
        Path("c.yaml").write_text("contractkit: 1\ndocument: contract\n", encoding="utf-8")
        Path("out.json").write_text("yesterday", encoding="utf-8")
        assert called("settle", "c.yaml", "--period", "2026-01", "--json-out", "out.json").exit_code == 1
        assert Path("out.json").read_text(encoding="utf-8") == "yesterday"


class TestFormerForms:
    """What was typed once is refused with what to type now, and nothing is written."""

    @pytest.mark.parametrize(
        ("line", "says"),
        [
            ("settle examples/settled-year --period 2026-01 --json x.json", "write --json-out x.json"),
            ("settle --json x.json examples/settled-year --period 2026-01", "write --json-out x.json"),
            ("settle examples/settled-year --json=x.json --period 2026-01", "write --json-out x.json"),
            ("backtest examples/settled-year --period 2026-01 --json -", "leave the - out"),
            ("request examples/msp --item T-1", "the id stands after PATH: contractkit request PATH ITEM"),
            ("portfolio examples/msp --decisions 2026-10-15", "write --decisions-from DATE"),
            ("process examples/msp --item=T-1", "the id stands after PATH: contractkit process PATH ITEM"),
        ],
    )
    def test_the_form_of_now_is_told(self, line: str, says: str, there: Path) -> None:
        done = called(*shlex.split(line))
        assert done.exit_code == 2
        assert says in " ".join(done.stderr.split())
        assert not Path("x.json").exists()

    def test_the_flag_may_stand_before_the_path(self, there: Path) -> None:
        assert called("check", "--json", "examples/msp").exit_code == 0
        assert (
            called("trace", "--json", "examples/msp", "T-0025", *shlex.split(TABLES), "--as-of", "2026-04-10").exit_code
            == 0
        )

    @pytest.mark.parametrize(
        "args",
        [
            ["examples/msp", "--json"],
            ["--json", "examples/msp"],
            ["examples/msp", "--json", "--locale", "nl"],
            ["examples/msp", "4.1", "--json"],
            ["--json", "examples/msp", "4.1"],
        ],
    )
    def test_what_is_right_is_left_alone(self, args: list[str]) -> None:
        assert said_now("explain", COMMANDS["explain"].params, args) is None


class TestHelp:
    """A newcomer learns from the help alone what to type."""

    @pytest.mark.parametrize("name", sorted(COMMANDS))
    def test_it_has_an_example_and_says_what_each_option_does(self, name: str) -> None:
        told = called(name, "--help").stdout
        assert f"    contractkit {name}" in told
        assert "Example" in told
        assert all(option.help for option in _options(COMMANDS[name]).values())

    def test_every_command_has_a_short_sentence_in_the_list(self) -> None:
        told = called("--help").stdout
        assert set(SHORT) == set(EXAMPLES) == set(COMMANDS)
        for name, said in SHORT.items():
            assert any(line.split(maxsplit=1) == [name, said] for line in told.splitlines()), name

    def test_the_line_of_usage_names_arguments_as_the_pages_do(self) -> None:
        told = called("explain", "--help").stdout.splitlines()[0]
        assert told.endswith("explain [OPTIONS] PATH [CLAUSE]")

    def test_all_options_that_are_missing_are_named_at_once(self, there: Path) -> None:
        done = called("report", "examples/msp", "--period", "2026-Q1")
        assert done.exit_code == 2
        assert "Missing --mapping FILE and --as-of WHEN." in " ".join(done.stderr.split())

    def test_a_slip_of_the_pen_is_told_before_what_is_missing(self, there: Path) -> None:
        done = called("report", "examples/msp", "--maping", "m.yaml")
        assert "No such option: --maping" in done.stderr
        assert "--mapping" in done.stderr

    def test_a_long_example_is_folded_as_a_shell_reads_it(self) -> None:
        line = (
            "contractkit report papers --mapping mapping.yaml --items tickets.csv --period 2026-Q1 --as-of 2026-04-10"
        )
        told = examples_of(line)
        assert max(map(len, told.splitlines())) <= 78
        assert shlex.split(told.partition("\b\n")[2].replace("\\\n", " ")) == shlex.split(line)

    @pytest.mark.parametrize("name", sorted(EXAMPLES))
    def test_its_examples_run(self, name: str, there: Path) -> None:
        if name == "recompute":
            assert called(*shlex.split(EXAMPLES["settle"][0])[1:]).exit_code == 0
        for line in EXAMPLES[name]:
            program, *words = shlex.split(line)
            done = called(*words)
            assert (program, done.exit_code) == ("contractkit", int(any(one in words for one in FINDS))), (
                f"{line}\n{done.output}"
            )
            assert done.stdout


class TestPage:
    """The page of all commands."""

    def test_it_names_every_command_and_every_exit_code(self) -> None:
        page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
        for name in COMMANDS:
            assert f"| `{name}" in page, name
        for code in (0, 1, 2, 130, 141):
            assert f"\n| {code} | " in page

    @pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
    def test_every_command_on_a_page_is_typed_as_it_is_now(self, page: Path) -> None:
        """Each has a command, options that this has, and no more words than it takes."""
        for line in _commands(page):
            name, *words = shlex.split(line, comments=True)[1:]
            assert name in COMMANDS, line
            options = _options(COMMANDS[name])
            typed = [word.partition("=")[0] for word in words if word.startswith("--")]
            assert set(typed) <= {*options, "--help"}, line
            assert said_now(name, COMMANDS[name].params, words) is None, line


def _commands(page: Path) -> list[str]:
    """Return the commands in the blocks of a page, each on one line."""
    blocks = re.findall(r"```(?:sh|console|bash)\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [found[1] for line in lines if (found := re.match(r"(?:\$ )?(contractkit [a-z].*)", line.strip()))]


def _options(command: Any) -> dict[str, Any]:
    found = {}
    for one in command.params:
        if one.param_type_name == "option":
            found |= dict.fromkeys((word for word in one.opts if word.startswith("--")), one)
    return found
