"""Credits by tiers."""

from __future__ import annotations

from contractkit.compiling.desk import Place
from contractkit.compiling.effects.differing import differs
from contractkit.compiling.effects.paying import Paying, as_figure
from contractkit.compiling.effects.registry import pays
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.notation import Level
from contractkit.terms.effects import Pays, Tier, TierCredit

__all__ = ["tier_credit"]


@pays("tier-credit")
def tier_credit(paying: Paying) -> TierCredit | None:
    """Return a credit by tiers, its first bound compared with the target's reach."""
    written = paying.written
    tiers: list[Tier] = []
    side = written.tiers[0].side
    last: Level | None = None
    for number, tier in enumerate(written.tiers):
        place = paying.place.at("tiers", number, tier.side)
        level = paying.level(place, tier.bound)
        if level is None:
            return None
        _check_bound(paying, place, number, level, last, tier.side)
        credit = paying.payment(paying.place.at("tiers", number, "credit"), tier.credit.value)
        _check_credit(paying, paying.place.at("tiers", number, "credit"), credit, tiers)
        tiers.append(Tier(as_figure(level), credit, tier.side))
        last = level
    better = None if paying.figure is None else paying.figure.better
    if better is not None and (better == "lower") != (side == "above"):
        word, other = ("lower", "above") if better == "lower" else ("higher", "below")
        says = f"the tiers pay {side} a figure of which a {word} one is better"
        paying.draft.report(paying.place.at("tiers"), "direction", says, f"write {other}:")
    fields = paying.common()
    return TierCredit(**fields | {"of": fields["of"] or "charges"}, tiers=tuple(tiers))


def _check_bound(paying: Paying, place: Place, number: int, level: Level, last: Level | None, side: str) -> None:
    reach = None if paying.figure is None or paying.figure.reach is None else paying.figure.reach.level
    sign = 1 if side == "below" else -1
    if last is not None and level.unit == last.unit and sign * level.number >= sign * last.number:
        goes, first = ("down", "highest") if side == "below" else ("up", "lowest")
        says = f"the tiers go {goes}: {level} does not come after {last}, the target's own reach"
        paying.draft.report(place, "tiers", says, f"put the {first} bound first, each at once")
    if number == 0 and reach is not None and (level.number, level.unit) != (reach.number, reach.unit):
        says = f"the first tier begins {side} {level}, but the target's reach is {reach}"
        free = f"where nothing is paid at first, begin with {{{side}: reach, credit: 0 %}}"
        differs(paying, place, says, f"write {side}: reach, if the same figure is meant; {free}")


def _check_credit(paying: Paying, place: Place, credit: Pays, before: list[Tier]) -> None:
    last = before[-1].credit if before else None
    less = (isinstance(credit, Percent) and isinstance(last, Percent) and credit < last) or (
        isinstance(credit, Money) and isinstance(last, Money) and credit < last
    )
    if less:
        says = f"the deeper tier credits {credit}, less than the {last} above it"
        paying.draft.report(place, "tiers", says, "a worse figure cannot cost less")
