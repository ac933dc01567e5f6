"""A portfolio as a file: a line that says what it is, and blocks of compressed JSON with their lengths and a checksum.

Nothing in the file is code, and no class that attrs did not make for this library can come out of it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, Final, Literal

from contractkit.errors import StoredPortfolioError
from contractkit.portfolio.holes import Names
from contractkit.portfolio.stored_entries import Row, Shelf
from contractkit.portfolio.unpacking import Unpacker
from contractkit.records.version import VERSION as LIBRARY

__all__ = ["VERSION", "read_shelf", "written_shelf"]

VERSION: Final = 1
"""The version of the form of the file."""

_HEAD: Final = b"contractkit portfolio "
_LENGTH: Final = 8
_SUM: Final = 16


def written_shelf(shelf: Shelf) -> bytes:
    """Return a shelf as the bytes of a file."""
    rows = shelf.rows
    index = {
        "id": [row.id for row in rows],
        "customer": [row.customer for row in rows],
        "zone": [row.zone for row in rows],
        "signed": [row.signed for row in rows],
        "names": [row.names.words for row in rows],
        "stretches": [row.stretches for row in rows],
        "dated": [row.dated for row in rows],
        "length": [len(row.packed) for row in rows],
    }
    unpacker = shelf.unpacker
    shared = {
        "library": LIBRARY,
        "classes": list(unpacker.classes),
        "pool": list(unpacker.pool),
        "tables": list(shelf.tables),
        "frames": list(shelf.frames),
        "provisions": list(shelf.provisions),
        "services": sorted(shelf.services),
    }
    blocks = [_compressed(shared), _compressed(index), b"".join(row.packed for row in rows)]
    body = b"".join(len(block).to_bytes(_LENGTH, "big") + block for block in blocks)
    return b"%s%d\n" % (_HEAD, VERSION) + blake2b(body, digest_size=_SUM).digest() + body


def read_shelf(data: bytes, edition: Literal["same", "any"]) -> Shelf:
    """Return the shelf that the bytes of a file hold.

    Raises:
        StoredPortfolioError: They hold none, are damaged, or were written by another version.
    """
    head, _, rest = data.partition(b"\n")
    if not head.startswith(_HEAD):
        raise StoredPortfolioError("this file is no stored portfolio; Portfolio.save writes one")
    version = head.removeprefix(_HEAD).decode("ascii", "replace")
    if version != str(VERSION):
        says = f"the stored portfolio has version {version}, and this library reads version {VERSION}"
        raise StoredPortfolioError(f"{says}; make it again from the papers", version=version)
    body = memoryview(rest)[_SUM:]
    if blake2b(body, digest_size=_SUM).digest() != rest[:_SUM]:
        raise StoredPortfolioError("the stored portfolio is damaged: its checksum differs; make it again")
    try:
        shared, index, packed = _blocks(body)
        shelf = _shelf(json.loads(zlib.decompress(shared)), json.loads(zlib.decompress(index)), packed, edition)
    except (ValueError, TypeError, LookupError, zlib.error) as error:
        raise StoredPortfolioError(f"the stored portfolio cannot be read: {error}") from error
    return shelf


def _blocks(body: memoryview) -> Iterator[memoryview]:
    at = 0
    while at < len(body):
        length = int.from_bytes(body[at : at + _LENGTH], "big")
        yield body[at + _LENGTH : at + _LENGTH + length]
        at += _LENGTH + length


def _shelf(shared: Any, index: Any, packed: memoryview, edition: Literal["same", "any"]) -> Shelf:
    rows: list[Row] = []
    at = 0
    columns = (index[name] for name in ("id", "customer", "zone", "signed", "names", "stretches", "dated", "length"))
    for name, customer, zone, signed, names, stretches, dated, length in zip(*columns, strict=True):
        own = bytes(packed[at : at + length])
        at += length
        held = tuple([tuple(stretch) for stretch in stretches])
        rows.append(Row(name, customer, zone, signed, Names(tuple(names)), held, tuple(dated), own))
    unpacker = Unpacker(tuple(shared["pool"]), tuple(shared["classes"]), edition)
    tables, frames, provisions = (tuple(shared[name]) for name in ("tables", "frames", "provisions"))
    return Shelf(tuple(rows), unpacker, tables, frames, provisions, frozenset(shared["services"]))


def _compressed(data: Any) -> bytes:
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 6)
