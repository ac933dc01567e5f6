"""``contractkit backtest``: what other clauses would have paid on what really happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from contractkit.cli.backtest_tables import show_backtest
from contractkit.cli.endings import counted
from contractkit.cli.gathering import Gathered, Sources, gather
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.progress import step
from contractkit.cli.reading import agreements_in
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.compiling.varying import Papers
from contractkit.documents.files import file_text
from contractkit.documents.reader import read_tree
from contractkit.documents.tree import ListNode, MapNode, Node, Scalar
from contractkit.errors import FactsRejected, UsageError
from contractkit.quantities.periods import Period
from contractkit.settlement.backtest import Exposure, backtest, exposure
from contractkit.settlement.backtest.results import Party
from contractkit.statements.charts.backtests import backtest_chart
from contractkit.terms.variants import Variant

__all__ = ["BacktestRequest", "try_variants"]

_VERSION = 1


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
        json: Where the JSON goes.
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
    json: Places = ()
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
    outputs = (*request.json, request.svg)
    destinations(*outputs)
    spare(outputs, (*sources.files, sources.ledger, request.variants), sources.path)
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
    if request.json:
        record = {
            "version": _VERSION,
            "kind": "backtest",
            "backtest": found.to_dict(),
            "exposure": stakes.to_dict(),
        }
        texts |= json_texts(request.json, record)
    if request.svg is not None:
        texts[request.svg] = backtest_chart(found, party)
    write(texts)
    if STDOUT not in outputs:
        show_backtest(read, found, stakes, party)


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
        known = agreements_in(path)
        same = [one for one in known if one.id == read.agreement.id] or list(known)
        if len(same) != 1:
            raise UsageError(f"{path} holds {counted(len(known), 'agreement')}, none of them {read.agreement.id}")
        yield Variant.of(str(path), same[0])


def _stakes(request: BacktestRequest, read: Gathered) -> Exposure:
    return exposure(
        read.agreement, read.evaluation, read.facts, period=request.period, before=read.ledger, told=read.told
    )
