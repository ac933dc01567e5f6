"""The ledger: what earlier settlements came to, kept and handed on.

A ledger is plain data that the caller keeps. It only grows: a period that is settled anew is added, and the last
settlement of a period is the one that counts. What can be asked of it stands in `history`, how it is stored in
`storing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import InvalidOperation
from typing import Any, Self

import attrs

from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.settlement.history import History, OpenCredit
from contractkit.settlement.remembered import LedgerEntry, PaidClaim, Reading, SettledPeriod, Status, ToldStretch
from contractkit.settlement.storing import claim_data, claim_of, record_data, record_of, stretch_data, stretch_of

__all__ = ["Ledger", "LedgerEntry", "OpenCredit", "Reading", "SettledPeriod"]

_VERSION = 2
_READS = (1, _VERSION)


@attrs.frozen(slots=False)
class Ledger(History):
    """The settlements of an agreement so far.

    Attributes:
        agreement: The id of the agreement; None while nothing is settled.
        settled: The settlements in the order in which they were made.
        claims: The claims for damages that were answered, in order.
        told: What somebody tells of stretches that were not settled here.

    Example:
        >>> Ledger.empty().to_dict()
        {'kind': 'ledger', 'version': 2, 'agreement': None, 'settled': []}
    """

    agreement: str | None = None

    @classmethod
    def empty(cls) -> Self:
        """Return the ledger of an agreement of which nothing is settled yet."""
        return cls()

    def with_period(self, agreement: str, record: SettledPeriod) -> Self:
        """Return the ledger with one settlement more; the same ledger where the period was settled like that already.

        Raises:
            UsageError: The ledger is of another agreement, or it has a settlement of other dates that share some with
                this one.
        """
        known = self.governing
        if not known or known[-1].period.end <= record.period.start:
            # Nothing of these dates or of later ones was settled, so that nothing can be doubled.
            self._check_agreement(agreement)
            found = attrs.evolve(self, agreement=agreement, settled=(*self.settled, record))
            found.__dict__["governing"] = (*known, record)
            return found
        self.check(agreement, record.period)
        if record == self.record_of(record.period) and not self._rests_on_older(record.period):
            return self
        return attrs.evolve(self, agreement=agreement, settled=(*self.settled, record))

    def _rests_on_older(self, period: Period) -> bool:
        """Return whether the settlement of a period was made before an earlier period was settled anew."""
        return any(label == period.label for label, _ in self.on_older(period.end))

    def standing(self, record: SettledPeriod) -> SettledPeriod:
        """Return a new settlement as it stands beside those that the ledger has of its period.

        One that comes to the same as the last that was agreed or closed is that one. A final one that comes to
        something else corrects it. What is still open stays open.

        Args:
            record: The new settlement, provisional or final.
        """
        dates = (record.period.start, record.period.end)
        closed = [one for one in self.settled if (one.period.start, one.period.end) == dates]
        closed = [one for one in closed if one.status != "provisional"]
        if not closed or record.status == "provisional":
            return record
        same = attrs.evolve(closed[-1], status=record.status, digest=record.digest, known_at=record.known_at)
        if same == record:
            return closed[-1]
        return attrs.evolve(record, status="corrected")

    def with_claims(self, agreement: str, claims: Iterable[PaidClaim]) -> Self:
        """Return the ledger with answered claims; one of the same event takes the place of the one before.

        Raises:
            UsageError: The ledger is of another agreement.
        """
        self._check_agreement(agreement)
        found = {(claim.event, claim.who): claim for claim in (*self.claims, *claims)}
        return attrs.evolve(self, agreement=agreement, claims=tuple(found.values()))

    def with_told_history(self, *told: ToldStretch) -> Self:
        """Return the ledger with what somebody tells of stretches that no settlement in it covers.

        Raises:
            UsageError: A stretch has no date, or shares dates with a settlement or with another told stretch.
        """
        every = [*self.told]
        for stretch in told:
            if stretch.end <= stretch.start:
                raise UsageError(f"the told history ends on {stretch.end}, and begins on {stretch.start}; no date")
            known = [(one.period.start, one.period.end) for one in self.governing]
            for start, end in [*known, *((one.start, one.end) for one in every)]:
                if start < stretch.end and stretch.start < end:
                    raise UsageError(
                        f"the told history from {stretch.start} shares dates with what the ledger knows from {start}; "
                        "tell only what was not settled"
                    )
            every.append(stretch)
        return attrs.evolve(self, told=tuple(sorted(every, key=lambda one: one.start)))

    def with_status(self, period: Period, status: Status, digest: str | None = None) -> Self:
        """Return the ledger in which the settlement of a period has come further, such as being agreed.

        Args:
            period: The period.
            status: How far it has come.
            digest: The digest of its sealed record; None leaves what is known.

        Raises:
            UsageError: The period was not settled.
        """
        known = self.record_of(period)
        if known is None:
            raise UsageError(f"{period.label} is not in the ledger; settle it first")
        return self._replacing(known, attrs.evolve(known, status=status, digest=digest or known.digest))

    def _replacing(self, old: SettledPeriod, new: SettledPeriod) -> Self:
        return attrs.evolve(self, settled=tuple(new if one is old else one for one in self.settled))

    def check(self, agreement: str, period: Period) -> None:
        """Refuse a ledger with which `period` of `agreement` cannot be settled.

        Raises:
            UsageError: The ledger is of another agreement, or it has a settlement of other dates that share some with
                `period`.
        """
        self._check_agreement(agreement)
        for record in self.governing:
            other = record.period
            same = (other.start, other.end) == (period.start, period.end)
            if not same and other.start < period.end and period.start < other.end:
                raise UsageError(
                    f"{other.label} is settled already and shares dates with {period.label}; "
                    f"hand the ledger as it stood before {period.label}"
                )

    def _check_agreement(self, agreement: str) -> None:
        if self.agreement not in (None, agreement):
            raise UsageError(f"the ledger is of {self.agreement}, the settlement of {agreement}; hand the right ledger")

    def to_dict(self) -> dict[str, Any]:
        """Return the ledger as plain data, ready for JSON; `from_dict` reads it back."""
        more = {
            "claims": [claim_data(claim) for claim in self.claims],
            "told": [stretch_data(stretch) for stretch in self.told],
        }
        return {
            "kind": "ledger",
            "version": _VERSION,
            "agreement": self.agreement,
            "settled": [record_data(record) for record in self.settled],
            **{name: part for name, part in more.items() if part},
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the ledger that `to_dict` wrote down; one of version 1 too.

        Raises:
            UsageError: The data is no ledger, or one of a version that this library does not know.
        """
        if not isinstance(data, Mapping) or data.get("kind") != "ledger":
            raise UsageError("this is no ledger: its kind is not 'ledger'")
        if data.get("version") not in _READS:
            raise UsageError(
                f"a ledger of version {data.get('version')!r} cannot be read; this library reads "
                f"{' and '.join(map(str, _READS))}"
            )
        try:
            return cls(
                data["agreement"],
                settled=tuple(record_of(record) for record in data["settled"]),
                claims=tuple(claim_of(claim) for claim in data.get("claims", ())),
                told=tuple(stretch_of(stretch) for stretch in data.get("told", ())),
            )
        except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError, InvalidOperation) as error:
            raise UsageError(f"the ledger cannot be read: {type(error).__name__}: {error}") from error
