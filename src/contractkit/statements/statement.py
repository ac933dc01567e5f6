"""A statement: what both parties get to see of a period, as a page and as data."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import attrs

from contractkit.delivery import Delivery
from contractkit.errors import UsageError
from contractkit.evaluation import Evaluation
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.settlement import Settlement
from contractkit.settlement.told.facts import SettlementFacts
from contractkit.statements.contents import Contents, gather
from contractkit.statements.record import record_of
from contractkit.statements.wording import Language, language
from contractkit.terms import Agreement

__all__ = ["Statement"]

_NOTHING_TOLD = SettlementFacts()


def _period(value: Period | str | None, statement: Any) -> Period | None:
    return None if value is None else statement.agreement.period(value)


@attrs.frozen
class Statement:
    """What both parties get to see of a period: figures, money, and everything that they come from.

    Attributes:
        agreement: What was promised.
        evaluation: What became of it.
        settlement: The money of the period; None leaves money out, and `period` is then needed.
        facts: What happened. Adds satisfaction and the fields of listed items; figures do not depend on it.
        period: The period, such as ``2026-Q1``; left out, it is that of the settlement.
        locale: The language: ``en`` or ``nl``.
        delivery: What was delivered against what was agreed, of the same period; None leaves it out.
        told: What `settle` was told: figures and measurements from elsewhere stand there.

    Raises:
        UsageError: neither a settlement nor a period is given, they contradict each other, or nobody speaks `locale`.
        PeriodError: the period cannot be read.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": "1", "document": "sla", "id": "SLA-7", "title": "Service levels", "zone": "Europe/Oslo",
        ...     "currency": "NOK", "fields": {"closed_at": "instant"}, "clauses": {"1": {
        ...         "kind": "time-target", "name": "solved", "starts": {"field": "opened_at"}, "reach": "90 %",
        ...         "stops": {"field": "closed_at"}, "within": "4 hours", "calendar": "always"}}})
        >>> facts = ck.Facts.from_frames(
        ...     items={"id": ["T-1"], "opened": ["2026-01-05T09:00+01:00"], "closed": ["2026-01-05T12:00+01:00"]},
        ...     mapping={"contractkit": 1, "document": "mapping", "items": {
        ...         "id": "id", "fields": {"opened_at": "opened", "closed_at": "closed"}}})
        >>> judged = ck.evaluate(agreement, facts, as_of=facts.items.instants("closed_at").datetimes()[0])
        >>> statement = ck.Statement(agreement, judged, period="2026-01")
        >>> statement.to_dict()["verdict"]
        'met'
        >>> statement.to_html().startswith("<!doctype html>")
        True
    """

    agreement: Agreement
    evaluation: Evaluation
    settlement: Settlement | None = None
    facts: Facts | None = None
    period: Period | None = attrs.field(
        default=None,
        converter=attrs.Converter(_period, takes_self=True),  # type: ignore[misc]  # mypy knows plain functions only
    )
    locale: str = "en"
    delivery: Delivery | None = None
    told: SettlementFacts = _NOTHING_TOLD

    def __attrs_post_init__(self) -> None:
        language(self.locale)
        settled = self._stretch()
        if self.period is not None and settled != self.period:
            raise UsageError(
                f"the settlement is of {settled.label} and the statement is asked for {self.period.label}; "
                "leave the period out, or settle that period"
            )
        if self.delivery is not None and (self.delivery.period, self.delivery.agreement.id) != (
            settled,
            self.agreement.id,
        ):
            raise UsageError(
                f"the delivery is of {self.delivery.agreement.id} in {self.delivery.period.label}, and the statement "
                f"is of {self.agreement.id} in {settled.label}; ask for the same period of the same agreement"
            )

    def _stretch(self) -> Period:
        period = self.period if self.settlement is None else self.settlement.period
        if period is None:
            raise UsageError("a statement is about a period: give period='2026-Q1', or the settlement of that period")
        return period

    @cached_property
    def language(self) -> Language:
        """The words in which it speaks."""
        return language(self.locale)

    @cached_property
    def contents(self) -> Contents:
        """Everything it says, gathered once."""
        return gather(
            self.agreement, self.evaluation, self.settlement, self.facts, self._stretch(), self.delivery, self.told
        )

    def to_html(self) -> str:
        """Return the statement as one self-contained page: no script, no font, no file from elsewhere.

        Raises:
            MissingExtraError: jinja2 is not installed.
        """
        from contractkit.statements.page import page

        return page([self])

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data, ready for JSON: amounts and shares as text, instants in ISO 8601 UTC.

        The key ``version`` says how to read the rest; it goes up when a reader would have to change.
        """
        return record_of(self.contents)
