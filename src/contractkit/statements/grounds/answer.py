"""What a line of a settlement rests on, in one answer: clauses, formula, figure with its counts, and its items.

`grounds_of` makes plain values of it; `grounds_text` tells them as a page of text.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import attrs

from contractkit.errors import UsageError
from contractkit.evaluation import Evaluation
from contractkit.facts import Facts
from contractkit.quantities.money import Money
from contractkit.quantities.notation import nearest
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said
from contractkit.settlement import Ledger, Settlement
from contractkit.settlement.carried_names import came_from
from contractkit.settlement.doors import refuse_wrong
from contractkit.settlement.lines import Line
from contractkit.settlement.measuring import FigureBook, FigureValue
from contractkit.settlement.measuring.behind import ItemsBehind, items_behind
from contractkit.settlement.measuring.figure import FigureSource, value_suffix
from contractkit.settlement.measuring.judging import Promised
from contractkit.settlement.measuring.naming import Measurable, measurables, metric_of
from contractkit.settlement.measuring.telling import figure_says
from contractkit.settlement.own_periods.occasions import occasions
from contractkit.settlement.told import SettlementFacts
from contractkit.statements.explaining import Explained, explained
from contractkit.statements.retelling import retold
from contractkit.statements.wording import language
from contractkit.terms import Agreement
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.per_item import PerItem
from contractkit.terms.provisions.prepaid import Prepaid
from contractkit.terms.targets import Target

__all__ = ["Grounds", "grounds_of", "lines_called"]

_NOTHING_TOLD = SettlementFacts()
_NOTHING_YET = Ledger.empty()


@attrs.frozen
class Grounds:
    """What a line of a settlement rests on.

    Attributes:
        line: The line.
        net: What it comes to after every cap that cut it.
        zone: The zone on whose wall clock instants are told.
        locale: The language of the clauses.
        clauses: The clauses: its own, in the wording of the line's period; that of the target and that of the metric,
            in the wording of the period of the figure. Of what waited, that of the effect too.
        figure: The figure that it looked at; None where it looks at none. Of what waited it is that of the period in
            which it came up.
        behind: The items that the figure was counted from; None where it was not counted from items.
        as_of: Up to when facts were looked at, in microseconds since the epoch, UTC; None where no items were.
        at_most: How many items a page of text shows of those that stand in the evidence of the line.
    """

    line: Line
    net: Money
    zone: str
    locale: str
    clauses: tuple[Explained, ...]
    figure: FigureValue | None = None
    behind: ItemsBehind | None = None
    as_of: int | None = None
    at_most: int = 20

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        speaks = language(self.locale)
        return {
            "kind": "grounds",
            "version": 1,
            "locale": self.locale,
            "line": self.line.to_dict(),
            "says": retold(self.line.says, speaks),
            "formula": retold(self.line.formula, speaks),
            "net": str(self.net.amount),
            "clauses": [
                {
                    "clause": str(one.ref),
                    "title": one.title,
                    "text": one.text,
                    "file": one.ref.file,
                    "line": one.ref.line,
                    "says": [told.says for told in one.told],
                }
                for one in self.clauses
            ],
            "figure": None if self.figure is None else self.figure.to_dict(),
            "behind": None if self.behind is None else self.behind.to_dict(),
        }


def grounds_of(
    settlement: Settlement,
    line: Line | str,
    agreement: Agreement,
    evaluation: Evaluation | None = None,
    facts: Facts | None = None,
    told: SettlementFacts = _NOTHING_TOLD,
    *,
    before: Ledger = _NOTHING_YET,
    at_most: int = 20,
    locale: str = "en",
) -> Grounds:
    """Return what a line of a settlement rests on, from the sum down to the minutes of each item.

    Evaluation, facts, what was told and the ledger are those with which it was settled.

    Args:
        settlement: The settlement.
        line: One of its lines, or the id of one.
        agreement: The agreement.
        evaluation: Its evaluation; None where no figure is counted from items.
        facts: The facts that were evaluated; None where there are none.
        told: What was told besides.
        before: The ledger that was given to `settle`.
        at_most: How many items come along, at least 0; the others are counted. What was missed comes first, the longest
            past its due before others.
        locale: The language of the clauses, such as ``en`` or ``nl``.

    Returns:
        The line with its clauses in words, its formula, its figure with the counts, and the items behind it, each with
        aware instants; `grounds_text` makes a page of text of it.

    Raises:
        UsageError: The settlement has no such line, or the language is not spoken.

    Source: design.md section 9 (from a figure to its clause, calendar and instants).

    Example:
        >>> import contractkit as ck
        >>> from datetime import UTC, datetime
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "fields": {"opened_at": "instant", "solved_at": "instant"},
        ...     "clauses": {"1": {"kind": "fee", "name": "fee", "amount": "EUR 100.00", "per": "month"},
        ...                 "4": {"kind": "time-target", "title": "Solved", "within": "4 hours", "calendar": "always",
        ...                       "starts": {"field": "opened_at"}, "stops": {"field": "solved_at"},
        ...                       "reach": "90 %", "per": "month", "pays": [
        ...                           {"kind": "tier-credit", "of": "fee", "tiers": [
        ...                               {"below": "reach", "credit": "5 %"}]}]}}})
        >>> mapping = {"contractkit": 1, "document": "mapping", "items": {"id": "id", "fields": {
        ...     "opened_at": "opened_at", "solved_at": "solved_at"}}}
        >>> facts = ck.Facts.from_frames(mapping=mapping, items={
        ...     "id": ["T-1"], "opened_at": ["2026-03-02T16:00Z"], "solved_at": ["2026-03-02T21:30Z"]})
        >>> result = ck.evaluate(agreement, facts, as_of=datetime(2026, 4, 1, tzinfo=UTC))
        >>> settlement, _ = ck.settle(agreement, result, facts, period="2026-03")
        >>> grounds = ck.grounds_of(settlement, "S-1/4 2026-03", agreement, result, facts)
        >>> [(one.item, str(one.used), str(one.allowed), str(one.over)) for one in grounds.behind.items]
        [('T-1', '5:30:00', '4:00:00', '1:30:00')]
    """
    given: dict[str, Any] = {"evaluation": evaluation, "facts": facts, "told": told, "before": before}
    refuse_wrong("grounds_of", settlement=settlement, agreement=agreement, **given)
    language(locale)
    if isinstance(at_most, bool) or not isinstance(at_most, int) or at_most < 0:
        raise UsageError(f"at_most is how many items come along, a whole number from 0: {at_most!r}", at_most=at_most)
    own = _line_of(settlement, line)
    version = _version_at(agreement, own.period, settlement)
    looked = _as_it_came_up(agreement, own, settlement)
    then = version if looked is None or looked is own else _version_at(agreement, looked.period, settlement)
    one = None if looked is None else _measured(then, looked)
    clauses: list[ClauseRef] = [own.clause, *_of_blocks(version, own)]
    looked_at: list[ClauseRef] = [] if looked is None else [looked.clause]
    figure, behind = None, None
    if one is not None and looked is not None:
        metric = metric_of(then, one)
        looked_at += [one.clause, *([] if metric is None else [metric.clause])]
        figure = _figure(FigureBook(then, evaluation, facts, told, before), one, looked)
        if figure is not None and looked is not own and not figure.sources:
            figure = _as_settled(figure, before, one, Promised.of(one, metric))
        counted = figure is not None and any(source.kind == "items" for source in figure.sources)
        if counted and figure is not None and isinstance(evaluation, Evaluation):
            when = _for_items(then, looked) if isinstance(one, Target) else EVERYTHING
            behind = items_behind(then, evaluation, one, looked.period, figure.where, when=when, at_most=at_most)
    return Grounds(
        line=own,
        net=settlement.net(own),
        zone=agreement.zone,
        locale=language(locale).code,
        clauses=(
            *_explained(version, locale, clauses),
            *_explained(then, locale, [ref for ref in looked_at if str(ref) not in map(str, clauses)]),
        ),
        figure=figure,
        behind=behind,
        as_of=settlement.as_of,
        at_most=at_most,
    )


def _explained(version: Agreement, locale: str, clauses: list[ClauseRef]) -> tuple[Explained, ...]:
    """Return clauses in words, each once, as far as they stand in the text of the agreement."""
    return explained(version, locale, dict.fromkeys(str(ref) for ref in clauses if _stands(version, ref)))


def _as_it_came_up(agreement: Agreement, line: Line, settlement: Settlement) -> Line | None:
    """Return a line with the period, the clause and the id of the effect that it is of; None where that is not found.

    What waited stands in the period in which it is paid, and looked at a figure of the one in which it came up.
    """
    found = came_from(line.id) if line.kind == "carried" else None
    if found is None:
        return line
    effect, since = found
    for one in occasions(agreement, Period.containing(since, "month"), settlement.known_at):
        if one.settled_on == since and f"{effect} ".startswith(f"{one.id} "):
            return attrs.evolve(line, id=effect, clause=one.effect.clause, period=one.period)
    return None


def _of_blocks(version: Agreement, line: Line) -> tuple[ClauseRef, ...]:
    """Return the prepaid clauses behind what a service costs beyond its blocks."""
    sold = version.provisions_of(Prepaid) if line.kind == "charge" else ()
    return tuple(one.clause for one in sold if line.id.startswith(f"charge {one.of} "))


def lines_called(settlement: Settlement, word: str) -> tuple[Line, ...]:
    """Return the lines of a settlement that somebody means by a word.

    Args:
        settlement: The settlement.
        word: The id of a line; its clause or that of its target, as ``SLA-7/4.1``, ``4.1`` or ``4.1 urgent``.

    Raises:
        UsageError: No line is called so.
    """
    exact = tuple(line for line in settlement.lines if line.id == word)
    found = exact or tuple(line for line in settlement.lines if word in _names(line))
    if found:
        return found
    known = tuple(dict.fromkeys(name for line in settlement.lines for name in (line.id, *_names(line))))
    hint = nearest(word, known)
    says = f"no line of {settlement.period.label} is called {word!r}, by its clause, its target or its id"
    raise UsageError(f"{says}; {hint}" if hint else says, line=word)


def _names(line: Line) -> tuple[str, ...]:
    whole = (str(line.clause), line.target or "")
    return tuple(name for one in whole for name in (one, one.partition("/")[2]) if name)


def _line_of(settlement: Settlement, line: Line | str) -> Line:
    if not isinstance(line, Line | str):
        raise UsageError(f"grounds_of takes a line of the settlement, or the id of one: {line!r}", line=line)
    found = next((one for one in settlement.lines if line in (one, one.id)), None)
    if found is not None:
        return found
    named = line.id if isinstance(line, Line) else line
    hint = nearest(named, tuple(one.id for one in settlement.lines))
    says = f"the settlement of {settlement.period.label} has no line {named!r}"
    raise UsageError(f"{says}; {hint}" if hint else says, line=named)


def _version_at(agreement: Agreement, period: Period, settlement: Settlement) -> Agreement:
    """Return the version by which a line was worked out: the last that holds in its period, or the first if so agreed.

    A line of a period that was split lies in one version.
    """
    spans = agreement.versions.spans(settlement.known_at)
    held = [span.value for span in spans if span.touches(period.start, period.end)]
    if not held:
        return agreement.at(period.end - timedelta(days=1), settlement.known_at)
    return held[0] if held[-1].settlement.amended_mid_period == "old-terms" else held[-1]


def _measured(version: Agreement, line: Line) -> Measurable | None:
    if line.target is None:
        return None
    return next((one for one in measurables(version) if str(getattr(one, "id", one.clause)) == line.target), None)


def _figure(book: FigureBook, one: Measurable, line: Line) -> FigureValue | None:
    """Return the figure of a line: of several, one for each value of a field, that whose values its id ends in."""
    found = book.each_of(one, line.period)
    if len(found) == 1:
        return found[0]
    return next((figure for figure in found if line.id.endswith(f" {', '.join(figure.where.values())}")), None)


def _as_settled(figure: FigureValue, before: Ledger, one: Measurable, promised: Promised) -> FigureValue | None:
    """Return a figure of an earlier period as the ledger has it; None where it does not say."""
    name = f"{getattr(one, 'id', one.name)}{value_suffix(figure.where)}"
    settled = before.figure_of(name, figure.period)
    if settled is None:
        return None
    known = settled.value is not None
    found = attrs.evolve(
        figure,
        value=settled.value,
        low=settled.value if known else settled.low,
        high=settled.value if known else settled.high,
        compared=promised.compared(settled.value),
        state="known" if known else "no-volume" if settled.verdict == "no-volume" else "undetermined",
        verdict=settled.verdict,
        term=None,
        working="",
        sources=(FigureSource("ledger", one.name, said("as it was settled")),),
    )
    return attrs.evolve(found, says=figure_says(found, promised))


def _for_items(version: Agreement, line: Line) -> Any:
    """Return for which items of its target an effect on each item is; everything for another effect."""
    effects = [one for one in version.provisions if isinstance(one, PerItem)]
    effects += [one for target in version.targets for one in target.effects if isinstance(one, PerItem)]
    own = {effect.applies for effect in effects if effect.clause == line.clause}
    return own.pop() if len(own) == 1 else EVERYTHING


def _stands(version: Agreement, ref: ClauseRef) -> bool:
    cited = {str(text.ref) for entry in version.versions for text in entry.value.clauses}
    return any(str(ref) == one or str(ref).startswith(f"{one} ") for one in cited)
