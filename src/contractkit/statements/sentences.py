"""What figures say in plain words: headlines, findings, how many may be late, limits, and why an item was late.

Each sentence is written once here, for page and terminal alike; its words are in `wording`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from fractions import Fraction
from zoneinfo import ZoneInfo

from contractkit.quantities.money import Percent
from contractkit.quantities.span_texts import time_text
from contractkit.quantities.spans import (
    BusinessDays,
    CalendarDays,
    ElapsedTime,
    Moment,
    Months,
    Within,
    WorkingTime,
)
from contractkit.settlement import Figure
from contractkit.settlement.measuring import FigureValue
from contractkit.statements.clauses.gates import after_if
from contractkit.statements.clauses.levels import level as level_told
from contractkit.statements.contents import Contents
from contractkit.statements.division import ItemCounts
from contractkit.statements.figures import Judged, LevelFigures, TargetFigures, worst
from contractkit.statements.listings import Outcome
from contractkit.statements.measured import PromisedFigure, figure_name, figure_told, figure_verdict
from contractkit.statements.paid import Paid, paid_by_figures, paid_by_others, paid_of, paid_told
from contractkit.statements.reading_values import value_told
from contractkit.statements.retelling import retold
from contractkit.statements.satisfaction import AnswerCounts
from contractkit.statements.wording import Language
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.targets import Target

__all__ = [
    "agreed_parts",
    "agreed_told",
    "answers_told",
    "felt",
    "figure_findings",
    "findings",
    "headlines",
    "interval",
    "items_told",
    "limit",
    "name_of",
    "unknown_told",
    "why",
]

_UNITS = (("hours", 3_600_000_000), ("minutes", 60_000_000))


def headlines(contents: Contents, speaks: Language) -> tuple[str, ...]:
    """Return the head lines: for each level with work, for the figures that were promised, and for what pays besides.

    A level's line says its share in time, what became of its targets, and what that paid. All amounts together are the
    bonus, the malus and what was won back of the settlement.
    """
    lines = [
        _headline(level, contents, speaks)
        for level in contents.levels
        if level.counts.volume or _pays(paid_of(level, contents))
    ]
    if not lines and not contents.figures:
        lines = [speaks.say("headline.level.empty", level=speaks.say("headline.all"))]
    if contents.figures:
        said = speaks.say("headline.figures", targets=_figures(contents.figures, speaks))
        lines.append(_with_paid(said, paid_by_figures(contents), contents, speaks))
    others = paid_by_others(contents)
    if _pays(others):
        lines.append(speaks.say("headline.others", paid=paid_told(others, contents, speaks)))
    return tuple(lines)


def _headline(level: LevelFigures, contents: Contents, speaks: Language) -> str:
    name = speaks.title_case(level.name) if level.name else speaks.say("headline.all")
    if not level.counts.volume:
        return _with_paid(speaks.say("headline.level.empty", level=name), paid_of(level, contents), contents, speaks)
    share = speaks.share(level.counts.share)
    span = f" ({interval(level.counts, 'key.interval', speaks)})" if level.counts.undetermined else ""
    said = speaks.say("headline.level", level=name, share=share, span=span, targets=_targets(level, speaks))
    return _with_paid(said, paid_of(level, contents), contents, speaks)


def _pays(paid: Paid | None) -> bool:
    return paid is not None and bool(paid.amounts or paid.undecided)


def _with_paid(said: str, paid: Paid | None, contents: Contents, speaks: Language) -> str:
    told = paid_told(paid, contents, speaks)
    return f"{said}; {told}" if told else said


def _figures(promised: Sequence[PromisedFigure], speaks: Language) -> str:
    judged = [one for one in promised if one.verdict in ("met", "breached", "undetermined")]
    if not judged:
        return speaks.say("headline.open")
    verdict = worst(one.verdict for one in judged)
    if len(judged) == 1:
        said = speaks.say(f"headline.one.{verdict}", reach=level_told(judged[0].target.reach.level, speaks))
        return f"{figure_name(judged[0].target, speaks)}, {said}"
    many = sum(one.verdict == verdict for one in judged)
    return speaks.say(f"headline.many.{verdict}", n=len(judged), k=many)


def _targets(level: LevelFigures, speaks: Language) -> str:
    judged = level.with_verdict("met", "breached", "undetermined")
    if not judged:
        why = next((word for word in ("open", "too-few") if level.with_verdict(word)), "none")
        return speaks.say(f"headline.{why}")
    verdict = worst(figures.verdict for figures in judged)
    if len(judged) == 1 and judged[0].target.reach is not None:
        return speaks.say(f"headline.one.{verdict}", reach=agreed_told(judged[0], speaks))
    return speaks.say(f"headline.many.{verdict}", n=len(judged), k=len(level.with_verdict(verdict)))


def agreed_told(figures: TargetFigures, speaks: Language) -> str:
    """Return the share that was agreed; where an amendment changed it in the period, both with the date between."""
    return ", ".join(agreed_parts(figures, speaks))


def agreed_parts(figures: TargetFigures, speaks: Language) -> tuple[str, ...]:
    """Return the shares that were agreed one after the other, each but the first with its first date."""
    (_, first), *later = figures.agreed
    said = (
        speaks.say("targets.agreed.from", day=speaks.day(day), share=_agreed(share, speaks)) for day, share in later
    )
    return (_agreed(first, speaks), *said)


def _agreed(share: Percent | None, speaks: Language) -> str:
    return "–" if share is None else speaks.percent(share.value)


def name_of(target: Target, says: Contents, speaks: Language) -> str:
    """Return what the parties call a promise: its title with what tells it from others of that title, else its name."""
    if target.title is None:
        return speaks.title_case(target.name)
    told = speaks.either(says.told_apart.get(target.id, ()))
    title = speaks.written(target.title).removesuffix(".")
    return f"{title}, {told}" if told else title


def findings(contents: Contents, speaks: Language) -> tuple[tuple[TargetFigures, Judged, str], ...]:
    """Return a sentence for each stretch in which a target was breached or cannot be decided."""
    return tuple(
        (figures, piece, _finding(figures, piece, contents, speaks))
        for figures in contents.targets
        for piece in figures.pieces
        if figures.divides and piece.verdict in ("breached", "undetermined")
    )


def figure_findings(contents: Contents, speaks: Language) -> tuple[str, ...]:
    """Return a sentence for each period in which a promised figure was not reached, or where that is not known."""
    return tuple(
        _figure_finding(one, value, speaks)
        for one in contents.figures
        for value in one.values
        if figure_verdict(value) in ("breached", "undetermined")
    )


def _figure_finding(promised: PromisedFigure, value: FigureValue, speaks: Language) -> str:
    if value.value is None or value.where:
        return f"{retold(value.says, speaks)}."
    said = speaks.say(
        "finding.breached",
        name=figure_name(promised.target, speaks),
        share=figure_told(value, speaks),
        piece=speaks.piece(value.period),
        reach=retold(promised.target.reach if value.reach is None else value.reach, speaks),
    )
    return f"{said}."


def _finding(figures: TargetFigures, piece: Judged, says: Contents, speaks: Language) -> str:
    low, high = speaks.interval(piece.counts.low, piece.counts.high, piece.reach)
    said = speaks.say(
        f"finding.{piece.verdict}",
        name=name_of(figures.target, says, speaks),
        share=speaks.share(piece.counts.share, piece.reach),
        low=low,
        high=high,
        piece=speaks.piece(piece.period),
        reach=_agreed(piece.agreed, speaks),
    )
    return f"{said}. {felt(piece, speaks)}."


def interval(counts: Figure, key: str, speaks: Language, beside: Fraction | None = None) -> str:
    """Return between what a share lies while facts are missing, in the words of `key`."""
    low, high = speaks.interval(counts.low, counts.high, beside)
    return speaks.say(key, low=low, high=high)


def felt(figure: Judged, speaks: Language) -> str:
    """Return a share so that people feel it: ``three of 60 may be late; two were``. Empty where no share was agreed."""
    may, counts = figure.may_be_late, figure.counts
    if may is None:
        return ""
    total = speaks.number(counts.volume)
    said = speaks.say("felt.may", n=may, may=speaks.count(may), total=total)
    if not may:
        said = speaks.say("felt.may.none", total=total)
    late = counts.breached
    said += "; " + (speaks.say("felt.was", n=late, late=speaks.count(late)) if late else speaks.say("felt.was.none"))
    if counts.undetermined:
        said += ", " + speaks.say("felt.unknown", n=counts.undetermined, count=speaks.count(counts.undetermined))
    return said[:1].upper() + said[1:]


def items_told(counts: ItemCounts, speaks: Language) -> str:
    """Return how all items add up: ``9 items = 5 in scope in this period + 3 in other periods + 1 grey zone``."""
    parts = [("items.here", counts.here), ("items.elsewhere", counts.elsewhere), ("items.unplaced", counts.unplaced)]
    said = [speaks.say(key, n=many) for key, many in parts if many or key == "items.here"]
    said.extend(f"{speaks.number(one.items)} {speaks.word('scope', one.scope)}" for one in counts.outside)
    return f"{speaks.say('items.total', n=counts.total)} = {' + '.join(said)}."


def answers_told(counts: AnswerCounts, speaks: Language) -> str:
    """Return how all answers add up: ``9 answers = 8 given in this period + 1 in other periods``."""
    parts = [("answers.elsewhere", counts.elsewhere), ("answers.unplaced", counts.unplaced)]
    said = [speaks.say("answers.here", n=counts.here), *(speaks.say(key, n=many) for key, many in parts if many)]
    return f"{speaks.say('answers.total', n=counts.total)} = {' + '.join(said)}."


def unknown_told(says: Contents, speaks: Language) -> str:
    """Return how many cases, of how many items, cannot be judged."""
    cases = speaks.say("list.unknown.count", n=len(says.undetermined))
    return f"{cases}, {speaks.say('list.unknown.items', n=len({one.item for one in says.undetermined}))}."


def limit(target: Target, speaks: Language) -> str:
    """Return the limit of a target in words, with its calendar and what must hold besides."""
    if target.limit is None:
        rows = () if target.table is None else target.table.rows
        fields = ", ".join(() if target.table is None else target.table.by)
        said = speaks.say("targets.table", n=len(rows), fields=fields)
    elif isinstance(target.limit.within, Moment):
        said = within(target.limit.within, speaks)
    else:
        said = f"{within(target.limit.within, speaks)}, {calendar(target.limit.calendar_name, speaks)}"
    if target.also != EVERYTHING:
        said += " " + speaks.say("targets.also", condition=str(target.also))
    return said


def calendar(name: str, speaks: Language) -> str:
    """Return the name of a calendar; the one that is always open in words."""
    return speaks.messages.get(f"calendar.{name}", name)


def within(allowed: Within, speaks: Language) -> str:
    """Return a time limit in words."""
    match allowed:
        case WorkingTime(us) | ElapsedTime(us):
            return _clock(us, speaks)
        case BusinessDays():
            said = speaks.say("limit.business-days", n=allowed.n)
            if isinstance(allowed.ends, time):
                return speaks.say("limit.by", limit=said, time=time_text(allowed.ends))
            return said
        case CalendarDays():
            return speaks.say("limit.calendar-days", n=allowed.n)
        case Months():
            return speaks.say("limit.months", n=allowed.n)
        case Moment():
            return speaks.say("targets.moment", field=allowed.field)


def _clock(us: int, speaks: Language) -> str:
    parts = []
    rest = us
    for name, size in _UNITS:
        many, rest = divmod(rest, size)
        if many:
            parts.append(speaks.say(f"limit.{name}", n=many))
    if rest or not parts:
        parts.append(speaks.duration(rest))
    return " ".join(parts)


def _asked(condition: Condition, speaks: Language) -> str:
    return str(condition) if speaks.code == "en" else after_if(condition, speaks)


def why(outcome: Outcome, zone: ZoneInfo, speaks: Language) -> str:
    """Return why an item is late: the time that counted, the limit, the calendar, and what stood still."""
    parts = []
    allowed = "–" if outcome.allowed is None else value_told("", outcome.allowed, speaks)
    if outcome.late is None and outcome.target.also != EVERYTHING:
        parts.append(speaks.say("why.also", condition=_asked(outcome.target.also, speaks)))
    if outcome.used is not None:
        parts.append(speaks.say("why.used", used=speaks.duration(outcome.used), allowed=allowed))
    elif outcome.used_days is not None:
        parts.append(speaks.say("why.days", days=speaks.days(outcome.used_days), allowed=allowed))
    else:
        parts.append(speaks.say("why.limit", allowed=allowed))
    if outcome.calendar:
        parts.append(speaks.say("why.calendar", calendar=calendar(outcome.calendar, speaks)))
    if outcome.paused:
        parts.append(speaks.say("why.paused", paused=speaks.duration(outcome.paused)))
    if outcome.in_time_until is not None and outcome.used_days is not None and outcome.late is not None:
        parts.append(speaks.say("why.after", instant=speaks.instant(outcome.in_time_until, zone)))
    elif outcome.in_time_until is not None and outcome.in_time_until != outcome.due:
        parts.append(speaks.say("why.until", instant=speaks.instant(outcome.in_time_until, zone)))
    return "; ".join(parts)
