"""``contractkit settle``: the money of a period, line by line, with the ledger of what was settled before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import attrs

from contractkit.cli.ahead import show_ahead
from contractkit.cli.charting import charts_of
from contractkit.cli.comparing import compare
from contractkit.cli.correcting import show_correction
from contractkit.cli.endings import PROBLEMS, complain, stop
from contractkit.cli.gathering import Gathered, Sources, gather
from contractkit.cli.grounding import Explaining, grounds_asked, show_grounds
from contractkit.cli.json_output import Places, json_text, json_texts
from contractkit.cli.other_readings import readings_grid, readings_told
from contractkit.cli.progress import step
from contractkit.cli.screens import a_screen
from contractkit.cli.settled_table import foot, lines_grid
from contractkit.cli.writing import STDOUT, check_folder, destinations, spare, write
from contractkit.compiling.varying import Papers
from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.settlement import Correction, Ledger, Settlement, seal, settle
from contractkit.settlement.ahead.forecasting import Forecast, forecast
from contractkit.settlement.correcting import corrections
from contractkit.settlement.readings import OtherReadings
from contractkit.settlement.rereading import other_readings
from contractkit.statements.following import follows_grid, follows_rows
from contractkit.statements.grids import text
from contractkit.statements.grounds.answer import Grounds
from contractkit.statements.prepaid import block_grid
from contractkit.statements.retelling import retold
from contractkit.statements.wording import language

__all__ = ["SettleRequest", "settle_period"]

_VERSION = 1


@attrs.frozen
class SettleRequest:
    """What was asked for on the command line.

    Attributes:
        sources: Where everything is read.
        period: The period as it was typed.
        ledger_out: Where the ledger goes that the next settlement needs; None for nowhere.
        json: Where the JSON goes.
        seal: Where the sealed record goes; None for nowhere.
        compare: The sealed record of the other party, to be made again; None for none.
        charts: The folder into which the charts of the effects go; None for nowhere.
        end: Whether a settlement that is not final is a reason to exit with 1 and to write nothing.
        readings: Whether what other readings of silent texts come to is worked out and shown.
        lines: Whether each line also has the formula of its amount.
        view: ``ahead`` also tells what is left before each threshold and of each cap.
        locale: The language of the table.
        explain: Whose lines are explained down to their items, in the place of the table; None for none.
    """

    sources: Sources
    period: str
    ledger_out: Path | None = None
    json: Places = ()
    seal: Path | None = None
    compare: Path | None = None
    charts: Path | None = None
    end: Literal["final", "any"] = "any"
    readings: Literal["shown", "listed"] = "listed"
    lines: Literal["formulas", "sentences"] = "sentences"
    view: Literal["ahead", "back"] = "back"
    locale: str = "en"
    explain: Explaining | None = None


def settle_period(request: SettleRequest) -> None:
    """Settle one period of one agreement, show it, and write what was asked for.

    Raises:
        SystemExit: 1 where documents or facts have problems, or only a final settlement will do and it is none.
        UsageError: The request means nothing.
    """
    sources = request.sources
    Period.parse(request.period, made_of="months")
    language(request.locale)
    if request.view != "ahead":
        sources.refuse_idle_as_of()
    outputs = (*request.json, request.ledger_out, request.seal)
    destinations(*outputs)
    spare(outputs, (*sources.files, request.compare), sources.path)
    spare((*request.json, request.seal), (sources.ledger,), sources.path)
    check_folder(request.charts, "charts are a file for each effect")
    read = gather(sources, request.period)
    with step(f"Settling {read.agreement.id}"):
        settlement, ledger = settle(
            read.agreement,
            read.evaluation,
            read.facts,
            period=request.period,
            before=read.ledger,
            told=read.told,
        )
    if request.end == "final" and settlement.status == "provisional":
        for reason in settlement.reasons:
            complain(f"contractkit: {reason}")
        stop(PROBLEMS, "the settlement is provisional, and --final was given; nothing was written")
    if request.compare is not None:
        compare(request.compare, sources, read, settlement)
    changed = corrections(read.ledger, ledger, read.agreement.id, settlement.period)
    others = _others(request, read, settlement) if request.readings == "shown" else None
    ahead = _ahead(request, read) if request.view == "ahead" else None
    grounds = None if request.explain is None else grounds_asked(request.explain, read, settlement)
    texts: dict[Path, str] = {}
    if request.ledger_out is not None:
        texts[request.ledger_out] = json_text(ledger.to_dict())
    if request.json:
        texts |= json_texts(request.json, _record(settlement, ledger, changed, others, ahead, grounds))
    if request.seal is not None:
        sealed = seal(settlement, read.agreement, read.evaluation, read.facts, told=read.told, before=read.ledger)
        texts[request.seal] = sealed.to_json()
    if request.charts is not None:
        texts |= charts_of(request.charts, read, settlement, request.locale)
    write(texts, request.charts)
    if STDOUT in outputs:
        return
    if grounds is not None:
        show_grounds(grounds)
    else:
        _show(request, settlement, read, changed, others, ahead)


def _others(request: SettleRequest, read: Gathered, settlement: Settlement) -> OtherReadings:
    """Return what other readings come to: of the papers, and of what the settlement itself had to assume."""
    papers = Papers.of(request.sources.path, agreement=read.agreement.id)
    judged = () if read.evaluation is None else read.evaluation.assumptions
    silences = dict.fromkeys((*read.agreement.assumptions, *judged, *settlement.assumptions))
    with step("Reading otherwise"):
        return other_readings(
            read.agreement,
            read.evaluation,
            read.facts,
            papers.readings(silences),
            period=request.period,
            before=read.ledger,
            told=read.told,
        )


def _ahead(request: SettleRequest, read: Gathered) -> Forecast:
    if read.as_of is None:
        raise UsageError("--ahead looks from a moment inside of the period: give --as-of")
    return forecast(
        read.agreement,
        read.evaluation,
        read.facts,
        period=request.period,
        before=read.ledger,
        told=read.told,
        as_of=read.as_of if read.evaluation is None else None,
    )


def _record(
    settlement: Settlement,
    ledger: Ledger,
    changed: Sequence[Correction],
    others: OtherReadings | None,
    ahead: Forecast | None,
    grounds: Sequence[Grounds] | None,
) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "kind": "settle",
        "settlement": settlement.to_dict(),
        "periods": [one.to_dict() for one in settlement.periods],
        "ledger": ledger.to_dict(),
        "corrections": [one.to_dict() for one in changed],
        "other_readings": None if others is None else others.to_dict(),
        "forecast": None if ahead is None else ahead.to_dict(),
        "grounds": None if grounds is None else [one.to_dict() for one in grounds],
    }


def _show(
    request: SettleRequest,
    settlement: Settlement,
    read: Gathered,
    changed: Sequence[Correction],
    others: OtherReadings | None,
    ahead: Forecast | None,
) -> None:
    """Write a settlement to the terminal: its lines, its total, and what is not known or not said."""
    screen = a_screen()
    speaks = language(request.locale)
    screen.print(
        text(f"{retold(read.agreement.title, speaks)} · {settlement.agreement} · {settlement.period.label}", "bold")
    )
    screen.print(lines_grid(settlement, speaks, request.lines).shown(screen.width))
    for line in foot(settlement, speaks):
        screen.print(text(line, "dim"), soft_wrap=True)
    if settlement.blocks:
        screen.print()
        screen.print(text(f"{speaks.say('blocks.heading')}:"))
        screen.print(block_grid(settlement.blocks, speaks).shown(screen.width))
    follows = follows_rows(settlement, speaks)
    if follows:
        screen.print()
        screen.print(text(f"{speaks.say('follows.heading')}:"))
        screen.print(follows_grid(follows, speaks).shown(screen.width))
    for one in changed:
        screen.print()
        show_correction(one, screen, speaks)
    if ahead is not None:
        screen.print()
        show_ahead(ahead, screen, speaks, settlement.reasons)
    if others is not None:
        screen.print()
        if others.that_matter:
            screen.print(readings_grid(others, speaks).shown(screen.width))
        for line in readings_told(others, settlement, speaks):
            screen.print(text(line, "dim"), soft_wrap=True)
