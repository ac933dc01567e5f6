"""Bands, told: what a figure in each of them pays, or how many points it gives."""

from __future__ import annotations

from decimal import Decimal

from contractkit.quantities.money import Money, Percent
from contractkit.quantities.notation import Level
from contractkit.statements.clauses import conditions
from contractkit.statements.clauses.amounts import number
from contractkit.statements.clauses.effects import figure_of, qualified
from contractkit.statements.clauses.levels import payment
from contractkit.statements.clauses.modifiers import MODES, modifiers
from contractkit.statements.clauses.names import words
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.statements.clauses.stretches import stretch
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.effects import Pays
from contractkit.terms.provisions.band_effect import Band, BandEffect, BandRow

__all__ = ["band_effect"]

WORDS = {
    "en": {
        "figure": "What {figure} brings: {rows}.",
        "shortfall": "What {figure} brings, by how far it lies below what was promised: {rows}.",
        "row": "for {items} {bands}",
        "band": "{where} {gives}",
        "named": "{where} ({name}) {gives}",
        "points": "{n} point|{n} points",
        "points.part": "{n} points",
        "credit": "a credit of {amount}",
        "bonus": "a bonus of {amount}",
        "malus": "a malus of {amount}",
        "nothing": "nothing",
        "precision.percent": "The figure is brought to whole steps of {to} % first, {mode}.",
        "precision.mark": "The figure is brought to whole steps of {to} first, {mode}.",
    },
    "nl": {
        "figure": "Wat {figure} oplevert: {rows}.",
        "shortfall": "Wat {figure} oplevert, naar hoever het onder de afspraak ligt: {rows}.",
        "row": "voor {items} {bands}",
        "band": "{where} {gives}",
        "named": "{where} ({name}) {gives}",
        "points": "{n} punt|{n} punten",
        "points.part": "{n} punten",
        "credit": "een korting van {amount}",
        "bonus": "een bonus van {amount}",
        "malus": "een malus van {amount}",
        "nothing": "niets",
        "precision.percent": "Het cijfer wordt eerst afgerond op hele stappen van {to} %, {mode}.",
        "precision.mark": "Het cijfer wordt eerst afgerond op hele stappen van {to}, {mode}.",
    },
}


@tells(BandEffect, WORDS)
def band_effect(term: BandEffect, tell: Teller) -> str:
    """Return what each band gives, row by row."""
    rows = "; ".join([_row(row, term, tell) for row in term.rows])
    said = tell(term.compares, figure=figure_of(term, tell.speaks, tell.agreement), rows=rows)
    if term.precision is not None:
        mode = Teller(tell.speaks, MODES)(term.precision.mode)
        said += " " + tell(f"precision.{_unit(term)}", to=number(term.precision.to, tell.speaks), mode=mode)
    if term.gives == "points":
        return " ".join([said, *modifiers(term.modifiers, tell.speaks)])
    return qualified(said, term, tell.speaks)


def _unit(term: BandEffect) -> str:
    """Return whether the bands are of a share or of a mark."""
    stretches = [band.stretch for row in term.rows for band in row.bands]
    return "mark" if any(isinstance(end, Level) for one in stretches for end in (one.low, one.high)) else "percent"


def _row(row: BandRow, term: BandEffect, tell: Teller) -> str:
    bands = "; ".join([_band(band, term, tell) for band in row.bands])
    if row.condition == EVERYTHING:
        return bands
    return tell("row", items=conditions.items(row.condition, tell.speaks), bands=bands)


def _band(band: Band, term: BandEffect, tell: Teller) -> str:
    where = stretch(band.stretch, tell.speaks)
    gives = _gives(band.gives, term, tell)
    if band.name is None:
        return tell("band", where=where, gives=gives)
    return tell("named", where=where, gives=gives, name=words(band.name))


def _gives(gives: Pays | Decimal, term: BandEffect, tell: Teller) -> str:
    if isinstance(gives, Decimal):
        whole = gives == gives.to_integral_value()
        return tell("points", n=int(gives)) if whole else tell("points.part", n=number(gives, tell.speaks))
    size = _size(gives)
    if not size:
        return tell("nothing")
    key = "credit" if term.gives == "credit" else "bonus" if size > 0 else "malus"
    return tell(key, amount=payment(_without_sign(gives), term.of, tell.speaks))


def _size(gives: Pays) -> Decimal:
    if isinstance(gives, Money):
        return gives.amount
    return gives.value if isinstance(gives, Percent) else gives.percent.value


def _without_sign(gives: Pays) -> Pays:
    if isinstance(gives, Money):
        return Money(abs(gives.amount), gives.currency)
    return Percent(abs(gives.value)) if isinstance(gives, Percent) else gives
