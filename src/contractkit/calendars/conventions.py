"""Conventions: how a calendar answers the questions on which systems differ, one field for each question.

Every field has our answer as its default. What other systems answer stands in `presets`, each with its source.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any, Final, Literal, get_args

import attrs

from contractkit.calendars.instants import DAY
from contractkit.errors import UsageError
from contractkit.quantities.span_checks import checked_word
from contractkit.quantities.spans import BusinessDays, Within, WorkingTime

__all__ = ["OURS", "Conventions", "Like", "conventions_of"]

Boundary = Literal["closing", "next-open", "next-day"]
Backward = Literal["opening", "previous-closing"]
Zero = Literal["next-opening", "keep"]
ZeroBack = Literal["next-opening", "previous-closing", "keep"]
ClosingInstant = Literal["closed", "open"]
AtClosing = Literal["next-opening", "stays"]
AtOpening = Literal["stays", "previous-closing"]
Reversed = Literal["negative", "zero", "absolute"]
Dst = Literal["elapsed", "wall-clock"]
DaysStart = Literal["next-date", "roll-forward", "roll-along"]
ZeroDays = Literal["keep", "roll-forward"]
CountingDates = Literal["[a, b)", "(a, b]", "[a, b]"]
ReversedDates = Literal["mirrored", "from-start", "absolute"]
Pauses = Literal["working-time", "wall-clock"]


def _policy(_owner: object, _attribute: object, value: object) -> None:
    if not isinstance(value, (BusinessDays, WorkingTime)):
        says = (
            f"business_days is a policy such as BusinessDays(0, ends='same-time'), or WorkingTime a day, not {value!r}"
        )
        raise UsageError(says, value=value)


def _midnight(_owner: object, _attribute: object, value: time | None) -> None:
    if value is not None and (type(value) is not time or value.tzinfo is not None):
        raise UsageError(f"written_midnight is a time of day such as time(23, 59), or None, not {value!r}", value=value)


def _amount(_owner: object, _attribute: object, value: object) -> None:
    if not isinstance(value, timedelta) or value < timedelta(0):
        raise UsageError(f"least_elapsed is a timedelta of at least zero, not {value!r}", value=value)


@attrs.frozen(kw_only=True)
class Conventions:
    """How a calendar answers where systems differ. Left out, each field has our answer.

    Attributes:
        boundary: When working time that is used up exactly at a closing is due: ``closing``; at the ``next-open``
            instant; or on the ``next-day`` (at the last closing of a date the next opening, at an earlier closing of
            that date the closing).
        backward: Where counting back lands when it is used up exactly at an opening: on the ``opening``, or on the
            ``previous-closing``.
        zero: When a limit of zero is due from a closed instant: at the ``next-opening``, or at that instant (``keep``).
        zero_back: The same for a zero that is counted back: ``next-opening``, ``previous-closing`` or ``keep``.
        closing_instant: Whether `is_open` calls a closing ``closed`` or ``open``.
        at_closing: Whether `next_open` of a closing is the ``next-opening``, or ``stays`` there.
        at_opening: Whether `previous_open` of an opening ``stays`` there, or is the ``previous-closing``.
        reversed: What `elapsed` says of an end before the start: the ``negative`` amount, ``zero``, or the
            ``absolute`` amount.
        least_elapsed: What `elapsed` says where no working time passed; some systems say one second.
        dst: Whether working time is what really ``elapsed``, or the difference of ``wall-clock`` readings.
        days_start: From a date that is no business date, `add_days` takes the ``next-date`` that is one as day 1;
            or first moves there: ``roll-forward`` always, ``roll-along`` in the direction of the count.
        zero_days: Whether adding no days to such a date ``keep``s it, or moves it (``roll-forward``).
        counting_dates: Which ends `count_days` takes in.
        reversed_dates: What `count_days` says of an end before the start: ``mirrored``, the dates of the pair the other
            way round, negative; ``from-start``, the start still in and the end still out, negative; ``absolute``, the
            pair the other way round, without the sign.
        business_days: What "2 business days" means where its text does not say more: a policy of which `n` is not
            looked at, or the working time of a day.
        pauses: Whether a pause moves the due instant by the ``working-time`` in it, or by its ``wall-clock`` length.
            A calendar knows no pauses; whoever holds them asks this field, as the runner of case files does.
        written_midnight: The time of day that, as the end of weekly hours, means 24:00; None where there is none.

    Example:
        >>> from contractkit.calendars import Conventions
        >>> Conventions.like("zammad").boundary
        'next-open'
        >>> office = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, like="zammad")
        >>> office.due_at(datetime(2026, 1, 2, 16, tzinfo=office.tz), "1 hour").isoformat()
        '2026-01-05T09:00:00+01:00'
    """

    boundary: Boundary = attrs.field(default="closing", validator=checked_word(get_args(Boundary)))
    backward: Backward = attrs.field(default="opening", validator=checked_word(get_args(Backward)))
    zero: Zero = attrs.field(default="next-opening", validator=checked_word(get_args(Zero)))
    zero_back: ZeroBack = attrs.field(default="next-opening", validator=checked_word(get_args(ZeroBack)))
    closing_instant: ClosingInstant = attrs.field(default="closed", validator=checked_word(get_args(ClosingInstant)))
    at_closing: AtClosing = attrs.field(default="next-opening", validator=checked_word(get_args(AtClosing)))
    at_opening: AtOpening = attrs.field(default="stays", validator=checked_word(get_args(AtOpening)))
    reversed: Reversed = attrs.field(default="negative", validator=checked_word(get_args(Reversed)))
    least_elapsed: timedelta = attrs.field(default=timedelta(0), validator=_amount)
    dst: Dst = attrs.field(default="elapsed", validator=checked_word(get_args(Dst)))
    days_start: DaysStart = attrs.field(default="next-date", validator=checked_word(get_args(DaysStart)))
    zero_days: ZeroDays = attrs.field(default="keep", validator=checked_word(get_args(ZeroDays)))
    counting_dates: CountingDates = attrs.field(default="[a, b)", validator=checked_word(get_args(CountingDates)))
    reversed_dates: ReversedDates = attrs.field(default="mirrored", validator=checked_word(get_args(ReversedDates)))
    business_days: BusinessDays | WorkingTime = attrs.field(default=BusinessDays(0), validator=_policy)
    pauses: Pauses = attrs.field(default="working-time", validator=checked_word(get_args(Pauses)))
    written_midnight: time | None = attrs.field(default=None, validator=_midnight)

    @classmethod
    def like(cls, name: str) -> Conventions:
        """Return the conventions of a system, by the name of its preset.

        `attrs.evolve` makes a mixture of them: ``attrs.evolve(Conventions.like("zammad"), zero="keep")``.

        Raises:
            UsageError: There is no such preset; the nearest name is shown.
        """
        from contractkit.calendars.presets import preset_named

        return preset_named(name).conventions

    def __reduce__(self) -> tuple[Any, ...]:
        return (Conventions.from_dict, (self.to_dict(),))

    @property
    def for_instants(self) -> Literal["ours", "other"]:
        """Whether questions about instants have our answers, so that the compiled calendar can give them itself."""
        return "ours" if all(getattr(self, name) == getattr(OURS, name) for name in _OF_INSTANTS) else "other"

    def meant(self, span: Within) -> Within:
        """Return what the text of a time limit means: business days get the policy that their text leaves open.

        Args:
            span: The limit, as the grammar reads it; a policy that differs from the grammar's default was written.
        """
        policy = self.business_days
        if not isinstance(span, BusinessDays) or policy == OURS.business_days:
            return span
        written = {
            field.name: getattr(span, field.name)
            for field in attrs.fields(BusinessDays)
            if field.name != "n" and getattr(span, field.name) != getattr(OURS.business_days, field.name)
        }
        if isinstance(policy, WorkingTime):
            return span if written else WorkingTime(span.n * policy.us)
        return attrs.evolve(policy, n=span.n, **written)

    def hours_end(self, end: int) -> int:
        """Return where weekly hours end that are written to end so many microseconds after midnight."""
        written = self.written_midnight
        if written is None:
            return end
        clock = ((written.hour * 60 + written.minute) * 60 + written.second) * 1_000_000 + written.microsecond
        return DAY if end == clock else end

    def differences(self) -> dict[str, Any]:
        """Return the fields that differ from ours, by name."""
        return {
            field.name: getattr(self, field.name)
            for field in attrs.fields(Conventions)
            if getattr(self, field.name) != getattr(OURS, field.name)
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the fields that differ from ours as plain data, ready for JSON; `from_dict` reads them back."""
        return {name: _plain(value) for name, value in self.differences().items()}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Conventions:
        """Return conventions from what `to_dict` wrote.

        Raises:
            UsageError: A field is unknown, or has a value that it cannot have.
        """
        known = [field.name for field in attrs.fields(cls)]
        for name in data:
            if name not in known:
                from contractkit.quantities.notation import nearest

                raise UsageError(f"conventions have no field {name!r}; {nearest(name, known)}", value=name)
        read = cls(**{name: _read(name, value) for name, value in data.items()})
        return OURS if read == OURS else read


OURS: Final = Conventions()
"""Our own conventions."""

Like = str | Conventions | None
"""Whose conventions a calendar answers by: the name of a preset, conventions, or None for ours."""

_OF_INSTANTS: Final = (
    "boundary",
    "backward",
    "zero",
    "closing_instant",
    "at_closing",
    "at_opening",
    "reversed",
    "least_elapsed",
    "dst",
)


def conventions_of(like: Like) -> Conventions:
    """Return the conventions that a caller means.

    Raises:
        UsageError: There is no such preset.
    """
    if like is None:
        return OURS
    if isinstance(like, Conventions):
        return OURS if like == OURS else like
    return Conventions.like(like)


def _plain(value: object) -> Any:
    match value:
        case timedelta():
            return {"us": value // timedelta(microseconds=1)}
        case time():
            return value.isoformat()
        case WorkingTime():
            return {"working_us": value.us}
        case BusinessDays():
            words = attrs.asdict(value, filter=lambda field, _: field.name != "n")
            return {name: word.isoformat() if isinstance(word, time) else word for name, word in words.items()}
        case _:
            return value


def _read(name: str, value: Any) -> Any:
    try:
        match name:
            case "least_elapsed":
                return timedelta(microseconds=value["us"])
            case "written_midnight":
                return time.fromisoformat(value)
            case "business_days" if "working_us" in value:
                return WorkingTime(value["working_us"])
            case "business_days":
                clocks = {key: time.fromisoformat(value[key]) for key in ("cut_off", "restart") if value.get(key)}
                ends = value.get("ends", "")
                clocks |= {"ends": time.fromisoformat(ends)} if ends[:1].isdigit() else {}
                return BusinessDays(0, **{**value, **clocks})
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"conventions: {name} cannot be {value!r} ({error})", value=value) from None
    return value
