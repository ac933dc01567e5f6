"""The commands about calls and portfolios: what they print, what they write, and how they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

MSP = str(Path(__file__).parents[2] / "examples" / "msp")
CALL = ["service=workplace", "type=incident", "category=printer", "priority=P3", "--at", "2026-02-17T10:05+01:00"]


def run(*words: str) -> Result:
    from contractkit.cli.commands import app

    return CliRunner().invoke(app, list(words), env={"COLUMNS": "140"})


class TestEntitlement:
    def test_it_says_level_due_times_and_clauses(self) -> None:
        done = run("entitlement", MSP, "customer=rietland", *CALL)
        assert done.exit_code == 0, done.output
        assert "Level bronze, C-RTL-2026." in done.output
        assert "Solved, within 3 business days: by 20 Feb 2026 17:00 (SLA-RTL-2026/4.2)" in done.output

    def test_a_price_says_what_it_is_for(self) -> None:
        done = run("entitlement", MSP, "customer=havenkroon", *CALL)
        assert "fixed-fee on 2026-02-17: EUR 24 000.00 per quarter (C-HVK-2025/3.1)" in done.output.replace("\xa0", " ")

    def test_a_field_that_is_spelled_wrong_is_told_where_the_right_one_is_asked_for(self) -> None:
        words = ["customer=rietland", "servce=workplace", "type=incident", "priority=P3", "category=printer"]
        done = run("entitlement", MSP, *words, "--at", "2026-02-17T10:05+01:00")
        assert done.exit_code == 0, done.output
        assert "nothing reads 'servce', which was given: is this what was meant?" in done.output
        assert "service was not given, and decides what holds" in done.output

    def test_a_clause_is_cited_as_it_is_called(self) -> None:
        words = ["customer=rietland", "service=workplace", "type=order", "category=office-move"]
        done = run("entitlement", MSP, *words, "--at", "2026-02-17T10:05+01:00")
        assert "Make a quote, as SLA-RTL-2026/7.1 office-move says (SLA-RTL-2026/7.1 office-move)" in done.output

    def test_several_missing_fields_are_told_in_the_plural(self) -> None:
        done = run("entitlement", MSP, "customer=rietland", "service=workplace", "--at", "2026-02-17T10:05+01:00")
        assert "type, category were not given, and decide what holds" in done.output

    def test_json_is_the_answer_as_plain_data(self) -> None:
        done = run("entitlement", MSP, "customer=rietland", *CALL, "--json")
        record = json.loads(done.stdout)
        assert (record["kind"], record["level"]) == ("entitlement", "bronze")
        assert [one["due"] for one in record["promises"]] == ["2026-02-20T17:00:00+01:00"]

    def test_requests_of_the_past_are_told_beside_the_promise(self) -> None:
        tables = ["--items", f"{MSP}/items.csv", "--events", f"{MSP}/events.csv", "--mapping", f"{MSP}/mapping.yaml"]
        done = run("entitlement", MSP, "customer=havenkroon", *CALL, *tables)
        assert done.exit_code == 0, done.output
        assert "Resolution: half of 16 took at most 24 h 49 min, nine of ten at most 94 h 6 min" in done.output

    def test_a_table_of_the_past_without_a_mapping_is_wrong_use(self) -> None:
        done = run("entitlement", MSP, "customer=havenkroon", *CALL, "--items", f"{MSP}/items.csv")
        assert done.exit_code == 2
        assert "give --mapping with" in done.output

    def test_an_unknown_customer_is_wrong_use_with_the_nearest(self) -> None:
        done = run("entitlement", MSP, "customer=rietlandd", *CALL)
        assert done.exit_code == 2
        assert "did you mean 'rietland'?" in done.output

    @pytest.mark.parametrize(
        ("word", "at", "says"),
        [
            ("customer", "2026-02-17T10:05+01:00", "write field=word"),
            ("customer=rietland", "2026-02-17", "opens at an instant"),
            ("customer=rietland", "2026-02-17T10:05", "does not say its zone"),
        ],
    )
    def test_what_cannot_be_read_is_wrong_use(self, word: str, at: str, says: str) -> None:
        done = run("entitlement", MSP, word, "--at", at)
        assert done.exit_code == 2
        assert says in done.output


class TestPortfolio:
    def test_it_saves_what_entitlement_opens(self, tmp_path: Path) -> None:
        saved = tmp_path / "all.portfolio"
        done = run("portfolio", MSP, "--save", str(saved))
        assert done.exit_code == 0, done.output
        assert "Portfolio of 3 agreements with 3 customers\n" in done.output
        done = run("entitlement", str(saved), "customer=rietland", *CALL)
        assert "20 Feb 2026 17:00" in done.output

    def test_decisions_are_those_of_so_many_days(self) -> None:
        done = run("portfolio", MSP, "--decisions-from", "2026-10-05", "--json")
        record = json.loads(done.stdout)
        assert (record["from"], record["until"]) == ("2026-10-05", "2027-01-02")
        assert [(one["due"], one["customer"], one["kind"]) for one in record["decisions"]] == [
            ("2026-12-02", "havenkroon", "right"),
            ("2026-12-31", "rietland", "notice"),
        ]
        assert "2026-12-31" not in run("portfolio", MSP, "--decisions-from", "2026-10-05", "--days", "87").output

    def test_what_ends_by_itself_stands_beside_the_decisions(self, tmp_path: Path) -> None:
        """Nobody has to give notice, and whoever looks at notices alone works on without a paper."""
        papers = tmp_path / "papers"
        papers.mkdir()
        (papers / "c.yaml").write_text(
            "contractkit: 1\ndocument: contract\nid: C-1\ntitle: Desk\nlanguage: en\ncurrency: EUR\n"
            "zone: Europe/Amsterdam\nparties: {provider: {name: A}, customer: {name: B, code: b}}\nclauses:\n"
            '  "1": {kind: term, start: 2025-01-01, initial: 12 months}\n'
            '  "2": {kind: renewal, renews: not}\n',
            encoding="utf-8",
        )
        done = run("portfolio", str(papers), "--decisions-from", "2025-10-03")  # 31 December is the 90th day
        assert "These end in that time, and nothing renews them:" in done.output
        assert "2025-12-31   C-1         b          C-1/2" in done.output
        early = run("portfolio", str(papers), "--decisions-from", "2025-10-02")
        assert "nothing renews them" not in early.output

    def test_assumptions_are_counted(self) -> None:
        done = run("portfolio", MSP, "--assumptions", "--json")
        counted = {one["convention"]: one["contracts"] for one in json.loads(done.stdout)["assumptions"]}
        assert counted["renewal"] == 3

    def test_it_speaks_dutch(self) -> None:
        more = ("--decisions-from", "2026-06-01", "--days", "400", "--assumptions")
        done = run("portfolio", MSP, *more, "--locale", "nl")
        assert "Portefeuille van 3 overeenkomsten met 3 klanten" in done.output
        assert "Te beslissen van 2026-06-01 tot en met 2027-07-05:" in done.output
        assert "Opzeggen," in done.output
        assert "gelezen als" in done.output
        for english in ("Give notice", "Decisions", "agreement", "renewed", "owner", "says"):
            assert english not in done.output
        assert run("portfolio", MSP, "--locale", "xx").exit_code == 2

    def test_the_data_are_the_same_in_every_language(self) -> None:
        more = ("--decisions-from", "2026-06-01", "--json", "--locale")
        assert run("portfolio", MSP, *more, "nl").stdout == run("portfolio", MSP, *more, "en").stdout

    def test_a_damaged_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "x.portfolio").write_bytes(b"contractkit portfolio 1\nnothing of the kind")
        done = run("portfolio", str(tmp_path / "x.portfolio"))
        assert done.exit_code == 2
        assert "damaged" in done.output
