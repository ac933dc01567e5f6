"""What prepaid blocks cost: each in the period in which it begins, with what becomes of its units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from contractkit.charging.beyond import beyond_blocks
from contractkit.charging.blocks import BlockMoved
from contractkit.charging.buying import Begun, begun_of, prepaid_in
from contractkit.charging.charge import Charge
from contractkit.charging.drawing import Course, course_of
from contractkit.charging.exact import amount_text, exact_text
from contractkit.charging.indexation import IndexStep
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.nothing import charged_nothing
from contractkit.charging.pieces import count_told
from contractkit.charging.portions import Portion, counted_by_days
from contractkit.charging.priced import held_versions, price_text
from contractkit.charging.windows import in_force
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.provisions.prepaid import Prepaid

__all__ = ["agreed_blocks", "block_charges", "sold_beforehand"]


def sold_beforehand(agreement: Agreement, until: Period, facts: ChargingFacts) -> tuple[str, ...]:
    """Return the services of which units are paid beforehand in some version until the end of a period."""
    spans = (one for one in agreement.versions.spans(facts.known_at) if one.start is None or one.start < until.end)
    return tuple(dict.fromkeys(one.of for span in spans for one in span.value.provisions_of(Prepaid)))


def agreed_blocks(agreement: Agreement, period: Period, facts: ChargingFacts) -> Iterator[Charge]:
    """Yield what blocks cost that begin in some dates whatever is ordered or used: of each period, or of one date.

    Args:
        agreement: The agreement with its versions.
        period: Any dates, also such as lie ahead.
        facts: Index figures, and what was known when.
    """
    billed = in_force(agreement, period)
    if billed is None:
        return
    for service in sold_beforehand(agreement, billed, facts):
        for name, found in begun_of(agreement, service, billed.end, facts).items():
            own = tuple(one for one in found if one.order is None and one.block.holds_from in billed)
            if own:
                yield _charge(agreement, f"{service}: {name}", billed, facts, Course({name: own}))


def block_charges(agreement: Agreement, service: str, billed: Period, facts: ChargingFacts) -> Iterator[Charge]:
    """Yield what the blocks of a service cost that begin in some dates, and what its units cost that lie beyond them.

    A block is charged in the period in which it begins, whole, whatever is used of it. It is charged also where nobody
    knows how many units were used: then only what lies beyond is not known.

    Args:
        agreement: The agreement with its versions.
        service: The service, or the part of one.
        billed: The dates, all of them in force.
        facts: Counts of the service, orders, what earlier periods left, index figures, and what was known when.
    """
    course = course_of(agreement, service, billed, facts)
    if course is None:
        return
    for name, own in course.begun.items():
        if own or name in course.unordered or _stands(agreement, service, name, billed, facts, course):
            yield _charge(agreement, f"{service}: {name}", billed, facts, course)
    yield beyond_blocks(agreement, service, billed, facts, course)


def _stands(
    agreement: Agreement, service: str, name: str, billed: Period, facts: ChargingFacts, course: Course
) -> bool:
    """Return whether a clause holds in some dates, or something of its earlier blocks does."""
    versions = held_versions(agreement, billed, facts)
    terms = [term for version in versions if (term := prepaid_in(version, name)) is not None and term.of == service]
    if any(term.every is not None or term.bought == "as-ordered" for term in terms):
        return True
    blocks = (one.block for one in begun_of(agreement, service, billed.end, facts)[name])
    alive = any(block.lapses_on is None or block.lapses_on > billed.start for block in blocks)
    return alive or bool(course.moves.get(name))


def _charge(agreement: Agreement, called: str, billed: Period, facts: ChargingFacts, course: Course) -> Charge:
    service, _, name = called.rpartition(": ")
    own = course.begun[name]
    term = own[-1].term if own else _last_term(agreement, service, name, billed, facts)
    points = [one.point(agreement, facts) for one in own]
    unknown = [str(point.missing) for point in points if point.missing is not None]
    missing = joined("; ", dict.fromkeys([*unknown, *([course.unordered[name]] if name in course.unordered else [])]))
    prices = [Fraction(0) if point.price is None else point.price for point in points]
    costs = [price * one.share * one.number for price, one in zip(prices, own, strict=True)]
    exact = sum(costs, Fraction(0))
    words = _words(term, prices[-1] if own and not unknown else None, agreement.currency)
    steps = points[-1].steps if points else ()
    return Charge(
        name=called,
        clause=term.clause,
        exact=Fraction(0) if missing else exact,
        currency=agreement.currency,
        price=words,
        formula=said("{price}: {missing}", price=words, missing=charged_nothing(missing))
        if missing
        else _formula(agreement, term, own, prices, exact),
        inputs={} if missing else _inputs(own, prices, course.moves.get(name)),
        assumptions=_assumptions(own),
        missing=charged_nothing(missing) if missing else None,
        kind="prepaid",
        steps=steps,
        evidence=_evidence(own, steps),
        blocks=course.left.get(name),
        moves=course.moves.get(name, ()),
    )


def _last_term(agreement: Agreement, service: str, name: str, billed: Period, facts: ChargingFacts) -> Prepaid:
    """Return the last wording of a clause before the end of some dates that sells units of a service."""
    spans = [one for one in agreement.versions.spans(facts.known_at) if one.start is None or one.start < billed.end]
    found = (prepaid_in(span.value, name) for span in reversed(spans))
    return next(term for term in found if term is not None and term.of == service)


def _words(term: Prepaid, price: Fraction | None, currency: str) -> str:
    """Return what a block costs, in words, with its units."""
    units = said("{number} {unit}", number=term.units, unit=term.unit)
    if term.price is None:
        return said("{units} in what is charged otherwise", units=units)
    told = price_text(Fraction(term.price.amount) if price is None else price, currency)
    return said("{price} for {units}", price=told, units=units)


def _formula(
    agreement: Agreement, term: Prepaid, own: tuple[Begun, ...], prices: list[Fraction], exact: Fraction
) -> str:
    amount = amount_text(exact, agreement.currency)
    if not own:
        words = _words(term, None, agreement.currency)
        return said("{price}: no block begins = {amount}", price=words, amount=amount)
    groups: list[list[tuple[Begun, Fraction]]] = []
    for one, price in zip(own, prices, strict=True):
        same = groups and groups[-1][0][1] == price and groups[-1][0][0].share == one.share == 1
        if same and groups[-1][0][0].term == one.term:
            groups[-1].append((one, price))
        else:
            groups.append([(one, price)])
    return said("{parts} = {amount}", parts=joined(" + ", map(_part, groups)), amount=amount)


def _part(group: list[tuple[Begun, Fraction]]) -> str:
    """Return the price of blocks with one price, how many they are, and when they begin."""
    first, price = group[0]
    words = _words(first.term, price, first.version.currency)
    days = joined(", ", (str(one.block.holds_from) for one, _ in group))
    number = sum((one.number for one, _ in group), Fraction(0))
    if first.share != 1:
        portion = Portion(first.share, str(first.term.every), first.days)
        return said("{price} × {portion}, from {days} on", price=words, portion=portion, days=days)
    if number == 1:
        return said("{price} from {days} on", price=words, days=days)
    return said("{number} × {price} from {days} on", number=exact_text(number), price=words, days=days)


def _inputs(own: tuple[Begun, ...], prices: list[Fraction], moves: tuple[BlockMoved, ...] | None) -> dict[str, str]:
    bought = sum((one.block.units for one in own), Fraction(0))
    found = {"blocks": exact_text(sum((one.number * one.share for one in own), Fraction(0)))}
    for number, (one, price) in enumerate(zip(own, prices, strict=True)):
        found["price" if number == 0 else f"price from {one.block.holds_from}"] = exact_text(price)
    found["bought"] = exact_text(bought)
    if moves is None:
        return found
    for word in ("before", "used", "lapsed", "left"):
        found[word] = exact_text(sum((getattr(move, word) for move in moves), Fraction(0)))
    lapses = [move.block.lapses_on for move in moves if move.left and move.block.lapses_on is not None]
    if lapses:
        found["next-lapse"] = min(lapses).isoformat()
    return found


def _assumptions(own: Sequence[Begun]) -> tuple[Assumption, ...]:
    return tuple({one.term.clause: counted_by_days(one.term.clause) for one in own if one.days}.values())


def _evidence(own: tuple[Begun, ...], steps: tuple[IndexStep, ...]) -> tuple[str, ...]:
    orders = (count_told(one.order) for one in own if one.order is not None)
    return tuple(dict.fromkeys([*orders, *(one for step in steps for one in step.evidence)]))
