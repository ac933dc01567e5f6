"""The command that the examples' README gives, run as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def report(page: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the command of examples/msp/README.md from the root, with its page at `page`."""
    readme = (ROOT / "examples" / "msp" / "README.md").read_text(encoding="utf-8")
    found = re.search(r"^contractkit (report .*) --html statement.html$", readme, re.MULTILINE)
    assert found
    command = [sys.executable, "-m", "contractkit.cli", *found[1].split(), "--html", str(page), *more]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment())


def environment() -> dict[str, str]:
    """Return an environment in which the package is found also where it is not installed."""
    return {"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", "COLUMNS": "120"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """Return what the command said, and its page."""
    page = tmp_path_factory.mktemp("report") / "statement.html"
    return report(page), page


class TestReport:
    """One command from the files to the page."""

    def test_it_writes_one_page_with_all_three_customers_and_no_foreign_address(
        self, written: tuple[subprocess.CompletedProcess[str], Path]
    ) -> None:
        done, page = written
        assert done.returncode == 0, done.stderr
        html = page.read_text(encoding="utf-8")
        assert all(name in html for name in ("Havenkroon", "Graanmolen", "Rietland"))
        assert not re.search(r"""(src|href)=["']?(https?:)?//""", html)

    def test_it_says_that_tickets_of_a_customer_without_a_contract_are_set_aside(
        self, written: tuple[subprocess.CompletedProcess[str], Path]
    ) -> None:
        assert "veerhuis" in written[0].stdout + written[0].stderr

    def test_strict_refuses_rows_that_contradict_themselves_lists_them_and_writes_nothing(self, tmp_path: Path) -> None:
        page = tmp_path / "statement.html"
        done = report(page, "--strict")
        assert done.returncode == 1
        assert not page.exists()
        assert "items.csv" in done.stdout + done.stderr
        assert "events.csv" in done.stdout + done.stderr
