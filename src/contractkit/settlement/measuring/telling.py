"""A figure in one sentence: what it is, against what was promised, and who says so."""

from __future__ import annotations

from fractions import Fraction

from contractkit.charging.exact import as_decimal, exact_text, share_text
from contractkit.quantities.notation import Bound
from contractkit.settlement.measuring.figure import FigureSource, FigureValue
from contractkit.settlement.measuring.judging import Promised

__all__ = ["figure_says", "value_text"]

_PLACES = 4


def figure_says(figure: FigureValue, promised: Promised) -> str:
    """Return a figure in one sentence."""
    where = "".join(f", {field} {value}" for field, value in figure.where.items())
    told = _sources(figure.sources)
    text = f"{figure.of}{where}, {figure.period.label}: {_value(figure, promised.reach)}{told}"
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
        text = f"{as_decimal(value):.{_PLACES}f}…"
    return text if unit is None else f"{text} {unit}"


def _value(figure: FigureValue, bound: Bound | None) -> str:
    if figure.state == "no-volume":
        return "no volume"
    counts = figure.counts
    if figure.state == "running":
        return "nothing is judged yet" + (f" and {counts.running} still run" if counts else "")
    if figure.value is not None:
        text = value_text(figure.value, figure.unit, bound)
        counted = f"{counts.met} of {counts.count} = " if counts is not None and counts.count else ""
        compared = text if figure.compared is None else value_text(figure.compared, figure.unit)
        return f"{counted}{text}" + (f", compared as {compared}" if compared != text else "")
    if figure.low is None or figure.high is None:
        return "not told" if figure.state == "known" else "not known"
    low, high = (value_text(end, figure.unit, bound) for end in (figure.low, figure.high))
    return f"not known, between {low} and {high} ({figure.working})"


def _sources(sources: tuple[FigureSource, ...]) -> str:
    told = []
    for source in sources:
        parts = [source.says] if source.says else []
        parts += [f"recorded on {source.recorded_on}"] if source.recorded_on else []
        if parts:
            told.append(", ".join(parts))
    return f" ({'; '.join(dict.fromkeys(told))})" if told else ""


def _verdict(figure: FigureValue, promised: Promised) -> str:
    if promised.reach is None:
        return ""
    reach = promised.reach
    if figure.term == "minimum":
        return f"; nothing is decided, as there are fewer than {promised.minimum}"
    said = {
        "met": f"; met: {reach} was agreed",
        "breached": f"; breached: {reach} was agreed",
        "undetermined": f"; whether {reach} was reached is not known",
        "no-volume": "; neither met nor breached",
        "none": "",
    }[figure.verdict]
    ruled = {
        "no-volume": ", and a period without volume counts as met",
        "no-data": ", and what is not known counts as missed",
        "told": ", as told",
    }.get(figure.term or "", "")
    return said + ruled
