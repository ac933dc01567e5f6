"""A figure in one sentence: what it is, against what was promised, and who says so."""

from __future__ import annotations

from fractions import Fraction

from contractkit.charging.exact import as_decimal, exact_text, share_text
from contractkit.quantities.notation import Bound
from contractkit.records.said import Figures, joined, said
from contractkit.settlement.measuring.figure import FigureSource, FigureValue
from contractkit.settlement.measuring.judging import Promised

__all__ = ["figure_says", "value_text"]

_PLACES = 4


def figure_says(figure: FigureValue, promised: Promised) -> str:
    """Return a figure in one sentence."""
    where = joined("", (said(", {field} {value}", field=field, value=value) for field, value in figure.where.items()))
    told = _sources(figure.sources)
    text = said(
        "{of}{where}, {label}: {figure}{told}",
        of=figure.of,
        where=where,
        label=figure.period.label,
        figure=_value(figure, promised.reach),
        told=told,
    )
    return text + _verdict(figure, promised)


def value_text(value: Fraction, unit: str | None, bound: Bound | None = None) -> str:
    """Return a figure with its unit, with as many places as show its side of a bound.

    Example:
        >>> value_text(Fraction(9998998, 100000), "%", None), value_text(Fraction(15, 2), None)
        ('99.99 %', '7.5')
    """
    if unit == "%":
        return share_text(value / 100, [] if bound is None else [Fraction(bound.level.number)])
    text = exact_text(value)
    if "/" in text or len(text) > 12:
        text = Figures(f"{as_decimal(value):.{_PLACES}f}…")
    return text if unit is None else said("{text} {unit}", text=text, unit=unit)


def _value(figure: FigureValue, bound: Bound | None) -> str:
    if figure.state == "no-volume":
        return "no volume"
    counts = figure.counts
    if figure.state == "running":
        return "nothing is judged yet" + (said(" and {running} still run", running=counts.running) if counts else "")
    if figure.value is not None:
        text = value_text(figure.value, figure.unit, bound)
        counted = (
            said("{met} of {count} = ", met=counts.met, count=counts.count)
            if counts is not None and counts.count
            else ""
        )
        compared = text if figure.compared is None else value_text(figure.compared, figure.unit)
        return said("{counted}{text}", counted=counted, text=text) + (
            said(", compared as {compared}", compared=compared) if compared != text else ""
        )
    if figure.low is None or figure.high is None:
        return "not told" if figure.state == "known" else "not known"
    low, high = (value_text(end, figure.unit, bound) for end in (figure.low, figure.high))
    return said("not known, between {low} and {high} ({working})", low=low, high=high, working=figure.working)


def _sources(sources: tuple[FigureSource, ...]) -> str:
    told = []
    for source in sources:
        parts = [source.says] if source.says else []
        parts += [said("recorded on {recorded_on}", recorded_on=source.recorded_on)] if source.recorded_on else []
        if parts:
            told.append(joined(", ", parts))
    return said(" ({sources})", sources=joined("; ", dict.fromkeys(told))) if told else ""


def _verdict(figure: FigureValue, promised: Promised) -> str:
    if promised.reach is None:
        return ""
    reach = promised.reach
    if figure.term == "minimum":
        return said("; nothing is decided, as there are fewer than {minimum}", minimum=promised.minimum)
    found = {
        "met": said("; met: {reach} was agreed", reach=reach),
        "breached": said("; breached: {reach} was agreed", reach=reach),
        "undetermined": said("; whether {reach} was reached is not known", reach=reach),
        "no-volume": "; neither met nor breached",
        "none": "",
    }[figure.verdict]
    ruled = {
        "no-volume": ", and a period without volume counts as met",
        "no-data": ", and what is not known counts as missed",
        "told": ", as told",
    }.get(figure.term or "", "")
    return found + ruled
