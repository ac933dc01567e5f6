"""All figures of a period: of every target, figure target and metric, each with its verdict, working and source."""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.charging.windows import in_force
from contractkit.errors import UsageError
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.settlement.doors import refuse_wrong
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.measuring.book import FigureBook
from contractkit.settlement.measuring.figure import FigureValue
from contractkit.settlement.measuring.naming import Measurable, called, measurables, metric_of
from contractkit.settlement.measuring.pieces import own_periods
from contractkit.settlement.told.facts import SettlementFacts
from contractkit.terms import Agreement
from contractkit.terms.provisions.metric import Metric

__all__ = ["figures"]

_NOTHING_TOLD = SettlementFacts()
_NOTHING_YET = Ledger.empty()


def figures(
    agreement: Agreement,
    evaluation: Attained | None = None,
    facts: Facts | None = None,
    told: SettlementFacts = _NOTHING_TOLD,
    *,
    period: str | Period,
    of: str | None = None,
    before: Ledger = _NOTHING_YET,
) -> tuple[FigureValue, ...]:
    """Return the figures of a period, each with its verdict, how it was worked out, and where it comes from.

    A target has a figure for each of its own periods that end in `period`: a target per month has three in a quarter.
    Where an amendment changes a target or its metric inside of one, the dates before and after have a figure and a
    verdict of their own, unless the contract says that the new wording or the old one holds for the whole of it. A
    metric has one figure for the whole of `period`, under its last wording, and no verdict. What is measured for each
    value of a field has a figure for each value.

    A figure that nobody measured is not nought: it is undetermined, or what the contract says of such a period. One
    without volume has no value.

    Args:
        agreement: The agreement.
        evaluation: Its evaluation; None where no figure is counted from items.
        facts: The facts that were evaluated: answers of a survey stand there. None where there are none.
        told: Figures and measurements from elsewhere.
        period: Such as ``2026-Q1``; the first date included and `end` not, in the agreement's zone. As text, a bare
            year is the contract year that begins in it.
        of: Only those of this target or metric, by its name, id, row or clause; None for all.
        before: Earlier settlements.

    Returns:
        The figures in the order of the page, targets first, those of one target by date.

    Raises:
        PeriodError: The period cannot be read.
        UsageError: Nothing is called `of`, or like something that was told; a figure was told in another unit than its
            own; or more was down than was measured.

    Source: design.md section 5 (attainment, no volume, what is not known).

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Hosting", "currency": "EUR",
        ...     "zone": "UTC", "clauses": {
        ...         "1": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
        ...         "2": {"kind": "figure-target", "name": "up", "metric": "uptime", "reach": "99.9 %",
        ...               "per": "month"}}})
        >>> told = SettlementFacts.from_dict(
        ...     {"measured": {"uptime": {"outages": ["2026-04-07T09:00Z/2026-04-07T09:36Z"]}}},
        ...     agreement=agreement, period="2026-04")
        >>> for figure in figures(agreement, told=told, period="2026-04"):
        ...     print(figure.says)
        up, 2026-04: 99.92 %; met: at least 99.9 % was agreed
        uptime, 2026-04: 99.92 %
    """
    refuse_wrong(
        "figures",
        agreement=agreement,
        evaluation=evaluation,
        facts=facts,
        period=period,
        before=before,
        told=told,
        of=of,
    )
    told.refuse_unknown(agreement)
    whole = agreement.period(period)
    return tuple(_figures(agreement, evaluation, facts, told, whole, of, before))


def _figures(
    agreement: Agreement,
    evaluation: Attained | None,
    facts: Facts | None,
    told: SettlementFacts,
    period: Period,
    of: str | None,
    ledger: Ledger,
) -> Iterator[FigureValue]:
    books: dict[int, FigureBook] = {}

    def book_of(version: Agreement) -> FigureBook:
        known = books.get(id(version))
        if known is None:
            known = books[id(version)] = FigureBook(version, evaluation, facts, told, ledger)
        return known

    spans = agreement.versions.spans(told.known_at)
    versions = [span.value for span in spans if span.touches(period.start, period.end)] or [agreement]
    wanted = None if of is None else {_key(one) for version in versions for one in _called(version, of, versions)}
    for key in dict.fromkeys(_key(one) for version in versions for one in measurables(version)):
        if wanted is not None and key not in wanted:
            continue
        for version, own in _occasions(agreement, versions, key, period, told):
            one = _of_key(version, key)
            if one is not None:
                yield from book_of(version).each_of(one, own)


def _called(version: Agreement, of: str, versions: list[Agreement]) -> tuple[Measurable, ...]:
    """Return what is called so in a version; nothing where only another version knows it."""
    try:
        return called(version, of)
    except UsageError:
        if all(_unknown(other, of) for other in versions):
            raise
        return ()


def _unknown(version: Agreement, of: str) -> bool:
    try:
        called(version, of)
    except UsageError:
        return True
    return False


def _key(one: Measurable) -> tuple[type, str]:
    return type(one), str(one.clause)


def _of_key(version: Agreement, key: tuple[type, str]) -> Measurable | None:
    return next((one for one in measurables(version) if _key(one) == key), None)


def _occasions(
    agreement: Agreement, versions: list[Agreement], key: tuple[type, str], period: Period, told: SettlementFacts
) -> Iterator[tuple[Agreement, Period]]:
    """Yield the version and the dates of each figure of one thing."""
    if key[0] is Metric:
        holding = [version for version in versions if _of_key(version, key) is not None]
        yield holding[-1], period
        return
    seen: dict[tuple[str, str], None] = {}
    for version in versions:
        one = _of_key(version, key)
        if one is None or isinstance(one, Metric):
            continue
        for own in own_periods(version, one.per, period):
            if in_force(version, own) is None:
                continue
            for piece_version, piece in _pieces(agreement, key, own, told):
                place = (str(piece.start), str(piece.end))
                if place not in seen and piece_version is not None:
                    seen[place] = None
                    yield piece_version, piece


def _pieces(
    agreement: Agreement, key: tuple[type, str], own: Period, told: SettlementFacts
) -> Iterator[tuple[Agreement, Period]]:
    """Yield the parts of a period over which one wording holds, each with its version."""
    spans = [span for span in agreement.versions.spans(told.known_at) if span.touches(own.start, own.end)]
    if len(spans) < 2:
        yield (spans[0].value if spans else agreement), own
        return
    rule = spans[-1].value.settlement.amended_mid_period
    if rule != "split" or _alike([span.value for span in spans], key):
        yield (spans[0] if rule == "old-terms" else spans[-1]).value, own
        return
    for span in spans:
        start = own.start if span.start is None else max(own.start, span.start)
        end = own.end if span.end is None else min(own.end, span.end)
        yield span.value, Period.parse(f"{start}..{Period(start, end, '').last}")


def _alike(versions: list[Agreement], key: tuple[type, str]) -> bool:
    worded = []
    for version in versions:
        one = _of_key(version, key)
        worded.append((one, None if one is None else metric_of(version, one)))
    return all(words == worded[0] for words in worded)
