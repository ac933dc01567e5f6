"""Which wording binds the steps of an item: that of the date of its opening, with hours as they are as time passes."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Self

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.evaluation import Evaluation
from contractkit.process.item_known import ItemKnown
from contractkit.process.proofs import shown
from contractkit.terms import Agreement
from contractkit.terms.pointwise import calendars_through, with_calendars

__all__ = ["Wordings"]


@attrs.frozen(slots=False, eq=False)
class Wordings:
    """The wordings of an agreement, each with the calendars that hold through all of them.

    Attributes:
        agreement: The agreement with its versions.
        known: Amendments that were recorded later do not count; None: all that are recorded.
    """

    agreement: Agreement
    known: date | None = None
    _made: dict[int, Agreement] = attrs.field(factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, evaluation: Evaluation) -> Self:
        """Return the wordings that were known to an evaluation."""
        known, zone = evaluation.known_at, evaluation.agreement.zone
        return cls(evaluation.agreement, None if known is None else shown(known, zone).date())

    def binding(self, told: ItemKnown) -> Agreement:
        """Return the wording that binds the steps of an item: the one that holds on the date of its opening."""
        agreement = self.agreement
        if len(agreement.versions) == 1:
            return agreement
        at = told.as_of if told.opened is None else told.opened
        version = agreement.at(shown(at, agreement.zone).date(), self.known)
        if not self._calendars:
            return version
        if id(version) not in self._made:
            lines, provisions = (with_calendars(part, self._calendars) for part in (version.lines, version.provisions))
            self._made[id(version)] = attrs.evolve(version, lines=lines, provisions=provisions)
        return self._made[id(version)]

    @cached_property
    def _calendars(self) -> dict[str, BusinessCalendar]:
        return dict(calendars_through(self.agreement.versions.spans(self.known), self.agreement.zone))
