"""Statements on a terminal: the same figures as the page, as tables that fit eighty columns.

Lists are cut short, with their true length; the page and the JSON have all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from contractkit.facts.extras import need
from contractkit.statements import sentences
from contractkit.statements.contents import Contents
from contractkit.statements.figures import LevelFigures, Verdict
from contractkit.statements.wording import Language

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from contractkit.statements.statement import Statement

__all__ = ["show"]

_LISTED = 5
_STYLES: dict[Verdict, str] = {"met": "cyan", "breached": "red", "undetermined": "magenta"}


def show(statements: Sequence[Statement], console: Console | None = None) -> None:
    """Write statements to a terminal: an overview where there are several, then each with its figures and its money.

    Args:
        statements: What to show; the language of the first is that of the overview.
        console: Where to write; left out, standard output. It decides about colours and width.

    Raises:
        MissingExtraError: rich is not installed.
    """
    need("rich", "cli")
    from rich.console import Console

    screen = console or Console(highlight=False)
    if len(statements) > 1:
        screen.print(_overview(statements, statements[0].language))
    for statement in statements:
        screen.print()
        screen.rule(_text(_heading(statement.contents), "bold"), align="left", style="dim")
        for part in _parts(statement.contents, statement.language):
            screen.print(part)


def _text(said: object, style: str = "") -> Text:
    from rich.text import Text

    return Text(str(said).replace("\u00a0", " "), style=style)


def _table(*columns: str, right: Sequence[int] = (), whole: Sequence[int] = ()) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim", padding=(0, 1))
    for place, name in enumerate(columns):
        if place in right:
            table.add_column(_text(name), justify="right", no_wrap=True)
        else:
            table.add_column(_text(name), overflow="fold", no_wrap=place in whole)
    return table


def _under(said: object, style: str = "") -> Padding:
    from rich.padding import Padding

    return Padding(_text(said, style), (0, 0, 0, 2))


def _heading(says: Contents) -> str:
    return f"{says.customer} · {says.agreement.id} · {says.period.label}"


def _overview(statements: Sequence[Statement], speaks: Language) -> Table:
    keys = ("customer", "level", "in_time", "targets", "effects", "total")
    table = _table(*(speaks.say(f"overview.{key}") for key in keys), right=(2, 4, 5))
    for statement in statements:
        says = statement.contents
        for place, level in enumerate(says.levels):
            judged = level.with_verdict("met", "breached", "undetermined")
            met = speaks.say("overview.met", k=len(level.with_verdict("met")), n=len(judged))
            total = "–" if says.settlement is None else speaks.money(says.settlement.total)
            table.add_row(
                _text(says.customer if not place else "", "bold"),
                _text(speaks.title_case(level.name) if level.name else "–"),
                _text(speaks.share(level.counts.share)),
                _text(met if judged else "–", _STYLES.get(level.verdict, "")),
                _text(_paid(level, says, speaks)),
                _text(total if not place else ""),
            )
    return table


def _paid(level: LevelFigures, says: Contents, speaks: Language) -> str:
    paid = sentences.paid_of(level, says)
    if paid is None:
        return speaks.say("overview.undecided")
    return "\n".join(speaks.signed(one) for one in paid if one.amount) or "–"


def _parts(says: Contents, speaks: Language) -> list[RenderableType]:
    parts: list[RenderableType] = [
        _text(line, f"bold {_STYLES.get(says.verdict, '')}".strip()) for line in sentences.headlines(says, speaks)
    ]
    parts.extend(_under(said) for _, _, said in sentences.findings(says, speaks))
    parts.extend(["", _figures(says, speaks)])
    if says.settlement is not None:
        parts.extend(["", _money(says, speaks)])
        parts.extend(_text(line, "dim") for line in _status(says, speaks))
    return [*parts, "", *_late(says, speaks), "", *_counted(says, speaks), *_sources(says, speaks)]


def _figures(says: Contents, speaks: Language) -> Table:
    keys = ("promise", "agreed", "in_time", "late", "unknown", "share", "verdict")
    table = _table(*(speaks.say(f"terminal.{key}") for key in keys), right=(1, 2, 3, 4, 5), whole=(6,))
    for figures in says.targets:
        target, counts = figures.target, figures.whole.counts
        open_stretch = not figures.divides and target.reach is not None
        verdict = speaks.say("targets.part.short") if open_stretch else speaks.word("verdict", figures.verdict)
        table.add_row(
            _text(sentences.name_of(target, says, speaks)),
            _text("–" if target.reach is None else speaks.percent(target.reach.value)),
            _text(speaks.number(counts.met)),
            _text(speaks.number(counts.breached)),
            _text(speaks.number(counts.undetermined)),
            _text(speaks.share(counts.share, figures.whole.reach)),
            _text(verdict, "" if open_stretch else _STYLES.get(figures.verdict, "")),
        )
    return table


def _money(says: Contents, speaks: Language) -> Table:
    settled = says.settlement
    table = _table(
        speaks.say("money.line"),
        speaks.say("money.clause"),
        speaks.say("money.amount", currency=says.agreement.currency),
        right=(2,),
    )
    table.show_footer = False
    if settled is None:
        return table
    for line in settled.lines:
        table.add_row(_text(line.says), _text(line.clause), _text(speaks.amount(line.amount)))
    table.add_section()
    table.add_row(_text(speaks.say("money.total"), "bold"), "", _text(speaks.amount(settled.total), "bold"))
    return table


def _status(says: Contents, speaks: Language) -> list[str]:
    settled = says.settlement
    if settled is None:
        return []
    found = [" ".join((speaks.say(f"money.{settled.status}"), *settled.reasons))]
    if settled.low is not None and settled.high is not None and settled.low != settled.high:
        low, high = speaks.money(settled.low), speaks.money(settled.high)
        found.append(speaks.say("money.total.interval", low=low, high=high))
    return [*found, *(str(problem) for problem in settled.problems)]


def _late(says: Contents, speaks: Language) -> list[RenderableType]:
    if not says.breaches:
        return [_text(speaks.say("list.late.none"))]
    keys = ("item", "promise", "due", "stopped", "late_by")
    table = _table(*(speaks.say(f"list.{key}") for key in keys), right=(4,), whole=(0,))
    for one in says.breaches[:_LISTED]:
        stopped = speaks.say("list.open") if one.stopped is None else speaks.instant(one.stopped, says.zone)
        table.add_row(
            _text(one.item),
            _text(sentences.name_of(one.target, says, speaks)),
            _text(speaks.instant(one.due, says.zone)),
            _text(stopped),
            _text(speaks.duration(one.late)),
        )
    count = _text(speaks.say("list.late.count", n=len(says.breaches)) + ":")
    return [count, table, *_more(len(says.breaches), speaks)]


def _more(total: int, speaks: Language) -> list[RenderableType]:
    return [_under(speaks.say("terminal.more", n=total - _LISTED), "dim")] if total > _LISTED else []


def _counted(says: Contents, speaks: Language) -> list[RenderableType]:
    lines = []
    if says.undetermined:
        lines.append(speaks.say("list.unknown.count", n=len(says.undetermined)) + ".")
    if says.running:
        lines.append(speaks.say("list.running.count", n=len(says.running)) + ".")
    if says.outside:
        kinds: dict[str, int] = {}
        for one in says.outside_counts:
            kinds[one.scope] = kinds.get(one.scope, 0) + one.items
        said = ", ".join(f"{speaks.word('scope', kind)} {speaks.number(many)}" for kind, many in kinds.items())
        lines.append(f"{speaks.say('outside.heading')}: {said}.")
    for score in says.satisfaction:
        service = score.service or speaks.say("satisfaction.unknown")
        mean = speaks.score(score.mean)
        lines.append(speaks.say("terminal.satisfaction", service=service, mean=mean, n=score.answers))
    return [_text(line) for line in lines]


def _sources(says: Contents, speaks: Language) -> list[RenderableType]:
    parts: list[RenderableType] = []
    if says.assumptions:
        taken = dict.fromkeys(f"{one.convention.replace('_', ' ')} {one.taken}" for one in says.assumptions)
        parts.append(_text(f"{speaks.say('assumptions.heading')}: {'; '.join(taken)}."))
    if says.counts:
        said = "; ".join(f"{speaks.number(many)} {speaks.word('count', code)}" for code, many in says.counts.items())
        parts.append(_text(f"{speaks.say('facts.heading')}: {said}."))
    if says.problems:
        parts.append(_text(speaks.say("facts.problems", n=len(says.problems)) + ":"))
        parts.extend(_under(problem) for problem in says.problems[:_LISTED])
        parts.extend(_more(len(says.problems), speaks))
    return parts
