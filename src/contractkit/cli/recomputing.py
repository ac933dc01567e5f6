"""``contractkit recompute``: a sealed settlement made again from one's own papers and tables, and what differs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import attrs

from contractkit.cli.comparing import made_again, read_seal, tell_differences
from contractkit.cli.endings import PROBLEMS
from contractkit.cli.gathering import Sources, gather
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.screens import a_screen
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.errors import UsageError
from contractkit.settlement import Recomputed, SealedSettlement
from contractkit.statements.grids import text
from contractkit.statements.wording import language

__all__ = ["RecomputeRequest", "recompute_sealed"]

_VERSION = 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen
class RecomputeRequest:
    """What was asked for on the command line.

    Attributes:
        sealed: The sealed record of the other party.
        sources: Where one's own papers, tables, facts and ledger are read; the agreement, the moment of judging and the
            date of recording are those of the record where nothing is said.
        json: Where the JSON goes.
    """

    sealed: Path
    sources: Sources
    json: Places = ()


def recompute_sealed(request: RecomputeRequest) -> None:
    """Make a sealed settlement again, and say whether anything differs.

    Raises:
        SystemExit: 1 where anything differs.
        UsageError: The file is no sealed settlement, or what it was made from is not given.
    """
    sealed = read_seal(request.sealed)
    sources = _completed(request.sealed, sealed, request.sources)
    destinations(*request.json)
    spare(request.json, (*sources.files, sources.ledger, request.sealed), sources.path)
    dates = f"{sealed.period.start}..{sealed.period.last}"
    read = gather(sources, dates)
    found = made_again(request.sealed, sealed, sources, read)
    write(json_texts(request.json, _record(sealed, found)) if request.json else {})
    if STDOUT in request.json:
        raise SystemExit(0 if found.same else PROBLEMS)
    if not found.same:
        tell_differences(request.sealed, found)
    total = language("en").money(found.settlement.total)
    says = f"{sealed.agreement}, {sealed.period.label}: {total}, {found.settlement.status}. The same, to the last line."
    a_screen().print(text(says), soft_wrap=True)


def _completed(file: Path, sealed: SealedSettlement, sources: Sources) -> Sources:
    """Return the sources with what the record says of them."""
    if sealed.as_of is not None and not sources.has_items:
        raise UsageError(f"{file} was made from items: give --mapping with --items, --events or both")
    if sealed.as_of is None and sources.has_items:
        raise UsageError(f"{file} was made without items; leave --items, --events and --mapping out")
    judged: dict[str, Any] = sealed.record["inputs"]["evaluation"] or {}
    return attrs.evolve(
        sources,
        agreement=sealed.agreement if sources.agreement is None else sources.agreement,
        as_of=_moment(sealed.as_of) if sources.as_of is None else sources.as_of,
        known_at=_moment(judged.get("known_at")) if sources.known_at is None else sources.known_at,
    )


def _moment(us: int | None) -> str | None:
    return None if us is None else (_EPOCH + timedelta(microseconds=us)).isoformat()


def _record(sealed: SealedSettlement, found: Recomputed) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "kind": "recompute",
        "agreement": sealed.agreement,
        "period": sealed.period.label,
        "digest": sealed.digest,
        "same": found.same,
        "differences": [one.to_dict() for one in found.differences],
        "settlement": found.settlement.to_dict(),
    }
