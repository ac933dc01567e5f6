"""What an effect came to, from the outcomes that are possible: the amount or its range, the sentence, the formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal

from contractkit.charging.exact import amount_text, as_decimal, exact_text, percent_text
from contractkit.records.said import Figures, joined, said
from contractkit.settlement.paying.computed import Computed, Consequence
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.paying.worth import NOTHING, Outcome

__all__ = ["Style", "added", "came_to", "nothing_at_all"]

Style = Literal["credit", "deduction", "pays", "due", "points"]
"""How an outcome is said: as a credit or deduction, as bonus or malus, as something that is due, or in points."""

_ZERO = Fraction(0)
_NOTHING = {
    "credit": "no credit",
    "deduction": "nothing deducted",
    "pays": "no bonus, no malus",
    "due": "nothing due",
    "points": "no points",
}


def came_to(
    scene: Scene,
    style: Style,
    found: Sequence[Outcome],
    about: str,
    inputs: Mapping[str, str] | None = None,
    *,
    failed: bool | None = None,
    unsure: str = "whatever is not known",
    consequences: tuple[Consequence, ...] = (),
) -> Computed:
    """Return what an effect came to.

    Args:
        scene: What it looked at.
        style: How it is said.
        found: What it comes to under everything that is possible; at least one outcome.
        about: What was found, as the beginning of the sentence.
        inputs: The numbers that went in.
        failed: Whether it is for a failure.
        unsure: The working where several outcomes come to the same.
        consequences: What follows besides.
    """
    least, most = min(found, key=_order), max(found, key=_order)
    gaps = tuple(dict.fromkeys(one.base.missing for one in found if one.base is not None and one.base.missing))
    if gaps:
        return _without_amount(found, about, inputs or {}, gaps, failed, consequences)
    known, single = least.exact == most.exact, len(found) == 1
    shown = found[0] if known else NOTHING
    return Computed(
        gives="points" if style == "points" else "money",
        now=least.exact if known else _ZERO,
        low=least.exact,
        high=most.exact,
        state="settled" if known else "undetermined",
        says=about + _outcome(scene, style, least, most, shown.place if single else ""),
        formula=_formula(scene, style, least, most, shown.working if single else unsure),
        inputs={**(inputs or {}), **_percents(least, most), **_base(least)},
        percent=least.percent if known and least.percent == most.percent else None,
        base=least.base,
        place=shown.place if single else "",
        working=shown.working if single else "",
        failed=failed,
        consequences=consequences,
    )


def _without_amount(
    found: Sequence[Outcome],
    about: str,
    inputs: Mapping[str, str],
    gaps: tuple[str, ...],
    failed: bool | None,  # noqa: FBT001
    consequences: tuple[Consequence, ...],
) -> Computed:
    """Return an effect whose percentage may be known, of an amount that is not."""
    percents = {one.percent for one in found}
    percent = found[0].percent if len(percents) == 1 else None
    placed = said(", {place}", place=found[0].place) if len(found) == 1 and found[0].place else ""
    shown = (
        ""
        if percent is None
        else said(
            ": {percent} of {word}",
            percent=percent_text(percent),
            word=said(found[0].base.word) if found[0].base else "",
        )
    )
    return Computed(
        gives="money",
        now=_ZERO,
        low=_ZERO,
        high=_ZERO,
        state="undetermined",
        says=said(
            "{about}{placed}{shown}; {gaps}, and nothing is settled until that is known",
            about=about,
            placed=placed,
            shown=shown,
            gaps=joined(" and ", gaps),
        ),
        formula="not known: no effect",
        inputs={**inputs, **({} if percent is None else {"percent": exact_text(percent)})},
        percent=percent,
        base=found[0].base,
        place=found[0].place if len(found) == 1 else "",
        failed=failed,
        missing=gaps,
        consequences=consequences,
    )


def _order(outcome: Outcome) -> tuple[Fraction, Fraction]:
    return outcome.exact, outcome.percent or _ZERO


def added(parts: Sequence[Computed]) -> Computed:
    """Return several results of one effect as one: their amounts add up.

    Args:
        parts: At least one, such as those of the rows of a ladder.
    """
    if len(parts) == 1:
        return parts[0]
    judged = [part for part in parts if part.state != "no-volume"] or list(parts[:1])
    known = all(part.state != "undetermined" for part in judged)
    failures = [part.failed for part in judged]
    inputs = {f"{name} {number}": v for number, part in enumerate(parts, 1) for name, v in part.inputs.items()}
    low, high = sum((one.low for one in judged), _ZERO), sum((one.high for one in judged), _ZERO)
    return Computed(
        gives=parts[0].gives,
        now=low if known else _ZERO,
        low=low,
        high=high,
        state="undetermined" if not known else judged[0].state,
        says=joined("; ", (part.says for part in parts)),
        formula=joined(" + ", (said("({formula})", formula=part.formula) for part in parts)),
        inputs=inputs,
        base=judged[0].base if len({part.base for part in judged if part.base is not None}) == 1 else None,
        failed=True if True in failures else None if None in failures else False,
        missing=tuple(dict.fromkeys(word for part in judged for word in part.missing)),
    )


def nothing_at_all(style: Style, says: str, inputs: Mapping[str, str] | None = None) -> Computed:
    """Return an effect that has nothing to look at, such as a period without items.

    Args:
        style: How it would be said.
        says: Why.
        inputs: The numbers that went in.
    """
    gives: Literal["money", "points"] = "points" if style == "points" else "money"
    return Computed(gives, _ZERO, _ZERO, _ZERO, "no-volume", says, "no volume: no effect", inputs or {})


def _percents(least: Outcome, most: Outcome) -> dict[str, str]:
    if least.percent is None or most.percent is None:
        return {}
    if least.percent == most.percent:
        return {"percent": exact_text(least.percent)}
    return {"percent-low": exact_text(least.percent), "percent-high": exact_text(most.percent)}


def _base(outcome: Outcome) -> dict[str, str]:
    base = outcome.base
    return {} if base is None else {"of": base.word, "base": exact_text(base.exact)}


def _words(scene: Scene, style: Style, outcome: Outcome) -> str:
    if style == "points":
        number = as_decimal(outcome.exact)
        return (
            "1 point"
            if number == 1
            else said("{number} points", number=Figures(f"{number:f}"))
            if number
            else "no points"
        )
    if not outcome.exact and not outcome.percent:
        return _NOTHING[style]
    gain = (outcome.percent or outcome.exact) > 0
    side = {"credit": "credit", "deduction": "deducted", "pays": "bonus" if gain else "malus"}.get(style)
    return said(f"{side or ('due' if gain else 'borne')} {{amount}}", amount=outcome.words(scene.agreement.currency))


def _of(outcome: Outcome) -> str:
    return "" if outcome.base is None else said(" of {base}", base=outcome.base)


def _outcome(scene: Scene, style: Style, least: Outcome, most: Outcome, place: str) -> str:
    if least.exact != most.exact:
        ends = said(
            "between {low} and {high}{of}",
            low=_words(scene, style, least),
            high=_words(scene, style, most),
            of=_of(least) or _of(most),
        )
        return said(": {ends}; nothing is settled until that is known", ends=ends)
    if least.percent != most.percent and least.base is not None:
        return said(": whatever it is, nothing, being a share of {base}", base=least.base)
    placed = said(", {place}", place=place) if place else ""
    return said(
        "{placed}: {came}{of}",
        placed=placed,
        came=_words(scene, style, least),
        of=_of(least) if least.exact or least.percent else "",
    )


def _formula(scene: Scene, style: Style, least: Outcome, most: Outcome, working: str) -> str:
    currency = scene.agreement.currency
    if style == "points":
        ends = said("from {low} to {high} points", low=exact_text(least.exact), high=exact_text(most.exact))
        return (
            ends
            if least.exact != most.exact
            else said("{working}: {came}", working=working, came=_words(scene, style, least))
        )
    if least.exact != most.exact:
        return said("from {low} to {high}", low=_product(least, currency), high=_product(most, currency))
    if least.percent is None:
        return said("{working}: {exact}", working=working, exact=amount_text(least.exact, currency))
    product = _product(least, currency)
    if least.base is not None:
        return said("{working}: {product}", working=working, product=product)
    return said(
        "{working}: {percent}; {product}", working=working, percent=percent_text(least.percent), product=product
    )


def _product(outcome: Outcome, currency: str) -> str:
    amount = amount_text(outcome.exact, currency)
    if outcome.percent is None or outcome.base is None:
        return amount
    return said(
        "{percent} × {base} = {amount}", percent=percent_text(outcome.percent), base=outcome.base, amount=amount
    )
