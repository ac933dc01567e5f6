"""The page: one file, safe, whole, and as readable without colours as with them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest

from contractkit.errors import Problem, UsageError
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.statements import page
from contractkit.statements.page import LISTED

VOID = {"meta", "link", "br", "hr", "img", "input", "path", "line", "rect", "circle", "polyline"}
HOSTILE = "<script>alert('x')</script>\" onload=\"x"


class Read(HTMLParser):
    """What stands in a page: ids, links, text by element, and whether every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.names: list[str] = []
        self.external: list[str] = []
        self.open: list[str] = []
        self.unclosed: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action", "data", "srcset", "poster") and value is not None:
                if value.startswith("#"):
                    self.targets.append(value[1:])
                elif value != "data:,":
                    self.external.append(value)
            if name.startswith("on"):
                self.external.append(name)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.text += data


def text(html: str) -> str:
    return re.sub(r"\s+", " ", Read(html).text.replace("\u00a0", " "))


@pytest.fixture(scope="module")
def full(made: Any) -> Any:
    """Return a statement in which every part of the page has something to say."""
    target = made.target(title="Solved, P1", per="month", clause="4.2")
    result = made.target("pc", title="PC works again", per="quarter", clause="5.1")
    idle = made.target("idle", title="Never used", clause="4.9")
    free = made.target("free", title="No share", reach=None, level=None, clause="4.8")
    cases = [
        *made.cases(target, "2026-01", met=19, breached=1),
        *made.cases(target, "2026-03", met=8, breached=2, undetermined=1, running=1),
        *made.cases(result, "2026-02", met=30, breached=1),
        *made.cases(free, "2026-02", met=1),
    ]
    malus = made.line("malus", "-308.33", target, formula="5 % of EUR 6 166.60")
    return made.statement(
        cases,
        target,
        result,
        idle,
        free,
        settlement=made.settlement(made.line("charge", "18500.00"), malus),
        facts=made.facts(*["workplace"] * len(cases)),
        items=[{"id": "G-1", "scope": "grey", "rule": "private-devices", "opened": "2026-02-01T09:00"}],
        problems=(Problem("stop-before-start", "closed before it was opened", "items.csv", 40, fatal=False),),
        counts={"exact-duplicate-events": 12},
        assumptions=(Assumption("counting", "after-start", ("from-start",), ClauseRef("SLA-1", "4.2")),),
    )


@pytest.fixture(scope="module")
def html(full: Any) -> str:
    """Return the page of that statement."""
    return str(full.to_html())


class TestSelfContained:
    """Nothing is asked of the network, and nothing runs."""

    @pytest.mark.parametrize("locale", ["en", "nl"])
    def test_the_page_names_no_address_and_has_no_script(self, full: Any, made: Any, locale: str) -> None:
        html = made.statement(locale=locale).to_html() + full.to_html()
        read = Read(html)
        assert read.external == []
        assert not {"script", "iframe", "object", "embed", "img", "form"} & set(read.names)
        assert re.findall(r"https?:|//\w|url\(|@import", html) == []

    def test_the_page_forbids_what_it_does_not_need(self, full: Any) -> None:
        assert "default-src 'none'" in full.to_html()


class TestWhole:
    """The page is well-formed, and every link in it arrives."""

    def test_every_element_is_closed_and_every_id_is_its_own(self, full: Any, made: Any) -> None:
        read = Read(page([full, made.statement(made.cases(met=1))]))
        assert (read.open, read.unclosed) == ([], [])
        assert len(set(read.ids)) == len(read.ids)

    def test_every_link_arrives(self, full: Any, made: Any) -> None:
        read = Read(page([full, made.statement(made.cases(met=1))]))
        assert read.targets
        assert set(read.targets) <= set(read.ids)

    def test_what_stands_in_documents_and_facts_is_text_never_markup(self, made: Any) -> None:
        target = made.target(title=HOSTILE)
        agreement = made.agreement(target, title=HOSTILE)
        case = made.case("breached", item=HOSTILE, service=HOSTILE, calendar=HOSTILE)
        problem = Problem(HOSTILE, HOSTILE, HOSTILE, 1, hint=HOSTILE)
        settlement = made.settlement(made.line("charge", "1.00", says=HOSTILE, formula=HOSTILE))
        statement = made.statement([case], agreement=agreement, settlement=settlement, problems=(problem,))
        read = Read(statement.to_html())
        assert (read.external, read.unclosed) == ([], [])
        assert "script" not in read.names
        assert read.text.count(HOSTILE) >= 8


class TestSays:
    """Everything the statement knows can be read."""

    @pytest.mark.parametrize(
        "words",
        [
            "Gold: 93.4 % in time (between 91.9 % and 93.5 %), 1 of 2 targets breached; malus EUR 308.33",
            "Solved, P1: 80.0 % in Mar 2026, 95 % agreed. None of 11 may be late; two were, one is not known.",
            "4 cases were late",
            "1 case cannot be judged",
            "1 case was open and not yet due",
            "No work in this period under: Never used.",
            "18 500.00",
            "−308.33",
            "5 % of EUR 6 166.60",
            "EUR 18 191.67",
            "grey zone",
            "private-devices",
            "items.csv:40",
            "closed before it was opened",
            "counting",
            "from-start",
            "12 December 2025",
            "in force 1 January 2026 – 31 December 2028",
            "SLA-1/4.2",
        ],
    )
    def test_the_page_says(self, html: str, words: str) -> None:
        assert words in text(html)

    def test_several_statements_stand_under_one_overview_with_links(self, full: Any, made: Any) -> None:
        html = page([full, made.statement(made.cases(met=1))])
        assert Read(html).targets.count("s1") == Read(html).targets.count("s2") == 1
        assert "Overview" in text(html)
        assert "Overview" not in text(full.to_html())

    def test_an_agreement_without_targets_stands_in_the_overview(self, full: Any, made: Any) -> None:
        """It is charged all the same: nobody may overlook it."""
        without = made.statement(agreement=attrs.evolve(made.agreement(), lines=()), settlement=made.settlement())
        html = page([full, without])
        assert Read(html).targets.count("s2") == 1
        assert "EUR 0.00" in text(html.split("</section>")[0])

    def test_the_title_can_be_chosen(self, full: Any) -> None:
        assert "<h1>Our quarter</h1>" in page([full], title="Our quarter")

    def test_a_page_without_statements_is_refused(self) -> None:
        with pytest.raises(UsageError):
            page([])


class TestLists:
    """A long list is cut, says so, and gives the true number."""

    def test_of_more_than_the_page_shows_the_true_number_is_said(self, made: Any) -> None:
        target = made.target()
        statement = made.statement(made.cases(target, breached=LISTED + 7), target)
        html = statement.to_html()
        assert f"{LISTED + 7} cases were late" in text(html)
        assert f"The first {LISTED} of {LISTED + 7} are shown" in text(html)
        assert html.count('<th scope="row">T-') == LISTED
        assert len(statement.to_dict()["breaches"]) == LISTED + 7

    def test_a_list_that_is_whole_says_nothing(self, made: Any) -> None:
        target = made.target()
        assert "are shown" not in text(made.statement(made.cases(target, breached=3), target).to_html())


class TestChart:
    """The chart is legible to those who see no colours, and to those who see no chart."""

    def panels(self, statement: Any) -> list[str]:
        return re.findall(r'<svg class="panel".*?</svg>', statement.to_html(), re.DOTALL)

    def test_each_target_with_work_has_a_panel_with_title_and_description(self, full: Any) -> None:
        panels = self.panels(full)
        assert len(panels) == 3
        for panel in panels:
            title, description = re.findall(r'aria-labelledby="(\S+) (\S+)"', panel)[0]
            assert f'<title id="{title}">' in panel
            assert f'<desc id="{description}">' in panel

    def test_the_description_says_every_month_in_words(self, full: Any) -> None:
        said = re.findall(r"<desc[^>]*>(.*?)</desc>", self.panels(full)[0])[0].replace("\u00a0", " ")
        assert said == (
            "Jan 2026: 95.0 %, 19 of 20 in time, met. Feb 2026: no work. "
            "Mar 2026: 80.0 %, 8 of 10 in time, between 72.7 % and 81.8 % with what is not known, breached. "
            "The scale runs from 70.0 % to 100 %."
        )

    def test_a_month_without_work_is_hatched_and_says_so(self, full: Any) -> None:
        panel = self.panels(full)[0]
        assert panel.count('class="none"') == 1
        assert ">no work<" in panel

    def test_met_is_a_disc_and_breached_a_diamond(self, full: Any) -> None:
        panel = self.panels(full)[0]
        assert re.findall(r'<(\w+) class="mark (\w+)"', panel) == [("circle", "met"), ("path", "breached")]

    def test_a_whisker_shows_where_the_share_can_lie(self, full: Any) -> None:
        assert [panel.count('class="whisker"') for panel in self.panels(full)] == [1, 0, 0]

    def test_the_target_is_a_line_where_a_share_is_agreed(self, full: Any) -> None:
        assert [panel.count('class="target"') for panel in self.panels(full)] == [1, 1, 0]

    def test_a_share_per_quarter_has_a_point_of_its_own_beside_its_months(self, full: Any) -> None:
        panel = self.panels(full)[1]
        assert re.findall(r'class="mark (\w+)"', panel) == ["open", "met"]
        assert ">2026-Q1<" in panel

    def test_points_lie_inside_the_drawing(self, made: Any) -> None:
        target = made.target(reach="99.9")
        cases = [*made.cases(target, "2026-01", breached=5), *made.cases(target, "2026-02", met=1, undetermined=4)]
        panel = self.panels(made.statement(cases, target))[0]
        height = float(re.findall(r'viewBox="0 0 \d+ (\d+)"', panel)[0])
        heights = [float(y) for y in re.findall(r'\b(?:y|cy|y1|y2)="([-\d.]+)"', panel)]
        assert heights
        assert all(0 <= y <= height for y in heights)
