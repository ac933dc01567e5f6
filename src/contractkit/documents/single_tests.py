"""Single tests as somebody wrote them: of a field, a verdict, a count, a figure, a time limit."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field, RootModel, model_validator

from contractkit.documents.faults import Faults, fault
from contractkit.documents.fields import CycleText, FieldName, LevelText, Name, Ref, WithinText
from contractkit.documents.instants import Event
from contractkit.documents.references import CalendarRef, MetricRef, Names
from contractkit.documents.scalars import Checked, Many, OneOrMany, Part, ReadsEither, Word, Written
from contractkit.documents.texts import not_empty, whole
from contractkit.quantities import notation as n

__all__ = ["CountTest", "FieldTest", "FieldTests", "MetricTest", "Value", "VerdictTest", "WithinTest"]


def _value(text: str) -> None:
    not_empty(text)
    whole(text)


Value = Annotated[str, Checked("a value", _value)]
"""The value of a field, as the facts have it."""


class FieldTests(RootModel[dict[FieldName, OneOrMany[Value]]]):
    """The short form: every named field has one of its values. Without a field it always holds."""

    model_config = {"frozen": True, "strict": True}

    @property
    def tests(self) -> dict[str, tuple[str, ...]]:
        """Return the values of each field."""
        return self.root


class _Compared(Part):
    """Something that is compared in one way."""

    about: ClassVar[str]

    def relations(self) -> list[tuple[str, Any]]:
        """Return the relations that may be written, with what stands there or None."""
        return [(name, getattr(self, name)) for name in ("at_least", "more_than", "at_most", "less_than")]

    @property
    def relation(self) -> tuple[str, Any]:
        """Return the one relation that is written (``is``, ``in``, ``at_least`` ...) and its value."""
        return next(found for found in self.relations() if found[1] is not None)

    @model_validator(mode="after")
    def _one_relation(self) -> Any:
        count = sum(value is not None for _, value in self.relations())
        if count != 1:
            what, subject = self.about, getattr(self, self.about.rpartition(" ")[2])
            says = f"says nothing about {what}" if count == 0 else f"compares {what} in several ways at once"
            names = ", ".join(name for name, _ in self.relations())
            raise fault("condition", f"the condition on '{subject}' {says}", f"one of {names}")
        return self


class FieldTest(_Compared):
    """One field, compared with a value."""

    about = "the field"

    field: FieldName
    is_: OneOrMany[Value] | None = Field(default=None, alias="is")
    in_: Many[Value] | None = Field(default=None, alias="in")
    at_least: LevelText | None = None
    more_than: LevelText | None = None
    at_most: LevelText | None = None
    less_than: LevelText | None = None
    state: Annotated[str, Word("known", "unknown")] | None = None

    def relations(self) -> list[tuple[str, Any]]:
        """Return the relations that may be written, with what stands there or None."""
        return [("is", self.is_), ("in", self.in_), *super().relations(), ("state", self.state)]


class WithinTest(Part):
    """Reached in time: the time limit of a result, or the time between two events.

    Attributes:
        from_: The same as ``starts``, in older words; ``to`` is the same as ``stops``.
    """

    within: WithinText
    starts: Event | None = None
    stops: Event | None = None
    from_: Event | None = Field(default=None, alias="from")
    to: Event | None = None
    calendar: CalendarRef | None = None

    @property
    def starting(self) -> Any:
        """Return what starts its clock; None where it says nothing."""
        return self.starts if self.starts is not None else self.from_

    @property
    def stopping(self) -> Any:
        """Return what stops its clock; None where it says nothing."""
        return self.stops if self.stops is not None else self.to

    @model_validator(mode="after")
    def _one_start_and_stop(self) -> WithinTest:
        wrong = Faults()
        for new, old, field in (("starts", "from", "from_"), ("stops", "to", "to")):
            if getattr(self, new) is not None and getattr(self, field) is not None:
                wrong.add("contradiction", f"'{new}' and '{old}' say the same", f"write {new} alone", (old,))
        wrong.tell()
        return self


_PROMISES = Names(("target",), ("all",))


class VerdictTest(Part):
    """What was found about a target, in this period or in several.

    Attributes:
        target: The targets that it holds of, any one of them; ``all`` for any target of the agreement, and with the
            verdict ``met`` for every one.
        verdict: What was found in a period.
        band: In which bands of the target's ladder the figure lies, by their names.
        periods_in_a_row: In so many periods, each directly after the one before.
        periods: In so many of the last ones, in any order.
        out_of_last: How many last periods are looked at for `periods`.
    """

    target: OneOrMany[Annotated[Ref, _PROMISES]]
    verdict: Annotated[str, Word("met", "breached", "undetermined")] | None = None
    band: OneOrMany[Name] | None = None
    periods_in_a_row: LevelText | None = None
    periods: LevelText | None = None
    out_of_last: LevelText | None = None

    @model_validator(mode="after")
    def _one_finding(self) -> VerdictTest:
        wrong = Faults()
        if (self.verdict is None) == (self.band is None):
            says = "says nothing about it" if self.verdict is None else "asks for a verdict and for a band at once"
            wrong.add("condition", f"the condition on a target {says}", "verdict: breached, or band: with its name")
        for field in ("periods_in_a_row", "periods", "out_of_last"):
            written = getattr(self, field)
            if written is not None and not _is_count(written.value):
                wrong.add("quantity", f"'{written.text}' is no number of periods", "for example 3", (field,))
        if self.periods_in_a_row is not None and self.periods is not None:
            hint = "periods_in_a_row: 3, or periods: 3 with out_of_last: 4"
            wrong.add("contradiction", "the periods are counted in two ways", hint, ("periods",))
        if (self.periods is None) != (self.out_of_last is None):
            missing = "out_of_last" if self.out_of_last is None else "periods"
            wrong.add("missing-field", f"'{missing}' is missing", "for example periods: 3 with out_of_last: 4")
        if self.periods and self.out_of_last and self.periods.value.number > self.out_of_last.value.number:
            says = f"{self.periods.text} periods do not fit in the last {self.out_of_last.text}"
            wrong.add("condition", says, "count among more periods", ("periods",))
        wrong.tell()
        return self


def _is_count(level: n.Level) -> bool:
    return level.unit is None and level.number >= 1 and level.number == level.number.to_integral_value()


CountedText = Annotated[Written[Any], ReadsEither(n.LEVEL, n.LIMIT)]
"""What a count is compared with: ``3``, ``50 points``, ``50 %`` of the targets, ``EUR 5 000``, ``100 % of cap``."""


class CountTest(_Compared):
    """How much there was of something, over a window of time.

    Attributes:
        counted: Verdicts of periods, or points, credits, a malus or a bonus that came up.
        of: The targets whose verdicts or effects are counted; left out, all of them.
        band: Of targets, only those whose figure lies in one of these bands of its ladder.
        over: The window, which ends with the period at hand; left out, that period.
    """

    about = "what is counted"

    counted: Annotated[str, Word("breached", "met", "undetermined", "points", "credits", "malus", "bonus")]
    of: OneOrMany[Annotated[Ref, Names(("target", "effect"), ("all",))]] = ("all",)
    band: OneOrMany[Name] = ()
    at_least: CountedText | None = None
    more_than: CountedText | None = None
    at_most: CountedText | None = None
    less_than: CountedText | None = None
    over: CycleText | None = None

    @model_validator(mode="after")
    def _bands_of_targets(self) -> CountTest:
        if self.band and self.counted not in ("breached", "met"):
            says = f"{self.counted} do not lie in a band: only figures do"
            raise fault("condition", says, "counted: breached, or leave band out")
        return self


class MetricTest(_Compared):
    """Where a figure lies over a window of time.

    Attributes:
        metric: The figure.
        over: The window, which ends with the period at hand; left out, that period.
    """

    about = "the metric"

    metric: MetricRef
    at_least: LevelText | None = None
    more_than: LevelText | None = None
    at_most: LevelText | None = None
    less_than: LevelText | None = None
    over: CycleText | None = None
