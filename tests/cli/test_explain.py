"""``contractkit explain`` tells clause by clause what was understood, with its place, its silences and its history."""

from __future__ import annotations

import json

import pytest

AMENDMENT = """\
contractkit: 1
document: amendment
id: A-1
title: Longer opening hours
amends: C-acme
effective_from: 2026-07-01
signed_on: 2026-06-15
changes:
  - clause: SLA-acme/2.1
    action: change
    fields:
      week.mon-fri: {was: 09:00-17:00, becomes: 08:00-18:00}
  - clause: SLA-acme/4.1
    action: change
    fields:
      reach: {was: 50 %, becomes: 60 %}
  - {clause: SLA-acme/5.1, action: remove}
"""

ROWS = """
  "4.2":
    kind: time-target
    measure: resolution
    starts: {field: opened_at}
    stops: {status: solved}
    calendar: office
    reach: 90 %
    per: quarter
    rows:
      - name: normal
        when: {service: workplace}
        within: 8 hours
        pays:
          - {kind: tier-credit, of: fixed-fee, nature: penalty, tiers: [{below: reach, credit: 2 %}]}
  "5.1": {kind: text, title: The end, text: Both parties part as friends.}
"""


@pytest.fixture
def papers(desk):
    """The agreement of `acme` with a target in rows, a clause of words, and an amendment."""
    desk.agreement("acme")
    file = desk.folder / "papers/acme/sla.yaml"
    file.write_text(file.read_text() + ROWS.lstrip("\n"), encoding="utf-8")
    return desk


@pytest.fixture
def amended(papers):
    papers.write("papers/acme/amendment.yaml", AMENDMENT)
    return papers


def told(result) -> str:
    assert result.exit_code == 0, result.output
    return result.output


class TestAllClauses:
    """Without a clause every clause is told, in the order of the page."""

    def test_a_target_is_told_beside_its_number_title_file_and_line(self, papers):
        lines = told(papers.run("explain", papers.folder / "papers")).splitlines()
        place = next(number for number, line in enumerate(lines) if line.startswith("4.1  Solved"))
        assert lines[place].endswith("sla.yaml:19)")
        assert lines[place + 1] == (
            "  Per quarter, at least 50 % of the items of service workplace at level gold are in time: within 4 hours on the calendar office, "
            "counted from the time in opened_at until status is solved."
        )

    def test_an_effect_is_told_below_the_row_that_it_stands_in(self, papers):
        out = told(papers.run("explain", papers.folder / "papers"))
        row = out.partition("  normal:\n")[2].splitlines()
        assert row[0].startswith(
            "    Per quarter, at least 90 % of the items of service workplace at level gold are in time"
        )
        assert row[1].startswith("    If the figure of normal is below 90 %, 2 % of the fixed fee is credited")

    def test_what_the_text_leaves_open_is_told_with_what_was_taken(self, papers):
        out = told(papers.run("explain", papers.folder / "papers"))
        assert "  Left open by the text:\n" in out
        assert "Reopening. Taken: it runs on (resume); it could also be the stop undone (undo-stop)," in out

    def test_words_stand_as_they_are(self, papers):
        assert "Both parties part as friends." in told(papers.run("explain", papers.folder / "papers"))

    def test_piped_each_sentence_is_one_line_without_colours_or_hard_spaces(self, papers):
        out = told(papers.run("explain", papers.folder / "papers"))
        assert "\x1b" not in out
        assert "\u00a0" not in out
        assert max(map(len, out.splitlines())) > 100

    def test_in_dutch(self, papers):
        out = told(papers.run("explain", papers.folder / "papers", "--locale", "nl"))
        assert (
            "Per kwartaal is ten minste 50 % van de meldingen van dienst workplace op niveau gold op tijd: binnen 4 uur"
            in out
        )
        assert "Door de tekst opengelaten:" in out
        assert (
            "Heropenen. Genomen: loopt verder; ook mogelijk: maakt het stoppen ongedaan, begint opnieuw of een nieuwe ronde."
            in out
        )

    def test_an_amendment_stands_below_what_it_changed(self, amended):
        out = told(amended.run("explain", amended.folder / "papers"))
        clause = out.partition("\n4.1  ")[2].partition("\n\n")[0]
        assert "at least 60 %" in clause
        assert "Changed by A-1 (Longer opening hours) from 1 July 2026." in clause
        assert "amendment.yaml:13)" in clause


class TestOneClause:
    """A clause is asked for by its number, its reference, or the name of what stands in it."""

    @pytest.mark.parametrize("word", ["4.1", "SLA-acme/4.1", "solved"])
    def test_only_that_one_is_told(self, papers, word):
        out = told(papers.run("explain", papers.folder / "papers", word))
        assert "at least 50 % of the items" in out
        assert "at least 90 %" not in out

    def test_a_row_by_its_name(self, papers):
        out = told(papers.run("explain", papers.folder / "papers", "normal"))
        assert "4.2  (" in out
        assert "at least 90 % of the items" in out

    def test_its_history_has_every_version_with_its_dates(self, amended):
        out = told(amended.run("explain", amended.folder / "papers", "4.1"))
        assert "  Over time:\n    before 1 July 2026: Per quarter, at least 50 %" in out
        assert "\n    from 1 July 2026: Per quarter, at least 60 %" in out

    def test_a_clause_that_was_taken_away_says_so_and_what_it_was(self, amended):
        out = told(amended.run("explain", amended.folder / "papers", "5.1"))
        assert "An amendment took this clause away." in out
        assert "Taken away by A-1 (Longer opening hours) from 1 July 2026." in out
        assert "    before 1 July 2026: In words only" in out
        assert "from 1 July 2026: not there" in out

    def test_a_clause_that_never_changed_has_no_history(self, papers):
        assert "Over time" not in told(papers.run("explain", papers.folder / "papers", "4.1"))

    def test_an_unknown_clause_is_wrong_use_with_the_nearest_one(self, papers):
        result = papers.run("explain", papers.folder / "papers", "SLA-acm/4.1")
        assert result.exit_code == 2
        assert "there is no clause 'SLA-acm/4.1'; did you mean 'SLA-acme/4.1'?" in result.output

    def test_an_unknown_language_is_wrong_use(self, papers):
        result = papers.run("explain", papers.folder / "papers", "--locale", "tlh")
        assert result.exit_code == 2
        assert "the languages are en, nl" in result.output

    def test_documents_with_problems_are_listed_and_nothing_is_told(self, papers):
        file = papers.folder / "papers/acme/sla.yaml"
        file.write_text(file.read_text().replace("within: 8 hours", "within: 8h"), encoding="utf-8")
        result = papers.run("explain", papers.folder / "papers")
        assert result.exit_code == 1
        assert "write '8 hours'" in result.output
        assert "Per quarter" not in result.output
        assert "nothing is explained before these problems are mended" in result.output


class TestForPrograms:
    """``--json`` has the same, with every place and date."""

    def test_each_clause_has_its_sentences_readings_and_versions(self, amended):
        record = json.loads(told(amended.run("explain", amended.folder / "papers", "4.1", "--json")))
        (clause,) = record["agreements"][0]["clauses"]
        assert (record["kind"], record["locale"]) == ("explain", "en")
        assert (clause["clause"], clause["kind"], clause["title"]) == ("SLA-acme/4.1", "time-target", "Solved")
        assert clause["says"][0]["says"].startswith("Per quarter, at least 60")
        assert [one["convention"] for one in clause["assumptions"]]
        assert [(one["amendment"], one["from"], one["until"]) for one in clause["amended_by"]] == [
            ("A-1", "2026-07-01", None)
        ]
        assert [(one["from"], one["until"]) for one in clause["versions"]] == [
            (None, "2026-07-01"),
            ("2026-07-01", None),
        ]

    def test_sentences_are_those_of_the_library(self, papers):
        import contractkit as ck

        record = json.loads(told(papers.run("explain", papers.folder / "papers", "4.1", "--json")))
        agreement = ck.load_agreement(papers.folder / "papers")
        (term,) = agreement.terms_in("SLA-acme/4.1")
        said = record["agreements"][0]["clauses"][0]["says"]
        assert said == [{"clause": "SLA-acme/4.1", "row": None, "says": ck.sentence(term, agreement=agreement)}]
