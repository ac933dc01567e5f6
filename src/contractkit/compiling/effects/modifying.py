"""What qualifies an effect: amounts of another period, gates, repeats, caps of its own, claims, payment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contractkit.compiling.idle_limits import warn_of_idle_own_cap
from contractkit.quantities.notation import parse_span
from contractkit.terms.amounts import Limit
from contractkit.terms.modifiers import MinimumIssue, Modifiers, PaidIn, Repeat, RoundedTo, ScaledBy

if TYPE_CHECKING:
    from contractkit.compiling.effects.paying import Paying

__all__ = ["minimum_of", "modifiers_of"]


def modifiers_of(paying: Paying) -> Modifiers:
    """Return what qualifies an effect."""
    written, place = paying.written, paying.place
    claim = paying.settled("claim")
    of_period, one_incident, on_excess = (paying.settled(word) for word in ("of_period", "one_incident", "on_excess"))
    return Modifiers(
        of_period=of_period,  # type: ignore[arg-type]
        only_if=paying.gate(place.at("only_if"), written.only_if),
        bonus_only_if=paying.gate(place.at("bonus_only_if"), getattr(written, "bonus_only_if", None)),
        repeat=_repeat(paying, written.repeat),
        scaled_by=_scaled(written.scaled_by),
        cap=None if written.cap is None else _cap(paying, written),
        on_excess=on_excess,
        minimum_issue=minimum_of(paying, written.minimum_issue),
        one_incident=one_incident,  # type: ignore[arg-type]
        claim=None if claim == "automatic" else parse_span(claim),
        paid_in=_paid_in(paying, written.paid_in),
        rounding=_rounding(paying, written.rounding),
        instead_of=tuple(str(word) for word in written.instead_of),
    )


def _cap(paying: Paying, written: Any) -> Limit:
    at = paying.place.at("cap")
    limit = paying.draft.bound(at, written.cap)
    of = getattr(written, "of", None)
    warn_of_idle_own_cap(paying.draft, at, limit, "charges" if of is None else str(of))
    return limit


def _repeat(paying: Paying, written: Any) -> Repeat | None:
    if written is None:
        return None
    grows: Any = paying.draft.reading(paying.place.at("repeat"), written, "grows")
    return Repeat(written.multiply_by.value, str(written.when), grows)


def _scaled(written: Any) -> ScaledBy | None:
    return None if written is None else ScaledBy(str(written.affected), str(written.total))


def minimum_of(paying: Paying, written: Any) -> MinimumIssue | None:
    """Return the amount at or below which nothing is paid."""
    if written is None:
        return None
    place = paying.place.at("minimum_issue")
    tested: Any = paying.draft.reading(place, written, "tested")
    otherwise: Any = str(written.otherwise)
    return MinimumIssue(paying.draft.money(place.at("more_than"), written.more_than.value), otherwise, tested)


def _paid_in(paying: Paying, written: Any) -> PaidIn | None:
    if written is None:
        return None
    fixed = written.rate is not None
    rate_of = "period-end" if fixed else paying.draft.reading(paying.place.at("paid_in"), written, "rate_of")
    return PaidIn(str(written.currency), written.rate.value if fixed else None, rate_of)


def _rounding(paying: Paying, written: Any) -> RoundedTo | None:
    if written is None:
        return None
    place = paying.place.at("rounding")
    unit = written.to.value.number
    if unit <= 0:
        paying.draft.report(
            place.at("to"), "quantity", f"nothing can be rounded to {written.to.text}", "for example to: 0.01"
        )
        return None
    mode = paying.draft.reading(place, written, "mode")
    return RoundedTo(unit, mode, str(written.scope or "once"))
