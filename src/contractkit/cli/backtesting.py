"""``contractkit backtest``: what other clauses would have paid on what really happened."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from contractkit.cli.endings import counted
from contractkit.cli.gathering import Gathered, Sources, gather
from contractkit.cli.progress import step
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.compiling import load_agreements
from contractkit.compiling.varying import Papers
from contractkit.documents.files import file_text
from contractkit.documents.reader import read_tree
from contractkit.documents.tree import ListNode, MapNode, Node, Scalar
from contractkit.errors import FactsRejected, UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.settlement.backtest import BackTest, Exposure, Tried, backtest, exposure
from contractkit.settlement.backtest.results import Party
from contractkit.statements.backtest_charts import backtest_chart
from contractkit.statements.grids import Grid, text
from contractkit.statements.wording import Language, language
from contractkit.terms.variants import Variant

__all__ = ["BacktestRequest", "try_variants"]

_VERSION = 1
_COLUMNS = 4
"""So many places have columns of their own."""
_SHOWN = 40
"""So many variants are shown on a terminal; the JSON has all of them."""


@attrs.frozen
class BacktestRequest:
    """What was asked for on the command line.

    Attributes:
        sources: Where everything is read.
        period: The period as it was typed.
        vary: Places with their values, as they were typed.
        variants: A file with the same; None for none.
        against: Other papers.
        resamples: How many histories are drawn; 0 for none.
        seed: What drawing begins with.
        party: From whose side amounts are shown.
        json: Where the JSON goes; None for nowhere.
        svg: Where the chart goes; None for nowhere.
    """

    sources: Sources
    period: str
    vary: Sequence[str] = ()
    variants: Path | None = None
    against: Sequence[Path] = ()
    resamples: int = 0
    seed: int = 0
    party: str = "provider"
    json: Path | None = None
    svg: Path | None = None


def try_variants(request: BacktestRequest) -> None:
    """Try variants of an agreement on its history, show what they come to, and write what was asked for.

    Raises:
        SystemExit: 1 where documents or facts have problems.
        UsageError: The request means nothing, or nothing varies.
    """
    party = _party(request.party)
    sources = request.sources
    sources.refuse_idle_as_of()
    Period.parse(request.period, made_of="months")
    if request.vary and request.variants is not None:
        raise UsageError("--vary and --variants are two ways to say the same: give one of them")
    destinations(request.json, request.svg)
    spare((request.json, request.svg), (*sources.files, sources.ledger, request.variants), sources.path)
    grid = _grid(request)
    read = gather(sources, request.period)
    with step("Compiling variants"):
        every = (*_varied(sources, read, grid), *_others(request.against, read))
    with step("Trying variants") as says:
        found = backtest(
            read.agreement,
            read.evaluation,
            read.facts,
            every,
            period=request.period,
            before=read.ledger,
            told=read.told,
            resamples=request.resamples,
            seed=request.seed,
            progress=says,
        )
        stakes = _stakes(request, read)
    texts: dict[Path, str] = {}
    if request.json is not None:
        record = {
            "version": _VERSION,
            "kind": "backtest",
            "backtest": found.to_dict(),
            "exposure": stakes.to_dict(),
        }
        texts[request.json] = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
    if request.svg is not None:
        texts[request.svg] = backtest_chart(found, party)
    write(texts)
    if STDOUT not in (request.json, request.svg):
        _show(read, found, stakes, party)


def _party(word: str) -> Party:
    if word == "provider":
        return "provider"
    if word == "customer":
        return "customer"
    raise UsageError(f"--for takes provider or customer, and not {word!r}")


def _grid(request: BacktestRequest) -> Any:
    """Return what varies, as `Papers.variants` takes it."""
    if request.variants is not None:
        return _grid_in(request.variants)
    grid: dict[str, list[str]] = {}
    for written in request.vary:
        place, sign, values = written.partition(":")
        several = [value.strip() for value in values.split(";") if value.strip()]
        if not sign or not several:
            raise UsageError(f"--vary {written!r} says no values; write '4.1 reach: 95 %; 97 %'")
        grid.setdefault(place.strip(), []).extend(several)
    return grid


def _grid_in(file: Path) -> Any:
    found = file_text(str(file))
    reading = read_tree(found.text, str(file)) if not found.problems else None
    if reading is None or reading.problems:
        raise FactsRejected(found.problems if reading is None else reading.problems)
    tree = reading.tree
    node = tree.inside("vary") if isinstance(tree, MapNode) and tree.get("vary") is not None else tree
    data = None if node is None else _data(node)
    right = isinstance(data, Mapping) and all(isinstance(values, list) for values in data.values())
    if not right and not (isinstance(data, list) and all(isinstance(one, Mapping) for one in data)):
        raise UsageError(f"{file}: write a map from places to lists of values, or a list of maps from places to values")
    return data


def _data(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, ListNode):
        return [_data(item) for item in node.items]
    return {entry.key.text: _data(entry.value) for entry in node.entries}


def _varied(sources: Sources, read: Gathered, grid: Any) -> tuple[Variant, ...]:
    if not grid:
        return ()
    papers = Papers.of(sources.path, agreement=read.agreement.id)
    return papers.variants(grid)


def _others(paths: Sequence[Path], read: Gathered) -> Iterator[Variant]:
    for path in paths:
        known = load_agreements(path)
        same = [one for one in known if one.id == read.agreement.id] or list(known)
        if len(same) != 1:
            raise UsageError(f"{path} holds {counted(len(known), 'agreement')}, none of them {read.agreement.id}")
        yield Variant.of(str(path), same[0])


def _stakes(request: BacktestRequest, read: Gathered) -> Exposure:
    return exposure(
        read.agreement, read.evaluation, read.facts, period=request.period, before=read.ledger, told=read.told
    )


def _show(read: Gathered, found: BackTest, stakes: Exposure, party: Party) -> None:
    from rich.console import Console

    screen = Console(highlight=False)
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
    heads = ["variant", *places.values(), "total", "effects", "difference", *(["effects between"] if drawn else [])]
    if places and not any(not one.variant.settings for one in found.variants):
        heads[0] = ""
    numbers = range(1 + len(places), len(heads))
    grid = Grid(tuple(heads), right=tuple(numbers))
    best = found.best_for(party)
    shown = sorted(found.variants, key=lambda one: found.difference(one, party).amount, reverse=True)
    for one in (found.signed, *(shown[:_SHOWN])):
        settings = {setting.place: setting.value for setting in one.variant.settings}
        name = ("best" if one is best else "") if settings and places else one.name
        cells = [
            text(name, "bold" if one is best else ""),
            *(text(settings.get(place, "–" if settings else ""), "bold" if one is best else "") for place in places),
            text(f"{'* ' if one.missing else ''}{speaks.amount(_side(one.total, party))}"),
            text(speaks.signed(_side(one.effects, party))),
            text("–" if one is found.signed else speaks.signed(found.difference(one, party))),
        ]
        if drawn:
            cells.append(text(_between(one, party, speaks)))
        grid.row(*cells)
        if one is found.signed:
            grid.line()
    return grid


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
    short = dict.fromkeys(what for one in (found.signed, *found.variants) for what in one.missing)
    notes += [f"* Short of what is not known, so that it cannot be compared: {what}." for what in short]
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
    return notes


def _stakes_told(stakes: Exposure, speaks: Language) -> Iterator[str]:
    risk, win = stakes.share_at_risk, stakes.share_to_win
    if risk is not None and win is not None:
        yield (
            f"At stake in {stakes.period.label}, as signed: {speaks.money(-stakes.at_risk)} of "
            f"{speaks.money(stakes.charges)} can be lost ({float(risk):.1%}), {speaks.money(stakes.to_win)} won "
            f"({float(win):.1%}); it came to {speaks.signed(stakes.effects)}."
        )


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
