"""Indexation, told: by what prices change, when, within what bounds, and how the change is worked out."""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.quantities.money import Percent
from contractkit.quantities.rounding import Rounding
from contractkit.statements.clauses.amounts import day, number
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.names import named, words
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.statements.wording import Language
from contractkit.terms.provisions.indexation import (
    EachWageAgreement,
    FixedChange,
    Indexation,
    MixedChange,
    SeriesChange,
)

__all__ = ["indexation"]

INDEXATION = {
    "en": {
        "change": "The prices{of} change {every}{first}, {by}.{rules}",
        "of": " of {names}",
        "every": "every year on {days}",
        "wages": "on each date on which a collective agreement raises wages",
        "first": ", for the first time on {day}",
        "series": "with the index {series}: {method} {base}, read {observe}, {figure}{rebased}{further}",
        "base": "each figure over that of",
        "chain": "each figure over the one before, from",
        "month": "each year in that month",
        "average-of-12-months": "as the average of 12 months",
        "first-published": "as first published",
        "final-with-true-up": "as first published, and settled again when it is final",
        "rebased": "; from {month} on {old} on the old base are {new} on the new one{source}",
        "source": " ({source})",
        "published-factor": "; a new base is linked by the published factor",
        "overlap-month": "; a new base is linked in a month that has figures of both",
        "fixed.yearly": "by {percent} of the last price",
        "fixed.none": "by {percent} of the first price",
        "mix": "with a mix: {parts}",
        "part": "{weight} {change}",
        "unchanged": "{weight} unchanged",
        "then": "; ",
        "bounds": " A change is {bounds}{over}{on}.",
        "cap": "at most {percent}",
        "floor": "at least {percent}",
        "each-change": "",
        "since-base": ", counted over all changes since the base",
        "whole": ", of the mix as a whole",
        "each-part": ", in each part of the mix",
        "lost": " What the cap cuts off is lost.",
        "carried": " What the cap cuts off is carried into the next year.",
        "threshold.whole-change": " A change counts if it is more than {percent}, and then as a whole.",
        "threshold.excess-only": " Of a change, what exceeds {percent} counts.",
        "allowed": " A falling index lowers prices.",
        "not-allowed": " A falling index does not lower prices.",
        "reference-stays": " After a year without a change the last figure that counted stays the reference.",
        "reference-moves": " After a year without a change the reference moves to the newer figure.",
        "rate": " The rate is rounded to {rounding}.",
        "price": " Prices are rounded to {rounding}.",
        "rounding": "{to}, {mode}, {scope}",
        "half-up": "halves away from nought",
        "half-even": "halves to the even neighbour",
        "up": "away from nought",
        "down": "towards nought",
        "floor-mode": "downwards",
        "ceiling": "upwards",
        "once": "once at the end",
        "line": "in each line",
        "service": "for each service",
        "period": "in each period",
        "step": "at each change",
        "by-days": " Of a period inside which prices change, days are counted.",
        "next-period": " A change inside a period holds from the next one on.",
    },
    "nl": {
        "change": "De prijzen{of} veranderen {every}{first}, {by}.{rules}",
        "of": " van {names}",
        "every": "elk jaar op {days}",
        "wages": "op elke datum waarop een cao de lonen verhoogt",
        "first": ", voor het eerst op {day}",
        "series": "met de index {series}: {method} {base}, gelezen {observe}, {figure}{rebased}{further}",
        "base": "elk cijfer gedeeld door dat van",
        "chain": "elk cijfer gedeeld door het vorige, vanaf",
        "month": "elk jaar in die maand",
        "average-of-12-months": "als gemiddelde van 12 maanden",
        "first-published": "zoals voor het eerst gepubliceerd",
        "final-with-true-up": "zoals voor het eerst gepubliceerd, en verrekend zodra het definitief is",
        "rebased": "; vanaf {month} is {old} op de oude basis {new} op de nieuwe{source}",
        "source": " ({source})",
        "published-factor": "; een nieuwe basis wordt gekoppeld met de gepubliceerde factor",
        "overlap-month": "; een nieuwe basis wordt gekoppeld in een maand met cijfers van beide",
        "fixed.yearly": "met {percent} van de laatste prijs",
        "fixed.none": "met {percent} van de eerste prijs",
        "mix": "met een gewogen mix: {parts}",
        "part": "{weight} {change}",
        "unchanged": "{weight} onveranderd",
        "then": "; ",
        "bounds": " Een verandering is {bounds}{over}{on}.",
        "cap": "ten hoogste {percent}",
        "floor": "ten minste {percent}",
        "each-change": "",
        "since-base": ", geteld over alle veranderingen sinds de basis",
        "whole": ", van de mix als geheel",
        "each-part": ", in elk deel van de mix",
        "lost": " Wat het plafond afsnijdt, vervalt.",
        "carried": " Wat het plafond afsnijdt, gaat mee naar het volgende jaar.",
        "threshold.whole-change": " Een verandering telt als zij meer is dan {percent}, en dan geheel.",
        "threshold.excess-only": " Van een verandering telt wat boven {percent} uitkomt.",
        "allowed": " Een dalende index verlaagt de prijzen.",
        "not-allowed": " Een dalende index verlaagt de prijzen niet.",
        "reference-stays": " Na een jaar zonder verandering blijft het laatste cijfer dat telde de grondslag.",
        "reference-moves": " Na een jaar zonder verandering wordt het nieuwere cijfer de grondslag.",
        "rate": " Het percentage wordt afgerond op {rounding}.",
        "price": " Prijzen worden afgerond op {rounding}.",
        "rounding": "{to}, {mode}, {scope}",
        "half-up": "halven van nul af",
        "half-even": "halven naar de even buur",
        "up": "van nul af",
        "down": "naar nul toe",
        "floor-mode": "naar beneden",
        "ceiling": "naar boven",
        "once": "eenmaal aan het einde",
        "line": "in elke regel",
        "service": "per dienst",
        "period": "in elke periode",
        "step": "bij elke verandering",
        "by-days": " In een periode waarin prijzen veranderen, tellen de dagen.",
        "next-period": " Een verandering in een periode geldt vanaf de volgende.",
    },
}


@tells(Indexation, INDEXATION)
def indexation(term: Indexation, tell: Teller) -> str:
    """Return when and by what prices change, and every rule of it."""
    speaks = tell.speaks
    names = [words(name) for name in term.applies_to]
    dates = [one for one in term.every if not isinstance(one, EachWageAgreement)]
    every = [tell("every", days=all_of([_yearday(one, speaks) for one in dates], speaks))] if dates else []
    every += [tell("wages")] if len(dates) < len(term.every) else []
    return tell(
        "change",
        of=tell("of", names=all_of(names, speaks)) if names else "",
        every=all_of(every, speaks),
        first="" if term.first is None else tell("first", day=day(term.first, speaks)),
        by=_by(term.by, tell),
        rules="".join(_rules(term, tell)),
    )


def _by(change: SeriesChange | FixedChange | MixedChange, tell: Teller) -> str:
    if isinstance(change, FixedChange):
        return tell(f"fixed.{change.compounding}", percent=_percent(change.percent, tell))
    if isinstance(change, SeriesChange):
        return _series(change, tell)
    parts = [tell("part", weight=_percent(part.weight, tell), change=_by(part.of, tell)) for part in change.parts]
    if change.fixed_share.value:
        parts.append(tell("unchanged", weight=_percent(change.fixed_share, tell)))
    return tell("mix", parts=tell("then").join(parts))


def _series(change: SeriesChange, tell: Teller) -> str:
    rebased = "".join(
        tell(
            "rebased",
            month=_month(one.at, tell.speaks),
            old=number(one.old, tell.speaks),
            new=number(one.new, tell.speaks),
            source="" if one.source is None else tell("source", source=one.source),
        )
        for one in change.rebased
    )
    return tell(
        "series",
        series=named(change.series, tell.speaks),
        method=tell(change.method),
        base=_month(change.base, tell.speaks),
        observe=tell(change.observe),
        figure=tell(change.figure),
        rebased=rebased,
        further="" if change.when_rebased is None else tell(change.when_rebased),
    )


def _month(month: tuple[int, int], speaks: Language) -> str:
    return f"{speaks.months[month[1] - 1]}\u00a0{month[0]}"


def _yearday(one: tuple[int, int], speaks: Language) -> str:
    """Return a day of every year."""
    return f"{one[1]}\u00a0{speaks.months[one[0] - 1]}"


def _rules(term: Indexation, tell: Teller) -> Iterator[str]:
    bounds = [(key, bound) for key, bound in (("floor", term.floor), ("cap", term.cap)) if bound is not None]
    if bounds:
        said = all_of([tell(key, percent=_percent(bound, tell)) for key, bound in bounds], tell.speaks)
        over, on = (("" if word is None else tell(word)) for word in (term.cap_over, term.cap_on))
        yield tell("bounds", bounds=said, over=over, on=on)
    if term.excess is not None and term.cap is not None:
        yield tell(term.excess)
    if term.threshold is not None and term.threshold_passes is not None:
        yield tell(f"threshold.{term.threshold_passes}", percent=_percent(term.threshold, tell))
    yield from (tell(word) for word in (term.decrease, term.skipped_year) if word is not None)
    if term.round_rate is not None:
        yield tell("rate", rounding=_rounding(term.round_rate, tell, "%"))
    if term.round_price is not None:
        yield tell("price", rounding=_rounding(term.round_price, tell))
    yield tell(term.mid_period)


def _rounding(value: Rounding, tell: Teller, unit: str = "") -> str:
    to = tell.speaks.percent(value.to) if unit else number(value.to, tell.speaks)
    mode = tell("floor-mode" if value.mode == "floor" else value.mode)
    return tell("rounding", to=to, mode=mode, scope=tell(value.scope))


def _percent(value: Percent, tell: Teller) -> str:
    return tell.speaks.percent(value.value)
