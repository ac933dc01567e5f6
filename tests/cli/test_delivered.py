"""``contractkit delivered``, and ``report --beside``: from files to tables, a page, JSON and papers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from contractkit.cli.commands import app

PAPER = """\
contractkit: 1
document: contract
id: C-acme
title: Mail
currency: EUR
zone: Europe/Amsterdam
parties:
  provider: {name: Noorderlicht IT B.V.}
  customer: {name: Acme N.V., code: acme}
signed_on: 2025-12-12
fields: {category: text, opened_at: instant, solved_at: instant}
clauses:
  "1.1": {kind: term, start: 2026-01-01, initial: 12 months}
  "2.1": {kind: calendar, name: office, week: {mon-fri: 09:00-17:00}}
  "3.1": {kind: service, name: mail, volume: 100 mailboxes, price: EUR 4.00 per mailbox per month}
  "4.1":
    kind: time-target
    name: fixed
    starts: {field: opened_at}
    stops: {field: solved_at}
    within: 4 hours
    calendar: office
  "7.1":
    kind: scope
    calendar: office
    rows:
      - {name: private, when: {category: phone}, is: grey, follow_up: 10 business days}
      - {name: rest, otherwise: in}
  "8.1": {kind: rate, name: engineer, price: EUR 90.00 per hour}
"""

MAPPING = """\
contractkit: 1
document: mapping
zone: Europe/Amsterdam
items:
  id: id
  fields: {customer: customer, service: service, category: category, opened_at: opened_at, solved_at: solved_at}
"""

ITEMS = """\
id,customer,service,category,opened_at,solved_at
T-1,acme,mail,spam,2026-03-10 10:00,2026-03-10 15:00
T-2,acme,mail,phone,2026-03-11 10:00,2026-03-11 11:00
T-3,acme,reporting,report,2026-03-12 10:00,2026-03-12 11:30
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder with papers, a mapping, items and the tables beside them."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "beside").mkdir()
    texts = {
        "papers/contract.yaml": PAPER,
        "mapping.yaml": MAPPING,
        "items.csv": ITEMS,
        "beside/work.csv": "item,minutes\nT-2,40\nT-3,95\nX-9,5\n",
        "beside/told.csv": "about,item,at\nwarning,T-1,2026-03-10 13:00\n",
        "beside/decisions.csv": "item,outcome,on\nT-2,priced,2026-03-20\n",
        "volumes.yaml": "contractkit: 1\ndocument: facts\nagreement: C-acme\nvolumes: {mail: {2026-03: 103 mailboxes}}\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(files: Path, *more: str, command: str = "delivered") -> Result:
    """Run the command on the files."""
    options = {"--mapping": "mapping.yaml", "--items": "items.csv", "--beside": "beside"}
    paths = [part for name, file in options.items() for part in (name, str(files / file))]
    asked = [command, str(files / "papers"), *paths, "--period", "2026-03", "--as-of", "2026-03-31", *more]
    return CliRunner(env={"COLUMNS": "120"}).invoke(app, asked)


class TestDelivered:
    """The command."""

    def test_the_terminal_tells_what_lies_outside_and_its_worth(self, files: Path) -> None:
        done = run(files, "--facts", str(files / "volumes.yaml"))
        assert done.exit_code == 0, done.output
        # 40 min and 95 min at EUR 90.00: 60.00 and 142.50; three mailboxes more at EUR 4.00
        assert "2 items outside the agreement, worth EUR 214.50." in done.output
        assert "Warned before it happened: 1 of 1" in done.output
        assert "something was told of X-9, and there is no such item" in done.stderr

    @pytest.mark.parametrize(
        ("locale", "work", "lead", "shown"),
        [
            ("en", "T-9,40", "agreement, of a worth that is not known; 2 not priced.", ["not known"] * 3),
            ("nl", "T-9,40", "afspraken, waarvan de waarde niet bekend is; 2 zonder prijs.", ["niet bekend"] * 3),
            ("en", "T-2,40", "worth at least EUR 60.00; 1 not priced.", ["60.00", "not known", "at least 60.00"]),
            (
                "nl",
                "T-2,40",
                "waarde van minstens EUR 60,00; 1 zonder prijs.",
                ["60,00", "niet bekend", "minstens 60,00"],
            ),
        ],
    )
    def test_what_nobody_could_price_is_not_known_and_never_nought(
        self, files: Path, locale: str, work: str, lead: str, shown: list[str]
    ) -> None:
        """T-2 is on mail and T-3 on reporting; 40 minutes at EUR 90.00 are EUR 60.00, and of T-3 nobody told the time."""
        (files / "beside" / "work.csv").write_text(f"item,minutes\n{work}\n", encoding="utf-8")
        done = run(files, "--locale", locale, "--html", str(files / "page.html"))
        terminal = run(files, "--locale", locale).output.replace("\u00a0", " ")
        page = (files / "page.html").read_text(encoding="utf-8").replace("\u00a0", " ")
        assert done.exit_code == 0, done.output
        assert lead in " ".join(terminal.split())
        assert lead in page
        total = "Total" if locale == "en" else "Totaal"
        rows = [
            next(line for line in terminal.splitlines() if line.startswith(name))
            for name in ("mail", "reporting", total)
        ]
        assert [row.rstrip().endswith(f" {worth}") for row, worth in zip(rows, shown, strict=True)] == [True] * 3
        foot = re.search(r"<tfoot>.*?</tfoot>", page, re.DOTALL)
        assert foot is not None
        assert (shown[1] in foot[0]) == (work == "T-9,40")
        for nought in ("EUR 0.00", "EUR 0,00", " 0.00\n", " 0,00\n", ">0.00<", ">0,00<"):
            assert nought not in terminal
            assert nought not in page

    def test_the_json_has_every_part_with_its_version(self, files: Path) -> None:
        done = run(files, "--json-out", str(files / "out.json"))
        assert done.exit_code == 0, done.output
        record = json.loads((files / "out.json").read_text(encoding="utf-8"))
        (delivery,) = record["deliveries"]
        assert (record["kind"], record["version"], delivery["kind"], delivery["version"]) == (
            "delivered",
            1,
            "delivery",
            1,
        )
        assert [line["worth"] for line in delivery["services"]] == ["60.00", "142.50"]
        assert delivery["grey"][0]["outcome"] == "priced"

    def test_the_page_is_dutch_where_it_is_asked_in_dutch(self, files: Path) -> None:
        done = run(files, "--html", str(files / "page.html"), "--locale", "nl")
        assert done.exit_code == 0, done.output
        page = (files / "page.html").read_text(encoding="utf-8")
        assert "Afgesproken en geleverd" in page
        assert "Agreed and delivered" not in page

    def test_proposals_go_into_their_folder(self, files: Path) -> None:
        (files / "proposals").mkdir()
        assert run(files, "--proposals", str(files / "proposals")).exit_code == 0
        text = (files / "proposals" / "PROPOSAL-C-acme-1.yaml").read_text(encoding="utf-8")
        assert "amends: C-acme" in text
        assert "signed_on" not in text

    @pytest.mark.parametrize(
        ("locale", "title"),
        [("en", 'title: "Scope: phone is quoted"'), ("nl", 'title: "Reikwijdte: phone wordt geoffreerd"')],
    )
    def test_what_an_amendment_says_is_in_the_language_that_was_asked_for(
        self, files: Path, locale: str, title: str
    ) -> None:
        assert run(files, "--proposals", str(files / "proposals"), "--locale", locale).exit_code == 0
        text = (files / "proposals" / "PROPOSAL-C-acme-1.yaml").read_text(encoding="utf-8")
        assert title in text
        assert "- name: phone\n" in text

    def test_draft_quotes_go_into_theirs_as_texts(self, files: Path) -> None:
        more = "T/4,acme,mail,move,2026-03-13 10:00,\n"
        (files / "items.csv").write_text(ITEMS + more, encoding="utf-8")
        rule = "      - {name: moves, when: {category: move}, is: out, then: quote}\n      - {name: rest"
        text = PAPER.replace("      - {name: rest", rule)
        (files / "papers" / "contract.yaml").write_text(text, encoding="utf-8")
        (files / "quotes").mkdir()
        done = run(files, "--quotes", str(files / "quotes"))
        assert done.exit_code == 0, done.output
        assert [file.name for file in (files / "quotes").iterdir()] == ["QUOTE-T_4.txt"]

    def test_a_folder_that_is_not_there_is_made(self, files: Path) -> None:
        done = run(files, "--quotes", str(files / "new" / "quotes"))
        assert done.exit_code == 0, done.output
        assert (files / "new" / "quotes").is_dir()

    def test_a_file_where_the_folder_should_be_is_refused(self, files: Path) -> None:
        (files / "quotes").write_text("not a folder", encoding="utf-8")
        done = run(files, "--quotes", str(files / "quotes"))
        assert done.exit_code == 2
        assert "is no folder" in done.stderr


class TestRefusals:
    """What cannot be meant is refused before anything is written."""

    def test_a_folder_without_any_table(self, files: Path) -> None:
        done = run(files, "--beside", str(files / "papers"))
        assert done.exit_code == 2
        assert "holds none of work.csv" in done.stderr

    def test_a_table_under_almost_the_right_name(self, files: Path) -> None:
        (files / "beside" / "favors.csv").write_text("what,on\n", encoding="utf-8")
        done = run(files)
        assert done.exit_code == 2
        assert "favours.csv?" in done.stderr

    def test_a_bad_cell_is_told_with_its_row(self, files: Path) -> None:
        (files / "beside" / "work.csv").write_text("item,minutes\nT-2,forty\n", encoding="utf-8")
        done = run(files)
        assert done.exit_code == 1
        assert "work.csv:2: work > minutes: 'forty' is no number of minutes [bad-value]" in done.stderr

    def test_volumes_of_another_agreement(self, files: Path) -> None:
        text = (files / "volumes.yaml").read_text(encoding="utf-8").replace("C-acme", "C-other")
        (files / "volumes.yaml").write_text(text, encoding="utf-8")
        done = run(files, "--facts", str(files / "volumes.yaml"))
        assert done.exit_code == 1
        assert "wrong-agreement" in done.stderr

    def test_two_documents_of_facts_for_one_agreement(self, files: Path) -> None:
        (files / "more.yaml").write_text((files / "volumes.yaml").read_text(encoding="utf-8"), encoding="utf-8")
        done = run(files, "--facts", str(files / "volumes.yaml"), "--facts", str(files / "more.yaml"))
        assert done.exit_code == 2
        assert "both for C-acme" in done.stderr

    def test_an_output_that_is_one_of_the_tables(self, files: Path) -> None:
        assert run(files, "--html", str(files / "beside" / "work.csv")).exit_code == 2

    def test_a_period_that_has_not_begun(self, files: Path) -> None:
        done = run(files, "--period", "2026-05")
        assert done.exit_code == 2
        assert "begins after the moment of judging" in done.stderr


class TestReport:
    """The statement has it too, where the tables are given."""

    def test_with_the_tables_the_page_says_what_was_delivered(self, files: Path) -> None:
        assert run(files, "--html", str(files / "page.html"), command="report").exit_code == 0
        assert "Agreed and delivered" in (files / "page.html").read_text(encoding="utf-8")

    def test_without_them_it_says_nothing_of_it(self, files: Path) -> None:
        asked = ["report", str(files / "papers"), "--mapping", str(files / "mapping.yaml"), "--items"]
        asked += [str(files / "items.csv"), "--period", "2026-03", "--as-of", "2026-03-31"]
        done = CliRunner(env={"COLUMNS": "120"}).invoke(app, [*asked, "--html", str(files / "page.html")])
        assert done.exit_code == 0, done.output
        assert "Agreed and delivered" not in (files / "page.html").read_text(encoding="utf-8")
