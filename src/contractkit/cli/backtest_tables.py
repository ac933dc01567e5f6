"""A back-test on a terminal: its variants, what was worked out anew, and what is at stake as signed."""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.cli.endings import counted
from contractkit.cli.gathering import Gathered
from contractkit.cli.screens import a_screen
from contractkit.quantities.money import Money
from contractkit.settlement.backtest import BackTest, Exposure, Tried
from contractkit.settlement.backtest.results import Party
from contractkit.statements.grids import Grid, text
from contractkit.statements.wording import Language, language

__all__ = ["show_backtest"]

_COLUMNS = 4
"""So many places have columns of their own."""
_SHOWN = 40
"""So many variants are shown on a terminal; the JSON has all of them."""


def show_backtest(read: Gathered, found: BackTest, stakes: Exposure, party: Party) -> None:
    """Write a back-test to the terminal.

    Args:
        read: What was read.
        found: The back-test.
        stakes: What can be won and lost, as signed.
        party: From whose side amounts are shown.
    """
    screen = a_screen()
    speaks = language("en")
    view = "what the provider receives" if party == "provider" else "what the customer keeps, so with every sign turned"
    screen.print(text(f"{read.agreement.title} · {read.agreement.id} · {found.period.label} · {view}", "bold"))
    screen.print(_variants(found, party, speaks).shown(screen.width))
    for line in _notes(found, party):
        screen.print(text(line, "dim"), soft_wrap=True)
    screen.print()
    for line in _stakes_told(stakes, speaks):
        screen.print(text(line), soft_wrap=True)
    if stakes.stakes:
        screen.print(_stakes_of(stakes, speaks).shown(screen.width))


def _variants(found: BackTest, party: Party, speaks: Language) -> Grid:
    drawn = any(one.interval is not None for one in (found.signed, *found.variants))
    places = _places(found)
    undecided = any(_can_be(one, party, speaks) for one in (found.signed, *_shown_first(found, party)))
    more = [*(["total can still be"] if undecided else []), *(["effects between"] if drawn else [])]
    heads = ["variant", *places.values(), "total", "effects", "difference", *more]
    if places and not any(not one.variant.settings for one in found.variants):
        heads[0] = ""
    numbers = range(1 + len(places), len(heads))
    grid = Grid(tuple(heads), right=tuple(numbers))
    best = found.best_for(party)
    for one in (found.signed, *_shown_first(found, party)):
        settings = {setting.place: setting.value for setting in one.variant.settings}
        name = ("best" if one is best else "") if settings and places else one.name
        cells = [
            text(name, "bold" if one is best else ""),
            *(text(settings.get(place, "–" if settings else ""), "bold" if one is best else "") for place in places),
            text(f"{'* ' if one.missing else ''}{speaks.amount(_side(one.total, party))}"),
            text(speaks.signed(_side(one.effects, party))),
            text("–" if one is found.signed else speaks.signed(found.difference(one, party))),
        ]
        if undecided:
            cells.append(text(_can_be(one, party, speaks) or "–"))
        if drawn:
            cells.append(text(_between(one, party, speaks)))
        grid.row(*cells)
        if one is found.signed:
            grid.line()
    return grid


def _shown_first(found: BackTest, party: Party) -> list[Tried]:
    """Return the variants that are shown, the best one first."""
    return sorted(found.variants, key=lambda one: found.difference(one, party).amount, reverse=True)[:_SHOWN]


def _can_be(one: Tried, party: Party, speaks: Language) -> str:
    """Return between what a total still lies, such as while a credit may be claimed; nothing where it is decided."""
    if one.low is None or one.high is None or one.low == one.high:
        return ""
    ends = sorted((_side(end, party) for end in (one.low, one.high)), key=lambda end: end.amount)
    return " to ".join(speaks.amount(end) for end in ends)


def _places(found: BackTest) -> dict[str, str]:
    """Return what varies, each with the head of its column; nothing where there are too many for columns."""
    places = dict.fromkeys(setting.place for one in found.variants for setting in one.variant.settings)
    if len(places) > _COLUMNS:
        return {}
    return {place: place.partition("/")[2] or place for place in places}


def _side(amount: Money, party: Party) -> Money:
    return amount if party == "provider" else -amount


def _between(one: Tried, party: Party, speaks: Language) -> str:
    if one.interval is None:
        return "–"
    ends = sorted((_side(one.interval.low, party).amount, _side(one.interval.high, party).amount))
    return " to ".join(speaks.amount(Money(end, one.interval.low.currency)) for end in ends)


def _notes(found: BackTest, party: Party) -> list[str]:
    notes = []
    hidden = len(found.variants) - _SHOWN
    if hidden > 0:
        notes.append(f"{hidden} more variants, worse for the {party}: --json has all of them.")
    many = {word: sum(one.anew == word for one in found.variants) for word in ("judged", "evaluated")}
    if many["judged"]:
        notes.append(f"{counted(many['judged'], 'variant')} with other allowed times: items were judged again.")
    if many["evaluated"]:
        notes.append(
            f"{counted(many['evaluated'], 'variant')} with another calendar, pause, priority or scope: "
            "everything was evaluated anew."
        )
    every = (period for one in (found.signed, *found.variants) for period in one.periods)
    unbounded = dict.fromkeys(period.period.label for period in every if period.ends != "told")
    if unbounded:
        notes.append(
            f"Not to be compared: {_labels(tuple(unbounded))} can still come to something else, and nobody can say "
            "between which sums; hand what earlier periods left (--ledger) and the figures that lack (--facts)."
        )
    short = dict.fromkeys(what for one in (found.signed, *found.variants) for what in one.missing)
    notes += [f"* Short of what is not known, so that it cannot be compared: {what}." for what in short]
    notes += dict.fromkeys(note for one in found.variants for note in one.notes)
    why = dict.fromkeys(one.no_interval for one in (found.signed, *found.variants) if one.no_interval)
    notes += [f"Without an interval: {reason}." for reason in why]
    interval = found.signed.interval
    if interval is not None:
        notes.append(
            f"Between: {interval.level:.0%} of {interval.resamples:,} histories drawn from the items, "
            f"seed {interval.seed}."
        )
        if interval.held:
            notes.append(f"As it happened in every history, because no item decides it: {', '.join(interval.held)}.")
        if interval.conditions:
            notes.append(f"As it happened in every history, the condition of: {', '.join(interval.conditions)}.")
    return notes


def _stakes_told(stakes: Exposure, speaks: Language) -> Iterator[str]:
    risk, win = stakes.share_at_risk, stakes.share_to_win
    if stakes.open:
        yield (
            f"What is at stake in {stakes.period.label} is not known: of {_labels(stakes.open)} something lacks, "
            "such as what earlier periods left (--ledger) or a figure (--facts); so far it came to "
            f"{speaks.signed(stakes.effects)}."
        )
    elif risk is not None and win is not None:
        yield (
            f"At stake in {stakes.period.label}, as signed: {speaks.money(-stakes.at_risk)} of "
            f"{speaks.money(stakes.charges)} can be lost ({float(risk):.1%}), {speaks.money(stakes.to_win)} won "
            f"({float(win):.1%}); it came to {speaks.signed(stakes.effects)}."
        )
    if stakes.if_claimed is not None and stakes.if_claimed != stakes.at_risk:
        told = counted(stakes.claims, "claim") if stakes.claims else "no claim"
        yield (
            f"Credits have to be claimed, and {told} of {stakes.period.label} was told so far: with every one claimed "
            f"in time, {speaks.money(-stakes.if_claimed)} can be lost."
        )


def _labels(periods: tuple[str, ...]) -> str:
    """Return periods by name; of many the first and the last, with their number."""
    if len(periods) <= 3:
        return ", ".join(periods)
    return f"{len(periods)} periods ({periods[0]} to {periods[-1]})"


def _stakes_of(stakes: Exposure, speaks: Language) -> Grid:
    heads = ("target", "last period", "in time", "nothing off from", "one more late", "used up at")
    grid = Grid(heads, right=(2, 3, 4, 5))
    for one in stakes.stakes:
        even = "–" if one.break_even is None else f"{float(one.break_even):.2f} %"
        used = "–" if one.used_up_at is None else f"{one.used_up_at} late"
        grid.row(
            text(one.name),
            text(one.period.label),
            text(f"{one.met} of {one.met + one.breached}"),
            text(even),
            text("–" if one.next_breach is None else speaks.signed(one.next_breach)),
            text(f"{used}, reached" if one.is_used_up else used),
        )
    return grid
