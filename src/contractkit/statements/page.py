"""The page: one self-contained HTML file for one or several statements, for the screen and for print.

Everything it needs stands in it: no script, no font, no picture, no style sheet from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import cache, partial
from importlib.resources import files
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import attrs

from contractkit.delivery.quotes import DraftQuote
from contractkit.errors import UsageError
from contractkit.facts.extras import need
from contractkit.records.clauses import ClauseRef
from contractkit.records.version import VERSION
from contractkit.settlement.measuring import FigureValue
from contractkit.statements import delivered, following, measured, prepaid, readings, sentences, sums, telling
from contractkit.statements.charts import attainment
from contractkit.statements.charts import promised as figure_charts
from contractkit.statements.clauses.amounts import periods
from contractkit.statements.clauses.kinds import kind_called
from contractkit.statements.contents import Contents
from contractkit.statements.delivered.letters import quote_letter
from contractkit.statements.explaining import Explained, explained
from contractkit.statements.figures import LevelFigures, TargetFigures
from contractkit.statements.listings import Outcome
from contractkit.statements.paid import Paid, paid_by_figures, paid_by_others, paid_of
from contractkit.statements.retelling import retold
from contractkit.statements.wording import Language
from contractkit.terms.targets import Target

if TYPE_CHECKING:
    from jinja2 import Environment

    from contractkit.statements.statement import Statement

__all__ = ["LISTED", "TRACED", "page"]

LISTED = 500
"""So many rows of a list stand on the page; the note under it gives the true number."""
TRACED = 100
"""So many late cases tell on the page how their time ran."""
_OPEN = 12
"""A list up to this long is open from the start."""


@attrs.frozen
class _Sheet:
    """One statement on the page, with what its part of the template asks for.

    Attributes:
        key: A word for it that is unique in the page.
        statement: The statement.
        says: What it says.
        speaks: Its language.
    """

    key: str
    statement: Statement
    says: Contents
    speaks: Language

    @property
    def headlines(self) -> tuple[str, ...]:
        return sentences.headlines(self.says, self.speaks)

    @property
    def findings(self) -> tuple[str, ...]:
        found = tuple(said for _, _, said in sentences.findings(self.says, self.speaks))
        found += sentences.figure_findings(self.says, self.speaks)
        if self.says.delivery is None:
            return found
        unagreed = (one for one in self.says.delivery.repeats if one.scope != "grey")
        return (*found, *(delivered.standard(one, self.speaks) for one in unagreed))

    def letter(self, quote: DraftQuote) -> str:
        """A draft quote as a text that can be sent."""
        return "" if self.says.delivery is None else quote_letter(self.says.delivery, quote, self.speaks)

    def called(self, name: str | None) -> str:
        """What a promise is called whose name is given."""
        target = next((one for one in self.says.agreement.targets if name in (one.name, one.id)), None)
        return name or "–" if target is None else self.name_of(target)

    @property
    def unknown(self) -> str:
        return sentences.unknown_told(self.says, self.speaks)

    def paid(self, level: LevelFigures) -> Paid | None:
        """What the targets of a level came to."""
        return paid_of(level, self.says)

    @property
    def paid_besides(self) -> tuple[tuple[str, Paid], ...]:
        """What came of promised figures and of other clauses, each with its words."""
        found = (("figures", paid_by_figures(self.says)), ("others", paid_by_others(self.says)))
        return tuple((self.speaks.say(f"overview.{word}"), one) for word, one in found if one is not None)

    @property
    def follows(self) -> tuple[following.FollowsRow, ...]:
        """What follows besides money."""
        return () if self.says.settlement is None else following.follows_rows(self.says.settlement, self.speaks)

    @property
    def anchors(self) -> dict[tuple[str, str | None], str]:
        """The places on the page where clauses stand in words."""
        refs = [clause.ref for clause in self.says.agreement.clauses]
        return {(ref.document, ref.clause): f"{self.key}-clause-{place}" for place, ref in enumerate(refs)}

    def anchor(self, ref: ClauseRef | None) -> str | None:
        return None if ref is None else self.anchors.get((ref.document, ref.clause))

    @property
    def clauses(self) -> tuple[Explained, ...]:
        """Every clause of the agreement: its own words, and what it says in words worked out from it."""
        return explained(self.says.agreement, self.speaks.code)

    def told(self, outcome: Outcome) -> tuple[str, ...]:
        trace = self.statement.evaluation.trace(outcome.item, outcome.target.id)
        return telling.told(trace, self.says.zone, self.speaks)

    @property
    def panels(self) -> list[dict[str, Any]]:
        shown = [figures for figures in self.says.targets if figures.whole.counts.volume]
        return [
            {"figures": figures, "svg": self._drawn(figures, f"{self.key}-chart-{place}")}
            for place, figures in enumerate(shown)
        ]

    @property
    def figure_panels(self) -> list[dict[str, Any]]:
        """The drawings of promised figures, each with what it is called: one for each value of a field."""
        found: list[dict[str, Any]] = []
        for promised in self.says.figures:
            of_field: dict[tuple[str, ...], list[FigureValue]] = {}
            for value in promised.values:
                of_field.setdefault(tuple(value.where.values()), []).append(value)
            for where, values in of_field.items():
                if figure_charts.is_drawn(values):
                    name = ", ".join((measured.figure_name(promised.target, self.speaks), *where))
                    svg = figure_charts.panel(values, name, f"{self.key}-figure-{len(found)}", self.speaks)
                    found.append({"name": name, "svg": svg, "per": promised.target.per, "reach": promised.target.reach})
        return found

    def _drawn(self, figures: TargetFigures, key: str) -> str:
        return attainment.panel(figures, self.name_of(figures.target), key, self.speaks)

    def name_of(self, target: Target) -> str:
        return sentences.name_of(target, self.says, self.speaks)

    @property
    def idle(self) -> str:
        names = (self.name_of(figures.target) for figures in self.says.targets if not figures.whole.counts.volume)
        return "; ".join(names)


def page(statements: Sequence[Statement], title: str | None = None) -> str:
    """Return one self-contained page for several statements: an overview, and a part for each of them.

    Args:
        statements: At least one, of any agreements and periods; the first one's language is that of the page.
        title: What stands at the head; left out, it names the provider and the period.

    Returns:
        A whole HTML document. Its lists are cut at `LISTED` rows, with the true number; `Statement.to_dict` has all.

    Raises:
        UsageError: there is no statement to show.
        MissingExtraError: jinja2 is not installed.
    """
    if not statements:
        raise UsageError("a page needs at least one statement")
    need("jinja2", "report")
    from markupsafe import Markup

    speaks = statements[0].language
    sheets = [_Sheet(f"s{place}", one, one.contents, one.language) for place, one in enumerate(statements, start=1)]
    style = files("contractkit.statements").joinpath("templates", "statement.css").read_text(encoding="utf-8")
    template = _environment(speaks).get_template("statement.html.j2")
    return template.render(
        sheets=sheets,
        first=sheets[0].says,
        title=title or _title(sheets, speaks),
        style=Markup(style),
        code=speaks.code,
        version=VERSION,
        listed=LISTED,
        traced=TRACED,
        open_up_to=_OPEN,
    )


@cache
def _environment(speaks: Language) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("contractkit.statements"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(_globals(speaks))
    environment.filters["drawn"] = Markup
    return environment


def _globals(speaks: Language) -> dict[str, Any]:
    return {
        "told": delivered.spoken(speaks),
        "figure_name": partial(_with, measured.figure_name, speaks),
        "figure_told": partial(_with, measured.figure_told, speaks),
        "figure_source": partial(_with, measured.figure_source, speaks),
        "figure_verdict": measured.figure_verdict,
        "retold": lambda text: unbroken(retold(text, speaks)),
        "block_heads": lambda moves: prepaid.block_heads(moves, speaks),
        "block_rows": lambda moves: prepaid.block_rows(moves, speaks),
        "reading_subject": partial(_with, readings.subject, speaks),
        "reading_value": lambda reading, value: readings.told_as(reading, value, speaks),
        "clause_kind": partial(_with, kind_called, speaks),
        "t": speaks.say,
        "word": speaks.word,
        "noun": speaks.noun,
        "per": partial(_with, periods, speaks),
        "items_told": partial(_with, sentences.items_told, speaks),
        "answers_told": partial(_with, sentences.answers_told, speaks),
        "number": speaks.number,
        "share": speaks.share,
        "percent": speaks.percent,
        "money": speaks.money,
        "amount": speaks.amount,
        "signed": speaks.signed,
        "amount_told": partial(_with, sums.amount_told, speaks),
        "total_told": partial(_with, sums.total_told, speaks),
        "charges_told": partial(_with, sums.charges_told, speaks),
        "date": speaks.day,
        "until": speaks.until,
        "instant": speaks.instant,
        "duration": speaks.duration,
        "stretch": speaks.stretch,
        "piece": speaks.piece,
        "name_case": speaks.title_case,
        "felt": partial(_with, sentences.felt, speaks),
        "interval": lambda counts, key, beside=None: sentences.interval(counts, key, speaks, beside),
        "limit": partial(_with, sentences.limit, speaks),
        "agreed": partial(_with, sentences.agreed_told, speaks),
        "agreed_parts": lambda figures: sentences.agreed_parts(figures, speaks),
        "month": lambda period: speaks.month(period.start),
        "score": lambda value: speaks.score(value),
        "last_day": lambda end: speaks.day(end - timedelta(days=1)),
        "source": _source,
        "why": lambda outcome, zone: sentences.why(outcome, zone, speaks),
    }


_TOGETHER = re.compile(r"(?<=\d) (?=\d{3}(?!\d)|%)|(?<=\b[A-Z]{3}) (?=[-\N{MINUS SIGN}]?\d)")


def unbroken(text: str) -> str:
    r"""Return a text in which no line ends inside of an amount, a number or a percentage.

    Example:
        >>> unbroken("5 % of EUR 12 000.00 in 2026-03").replace("\xa0", "_")
        '5_% of EUR_12_000.00 in 2026-03'
    """
    return _TOGETHER.sub("\N{NO-BREAK SPACE}", text)


def _source(file: str | None, row: int | None) -> str:
    name = "" if file is None else PurePath(file).name
    return ":".join(part for part in (name, "" if row is None else str(row)) if part) or "–"


def _with(sentence: Callable[[Any, Language], str], speaks: Language, of: Any) -> str:
    return sentence(of, speaks)


def _title(sheets: Sequence[_Sheet], speaks: Language) -> str:
    says = sheets[0].says
    providers = {sheet.says.provider for sheet in sheets}
    if len(sheets) == 1:
        return says.customer
    named = says.provider if len(providers) == 1 and says.provider else None
    period = says.period.label
    return speaks.say("page.title", period=period) if named is None else named
