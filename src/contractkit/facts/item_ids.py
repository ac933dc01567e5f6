"""Which item each row is about, by the id in it: ids are coded once, at the door, and never sorted."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts.cells import as_words, words
from contractkit.facts.columns import MISSING
from contractkit.facts.raw_columns import RawColumn, RawItems, RawTexts
from contractkit.facts.row_keys import by_first_appearance
from contractkit.facts.text_places import TextPlaces
from contractkit.facts.texts import Texts

__all__ = ["ItemIds", "items_among", "items_named"]


@attrs.frozen(eq=False)
class ItemIds:
    """The items that the rows of a table name.

    Attributes:
        names: Their ids, all different, in the order in which they first stand in the rows.
        first: The place of each item's first row.
        item: int32, for each row the place of its item; -1 where it names none.
    """

    names: Texts
    first: NDArray[np.signedinteger]
    item: NDArray[np.int32]

    @property
    def in_step(self) -> bool:
        """Return whether each row is about an item of its own."""
        return len(self.names) == len(self.item)


def items_among(raw: RawColumn, missing: frozenset[str]) -> ItemIds:
    """Return the items that the cells of `raw` name: texts without spaces around them, but those in `missing`."""
    cleaned = _cleaned(raw, missing) if isinstance(raw, RawTexts) else None
    first: NDArray[np.signedinteger]
    if cleaned is None:
        ids = words(raw, {}, missing)
        first, item = by_first_appearance(ids.codes)
        return ItemIds(Texts.of(ids.categories[code] for code in ids.codes[first].tolist()), first, item)
    texts, named = cleaned
    rows = np.flatnonzero(named) if named is not None else None
    equal = TextPlaces.of(texts if rows is None else texts.take(rows)).first
    place = np.arange(len(equal), dtype=np.int32)
    begins = equal == place
    if begins.all():
        item = place
        names = texts if rows is None else texts.take(rows)
        first = place if rows is None else rows
    else:
        first = np.flatnonzero(begins)
        item = (np.cumsum(begins, dtype=np.int32) - np.int32(1))[equal]
        first = first if rows is None else rows[first]
        names = texts.take(first)
    if rows is not None:
        of_row = np.full(len(texts), MISSING, np.int32)
        of_row[rows] = item
        item = of_row
    return ItemIds(names, first, item)


def items_named(raw: RawColumn, known: TextPlaces, missing: frozenset[str]) -> RawItems:
    """Return the cells of `raw` as items among those that are known."""
    if isinstance(raw, RawItems):
        return raw
    nobody = np.zeros(0, np.int64)
    if isinstance(raw, RawTexts):
        item = known.find(raw.texts)
        odd = raw.texts.odd(missing)
        if raw.missing is not None:
            odd |= raw.missing
        rows = np.flatnonzero(odd)
        if len(rows):
            item[rows], nameless = _named(raw.take(rows), known, missing)
            nobody = rows[nameless]
    else:
        item, nameless = _named(raw, known, missing)
        nobody = np.flatnonzero(nameless)
    unknown = np.flatnonzero(item == MISSING)
    return RawItems(item, known.texts, nobody, unknown, as_words(raw.take(unknown)))


def _named(raw: RawColumn, known: TextPlaces, missing: frozenset[str]) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    ids = words(raw, {}, missing)
    table = np.append(known.find(Texts.of(ids.categories)), np.int32(MISSING))
    return table[ids.codes], ids.codes == MISSING


def _cleaned(raw: RawTexts, missing: frozenset[str]) -> tuple[Texts, NDArray[np.bool_] | None] | None:
    """Return the texts without spaces around them, and which rows name an item; None for the latter if all do.

    Returns None where so many texts have to be looked at that it is no gain.
    """
    odd = raw.texts.odd(missing)
    if raw.missing is not None:
        odd |= raw.missing
    rows = np.flatnonzero(odd)
    if not len(rows):
        return raw.texts, None
    if len(rows) > len(odd) // 8:
        return None
    texts = as_words(raw.take(rows))
    ids = words(texts, {}, missing)
    named = np.ones(len(odd), np.bool_)
    named[rows] = ids.codes != MISSING
    places = np.arange(len(odd))
    places[rows] = np.where(ids.codes != MISSING, len(odd) + ids.codes, places[rows])
    return Texts.together([raw.texts, Texts.of(ids.categories)]).take(places), named
