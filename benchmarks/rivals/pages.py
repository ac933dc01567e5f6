"""The tables of the documentation, written from the JSON of a run so that no figure is copied by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

__all__ = ["tables"]

_SPANS: Final = {
    "hour": "about an hour",
    "fortnight": "up to 14 days",
    "six years": "about six years",
    None: "whole business days",
}
_FORMS: Final = {"array": "Arrays", "scalar": "One at a time"}


def tables(run: dict[str, Any]) -> str:
    """Return the tables of a run in Markdown.

    Args:
        run: What `engine.py --json` wrote.
    """
    machine = run["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    parts = [
        f"Measured with Python {machine['python']} on one thread of a shared {machine['processor']}: {versions}.",
        "### What must be reached\n\n" + "\n".join(_bars(run["bars"])),
        "### Against the rivals\n\n" + "\n".join(_rivals(run["rivals"])),
        "### contractkit beside itself\n\n" + "\n".join(_itself(run["contractkit_beside_itself"])),
    ]
    return "\n\n".join(parts) + "\n"


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _bars(bars: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield "| | must be | measured | holds |"
    yield "| --- | --: | --: | --- |"
    for bar in bars:
        measured = "not measured" if bar["measured"] is None else f"{_number(bar['measured'])} {bar['unit']}"
        holds = {True: "yes", False: "**no**", None: ""}[bar["holds"]]
        yield f"| {bar['name']} | {bar['bound']} {bar['limit']:g} {bar['unit']} | {measured} | {holds} |"


def _rivals(figures: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield "| | rows | ns a row | contractkit | ratio | against the oracle |"
    yield "| --- | --: | --: | --: | --: | --- |"
    group = None
    for figure in figures:
        track = figure["track"]
        if group != (group := (track["form"], track["span"], track["calendars"])):
            many = f", {track['calendars']} calendars" if track["calendars"] > 1 else ""
            yield f"| **{_FORMS[track['form']]}, {_SPANS[track['span']]}{many}** | | | | | |"
        checked = figure["checked"]
        verdict = f"{checked['wrong']} of {checked['rows']} differ" if checked["wrong"] else f"{checked['rows']} equal"
        remark = f" ({figure['remark']})" if figure["remark"] else ""
        yield (
            f"| {figure['rival']}, {track['operation']}{remark} | {figure['rows']:,} | {_number(figure['ns'])} | "
            f"{_number(figure['our_ns'])} | {_number(figure['ratio'])} | {verdict} |"
        )


def _itself(pairs: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield "| | ns a row | beside | ratio |"
    yield "| --- | --: | --: | --: |"
    for pair in pairs:
        costs = f"{_number(pair['ns'])} | {_number(pair['beside_ns'])} | {_number(pair['ratio'])}"
        yield f"| {pair['operation']}, {pair['name']} | {costs} |"
