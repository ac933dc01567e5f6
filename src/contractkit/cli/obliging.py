"""``contractkit obligations``: what is owed, may be done or happens between two dates, and a calendar file of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

import attrs

from contractkit.cli.endings import complain
from contractkit.cli.instants import typed_date
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.owed import Asked, owed_in
from contractkit.cli.screens import a_screen
from contractkit.cli.settled_files import settled_in
from contractkit.cli.telling_events import events_in
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.duties import Obligations
from contractkit.errors import UsageError
from contractkit.statements.grids import Grid, text
from contractkit.statements.obligations.ics import obligations_ics
from contractkit.statements.obligations.page import obligations_html
from contractkit.statements.obligations.telling import LOCALES, gap_word, says_word, state_word, what_word

__all__ = ["ObligationsRequest", "list_obligations"]

_VERSION = 1
_COLUMNS: Final = ("date", "state", "whose", "what", "obligation")
_WORDS: Final = {
    "en": {
        "stretch": "{first} to {last}, as of {as_of}",
        "date": "date",
        "state": "state",
        "whose": "whose",
        "what": "what",
        "obligation": "obligation",
        "provider": "provider",
        "customer": "customer",
        "both": "both",
        "nothing": "nothing is due in these dates",
        "gap": "not dated",
        "aside": "set aside: {n} event{s} after",
        "many": "s",
    },
    "nl": {
        "stretch": "{first} tot en met {last}, gezien op {as_of}",
        "date": "datum",
        "state": "stand",
        "whose": "van wie",
        "what": "wat",
        "obligation": "verplichting",
        "provider": "dienstverlener",
        "customer": "klant",
        "both": "beide",
        "nothing": "in deze periode is er niets",
        "gap": "zonder datum",
        "aside": "weggelaten: {n} gebeurtenis{s} na",
        "many": "sen",
    },
}


@attrs.frozen
class ObligationsRequest:
    """What was asked for on the command line.

    Attributes:
        path: The documents, or a saved portfolio.
        first: The first date as it was typed.
        last: The last date as it was typed; it counts too.
        agreement: The id of the agreement; None for all that are there.
        as_of: The day on which it is asked, as it was typed; None for the first date, or the last event's.
        events: What was recorded; None for nothing.
        settled: Settlements as ``contractkit settle --json-out`` wrote them.
        ics: Where the calendar file goes; None for none.
        html: Where the page goes; None for none.
        show: ``all``; ``decisions`` for options that are open; ``why`` for all with their sentences.
        json: Where the JSON goes.
        locale: The language.
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
    json: Places = ()
    locale: str = "en"


def list_obligations(request: ObligationsRequest) -> None:
    """Write the obligations of some dates, and the calendar file that was asked for.

    Raises:
        UsageError: A date is none, nothing is called so, or a settlement is of another agreement.
        DocumentRejected: The documents have problems.
        FactsRejected: The events have problems.
    """
    between = typed_date(request.first, "--from"), typed_date(request.last, "--to")
    as_of = None if request.as_of is None else typed_date(request.as_of, "--as-of")
    if request.locale not in LOCALES:
        raise UsageError(f"--locale {request.locale!r} is not spoken here; {' or '.join(LOCALES)}")
    outputs = (request.ics, request.html, *request.json)
    destinations(*outputs)
    spare(outputs, (request.events, *request.settled), request.path)
    asked = Asked(between, as_of, request.agreement, events_in(request.events), settled_in(request.settled))
    owed = owed_in(request.path, asked)
    found, files = owed.found, dict[Path, str]()
    names = owed.names if request.ics is not None or request.html is not None else {}
    if request.ics is not None:
        files[request.ics] = obligations_ics(found.rows, stamp=found.as_of, names=names, locale=request.locale)
    if request.html is not None:
        files[request.html] = obligations_html(found, names=names, locale=request.locale)
    files |= json_texts(request.json, {**found.to_dict(), "version": _VERSION, "agreements": list(owed.ids)})
    write(files)
    if STDOUT not in outputs:
        _show(found, request)


def _show(found: Obligations, request: ObligationsRequest) -> None:
    screen = a_screen()
    words = _WORDS[request.locale]
    screen.print(text(words["stretch"].format(first=found.first, last=found.last, as_of=found.as_of), "bold"))
    rows = found.decisions if request.show == "decisions" else found.rows
    grid = Grid(tuple(words[key] for key in _COLUMNS), whole=(0,))
    for one in rows:
        what = text((says_word if request.show == "why" else what_word)(one, request.locale))
        state = text(state_word(one, request.locale), "bold" if one.state == "violated" else "")
        grid.row(text(one.due.isoformat()), state, text(words[one.owner]), what, text(one.id))
    if rows:
        screen.print(grid.shown(screen.width))
    else:
        screen.print(text(words["nothing"]))
    for gap in found.gaps:
        complain(f"contractkit: {words['gap']}: {gap_word(gap, request.locale)}")
    if found.set_aside:
        aside = words["aside"].format(n=found.set_aside, s="" if found.set_aside == 1 else words["many"])
        complain(f"contractkit: {aside} {found.as_of}")
