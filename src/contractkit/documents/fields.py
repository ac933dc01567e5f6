"""The types of the fields of documents: each reads one text as it stands and gives back the same text when dumped."""

from __future__ import annotations

import re
import zoneinfo
from datetime import date, time
from decimal import Decimal
from typing import Annotated

from contractkit.documents.faults import fault
from contractkit.documents.scalars import Checked, Reads, Written
from contractkit.documents.texts import RESERVED, not_empty, slug, unquoted, whole
from contractkit.errors import QuantityError
from contractkit.quantities import notation as n
from contractkit.quantities import spans
from contractkit.quantities.currencies import MINOR_UNITS
from contractkit.quantities.money import Percent
from contractkit.quantities.notation import nearest_word
from contractkit.quantities.ratios import Ratio

__all__ = [
    "AmountText",
    "BoundText",
    "CountText",
    "Currency",
    "CycleText",
    "DateText",
    "FieldName",
    "HoursText",
    "Language",
    "LevelText",
    "LimitText",
    "MonthText",
    "Name",
    "NoticeText",
    "NumberText",
    "PercentText",
    "PeriodWord",
    "PriceOrBaseText",
    "PriceOrShareText",
    "PriceText",
    "Prose",
    "QuotaText",
    "RateText",
    "RatioText",
    "ReachText",
    "Ref",
    "ShareText",
    "SpanText",
    "StepText",
    "TimeText",
    "VolumeText",
    "WithinText",
    "YeardayText",
    "Zone",
]


def _prose(text: str) -> None:
    not_empty(text)
    whole(text)


_NAME = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")


def _name(text: str) -> None:
    not_empty(text)
    unquoted(text)
    if _NAME.fullmatch(text) is None or text != text.lower():
        raise fault("name", f"'{text}' is not a name: names are lower-case, with hyphens", f"write '{slug(text)}'")


def _ref(text: str) -> None:
    not_empty(text)
    unquoted(text)
    if any(character.isspace() for character in text):
        raise fault(
            "name",
            f"'{text}' is not a reference: it has a blank in it",
            'name a clause such as "4.1", or the name of what is meant',
        )


_FIELD = re.compile(r"[^\W\d][\w-]*")


def _field_name(text: str) -> None:
    if text in RESERVED:
        raise fault(
            "reserved-word",
            f"'{text}' is a word of conditions and cannot be a field",
            f"known words: {', '.join(RESERVED)}",
        )
    unquoted(text)
    if _FIELD.fullmatch(text) is None:
        raise fault("name", f"'{text}' is not the name of a field", f"write '{slug(text)}'")


def _currency(text: str) -> None:
    if text not in MINOR_UNITS:
        found = nearest_word(text, MINOR_UNITS)
        hint = f"did you mean '{found}'?" if found else "currencies have their ISO 4217 code, such as EUR"
        raise fault("unknown-currency", f"'{text}' is not a currency", hint)


def _zone(text: str) -> None:
    try:
        zoneinfo.ZoneInfo(str(text))
    except (KeyError, ValueError, OSError):
        known = sorted(zoneinfo.available_timezones())
        found = nearest_word(text, known) or next(
            (z for z in known if z.rpartition("/")[2].lower() == text.lower()), None
        )
        hint = f"did you mean '{found}'?" if found else "zones have their IANA name, such as Europe/Amsterdam"
        raise fault("unknown-zone", f"'{text}' is not a time zone", hint) from None


def _language(text: str) -> None:
    if text in ("no", "false"):
        raise fault(
            "language", "'no' is not a language here: other readers take it for a truth value", "write nb or nn"
        )
    if re.fullmatch(r"[a-z]{2,3}(?:-[A-Z]{2})?", text) is None:
        raise fault("language", f"'{text}' is not a language", "languages have their code, such as en, nl, nb, hu")


def _period(text: str) -> None:
    try:
        n.parse_period_word(str(text))
    except QuantityError as error:
        raise fault("quantity", error.message, error.hint) from None


Prose = Annotated[str, Checked("a text", _prose)]
"""Words for people, whole: a comment behind it would cut it."""


Name = Annotated[str, Checked("a name", _name, r"^[^\sA-Z_/]+$")]
"""What others refer to, lower-case with hyphens."""


Ref = Annotated[str, Checked("a name or a clause number", _ref, r"^\S+$")]
"""A reference: a clause number (quoted), a name, or either behind ``document-id/``."""


FieldName = Annotated[str, Checked("the name of a field", _field_name, r"^[^\s0-9/-][^\s/]*$")]


Currency = Annotated[str, Checked("a currency", _currency, "^[A-Z]{3}$")]


Zone = Annotated[str, Checked("a time zone", _zone, "^[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*$")]


Language = Annotated[str, Checked("a language", _language, "^(?!no$)[a-z]{2,3}(?:-[A-Z]{2})?$")]


PeriodWord = Annotated[str, Checked("a period", _period, n.PERIOD.pattern)]


WithinText = Annotated[Written[spans.Within], Reads(n.WITHIN)]


SpanText = Annotated[Written[spans.Span], Reads(n.SPAN)]


NoticeText = Annotated[Written[spans.WorkingTime | spans.ElapsedTime | spans.Span], Reads(n.NOTICE)]
"""How long before or after something is said: a span of the calendar, or hours."""


CycleText = Annotated[Written[n.Cycle], Reads(n.CYCLE)]


PercentText = Annotated[Written[Percent], Reads(n.PERCENT)]


BoundText = Annotated[Written[n.Bound], Reads(n.BOUND)]


LevelText = Annotated[Written[n.Level], Reads(n.LEVEL)]


CountText = Annotated[Written[n.Level], Reads(n.COUNT)]


StepText = Annotated[Written[n.Level], Reads(n.PRECISION_STEP)]


VolumeText = Annotated[Written[n.Volume], Reads(n.VOLUME)]


PriceOrShareText = Annotated[Written[n.Price | n.Share | None], Reads(n.PRICE_OR_SHARE)]
"""A price, or a share of the one agreed: ``85 % of price``; ``none`` where nothing is paid."""


ReachText = Annotated[Written[Percent], Reads(n.REACH)]


PriceOrBaseText = Annotated[Written[n.Price | n.BasePrice], Reads(n.PRICE_OR_BASE)]
"""A price, or how much more it is than that of the base: ``25 % above base``."""


RatioText = Annotated[Written[Ratio], Reads(n.RATIO)]


PriceText = Annotated[Written[n.Price], Reads(n.PRICE)]


AmountText = Annotated[Written[n.Amount], Reads(n.AMOUNT)]


ShareText = Annotated[Written[n.Share], Reads(n.SHARE)]


NumberText = Annotated[Written[Decimal], Reads(n.NUMBER)]


LimitText = Annotated[Written[n.Limit], Reads(n.LIMIT)]


QuotaText = Annotated[Written[n.Quota], Reads(n.QUOTA)]
"""How much time, or how many, in each period: ``2 hours per month``."""


RateText = Annotated[Written[n.Rate], Reads(n.RATE)]


HoursText = Annotated[Written[n.Hours], Reads(n.HOURS)]


TimeText = Annotated[Written[time], Reads(n.TIME)]


DateText = Annotated[Written[date], Reads(n.DATE)]


MonthText = Annotated[Written[tuple[int, int]], Reads(n.MONTH)]


YeardayText = Annotated[Written[tuple[int, int]], Reads(n.YEARDAY)]
