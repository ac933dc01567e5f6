"""From raw cells to typed ones. Each different text is worked on once; the rows then take its value by place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts.columns import MISSING, NAT, UNMENTIONED, Coded, narrowest
from contractkit.facts.date_forms import ISO, DateForm
from contractkit.facts.date_readings import EARLIEST, LATEST
from contractkit.facts.local_times import instants_of
from contractkit.facts.raw_columns import RawColumn, RawInstants, RawItems, RawTexts, RawWords

__all__ = [
    "InstantCells",
    "NumberCells",
    "WordCells",
    "instants",
    "numbers",
    "shown",
    "whole_numbers",
    "words",
    "words_where",
]

_YES_NO = {
    **dict.fromkeys(("yes", "y", "true", "t", "1"), "yes"),
    **dict.fromkeys(("no", "n", "false", "f", "0"), "no"),
}
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_DATE = re.compile(r"\d{4}-?\d\d-?\d\d", re.ASCII)
_UNSET = re.compile(r"0001-01-01(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,18}(\.0*)?", re.ASCII)
_Flags = NDArray[np.bool_]


@attrs.frozen
class WordCells:
    """Words, and for each row whether its cell could not be read."""

    column: Coded
    bad: _Flags


@attrs.frozen
class InstantCells:
    """Instants, and for each row what was odd about its cell.

    Attributes:
        us: int64, microseconds since the epoch, UTC; `NAT` where there is none.
        bad: Not of the form, or no date.
        naive: Without an offset.
        repeated: A local time that occurred twice; the first is taken.
        skipped: A local time that never occurred.
        dates: A date alone, where the form is ISO 8601 with date and time; they are `bad` too.
        unset: Midnight of 1 January of the year 1, which stands where there is no date; they are `bad` too.
    """

    us: NDArray[np.int64]
    bad: _Flags
    naive: _Flags
    repeated: _Flags
    skipped: _Flags
    dates: _Flags
    unset: _Flags


@attrs.frozen
class NumberCells:
    """Numbers, NaN where missing, and for each row whether its cell could not be read."""

    values: NDArray[np.float64]
    bad: _Flags


def words(raw: RawColumn, values: Mapping[str, str | None], missing: frozenset[str]) -> Coded:
    """Return the words of `raw`: translated by `values`, other ones as they stand without spaces around them.

    A text that `values` does not list is missing if it is empty or one of `missing`.
    """
    codes, spelled = _spelled(raw, values, missing)
    categories = sorted({word for word in spelled if word is not None})
    place: dict[str | None, int] = {word: code for code, word in enumerate(categories)}
    place[None] = MISSING
    table = np.array([place[word] for word in spelled], narrowest(len(categories)))
    return Coded(table[codes], tuple(categories))


def words_where(
    raw: RawColumn, about: NDArray[np.bool_], values: Mapping[str, str | None], missing: frozenset[str]
) -> Coded:
    """Return what `words` says of the rows in `about`, with the words that they hold alone; `UNMENTIONED` elsewhere."""
    codes, spelled = _spelled(raw, values, missing)
    held = np.zeros(len(spelled), dtype=np.bool_)
    held[codes[about]] = True
    found = {spelled[place] for place in np.flatnonzero(held).tolist()}
    categories = sorted(word for word in found if word is not None)
    place = {word: code for code, word in enumerate(categories)}
    table = np.array([MISSING if word is None else place.get(word, MISSING) for word in spelled], narrowest(len(place)))
    return Coded(np.where(about, table[codes], table.dtype.type(UNMENTIONED)), tuple(categories))


def yes_no(column: Coded) -> WordCells:
    """Return the words of `column` as yes and no; true and false, y and n, t and f, 1 and 0 are read as well."""
    spelled = [_YES_NO.get(word.casefold()) for word in column.categories]
    table = np.array([-2 if word is None else ("no", "yes").index(word) for word in spelled] + [MISSING], np.int32)
    codes = table[column.codes]
    bad = codes == -2
    return WordCells(compact(Coded(np.where(bad, MISSING, codes), ("no", "yes"))), bad)


def compact(column: Coded) -> Coded:
    """Return `column` with only those categories that rows hold."""
    held = np.zeros(len(column.categories) + 1, dtype=np.bool_)
    held[column.codes] = True  # the last one: a missing word
    used = np.flatnonzero(held[:-1])
    if len(used) == len(column.categories):
        return column
    table = np.full(len(held), MISSING, narrowest(len(used)))
    table[used] = np.arange(len(used))
    return Coded(table[column.codes], tuple(column.categories[code] for code in used.tolist()))


def instants(
    raw: RawColumn, values: Mapping[str, str | None], missing: frozenset[str], form: DateForm, zone: ZoneInfo | None
) -> InstantCells:
    """Return the instants of `raw`, written in `form`; readings without an offset are of `zone`, if there is one."""
    if isinstance(raw, RawInstants) and raw.aware:
        return _aware(raw.us)
    if isinstance(raw, RawInstants):
        unset = raw.us == EARLIEST
        reading = _resolved(np.where(unset, NAT, raw.us), np.full_like(raw.us, NAT), zone)
        return attrs.evolve(reading, bad=reading.bad & (raw.us != NAT), unset=unset)
    codes, spelled = _spelled(raw, values, missing)
    texts = [text or "" for text in spelled]
    present = np.array([text is not None for text in spelled], dtype=np.bool_)
    readings = form.read(texts)
    local, offset = readings.local, readings.offset
    if isinstance(raw, RawWords) and raw.dated and form != ISO:
        other = ISO.read(texts)
        offset = np.where(local == NAT, other.offset, offset)
        local = np.where(local == NAT, other.local, local)
    dates, unset = np.zeros(len(texts), dtype=np.bool_), local == EARLIEST
    for place in np.flatnonzero(local == NAT).tolist():
        dates[place] = form == ISO and _DATE.fullmatch(texts[place]) is not None
        unset[place] = _UNSET.fullmatch(texts[place]) is not None
    reading = _resolved(np.where(unset, NAT, local), offset, zone)
    return InstantCells(
        us=reading.us[codes],
        bad=(reading.bad & present)[codes],
        naive=reading.naive[codes],
        repeated=reading.repeated[codes],
        skipped=reading.skipped[codes],
        dates=dates[codes],
        unset=unset[codes],
    )


def _aware(us: NDArray[np.int64]) -> InstantCells:
    nothing = np.zeros(len(us), dtype=np.bool_)
    bad = unset = nothing
    if len(us) and (us.min() <= EARLIEST or us.max() > LATEST):
        unset = us == EARLIEST
        beyond = unset | (us < EARLIEST) | (us > LATEST)
        bad = beyond & (us != NAT)
        us = np.where(beyond, NAT, us)
    return InstantCells(us, bad, nothing, nothing, nothing, nothing, unset)


def _resolved(local: NDArray[np.int64], offset: NDArray[np.int64], zone: ZoneInfo | None) -> InstantCells:
    bad = (local == NAT) | (local < EARLIEST) | (local > LATEST)
    naive = ~bad & (offset == NAT)
    us = np.where(bad | naive, NAT, local - np.where(naive, 0, offset))
    repeated = np.zeros(len(us), dtype=np.bool_)
    skipped = np.zeros(len(us), dtype=np.bool_)
    if zone is not None and naive.any():
        found = instants_of(local[naive], zone)
        us[naive], repeated[naive], skipped[naive] = found.us, found.repeated, found.skipped
    beyond = (us != NAT) & ((us < EARLIEST) | (us > LATEST))
    nothing = np.zeros_like(bad)
    return InstantCells(np.where(beyond, NAT, us), bad | beyond, naive, repeated, skipped, nothing, nothing)


def numbers(raw: RawColumn, values: Mapping[str, str | None], missing: frozenset[str]) -> NumberCells:
    """Return the numbers of `raw`: digits with a point, an exponent if there is one, no signs between thousands."""
    codes, spelled = _spelled(raw, values, missing)
    parsed = [float(text) if text is not None and _NUMBER.fullmatch(text) else np.nan for text in spelled]
    table = np.array(parsed, dtype=np.float64)
    table[np.isinf(table)] = np.nan
    present = np.array([text is not None for text in spelled], dtype=np.bool_)
    return NumberCells(table[codes], (np.isnan(table) & present)[codes])


def whole_numbers(raw: RawColumn, missing: frozenset[str]) -> tuple[NDArray[np.int64], _Flags]:
    """Return the whole numbers of `raw`, `NAT` where there is none, and for each row whether it could not be read."""
    codes, spelled = _spelled(raw, {}, missing)
    fits = [text is not None and _WHOLE.fullmatch(text) is not None for text in spelled]
    parsed = [int((text or "").partition(".")[0]) if fit else NAT for text, fit in zip(spelled, fits, strict=True)]
    table = np.array(parsed, dtype=np.int64)
    present = np.array([text is not None for text in spelled], dtype=np.bool_)
    return table[codes], ((table == NAT) & present)[codes]


def shown(raw: RawColumn, rows: NDArray[Any]) -> Coded:
    """Return the raw cells of `rows` as they are to be shown in a message: on one line, and not too long."""
    texts = as_words(raw.take(rows))
    used, place = np.unique(texts.codes, return_inverse=True)
    spelled = [_short(texts.distinct[code] or "") for code in used.tolist()]
    return Coded.from_words([spelled[code] for code in place.tolist()])


def _short(text: str) -> str:
    line = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return line if len(line) <= 60 else f"{line[:57]}..."


def as_words(raw: RawColumn) -> RawWords:
    """Return `raw` as text; timestamps become ISO 8601."""
    if isinstance(raw, RawWords):
        return raw
    if isinstance(raw, RawTexts | RawItems):
        return raw.encoded()
    distinct, codes = np.unique(raw.us, return_inverse=True)
    end = "+00:00" if raw.aware else ""
    spelled = [f"{us}{end}" if us is not None else None for us in _iso(distinct)]
    return RawWords(codes.astype(np.int32), (*spelled,), dated=True)


def _iso(us: NDArray[np.int64]) -> list[str | None]:
    return [None if text == "NaT" else text for text in np.datetime_as_string(us.view("M8[us]")).tolist()]


def _spelled(
    raw: RawColumn, values: Mapping[str, str | None], missing: frozenset[str]
) -> tuple[NDArray[np.int32], list[str | None]]:
    """Return the different texts of `raw`, translated, and for each row the place of its text."""
    texts = as_words(raw)
    return texts.codes, [_translated(text, values, missing) for text in texts.distinct]


def _translated(text: str | None, values: Mapping[str, str | None], missing: frozenset[str]) -> str | None:
    if text is None:
        return None
    word = text.strip()
    if word in values:
        return values[word]
    return None if not word or word in missing else word
