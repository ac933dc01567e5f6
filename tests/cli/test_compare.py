"""``contractkit compare``: the contracts of the example side by side, as a table, a drawing, a page and data."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import contractkit as ck

MSP = Path(__file__).parents[2] / "examples" / "msp"
FILES = {name: str(MSP / f"{name}.csv") for name in ("items", "events", "feedback")}
TABLES = (
    "--mapping",
    str(MSP / "mapping.yaml"),
    *(word for name, file in FILES.items() for word in (f"--{name}", file)),
)
QUARTER = ("--period", "2026-Q1", "--as-of", "2026-04-10")


def run(*words: object, columns: int = 110) -> Result:
    from contractkit.cli.commands import app

    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": str(columns)})


@pytest.fixture(scope="module")
def comparison() -> ck.Comparison:
    """Return what the library says of the same."""
    from datetime import datetime

    facts = ck.Facts.from_files(**FILES, mapping=MSP / "mapping.yaml")
    as_of = datetime.fromisoformat("2026-04-11T00:00+02:00")
    agreements = ck.load_agreements(MSP)
    return ck.compare_contracts(
        [ck.evaluate(one, facts.of_customer(str(one.customer)), as_of=as_of) for one in agreements], "2026-Q1"
    )


class TestCompare:
    def test_the_table_has_groups_and_their_contracts(self) -> None:
        done = run("compare", MSP, *TABLES, *QUARTER)
        assert done.exit_code == 0, done.output
        lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
        assert "2 result contracts 91.8 % 1 238 – 8 of 11 4.06 228" in lines
        assert "C-GRM-2025 Graanmolen Bakkerijen B.V. 93.4 % 870 8 6 of 7 4.09 136" in lines
        # the largest of a group comes first
        assert [line[:5] for line in lines if line.startswith("C-")] == ["C-HVK", "C-RTL", "C-GRM"]
        assert "2 items of customer veerhuis, who has no agreement here" in done.stderr

    def test_the_guide_shows_what_it_prints(self, monkeypatch: pytest.MonkeyPatch) -> None:
        guide = (MSP.parents[1] / "docs" / "guide" / "portfolio.md").read_text(encoding="utf-8")
        shown = re.search(r"^\$ contractkit (compare .*)\n((?:.*\n)*?)```", guide, flags=re.MULTILINE)
        assert shown is not None
        monkeypatch.chdir(MSP.parents[1])
        done = run(*shown[1].split())
        assert [line.rstrip() for line in (done.stdout + done.stderr).splitlines()] == shown[2].splitlines()

    def test_json_is_what_the_library_says(self, comparison: ck.Comparison) -> None:
        record = json.loads(run("compare", MSP, *TABLES, *QUARTER, "--json").stdout)
        assert record == json.loads(json.dumps(comparison.to_dict()))

    def test_a_saved_portfolio_gives_the_same(self, tmp_path: Path) -> None:
        run("portfolio", MSP, "--save", tmp_path / "all")
        assert (
            run("compare", tmp_path / "all", *TABLES, *QUARTER).stdout == run("compare", MSP, *TABLES, *QUARTER).stdout
        )

    def test_page_and_drawing_are_written(self, tmp_path: Path) -> None:
        page, chart = tmp_path / "c.html", tmp_path / "c.svg"
        done = run("compare", MSP, *TABLES, *QUARTER, "--html", page, "--svg", chart, "--locale", "nl")
        assert done.exit_code == 0, done.output
        assert "Resultaatcontracten en inspanningscontracten" in done.stdout
        text = page.read_text(encoding="utf-8")
        assert '<html lang="nl">' in text
        assert "<script" not in text
        assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
        assert ET.parse(chart).getroot().tag.endswith("svg")

    def test_a_year_has_the_same_dates_for_all_contracts(self) -> None:
        """The contracts begin on 1 January, 1 April and 1 February: their contract years differ."""
        year, dates = (
            json.loads(run("compare", MSP, *TABLES, "--period", one, "--as-of", "2026-04-10", "--json").stdout)
            for one in ("2026", "2026-01-01..2026-12-31")
        )
        assert year["period"] == "2026"
        assert (year["result"], year["effort"]) == (dates["result"], dates["effort"])

    def test_without_answers_it_says_what_to_give(self) -> None:
        tables = [word for word in TABLES if "feedback" not in word]
        done = run("compare", MSP, *tables, *QUARTER)
        assert "2 result contracts 91.8 % 1 238 – 8 of 11 – 0" in [
            " ".join(line.split()) for line in done.stdout.splitlines()
        ]
        assert "give what users said with --feedback" in done.stderr

    def test_a_contract_outside_its_term_is_set_aside(self) -> None:
        """Rietland's contract begins in February 2026."""
        done = run("compare", MSP, *TABLES, "--period", "2026-01", "--as-of", "2026-04-10")
        assert "1 result contract " in done.stdout
        assert "C-RTL-2026" not in done.stdout
        assert "lies outside the term of C-RTL-2026" in done.stderr

    @pytest.mark.parametrize(
        ("more", "says"),
        [
            (("--period", "2019-01", "--as-of", "2026-04-10"), "lies outside the term"),
            (("--period", "soon", "--as-of", "2026-04-10"), "is not a period"),
            ((*QUARTER, "--locale", "de"), "does not speak 'de'"),
            ((*QUARTER, "--html", "-", "--svg", "-"), "two outputs go to standard output"),
        ],
    )
    def test_what_means_nothing_is_refused(self, more: tuple[str, ...], says: str) -> None:
        done = run("compare", MSP, *TABLES, *more)
        assert done.exit_code in (1, 2)
        assert says in done.stderr
        assert done.stdout == ""


class TestChart:
    def test_marks_stand_where_their_values_are(self, comparison: ck.Comparison) -> None:
        """91.8 % lies at 0.727 of the axis from 70 to 100 %, which begins at 300 and is 170 long: at 423.6."""
        from contractkit.statements.contrasts.pages import contrast_chart

        drawn = contrast_chart(comparison)
        kept = comparison.result.attainment
        assert kept is not None
        expected = round(300 + 170 * float((kept * 100 - 70) / 30), 1)
        found = [float(x) for x in re.findall(r'<path class="result" d="M([\d.]+) ', drawn)]
        assert found[0] == expected

    def test_it_says_both_groups_to_those_who_do_not_see_it(self, comparison: ck.Comparison) -> None:
        from contractkit.statements.contrasts.pages import contrast_chart

        assert (
            "2 result contracts: 91.8 % kept, score 4.06; 1 effort contract: 93.4 % kept, score 4.09."
            in contrast_chart(comparison)
        )

    def test_of_many_contracts_the_largest_are_drawn_and_the_rest_is_counted(self, comparison: ck.Comparison) -> None:
        import attrs

        from contractkit.statements.contrasts.pages import contrast_chart, contrast_html

        (one,) = comparison.effort.contracts
        many = tuple(attrs.evolve(one, agreement=f"C-{number:03}", met=number) for number in range(1, 43))
        crowded = attrs.evolve(comparison, effort=attrs.evolve(comparison.effort, contracts=many))
        drawn = contrast_chart(crowded)
        assert "and 12 more contracts" in drawn
        assert "C-042" in drawn
        assert "C-012" not in drawn
        assert "C-012" in contrast_html(crowded)

    def test_where_nobody_answered_and_nothing_was_promised_it_says_so(self) -> None:
        from contractkit.portfolio.comparing import ComparedGroup
        from contractkit.statements.contrasts.pages import contrast_chart

        empty = ck.Comparison("2026-Q1", ComparedGroup("result", ()), ComparedGroup("effort", ()))
        assert "0 result contracts: nothing was promised, nobody answered" in contrast_chart(empty)
