"""Who was told what, and when: warnings before promises were missed, favours, grey items.

Told before it happened is told before the due instant; at that instant itself it is too late to warn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Literal

import attrs
import numpy as np

from contractkit.calendars.instants import from_datetime, to_datetime
from contractkit.delivery.favours import FavourLine
from contractkit.delivery.grey import GreyItem
from contractkit.delivery.told import CustomerTold, Warned
from contractkit.delivery.work import Work
from contractkit.facts import NAT
from contractkit.quantities.periods import Period

__all__ = ["TellingLine", "ToldRegister", "told_of"]


@attrs.frozen
class TellingLine:
    """One thing that the customer had to be told, and whether it was.

    Attributes:
        about: ``warning``: a promise that was missed; ``favour``; ``grey``.
        item: The id of the item; None for a favour without one.
        target: The name of the promise that was missed; None for the others.
        happened_at: When it happened: the due instant of the promise, else the day it was done or asked; None: unknown.
        told_at: When the customer was told first; None where nobody did.
        told: ``before`` it happened, ``after``, or ``untold``.
        to: Who was told; None where nobody says.
        how: How; None where nobody says.
    """

    about: Warned
    item: str | None
    target: str | None
    happened_at: datetime | None
    told_at: datetime | None
    told: Literal["before", "after", "untold"]
    to: str | None = None
    how: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON; instants ISO 8601."""
        return {
            "about": self.about,
            "item": self.item,
            "target": self.target,
            "happened_at": None if self.happened_at is None else self.happened_at.isoformat(),
            "told_at": None if self.told_at is None else self.told_at.isoformat(),
            "told": self.told,
            "to": self.to,
            "how": self.how,
        }


@attrs.frozen
class ToldRegister:
    """What the customer was told in a period.

    Attributes:
        lines: Missed promises in the order of their due instants, then favours, then grey items.
        warned: How many missed promises the customer was warned of before they were due.
        missed: How many promises were missed in the period.
        favours_untold: How many favours nobody told.
        favours: How many favours there were.
        grey_untold: Of how many grey items nobody told that they are grey.
        grey: How many grey items there are.
    """

    lines: tuple[TellingLine, ...]
    warned: int
    missed: int
    favours_untold: int
    favours: int
    grey_untold: int
    grey: int

    @property
    def says(self) -> str:
        """Return it in one sentence."""
        warned = f"warned before it happened: {self.warned} of {self.missed}"
        return f"{warned}; favours untold: {self.favours_untold}; grey items untold: {self.grey_untold}"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        names = ("warned", "missed", "favours_untold", "favours", "grey_untold", "grey")
        return {
            **{name: getattr(self, name) for name in names},
            "lines": [one.to_dict() for one in self.lines],
            "says": self.says,
        }


def told_of(work: Work, period: Period, favours: Sequence[FavourLine], register: Sequence[GreyItem]) -> ToldRegister:
    """Return what the customer was told of the missed promises, favours and grey items of a period.

    Args:
        work: What happened; only items in scope can miss a promise.
        period: The period; a promise belongs to it as attainment counts it.
        favours: The favours of the period.
        register: Its grey items.
    """
    missed = list(_missed(work, period))
    done = [_favour(work, one) for one in favours]
    grey = [_grey(work, one) for one in register]
    return ToldRegister(
        lines=(*missed, *done, *grey),
        warned=sum(one.told == "before" for one in missed),
        missed=len(missed),
        favours_untold=sum(one.told == "untold" for one in done),
        favours=len(done),
        grey_untold=sum(one.told == "untold" for one in grey),
        grey=len(grey),
    )


def _missed(work: Work, period: Period) -> Iterator[TellingLine]:
    table = work.evaluation.outcomes
    breached, inside = table.words("verdict"), table.words("scope")
    chosen = work.evaluation.in_period(period)
    for column, word in ((breached, "breached"), (inside, "in")):
        code = column.code_of(word)
        chosen = chosen & (column.codes == (-1 if code is None else code)) & (code is not None)
    due = table.array("due").astype("M8[us]", copy=False).view(np.int64)
    places = np.flatnonzero(chosen)
    places = places[np.argsort(due[places], kind="stable")]
    warnings: dict[str, list[CustomerTold]] = defaultdict(list)
    for one in sorted(work.told.told, key=lambda one: (one.at, one.target or "", one.to or "", one.how or "")):
        if one.about == "warning" and work.happened(one.at):
            warnings[one.item].append(one)
    names = {target.id: target.name for target in work.agreement.targets}
    rows = table.select(places)
    ids = zip(rows.words("item").words(), rows.words("target").words(), due[places].tolist(), strict=True)
    for item, target, at in ids:
        called = (target, names.get(str(target)))
        first = next((one for one in warnings[str(item)] if one.target is None or one.target in called), None)
        happened = None if at == NAT else to_datetime(at, 0).astimezone(work.zone)
        told: Literal["before", "after", "untold"] = "untold"
        if first is not None:
            told = "before" if at == NAT or from_datetime(first.at) < at else "after"
        yield _line("warning", str(item), called[1] or called[0], happened, told, first)


def _line(
    about: Warned,
    item: str | None,
    target: str | None,
    happened: datetime | None,
    told: Literal["before", "after", "untold"],
    first: CustomerTold | None,
) -> TellingLine:
    if first is None:
        return TellingLine(about, item, target, happened, None, told)
    return TellingLine(about, item, target, happened, first.at, told, first.to, first.how)


def _favour(work: Work, favour: FavourLine) -> TellingLine:
    told: Literal["after", "untold"] = "untold" if favour.told_on is None else "after"
    at = None if favour.told_on is None else work.midnight(favour.told_on)
    return TellingLine("favour", favour.item, None, work.midnight(favour.on), at, told)


def _grey(work: Work, grey: GreyItem) -> TellingLine:
    happened = None if grey.item.day is None else work.midnight(grey.item.day)
    return TellingLine(
        "grey", grey.item.item, None, happened, grey.told_at, "untold" if grey.told_at is None else "after"
    )
