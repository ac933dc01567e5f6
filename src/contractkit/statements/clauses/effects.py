"""Credits by tiers and curves of bonus and malus, told; and for whose figure an effect is."""

from __future__ import annotations

from contractkit.quantities.money import Money, Percent
from contractkit.statements.clauses import modifiers
from contractkit.statements.clauses.amounts import amount_name
from contractkit.statements.clauses.levels import level, payment
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.statements.wording import Language
from contractkit.terms.agreement import Agreement
from contractkit.terms.effects import Curve, CurvePoint, Effect, Tier, TierCredit

__all__ = ["curve", "figure_of", "qualified", "tier_credit"]

_FIGURES = {
    "en": {"figure": "the figure", "figure.of": "the figure of {names}"},
    "nl": {"figure": "het cijfer", "figure.of": "het cijfer van {names}"},
}

TIERS = {
    "en": {
        "credit": "If {figure} is {tiers}. Of several tiers only the last one counts.",
        "credit.one": "If {figure} is {tiers}.",
        "first": "{side} {bound}, {credit} is credited to the customer",
        "next.below": "; below {bound}, {credit}",
        "next.above": "; above {bound}, {credit}",
        "below": "below",
        "above": "above",
    },
    "nl": {
        "credit": "Is {figure} {tiers}. Van meerdere treden telt alleen de laatste.",
        "credit.one": "Is {figure} {tiers}.",
        "first": "{side} {bound}, dan krijgt de klant {credit} als korting",
        "next.below": "; onder {bound} is dat {credit}",
        "next.above": "; boven {bound} is dat {credit}",
        "below": "lager dan",
        "above": "hoger dan",
    },
}

CURVE = {
    "en": {
        "curve": "On {figure} is paid, along straight lines between these points{of}: {points}.",
        "of": ", in shares of {amount}",
        "point": "at {at} {pays}",
        "bonus": "a bonus of {amount}",
        "malus": "a malus of {amount}",
        "nothing": "nothing",
        "clamp": "Beyond the outermost points it stays what it is there.",
        "extend": "Beyond the outermost points the lines go on.",
    },
    "nl": {
        "curve": "Over {figure} wordt betaald, langs rechte lijnen tussen deze punten{of}: {points}.",
        "of": ", in delen van {amount}",
        "point": "bij {at} {pays}",
        "bonus": "een bonus van {amount}",
        "malus": "een malus van {amount}",
        "nothing": "niets",
        "clamp": "Voorbij de buitenste punten blijft het wat het daar is.",
        "extend": "Voorbij de buitenste punten lopen de lijnen door.",
    },
}


def figure_of(effect: Effect, speaks: Language, agreement: Agreement | None) -> str:
    """Return for whose figure an effect is: ``the figure of solved``; ``the figure`` where nobody says."""
    names = effect.figures
    if not names and agreement is not None:
        names = tuple(target.name for target in agreement.targets if any(one is effect for one in target.effects))
    tell = Teller(speaks, _FIGURES)
    return tell("figure.of", names=all_of(names, speaks)) if names else tell("figure")


def qualified(said: str, effect: Effect, speaks: Language) -> str:
    """Return what an effect says, followed by what qualifies it and by its legal nature."""
    return " ".join([said, *modifiers.modifiers(effect.modifiers, speaks), modifiers.nature(effect.nature, speaks)])


@tells(TierCredit, TIERS)
def tier_credit(term: TierCredit, tell: Teller) -> str:
    """Return a credit by tiers, tier by tier."""
    tiers = "".join(_tier(tier, None if number else term.of, tell) for number, tier in enumerate(term.tiers))
    key = "credit" if len(term.tiers) > 1 else "credit.one"
    said = tell(key, figure=figure_of(term, tell.speaks, tell.agreement), tiers=tiers)
    return qualified(said, term, tell.speaks)


def _tier(tier: Tier, of: str | None, tell: Teller) -> str:
    """Return a tier; the first one names the amount that percentages are taken of."""
    credit = payment(tier.credit, of, tell.speaks)
    bound = level(tier.below, tell.speaks)
    if of is None:
        return tell(f"next.{tier.side}", bound=bound, credit=credit)
    return tell("first", side=tell(tier.side), bound=bound, credit=credit)


@tells(Curve, CURVE)
def curve(term: Curve, tell: Teller) -> str:
    """Return a curve of bonus and malus, point by point, and what happens beyond the outermost ones."""
    in_shares = any(isinstance(point.pays, Percent) for point in term.points)
    said = tell(
        "curve",
        figure=figure_of(term, tell.speaks, tell.agreement),
        of=tell("of", amount=amount_name(term.of, tell.speaks)) if in_shares else "",
        points="; ".join(_point(point, tell) for point in term.points),
    )
    return qualified(f"{said} {tell(term.outside)}", term, tell.speaks)


def _point(point: CurvePoint, tell: Teller) -> str:
    at = level(point.at, tell.speaks)
    size = point.pays.amount if isinstance(point.pays, Money) else point.pays.value
    if not size:
        return tell("point", at=at, pays=tell("nothing"))
    pays = Money(abs(size), point.pays.currency) if isinstance(point.pays, Money) else Percent(abs(size))
    amount = payment(pays, None, tell.speaks)
    return tell("point", at=at, pays=tell("bonus" if size > 0 else "malus", amount=amount))
