"""One request under one agreement: what it says, when it opens, what holds then, and what the decision table says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

import attrs

from contractkit.calendars.instants import to_datetime
from contractkit.clocks.scalar.doors import instant_us, word_of
from contractkit.clocks.scalar.plan import OPENED
from contractkit.portfolio.deciding import SERVICE, Decision
from contractkit.portfolio.entries import Entry, Held
from contractkit.portfolio.line_decisions import Columns
from contractkit.quantities.notation.nearest import nearest_word
from contractkit.terms import Agreement
from contractkit.terms.agreement import ScopeRule

__all__ = ["CUSTOMER", "Lookup", "ScopeSays"]

ScopeSays = Literal["in", "grey", "out", "no-service", "before-term", "after-term", "no-target", "unknown"]
"""Whether the work was agreed, by the words of an evaluation; ``unknown`` where a field that decides it is missing."""

CUSTOMER: Final = "customer"
"""The field that says whose request it is."""
_MICROSECOND: Final = timedelta(microseconds=1)


@attrs.frozen(eq=False)
class Lookup:
    """One request under one agreement.

    Attributes:
        us: When it opens, in microseconds since the epoch.
        item: What it says.
        entry: The agreement.
        held: What holds then.
        decision: What is promised about requests that say the same.
        columns: The instants that it says, and that of its opening.
    """

    us: int
    item: Mapping[str, Any]
    entry: Entry
    held: Held
    decision: Decision
    columns: Columns

    @property
    def at(self) -> datetime:
        """The instant of the request, on the wall clock of the agreement's zone."""
        offset = to_datetime(self.us, 0).astimezone(ZoneInfo(self.entry.zone)).utcoffset()
        assert offset is not None
        return to_datetime(self.us, offset // _MICROSECOND)

    @property
    def on(self) -> date:
        """The date of the request, in the agreement's zone."""
        return self.at.date()

    @property
    def words(self) -> Mapping[str, str | None]:
        """What the request says as words; what the agreement does not know is not known."""
        strange = dict(self.decision.strange)
        words = {str(field): _word(value, str(field)) for field, value in self.item.items()}
        return {field: None if field in strange and field != SERVICE else word for field, word in words.items()}

    def instants(self, names: Iterable[str]) -> Mapping[str, int]:
        """Return the instants that the request says, in microseconds: those that an item has, and those of some names.

        Args:
            names: Fields that hold an instant, where the request has them.
        """
        declared = (field for field, kind in self.held.table.terms.fields.items() if kind == "instant")
        said = {field: self.item.get(field) for field in (*declared, *names)}
        known = {field: instant_us(value, field) for field, value in said.items() if value is not None}
        return {**known, OPENED: self.us}

    @property
    def service(self) -> str | None:
        """The service that it is about; None where it was not said."""
        return self.words.get(SERVICE)

    @property
    def scope(self) -> ScopeSays:
        """Whether the work was agreed."""
        start, end = self.held.start, self.held.end
        if start is not None and self.us < start:
            return "before-term"
        if end is not None and self.us >= end:
            return "after-term"
        return self.decision.says

    @property
    def rule(self) -> ScopeRule | None:
        """The scope rule that said so; None where none did."""
        if self.scope != self.decision.says or self.decision.rule is None:
            return None
        rule: ScopeRule = self.entry.fill(self.decision.rule)
        return rule

    @property
    def terms(self) -> Agreement:
        """The version of the agreement that holds on the date of the request, with all its terms."""
        return self.entry.opens().at(self.on, self.entry.known_at)

    def known(self, field: str) -> tuple[str, ...]:
        """Return the values that the agreement knows of a field; empty where it lists none."""
        terms = self.held.table.terms
        if field == SERVICE:
            return tuple(terms.services)
        known = terms.fields.get(field)
        return ("yes", "no") if known == "yes-no" else () if known is None or isinstance(known, str) else tuple(known)

    @property
    def read(self) -> tuple[str, ...]:
        """The fields that the agreement reads of a request: those of its conditions, those it lists, those of steps."""
        from contractkit.process.step_records import step_columns
        from contractkit.process.steps import work_of

        table, terms = self.held.table, self.terms
        steps = (column for one in work_of(terms) for column in step_columns(one))
        own = (*table.fields, *table.terms.fields, *terms.fields, CUSTOMER, SERVICE, OPENED, *table.columns, *steps)
        return tuple(dict.fromkeys(own))

    def near(self, field: str) -> str | None:
        """Return the field of the request that was most likely meant to be another; None where none is like it."""
        table = self.held.table
        read = {*table.fields, *table.columns, *table.terms.fields}
        return nearest_word(field, (name for name in map(str, self.item) if name not in read))


def _word(value: Any, field: str) -> str | None:
    return None if isinstance(value, date) else word_of(value, field)
