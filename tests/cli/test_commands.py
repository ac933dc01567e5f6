"""The command as a whole: versions, help, the demo, and what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import contractkit
from contractkit.cli.demonstrating import example

SOURCE = Path(contractkit.__file__).parents[1]
WITHOUT = (
    "import sys; sys.modules[{missing!r}] = None; from contractkit.cli import main; sys.argv[1:] = {words!r}; main()"
)


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "PYTHONPATH": str(SOURCE), **environment}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=given, check=False, timeout=60
    )


class TestMain:
    """The door of the command."""

    @pytest.mark.parametrize("missing", ["typer", "rich"])
    def test_without_the_extra_it_names_the_extra_and_exits_2(self, missing: str) -> None:
        result = python(WITHOUT.format(missing=missing, words=["demo"]))
        assert result.returncode == 2
        assert "pip install 'contractkit[cli]'" in result.stderr
        assert "Traceback" not in result.stderr

    def test_without_a_reader_of_yaml_it_names_what_brings_one(self, desk: Any) -> None:
        papers = str(desk.folder / "papers")
        result = python(WITHOUT.format(missing="ruamel.yaml", words=["check", papers]))
        assert result.returncode == 2
        assert "contractkit[yaml]" in result.stderr

    def test_the_version_is_that_of_the_package(self, bare: Any) -> None:
        assert bare.run("--version").stdout == f"contractkit {contractkit.__version__}\n"

    def test_help_says_the_exit_codes_and_what_a_date_means(self, bare: Any) -> None:
        assert "Exit codes" in bare.run("--help").stdout
        told = " ".join(bare.run("report", "--help").stdout.split())
        assert "a date, which means the end of that date" in told

    def test_a_terminal_that_lacks_a_sign_still_gets_its_tables(self, desk: Any) -> None:
        words = ["report", "papers", "--items", "items.csv", "--mapping", "mapping.yaml"]
        words += ["--period", "2026-Q1", "--as-of", "2026-04-10"]
        code = f"import sys; from contractkit.cli import main; sys.argv[1:] = {words!r}; main()"
        result = python(code, PYTHONIOENCODING="ascii")
        assert (result.returncode, "Traceback" in result.stderr) == (0, False)
        assert "900.00" in result.stdout

    @pytest.mark.parametrize("when", ["contractkit.cli.commands", "contractkit.compiling.examine"])
    def test_ctrl_c_ends_with_130_and_without_a_traceback(self, desk: Any, when: str) -> None:
        words = ["check", str(desk.folder / "papers")]
        if when == "contractkit.cli.commands":  # while modules are loading
            broken = "class B:\n def find_spec(s, n, *_):\n  if n == {when!r}: raise KeyboardInterrupt\n"
            broken += "import sys; sys.meta_path.insert(0, B())\n"
        else:
            broken = "import contractkit.cli.checking as c\ndef b(*_): raise KeyboardInterrupt\nc.examine = b\n"
        code = (
            broken.format(when=when) + f"import sys; from contractkit.cli import main; sys.argv[1:] = {words!r}; main()"
        )
        result = python(code)
        assert (result.returncode, result.stderr) == (130, "contractkit: interrupted\n")

    def test_an_unknown_command_is_wrong_use(self, bare: Any) -> None:
        assert bare.run("frobnicate").exit_code == 2

    def test_no_error_of_the_library_comes_as_a_traceback(self, desk: Any) -> None:
        desk.write("papers/acme/sla.yaml", "\t: [")
        result = desk.run("check", desk.folder / "papers")
        assert result.exit_code == 1
        assert "Traceback" not in result.stderr


class TestDemo:
    """One command shows what contractkit is for."""

    def test_the_demo_writes_its_page_and_prints_three_customers(self, bare: Any) -> None:
        result = bare.run("demo")
        assert result.exit_code == 0, result.stderr
        assert bare.files == {"contractkit-demo.html"}
        for level in ("Gold", "Silver", "Bronze"):
            assert level in result.stdout

    def test_the_page_can_go_elsewhere(self, bare: Any) -> None:
        assert bare.run("demo", "--html", "other.html", "--locale", "nl").exit_code == 0
        assert 'lang="nl"' in Path("other.html").read_text(encoding="utf-8")

    def test_the_example_has_all_that_the_demo_needs(self) -> None:
        names = {path.name for path in example().iterdir()}
        assert {"mapping.yaml", "items.csv", "events.csv", "feedback.csv"} <= names
