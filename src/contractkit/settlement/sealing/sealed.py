"""A settlement with everything that decided it, under one digest. What it takes to make it again stands in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Self

import attrs
import numpy as np

from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.records.version import VERSION
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.lines import Settlement
from contractkit.settlement.sealing.canonical import canonical, digest_of
from contractkit.settlement.sealing.watching import Watched
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement

__all__ = ["SealedSettlement", "record_of", "settled_data"]

_VERSION = 2
_READS = (1, _VERSION)
_NOT_TERMS = ("warnings", "completeness", "versions")
"""Parts of an agreement that say where its papers lie or how they read, and decide no amount."""


@attrs.frozen
class SealedSettlement:
    """A settlement, what decided it, and the digest of both.

    Attributes:
        record: Library, agreement, calendars, inputs and the settlement, as plain data.
        digest: The SHA-256 of the record in its canonical form, in hexadecimal.
    """

    record: Mapping[str, Any] = attrs.field(hash=False)
    digest: str

    @property
    def whole(self) -> bool:
        """Return whether the record still has the digest that it was sealed with."""
        return digest_of(self.record) == self.digest

    @property
    def agreement(self) -> str:
        """Return the id of the agreement."""
        return str(self.record["agreement"]["id"])

    @property
    def period(self) -> Period:
        """Return the period that it settles."""
        dates = self.record["inputs"]["period"]
        return Period(date.fromisoformat(dates["start"]), date.fromisoformat(dates["end"]), dates["label"])

    @property
    def ledger_before(self) -> Ledger:
        """Return the ledger as it stood before the settlement."""
        return Ledger.from_dict(self.record["inputs"]["before"])

    @property
    def tells_facts(self) -> bool:
        """Return whether facts were told for it."""
        return bool(self.record["inputs"]["told"])

    @property
    def as_of(self) -> int | None:
        """Return up to when items were looked at, in microseconds since the epoch, UTC; None where none were judged."""
        found: int | None = (self.record["inputs"]["evaluation"] or {}).get("as_of")
        return found

    @property
    def known_at(self) -> date | None:
        """Return the last date of recording that was taken; None where nothing was set aside."""
        told: str | None = self.record["inputs"]["known_at"]
        return None if told is None else date.fromisoformat(told)

    def to_dict(self) -> dict[str, Any]:
        """Return the sealed settlement as plain data, ready for JSON; `from_dict` reads it back."""
        return {**self.record, "digest": self.digest}

    def to_json(self) -> str:
        """Return the same as JSON, in one form that is the same on every machine."""
        return canonical(self.to_dict()).decode()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the sealed settlement that `to_dict` wrote down; `whole` says whether anybody changed it.

        Raises:
            UsageError: The data is no sealed settlement, or one of a version that this library does not know.
        """
        if not isinstance(data, Mapping) or data.get("kind") != "sealed-settlement":
            says = "this is no sealed settlement: its kind is not 'sealed-settlement'"
            raise UsageError(f"{says}; contractkit settle --seal writes one, and so does ck.seal")
        if data.get("version") not in _READS or not isinstance(data.get("digest"), str):
            says = f"a sealed settlement of version {data.get('version')!r} cannot be read"
            raise UsageError(f"{says}; this library reads {' and '.join(map(str, _READS))}, with its digest")
        sealed = cls({name: part for name, part in data.items() if name != "digest"}, data["digest"])
        try:
            _ = sealed.agreement, sealed.period, sealed.ledger_before, sealed.tells_facts, sealed.as_of, sealed.known_at
            _ = sealed.record["settlement"]["status"], sealed.record["inputs"]["told"]
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            says = f"this is no whole sealed settlement: {type(error).__name__} {error}"
            raise UsageError(f"{says}; ask for the file as contractkit settle --seal wrote it") from None
        return sealed

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the sealed settlement that `to_json` wrote down.

        Raises:
            UsageError: The text is no JSON, or no sealed settlement.
        """
        try:
            return cls.from_dict(json.loads(text))
        except json.JSONDecodeError as error:
            raise UsageError(f"this is no sealed settlement: {error}") from error


def record_of(
    settlement: Settlement,
    agreement: Agreement,
    evaluation: Attained | None,
    told: SettlementFacts,
    before: Ledger,
    version: int = _VERSION,
) -> dict[str, Any]:
    """Return what is sealed, as plain data.

    Args:
        settlement: The settlement.
        agreement: The agreement.
        evaluation: What it was made from, as `watched` gives it; None where no promise is judged on items.
        told: The facts that were told.
        before: The ledger before it.
        version: The form. The first one has the verdicts of all items, also of those that other periods rest on.
    """
    return {
        "kind": "sealed-settlement",
        "version": version,
        "library": VERSION,
        "agreement": {"id": agreement.id, "terms": _terms(agreement), "documents": _documents(agreement)},
        "calendars": _calendars(agreement),
        "inputs": {
            "period": _period(settlement.period),
            "known_at": None if told.known_at is None else told.known_at.isoformat(),
            "evaluation": None if evaluation is None else _evaluation(evaluation, settlement.period, version),
            "told": told.to_dict(),
            "before": before.to_dict(),
        },
        "settlement": settled_data(settlement),
    }


def settled_data(settlement: Settlement) -> dict[str, Any]:
    """Return a settlement as plain data without where the papers lie on somebody's disk."""
    found: dict[str, Any] = _placeless(settlement.to_dict())
    return found


def _placeless(data: Any) -> Any:
    """Return plain data without files, and the lines in them."""
    if isinstance(data, Mapping):
        gone = ("file", "line") if "file" in data else ()
        return {name: _placeless(part) for name, part in data.items() if name not in gone}
    return [_placeless(part) for part in data] if isinstance(data, list | tuple) else data


def _terms(agreement: Agreement) -> str:
    """Return the digest of the terms of every version, with the dates from which they hold.

    In which order somebody's files lie is no term: papers and amendments count by their ids.
    """
    versions = []
    for span in agreement.versions.spans():
        data = span.value.to_dict()
        data |= {name: sorted(data[name], key=lambda paper: str(paper["id"])) for name in ("documents", "amendments")}
        held = _placeless({name: part for name, part in data.items() if name not in _NOT_TERMS})
        since = None if span.start is None else span.start.isoformat()
        versions.append({"holds_from": since, "terms": held})
    return digest_of(versions)


def _calendars(agreement: Agreement) -> dict[str, str]:
    """Return the edition of each calendar; of one that an amendment changed, those of all versions in their order."""
    found: dict[str, dict[str, None]] = {}
    for version in (*(span.value for span in agreement.versions.spans()), agreement):
        for name, calendar in version.calendars.items():
            found.setdefault(name, {})[calendar.edition] = None
    return {name: ", ".join(editions) for name, editions in sorted(found.items())}


def _documents(agreement: Agreement) -> list[str]:
    return sorted(document.id for document in agreement.documents)


def _evaluation(evaluation: Attained, settled: Period, version: int) -> dict[str, Any]:
    """Return what an evaluation was: as of when, and the digest of the verdicts that the settlement rests on."""
    outcomes = getattr(evaluation, "outcomes", None)
    found: dict[str, Any] = {"as_of": evaluation.as_of, "known_at": getattr(evaluation, "known_at", None)}
    if outcomes is None:
        return found
    if version > 1 and isinstance(evaluation, Watched):
        outcomes = outcomes.select(np.flatnonzero(evaluation.rested_on(settled)))
    rows = sorted(
        "\x1f".join(str(row[name]) for name in ("item", "target", "verdict", "reason", "stopped", "due"))
        for row in outcomes.only("item", "target", "verdict", "reason", "stopped", "due").to_records()
    )
    return {**found, "outcomes": len(rows), "verdicts": digest_of(rows)}


def _period(period: Period) -> dict[str, str]:
    return {"label": period.label, "start": period.start.isoformat(), "end": period.end.isoformat()}
