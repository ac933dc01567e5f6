"""The back-test: what other clauses would have paid on real history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from contractkit.errors import UsageError
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.records.doors import several
from contractkit.records.pausing import without_pauses
from contractkit.settlement.backtest.drawing import Drawing
from contractkit.settlement.backtest.results import BackTest
from contractkit.settlement.backtest.trying import Trials
from contractkit.settlement.doors import refuse_wrong
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement
from contractkit.terms.variants import Variant

__all__ = ["backtest"]

Progress = Callable[[str, int, int], None]
_NOTHING_YET = Ledger.empty()
_NOTHING_TOLD = SettlementFacts()
_SIGNED = "as signed"


def backtest(
    agreement: Agreement,
    evaluation: Attained | None,
    facts: Facts | None,
    variants: Iterable[Variant],
    *,
    period: str | Period,
    before: Ledger = _NOTHING_YET,
    told: SettlementFacts = _NOTHING_TOLD,
    resamples: int = 0,
    seed: int = 0,
    level: float = 0.95,
    progress: Progress | None = None,
) -> BackTest:
    """Return what variants of an agreement would have paid on the history that was evaluated.

    Amounts are exact: those that `settle` comes to, period by period, each with the ledger of those before it. A
    variant that differs in money only (curves, tiers, shares to be reached, caps, fees) keeps every verdict. One with
    other allowed times has the items of its changed lines judged again. One with another calendar, pause, priority or
    scope is evaluated as a whole, and says so in `Tried.anew`.

    Args:
        agreement: The agreement as it was signed.
        evaluation: Its evaluation; None where no promise is judged on items.
        facts: The facts that were evaluated; None where every variant keeps the verdicts.
        variants: The variants, such as `Papers.variants` gives, each with a name of its own.
        period: The period, as for `settle`.
        before: The ledger before that period.
        told: What `settle` has to be told besides.
        resamples: How many histories are drawn for the interval of each variant; 0 for no intervals.
        seed: What drawing begins with.
        level: The share of drawn histories that an interval holds: more than 0 and less than 1.
        progress: Called now and then as ``progress(step, done, total)``.

    Returns:
        What was signed, and each variant, on the same history.

    Raises:
        UsageError: Two variants have one name, a variant has another currency, or verdicts are needed that take facts.
        PeriodError: As `settle` does.
        NotComputedError: As `settle` and `evaluate` do.

    Example:
        >>> from datetime import UTC, datetime
        >>> import contractkit as ck
        >>> papers = ck.Papers.of(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {"1": {"kind": "fee", "name": "fixed-fee", "amount": "EUR 18 500.00", "per": "quarter"}}})
        >>> facts = ck.Facts.from_frames(
        ...     items={"id": ["T1"], "opened": ["2026-01-12T09:00Z"]},
        ...     mapping={"contractkit": 1, "document": "mapping",
        ...              "items": {"id": "id", "fields": {"opened_at": "opened"}}})
        >>> result = ck.evaluate(papers.agreement, facts, datetime(2026, 4, 2, tzinfo=UTC))
        >>> lower = papers.variants({"1 amount": ["EUR 17 000.00"]})
        >>> found = backtest(papers.agreement, result, facts, lower, period="2026-Q1")
        >>> [(one.name, str(one.total), str(found.difference(one))) for one in found]
        [('SLA-7/1 amount: EUR 17 000.00', 'EUR 17 000.00', 'EUR -1 500.00')]
    """
    every = several(variants)
    refuse_wrong(
        "backtest", agreement=agreement, evaluation=evaluation, facts=facts, period=period, before=before, told=told
    )
    refuse_wrong("backtest", variants=every, resamples=resamples, seed=seed)
    _check(agreement, every, resamples, level)
    asked = agreement.period(period, made_of="months")
    trials = Trials(agreement, evaluation, facts, asked, before, told, Drawing(resamples, seed, level))
    with without_pauses():
        signed, *tried = trials.every(chain((Variant(_SIGNED, agreement),), _telling(every, progress)))
        trials.forget()
    return BackTest(asked, agreement.currency, signed, tuple(tried), trials.settlements)


def _telling(variants: Sequence[Variant], progress: Progress | None) -> Iterator[Variant]:
    """Yield the variants, and tell how many of them are done."""
    for done, variant in enumerate(variants):
        if progress is not None:
            progress("Trying variants", done, len(variants))
        yield variant


def _check(agreement: Agreement, variants: Sequence[Variant], resamples: int, level: float) -> None:
    names = [_SIGNED, *(one.name for one in variants)]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise UsageError(f"two variants are called {twice!r}; give each a name of its own", name=twice)
    for one in variants:
        if one.agreement.currency != agreement.currency:
            says = f"{one.name} is in {one.agreement.currency}, what was signed in {agreement.currency}"
            raise UsageError(f"{says}; amounts in two currencies are not compared", name=one.name)
    if isinstance(resamples, bool) or not isinstance(resamples, int) or resamples < 0:
        raise UsageError(f"resamples is a number of histories, at least 0, and not {resamples!r}")
    if not 0 < level < 1:
        raise UsageError(f"level is a share of histories between 0 and 1, such as 0.95, and not {level!r}")
