"""The types of the fields of documents: each reads one text as it stands and gives back the same text when dumped."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

import attrs
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from contractkit.documents.faults import TAG, fault
from contractkit.errors import QuantityError
from contractkit.quantities import notation as n
from contractkit.quantities import spans
from contractkit.quantities.currencies import MINOR_UNITS
from contractkit.quantities.money import Percent
from contractkit.quantities.notation import nearest, nearest_word

__all__ = [
    "AmountText",
    "BoundText",
    "Currency",
    "CycleText",
    "DateText",
    "Day",
    "FieldName",
    "HoursText",
    "Language",
    "LevelText",
    "Many",
    "MonthText",
    "Name",
    "OneOrMany",
    "Part",
    "PercentText",
    "PeriodWord",
    "PriceText",
    "Prose",
    "RateText",
    "Ref",
    "ShareText",
    "SpanText",
    "TimeText",
    "VolumeText",
    "WithinText",
    "Word",
    "Wording",
    "Written",
    "YeardayText",
    "Zone",
    "one_of",
]

T = TypeVar("T")


class Part(BaseModel):
    """A map of a document: frozen, every field typed, nothing unknown."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)


@attrs.frozen
class Written(Generic[T]):
    """A quantity as it stands on paper.

    Attributes:
        text: What was written.
        value: What it means.
    """

    text: str
    value: T

    def __str__(self) -> str:
        """Return what was written."""
        return self.text


class _Scalar:
    """What reads one text; a map or a list in its place is refused."""

    what = "one text"

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def built(self, value: Any) -> bool:
        return False

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}

    def _check(self, value: Any) -> Any:
        if self.built(value):
            return value
        if not isinstance(value, str):
            found = "a map" if isinstance(value, dict) else "a list" if isinstance(value, list | tuple) else repr(value)
            raise fault("wrong-shape", f"{found} stands here, where {self.what} belongs")
        return self.read(value)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self._check, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return self.schema()


class Reads(_Scalar):
    """Reads a quantity by its notation."""

    def __init__(self, notation: n.Notation[Any]) -> None:
        self.notation = notation
        self.what = notation.what

    def built(self, value: Any) -> bool:
        return isinstance(value, Written)

    def read(self, text: str) -> Written[Any]:
        try:
            return Written(str(text), self.notation.parse(str(text)))
        except QuantityError as error:
            raise fault("quantity", error.message, error.hint) from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": self.notation.pattern, "examples": list(self.notation.examples)}


class _Checked(_Scalar):
    """Reads a text that stays a text."""

    def __init__(self, what: str, check: Callable[[str], None], pattern: str | None = None) -> None:
        self.what = what
        self.check = check
        self.pattern = pattern

    def read(self, text: str) -> str:
        self.check(text)
        return str(text)

    def schema(self) -> dict[str, Any]:
        return {"type": "string"} | ({"pattern": self.pattern} if self.pattern else {})


_LIKE_NUMBER = re.compile(
    r"[-+]?(?:[0-9][0-9_]*)?\.?[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9]+\.|0[xob][0-9a-fA-F_]+|[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)"
)
_LIKE_TRUTH = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"}


def read_otherwise(text: str) -> bool:
    """Return whether other YAML readers take the plain `text` for something else than a text."""
    return text.lower() in _LIKE_TRUTH or _LIKE_NUMBER.fullmatch(text) is not None


def _unquoted(text: str) -> None:
    if getattr(text, "plain", False) and read_otherwise(text):
        raise fault(
            "quote-me",
            f"{text} is a name here and needs quotes",
            f'write "{text}": other readers take it for a number or a truth value',
        )


def _whole(text: str) -> None:
    if getattr(text, "cut", False):
        raise fault(
            "quote-me",
            "a comment follows this text, which cuts it off",
            "put the whole text between double quotes, or the comment on a line of its own",
        )


def _not_empty(text: str) -> None:
    if not text.strip():
        raise fault("empty-value", "is left empty", "leave the line out, or write the text")


def _prose(text: str) -> None:
    _not_empty(text)
    _whole(text)


_NAME = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")


def slug(text: str) -> str:
    """Return `text` as a name: lower case, with hyphens."""
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-") or "a-name"


def _name(text: str) -> None:
    _not_empty(text)
    _unquoted(text)
    if _NAME.fullmatch(text) is None or text != text.lower():
        raise fault("name", f"'{text}' is not a name: names are lower-case, with hyphens", f"write '{slug(text)}'")


def _ref(text: str) -> None:
    _not_empty(text)
    _unquoted(text)
    if any(character.isspace() for character in text):
        raise fault("name", f"'{text}' is not a reference: it has a blank in it", "name a clause such as \"4.1\", or the name of what is meant")


_FIELD = re.compile(r"[^\W\d][\w-]*")
RESERVED = ("all_of", "any_of", "not", "field", "within", "target")
"""The words of conditions, which no field of an item may have as its name."""


def _field_name(text: str) -> None:
    if text in RESERVED:
        raise fault("reserved-word", f"'{text}' is a word of conditions and cannot be a field", f"known words: {', '.join(RESERVED)}")
    _unquoted(text)
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
        found = nearest_word(text, known) or next((z for z in known if z.rpartition("/")[2].lower() == text.lower()), None)
        hint = f"did you mean '{found}'?" if found else "zones have their IANA name, such as Europe/Amsterdam"
        raise fault("unknown-zone", f"'{text}' is not a time zone", hint) from None


def _language(text: str) -> None:
    if text in ("no", "false"):
        raise fault("language", "'no' is not a language here: other readers take it for a truth value", "write nb or nn")
    if re.fullmatch(r"[a-z]{2,3}(?:-[A-Z]{2})?", text) is None:
        raise fault("language", f"'{text}' is not a language", "languages have their code, such as en, nl, nb, hu")


def _period(text: str) -> None:
    try:
        n.parse_period_word(str(text))
    except QuantityError as error:
        raise fault("quantity", error.message, error.hint) from None


Prose = Annotated[str, _Checked("a text", _prose)]
"""Words for people, whole: a comment behind it would cut it."""
Name = Annotated[str, _Checked("a name", _name)]
"""What others refer to, lower-case with hyphens."""
Ref = Annotated[str, _Checked("a name or a clause number", _ref)]
"""A reference: a clause number (quoted), a name, or either behind ``document-id/``."""
FieldName = Annotated[str, _Checked("the name of a field", _field_name)]
Currency = Annotated[str, _Checked("a currency", _currency, "^[A-Z]{3}$")]
Zone = Annotated[str, _Checked("a time zone", _zone)]
Language = Annotated[str, _Checked("a language", _language)]
PeriodWord = Annotated[str, _Checked("a period", _period, n.PERIOD.pattern)]

WithinText = Annotated[Written[spans.Within], Reads(n.WITHIN)]
SpanText = Annotated[Written[spans.Span], Reads(n.SPAN)]
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
PriceText = Annotated[Written[n.Price], Reads(n.PRICE)]
AmountText = Annotated[Written[n.Amount], Reads(n.AMOUNT)]
ShareText = Annotated[Written[n.Share], Reads(n.SHARE)]
NumberText = Annotated[Written[Decimal], Reads(n.NUMBER)]
LimitText = Annotated[Written[n.Limit], Reads(n.LIMIT)]
RateText = Annotated[Written[n.Rate], Reads(n.RATE)]
HoursText = Annotated[Written[n.Hours], Reads(n.HOURS)]
TimeText = Annotated[Written[time], Reads(n.TIME)]
DateText = Annotated[Written[date], Reads(n.DATE)]
MonthText = Annotated[Written[tuple[int, int]], Reads(n.MONTH)]
YeardayText = Annotated[Written[tuple[int, int]], Reads(n.YEARDAY)]


def checked(what: str, check: Callable[[str], None], pattern: str | None = None) -> _Checked:
    """Return what reads a text that `check` lets pass; `check` raises a fault otherwise."""
    return _Checked(what, check, pattern)


def one_of(*words: str) -> _Checked:
    """Return what reads one of the agreed words."""

    def check(text: str) -> None:
        if text not in words:
            raise fault("unknown-word", f"{text!r} is not one of the agreed words", hint_of(text, words))

    return _Checked("one of the agreed words", check, f"^(?:{'|'.join(map(re.escape, words))})$")


def hint_of(text: str, words: tuple[str, ...]) -> str:
    """Return the hint for a word that is not in a closed list: the nearest one, and all of them."""
    found = nearest_word(text, words)
    listed = f"words: {', '.join(words)}"
    return f"did you mean '{found}'? {listed}" if found else listed


Word = one_of


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


Many = Annotated[tuple[T, ...], Field(strict=False)]
"""A list, in the order of the page."""
OneOrMany = Annotated[tuple[T, ...], BeforeValidator(_listed), Field(strict=False)]
"""One value, or a list of them."""


class Day(_Scalar):
    """Reads the date that is the key of a map."""

    what = "a date"

    def built(self, value: Any) -> bool:
        return isinstance(value, date)

    def read(self, text: str) -> date:
        try:
            return n.parse_date(str(text))
        except QuantityError as error:
            raise fault("quantity", error.message, error.hint) from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": n.DATE.pattern}


@attrs.frozen
class Wording:
    """Words for people, in one language or in several.

    Attributes:
        texts: The text of each language; the key None is the binding language of the document.
    """

    texts: dict[str | None, str] = attrs.field(hash=False)

    def text(self, language: str | None = None) -> str:
        """Return the text in `language`, else in the binding one, else in the first that there is."""
        for key in (language, None):
            if key in self.texts:
                return self.texts[key]
        return next(iter(self.texts.values()))

    def __str__(self) -> str:
        """Return the text in the binding language, or the first."""
        return self.text()


class _Wordings:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        one = handler.generate_schema(Prose)
        several = core_schema.dict_schema(handler.generate_schema(Language), one, min_length=1)
        union = core_schema.tagged_union_schema(
            {
                TAG + "text": core_schema.no_info_after_validator_function(_one_wording, one),
                TAG + "map": core_schema.no_info_after_validator_function(_wordings, several),
                TAG + "built": core_schema.is_instance_schema(Wording),
            },
            discriminator=_wording_tag,
        )
        return core_schema.no_info_wrap_validator_function(
            _text_or_map, union, serialization=core_schema.plain_serializer_function_ser_schema(_dump_wording)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": ["string", "object"], "additionalProperties": {"type": "string"}}


def _one_wording(text: str) -> Wording:
    return Wording({None: text})


def _wordings(texts: dict[str | None, str]) -> Wording:
    return Wording(dict(texts))


def _wording_tag(value: Any) -> str:
    return TAG + ("map" if isinstance(value, dict) else "built" if isinstance(value, Wording) else "text")


def _text_or_map(value: Any, handler: Callable[[Any], Wording]) -> Wording:
    if isinstance(value, list | tuple):
        raise fault(
            "wrong-shape",
            "a list stands here, where a text belongs",
            "put quotes around a text that begins with a bracket, or give a map of languages",
        )
    return handler(value)


def _dump_wording(value: Wording) -> Any:
    if set(value.texts) == {None}:
        return value.texts[None]
    return {str(language): text for language, text in value.texts.items()}


WordingText = Annotated[Wording, _Wordings()]
"""A text in the document's language, or a map of languages."""
