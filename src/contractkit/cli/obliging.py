"""``contractkit obligations``: what is owed, may be done or happens between two dates, and a calendar file of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

import attrs

from contractkit.cli.endings import complain, counted
from contractkit.cli.gathering import chosen
from contractkit.cli.progress import step
from contractkit.cli.settled_files import settled_in
from contractkit.cli.telling_events import events_in
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.compiling import load_agreements
from contractkit.duties import ObligationEvent, Obligations, obligations
from contractkit.errors import UsageError
from contractkit.quantities.notation import nearest
from contractkit.statements.grids import Grid, text
from contractkit.statements.ics import obligations_ics
from contractkit.statements.obligations import LOCALES, state_word, what_word
from contractkit.statements.obligations_page import obligations_html
from contractkit.terms import Agreement

__all__ = ["ObligationsRequest", "list_obligations"]

_VERSION = 1


@attrs.frozen
class ObligationsRequest:
    """What was asked for on the command line.

    Attributes:
        path: The documents.
        first: The first date as it was typed.
        last: The last date as it was typed; it counts too.
        agreement: The id of the agreement; None for all that are there.
        as_of: The day on which it is asked, as it was typed; None for the first date, or the last event's.
        events: What was recorded; None for nothing.
        settled: Settlements as ``contractkit settle --json`` wrote them.
        ics: Where the calendar file goes; None for none.
        html: Where the page goes; None for none.
        show: ``all``; ``decisions`` for options that are open; ``why`` for all with their sentences.
        form: Text for people, or JSON.
        locale: The language of the states.
    """

    path: Path
    first: str
    last: str
    agreement: str | None = None
    as_of: str | None = None
    events: Path | None = None
    settled: tuple[Path, ...] = ()
    ics: Path | None = None
    html: Path | None = None
    show: Literal["all", "decisions", "why"] = "all"
    form: Literal["json", "text"] = "text"
    locale: str = "en"


def list_obligations(request: ObligationsRequest) -> None:
    """Write the obligations of some dates, and the calendar file that was asked for.

    Raises:
        UsageError: A date is none, nothing is called so, or a settlement is of another agreement.
        DocumentRejected: The documents have problems.
        FactsRejected: The events have problems.
    """
    between = _date(request.first, "--from"), _date(request.last, "--to")
    as_of = None if request.as_of is None else _date(request.as_of, "--as-of")
    if request.locale not in LOCALES:
        raise UsageError(f"--locale {request.locale!r} is not spoken here; {' or '.join(LOCALES)}")
    outputs = (request.ics, request.html)
    destinations(*outputs)
    spare(outputs, (request.events, *request.settled), request.path)
    with step("Reading documents"):
        known = tuple(load_agreements(request.path))
    asked = known if request.agreement is None else (chosen(known, request.agreement),)
    events, settled = events_in(request.events), settled_in(request.settled)
    _refuse_strangers(events, known)
    for other in (one for one in settled if one.agreement not in {each.id for each in known}):
        says = f"there is a settlement of {other.agreement}, and no agreement of that id"
        raise UsageError(f"{says}; {nearest(other.agreement, [each.id for each in known])}")
    today = as_of or max([between[0], *(event.day(one.zone) for one in asked for event in _of(events, one, known))])
    found = _together(
        [obligations(one, between, as_of=today, events=_of(events, one, known), settlements=settled) for one in asked]
    )
    names = {one.id: one.title for one in asked}
    files = {}
    if request.ics is not None:
        files[request.ics] = obligations_ics(found.rows, stamp=found.as_of, names=names)
    if request.html is not None:
        files[request.html] = obligations_html(found, names=names, locale=request.locale)
    write(files)
    if request.form == "json":
        record = {**found.to_dict(), "version": _VERSION, "agreements": [one.id for one in asked]}
        sys.stdout.write(json.dumps(record, indent=2, ensure_ascii=False) + "\n")
    elif STDOUT not in outputs:
        _show(found, request)


def _of(events: Sequence[ObligationEvent], one: Agreement, known: Sequence[Agreement]) -> tuple[ObligationEvent, ...]:
    """Return the events of an agreement: those that name it, and of those that name none the ones about its papers."""
    papers = {head.id for head in one.documents}
    others = [each for each in known if each is not one]

    def is_its(event: ObligationEvent) -> bool:
        if event.agreement is not None:
            return event.agreement == one.id
        document = event.obligation.partition("/")[0]
        shared = any(document in {head.id for head in each.documents} for each in others)
        return document in papers and not shared

    return tuple(event for event in events if is_its(event))


def _refuse_strangers(events: Sequence[ObligationEvent], known: Sequence[Agreement]) -> None:
    for event in events:
        owners = [one for one in known if event in _of((event,), one, known)]
        if not owners:
            says = f"the event {event.id} is about {event.obligation}"
            raise UsageError(
                f"{says}, and it does not say of which agreement; fill the column agreement", event=event.id
            )


def _together(found: Sequence[Obligations]) -> Obligations:
    """Return the obligations of several agreements as one list, in the order of their dates."""
    rows = sorted((row for one in found for row in one.rows), key=lambda row: (row.due, row.agreement))
    gaps = tuple(gap for one in found for gap in one.gaps)
    aside = sum(one.set_aside for one in found)
    return attrs.evolve(found[0], rows=tuple(rows), gaps=gaps, set_aside=aside)


def _show(found: Obligations, request: ObligationsRequest) -> None:
    from rich.console import Console

    screen = Console(highlight=False)
    screen.print(text(f"{found.first} to {found.last}, as of {found.as_of}", "bold"))
    rows = found.decisions if request.show == "decisions" else found.rows
    grid = Grid(("date", "state", "whose", "what", "obligation"), whole=(0,))
    for one in rows:
        what = text(one.says if request.show == "why" else what_word(one, request.locale))
        state = text(state_word(one, request.locale), "bold" if one.state == "violated" else "")
        grid.row(text(one.due.isoformat()), state, text(one.owner), what, text(one.id))
    if rows:
        screen.print(grid.shown(screen.width))
    else:
        screen.print(text("nothing is due in these dates"))
    for gap in found.gaps:
        complain(f"contractkit: not dated: {gap}")
    if found.set_aside:
        complain(f"contractkit: set aside: {counted(found.set_aside, 'event')} after {found.as_of}")


def _date(written: str, option: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise UsageError(f"{option} {written!r} is no date; write it as 2026-03-01") from None
