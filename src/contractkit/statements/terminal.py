"""Statements on a terminal: the same figures as the page, as tables that fit eighty columns.

Lists are cut short, with their true length; the page and the JSON have all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from contractkit.facts.extras import need
from contractkit.settlement import Figure
from contractkit.statements import sentences
from contractkit.statements.asides import problem_told, reading_in_short
from contractkit.statements.clauses.amounts import periods
from contractkit.statements.contents import Contents
from contractkit.statements.delivered.terminal import delivered_parts
from contractkit.statements.figures import VERDICT_STYLES, Judged, TargetFigures
from contractkit.statements.following import follows_grid, follows_rows
from contractkit.statements.grids import Grid, text
from contractkit.statements.measured import figure_grid, figure_sources
from contractkit.statements.paid import Paid, paid_by_figures, paid_by_others, paid_in_all, paid_of
from contractkit.statements.prepaid import block_grid
from contractkit.statements.retelling import retold
from contractkit.statements.sums import amount_told, total_told
from contractkit.statements.wording import Language

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.padding import Padding

    from contractkit.statements.statement import Statement

__all__ = ["show"]

_LISTED = 5
_RULE = 4
"""So many columns a rule needs beside its heading."""


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
        screen.print(_overview(statements, statements[0].language).shown(screen.width))
    for statement in statements:
        screen.print()
        heading = text(_heading(statement.contents), "bold")
        if heading.cell_len + _RULE <= screen.width:
            screen.rule(heading, align="left", style="dim")
        else:
            screen.print(heading)
        for part in _parts(statement.contents, statement.language):
            screen.print(part.shown(screen.width) if isinstance(part, Grid) else part)


def _grid(*columns: str, right: Sequence[int] = (), whole: Sequence[int] = ()) -> Grid:
    return Grid(columns, right, whole)


def _under(said: object, style: str = "") -> Padding:
    from rich.padding import Padding

    return Padding(text(said, style), (0, 0, 0, 2))


def _heading(says: Contents) -> str:
    return f"{says.customer} · {says.agreement.id} · {says.period.label}"


def _overview(statements: Sequence[Statement], speaks: Language) -> Grid:
    keys = ("customer", "level", "in_time", "targets", "effects", "total")
    table = _grid(*(speaks.say(f"overview.{key}") for key in keys), right=(2, 4, 5))
    for statement in statements:
        says = statement.contents
        if not says.levels:  # an agreement without targets is charged all the same
            paid_at_all = _paid(paid_in_all(says), speaks)
            table.row(text(says.customer, "bold"), *map(text, ("–", "–", "–", paid_at_all, _total(says, speaks))))
        for place, level in enumerate(says.levels):
            judged = level.with_verdict("met", "breached", "undetermined")
            met = speaks.say("overview.met", k=len(level.with_verdict("met")), n=len(judged))
            table.row(
                text(says.customer if not place else "", "bold"),
                text(speaks.title_case(level.name) if level.name else "–"),
                text(_share(level.counts, speaks)),
                text(met if judged else "–", VERDICT_STYLES.get(level.verdict, "")),
                text(_paid(paid_of(level, says), speaks)),
                text(_total(says, speaks) if not place else ""),
            )
        if says.levels:
            for word, paid in (("figures", paid_by_figures(says)), ("others", paid_by_others(says))):
                if paid is not None and (paid.amounts or paid.undecided):
                    table.row("", text(speaks.say(f"overview.{word}")), "", "", text(_paid(paid, speaks)), "")
    return table


def _total(says: Contents, speaks: Language) -> str:
    """Return what is charged, and whether that can still differ."""
    if says.settlement is None:
        return "–"
    total = total_told(says.settlement, speaks)
    return f"{total}\n{speaks.say('overview.provisional')}" if says.settlement.status == "provisional" else total


def _paid(paid: Paid | None, speaks: Language) -> str:
    if paid is None:
        return "–"
    told = [speaks.signed(one) for one in paid.amounts]
    return "\n".join((*told, speaks.say("overview.undecided")) if paid.undecided else told) or "–"


def _parts(says: Contents, speaks: Language) -> list[RenderableType | Grid]:
    parts: list[RenderableType | Grid] = [
        text(line, f"bold {VERDICT_STYLES.get(says.verdict, '')}".strip()) for line in sentences.headlines(says, speaks)
    ]
    parts.extend(_under(said) for _, _, said in sentences.findings(says, speaks))
    parts.extend(map(_under, sentences.figure_findings(says, speaks)))
    if says.levels:
        parts.extend(["", _figures(says, speaks)])
    if says.figures:
        parts.extend(["", figure_grid(says.figures, speaks)])
        parts.extend(_under(line, "dim") for line in figure_sources(says.figures, speaks))
    if says.settlement is not None:
        parts.extend(["", _money(says, speaks)])
        parts.extend(text(line, "dim") for line in _status(says, speaks))
        if says.settlement.blocks:
            heading = text(f"{speaks.say('blocks.heading')}:")
            parts.extend(["", heading, block_grid(says.settlement.blocks, speaks)])
    parts.extend(_follows(says, speaks))
    delivery = [] if says.delivery is None else ["", *delivered_parts(says.delivery, speaks), ""]
    return [*parts, "", *_late(says, speaks), *delivery, "", *_counted(says, speaks), *_sources(says, speaks)]


def _figures(says: Contents, speaks: Language) -> Grid:
    keys = ("promise", "agreed", "in_time", "late", "unknown", "share", "verdict")
    table = _grid(*(speaks.say(f"terminal.{key}") for key in keys), right=(1, 2, 3, 4, 5), whole=(6,))
    for figures in says.targets:
        target, counts = figures.target, figures.whole.counts
        open_stretch = not figures.divides and target.reach is not None
        verdict = speaks.say("targets.part.short") if open_stretch else speaks.word("verdict", figures.verdict)
        table.row(
            text(sentences.name_of(target, says, speaks)),
            text(sentences.agreed_told(figures, speaks)),
            text(speaks.number(counts.met)),
            text(speaks.number(counts.breached)),
            text(speaks.number(counts.undetermined)),
            text(_share(counts, speaks, figures.whole)),
            text(_per(figures, verdict, speaks), "" if open_stretch else VERDICT_STYLES.get(figures.verdict, "")),
        )
    return table


def _share(counts: Figure, speaks: Language, of: Judged | None = None) -> str:
    """Return a share, and under it between what it lies where facts are missing."""
    reach = None if of is None else of.reach
    said = speaks.share(counts.share, reach)
    if not counts.undetermined:
        return said
    low, high = speaks.interval(counts.low, counts.high, reach)
    return f"{said}\n{low.removesuffix('%').rstrip()}–{high}"


def _per(figures: TargetFigures, verdict: str, speaks: Language) -> str:
    """Return a verdict; where it was reached in pieces of the period, and not on the share beside it, that too."""
    if not figures.has_pieces or figures.target.reach is None:
        return verdict
    return f"{verdict}\n{speaks.say('targets.each', per=periods(figures.target.per, speaks))}"


def _follows(says: Contents, speaks: Language) -> list[RenderableType | Grid]:
    rows = () if says.settlement is None else follows_rows(says.settlement, speaks)
    return ["", text(f"{speaks.say('follows.heading')}:"), follows_grid(rows, speaks)] if rows else []


def _money(says: Contents, speaks: Language) -> Grid:
    settled = says.settlement
    table = _grid(
        speaks.say("money.line"),
        speaks.say("money.clause"),
        speaks.say("money.amount", currency=says.agreement.currency),
        right=(2,),
    )
    if settled is None:
        return table
    for line in settled.lines:
        table.row(text(retold(line.says, speaks)), text(line.clause), text(amount_told(line, speaks)))
    table.line()
    table.row(text(speaks.say("money.total"), "bold"), "", text(total_told(settled, speaks, speaks.amount), "bold"))
    return table


def _status(says: Contents, speaks: Language) -> list[str]:
    settled = says.settlement
    if settled is None:
        return []
    found = [" ".join((speaks.say(f"money.{settled.status}"), *(retold(one, speaks) for one in settled.reasons)))]
    if settled.low is not None and settled.high is not None and settled.low != settled.high:
        low, high = speaks.money(settled.low), speaks.money(settled.high)
        found.append(speaks.say("money.total.interval", low=low, high=high))
    return [*found, *(problem_told(problem, speaks) for problem in settled.problems)]


def _late(says: Contents, speaks: Language) -> list[RenderableType | Grid]:
    if not says.breaches:
        return [text(speaks.say("list.late.none"))]
    keys = ("item", "promise", "due", "stopped", "late_by")
    table = _grid(*(speaks.say(f"list.{key}") for key in keys), right=(4,), whole=(0,))
    for one in says.breaches[:_LISTED]:
        stopped = speaks.say("list.open") if one.stopped is None else speaks.instant(one.stopped, says.zone)
        table.row(
            text(one.item),
            text(sentences.name_of(one.target, says, speaks)),
            text(speaks.instant(one.due, says.zone)),
            text(stopped),
            text(speaks.duration(one.late) + ("*" if one.late is not None and one.late_counts == "wall" else "")),
        )
    count = text(speaks.say("list.late.count", n=len(says.breaches)) + ":")
    shown = says.breaches[:_LISTED]
    by_clock = any(one.late is not None and one.late_counts == "wall" for one in shown)
    note = [_under(speaks.say("terminal.wall"), "dim")] if by_clock else []
    return [count, table, *note, *_more(len(says.breaches), speaks)]


def _more(total: int, speaks: Language) -> list[RenderableType | Grid]:
    return [_under(speaks.say("terminal.more", n=total - _LISTED), "dim")] if total > _LISTED else []


def _counted(says: Contents, speaks: Language) -> list[RenderableType | Grid]:
    lines = []
    if says.undetermined:
        lines.append(sentences.unknown_told(says, speaks))
    if says.running:
        lines.append(speaks.say("list.running.count", n=len(says.running)) + ".")
    if says.outside:
        kinds: dict[str, int] = {}
        for one in says.outside_counts:
            kinds[one.scope] = kinds.get(one.scope, 0) + one.items
        said = ", ".join(f"{speaks.word('scope', kind)} {speaks.number(many)}" for kind, many in kinds.items())
        lines.append(f"{speaks.say('terminal.outside')}: {said}.")
    for score in says.satisfaction:
        service = score.service or speaks.say("satisfaction.unknown")
        mean = speaks.score(score.mean)
        lines.append(speaks.say("terminal.satisfaction", service=service, mean=mean, n=score.answers))
    if says.answers.total:
        lines.append(sentences.answers_told(says.answers, speaks))
    return [*(text(line) for line in lines), _under(speaks.say("reading.case"), "dim")]


def _sources(says: Contents, speaks: Language) -> list[RenderableType | Grid]:
    parts: list[RenderableType | Grid] = []
    if says.assumptions:
        parts.append(text(f"{speaks.say('assumptions.heading')}:"))
        parts.extend(map(_under, dict.fromkeys(reading_in_short(one, speaks) for one in says.assumptions)))
    if says.items.total:
        parts.append(text(f"{speaks.say('facts.heading')}: {sentences.items_told(says.items, speaks)}"))
    others = {code: many for code, many in (*says.totals.items(), *says.counts.items()) if code != "items"}
    if others:
        parts.append(text(f"{speaks.say('terminal.rows')}: {'; '.join(_rows(others, speaks))}."))
    if says.problems:
        parts.append(text(speaks.say("facts.problems", n=len(says.problems)) + ":"))
        parts.extend(_under(problem_told(problem, speaks)) for problem in says.problems[:_LISTED])
        parts.extend(_more(len(says.problems), speaks))
    return parts


def _rows(counts: Mapping[str, int], speaks: Language) -> list[str]:
    return [f"{speaks.number(many)} {speaks.noun('count', code, many)}" for code, many in counts.items()]
