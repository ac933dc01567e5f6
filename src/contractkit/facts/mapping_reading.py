"""From the blocks of a mapping file to a `FactsMapping`, with everything that is wrong in it at once."""

from __future__ import annotations

import codecs
from typing import Literal, cast

import attrs

from contractkit.errors import FactsRejected, QuantityError
from contractkit.facts.becomes_reading import EXAMPLE, read_becomes
from contractkit.facts.date_forms import ISO
from contractkit.facts.field_reading import read_field, read_instant
from contractkit.facts.mapping import (
    ChangeColumns,
    EventsMapping,
    FactsMapping,
    FeedbackMapping,
    FieldMapping,
    ItemsMapping,
    ReliefMapping,
)
from contractkit.facts.mapping_blocks import BlockReading
from contractkit.facts.mapping_source import Block, Entry, Listing, Node, Scalar

__all__ = ["read_mapping"]

_HEAD = (
    "contractkit",
    "document",
    "zone",
    "instants",
    "missing",
    "encoding",
    "delimiter",
    "items",
    "events",
    "feedback",
    "relief",
)
_DELIMITERS = {",": ",", ";": ";", "|": "|", "\t": "\t", "tab": "\t"}


def read_mapping(node: Node, file: str | None) -> FactsMapping:
    """Return the mapping that stands in `node`.

    Args:
        node: The blocks of the file.
        file: The file as the caller named it, for messages; None for plain data.

    Raises:
        FactsRejected: It has problems; all of them are listed, in the order of the file.
    """
    reading = BlockReading(file)
    mapping = _mapping(reading, node)
    if reading.problems or mapping is None:
        raise FactsRejected(sorted(reading.problems, key=lambda problem: problem.line or 0))
    return mapping


def _mapping(reading: BlockReading, node: Node) -> FactsMapping | None:
    head = reading.block(node, "", _HEAD, ("contractkit", "document", "items"))
    reading.word(head.get("contractkit"), "contractkit", ("1",))
    reading.word(head.get("document"), "document", ("mapping",))
    items_node, events_node, feedback_node = head.get("items"), head.get("events"), head.get("feedback")
    relief_node = head.get("relief")
    events = None if events_node is None else _events(reading, events_node)
    carried = () if events is None else tuple(field.name for field in events.fields)
    items = None if items_node is None else _items(reading, items_node, events, carried)
    delimiter = _delimiter(reading, head.get("delimiter"))
    settings = {
        "zone": reading.zone(head.get("zone"), "zone"),
        "form": reading.form(head.get("instants"), "instants") or ISO,
        "missing": _missing(reading, head.get("missing")),
        "encoding": reading.quantity(head.get("encoding"), "encoding", "unknown-encoding", _encoding) or "utf-8",
        "feedback": None if feedback_node is None else _feedback(reading, feedback_node),
        "relief": None if relief_node is None else _relief(reading, relief_node),
    }
    if items is None or reading.problems:
        return None
    return FactsMapping(items, events, delimiter=delimiter, file=reading.file, **settings)  # type: ignore[arg-type]


def _encoding(name: str) -> str:
    try:
        codec = codecs.lookup(name)
        b"".decode(name)  # codecs that make no text of bytes, such as rot13, raise here
    except (LookupError, ValueError, UnicodeError):
        hint = "such as `utf-8`, `cp1252` or `utf-16`"
        raise QuantityError(f"there is no encoding `{name}`", hint=hint) from None
    if codec.name in ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"):
        raise QuantityError(f"`{name}` is no encoding of files", hint="such as `utf-8`, `cp1252` or `utf-16`")
    return codec.name


def _delimiter(reading: BlockReading, node: Node | None) -> str:
    if isinstance(node, Scalar) and node.text == "\t":
        return "\t"
    word = reading.word(node, "delimiter", (",", ";", "|", "tab"))
    return _DELIMITERS[word or ","]


def _missing(reading: BlockReading, node: Node | None) -> frozenset[str]:
    if node is None:
        return frozenset()
    if not isinstance(node, Listing):
        reading.wrong("not-a-list", "a list of values is expected here", node.line, "missing", 'such as ["?", ""]')
        return frozenset()
    words: set[str] = set()
    for part in node.parts:
        if isinstance(part, Scalar):
            words.add((part.text or "").strip())
        else:
            reading.wrong("not-a-word", "one word is expected here", part.line, "missing")
    return frozenset(words)


def _items(
    reading: BlockReading, node: Node, events: EventsMapping | None, carried: tuple[str, ...]
) -> ItemsMapping | None:
    found = reading.block(node, "items", ("from", "id", "fields", "becomes"))
    source = reading.word(found.get("from"), "items > from", ("items", "events")) or "items"
    id_column = reading.text(found.get("id"), "items > id")
    if source == "items" and "id" not in found:
        reading.wrong("missing-field", "`id` is missing", node.line, "items")
    if source == "events" and "from" in found:
        if events is None:
            line = found["from"].line
            reading.wrong("missing-field", "items come from events, but `events` is missing", line, "items > from")
        elif id_column is not None and id_column != events.item:
            says = f"items come from events, whose id stands in `{events.item}`, not in `{id_column}`"
            reading.wrong("contradiction", says, found["id"].line, "items > id", "leave `id` out here")
        id_column = id_column or (events.item if events else None)
    fields: list[FieldMapping] = []
    for name, value in reading.block(found["fields"], "items > fields").items() if "fields" in found else ():
        where = f"items > fields > {name}"
        if isinstance(value, Block) and any(entry.key == "becomes" for entry in value.entries):
            says = f"`becomes` is no part of a field: it is a list under `items`, beside `fields`, that names `{name}`"
            reading.wrong("unknown-field", says, value.line, where, EXAMPLE.replace("status", name))
            value = Block(tuple(entry for entry in value.entries if entry.key != "becomes"), value.line)
        field = read_field(reading, value, name, where)
        if field is None:
            continue
        fields.append(field)
        own = source == "events" and events is not None and field.column == events.at.column
        if own and name == "opened_at" and field.holds != "at-opening":
            says = f"`{field.column}` is the instant of each event, and the last one does not open the item"
            hint = "leave `opened_at` out: the first event opens the item; or say `holds: at-opening`"
            reading.wrong("contradiction", says, value.line, where, hint)
        if name in carried and field.holds is None:
            says = "events carry this field too: say what the column holds"
            reading.wrong("missing-field", says, value.line, where, "`holds: at-opening` or `holds: latest`")
        if name in carried and field.kind in ("instant", "number"):
            says = f"events carry this field, and they carry words only, not `{field.kind}`"
            reading.wrong("unknown-word", says, value.line, where)
    becomes = read_becomes(reading, found.get("becomes"), {field.name: field for field in fields})
    if id_column is None:
        return None
    return ItemsMapping(cast("Literal['items', 'events']", source), id_column, tuple(fields), becomes)


def _events(reading: BlockReading, node: Node) -> EventsMapping | None:
    keys = ("item", "at", "recorded_at", "sequence", "form", "fields", "field", "value", "was")
    found = reading.block(node, "events", keys, ("item", "at", "form", "fields"))
    item = reading.text(found.get("item"), "events > item")
    at = read_instant(reading, found.get("at"), "at", "events > at")
    recorded_at = read_instant(reading, found.get("recorded_at"), "recorded_at", "events > recorded_at")
    sequence = reading.text(found.get("sequence"), "events > sequence")
    form = reading.word(found.get("form"), "events > form", ("snapshot", "change"))
    change = None
    if form == "change":
        columns = {key: reading.text(found.get(key), f"events > {key}") for key in ("field", "value", "was")}
        for key in ("field", "value"):
            if key not in found:
                says = f"`{key}` is missing: the column that holds the changed field's {key.replace('field', 'name')}"
                reading.wrong("missing-field", says, node.line, "events")
        if columns["field"] and columns["value"]:
            change = ChangeColumns(columns["field"], columns["value"], columns["was"])
    elif form == "snapshot":
        for key in ("field", "value", "was"):
            if key in found:
                says = f"`{key}` is of `form: change`; each row of a snapshot shows every field"
                reading.wrong("contradiction", says, found[key].line, f"events > {key}")
    fields = _event_fields(reading, found.get("fields"), form)
    if item is None or at is None or form is None or (form == "change") != (change is not None):
        return None
    return EventsMapping(item, at, fields, sequence, change, recorded_at)


def _event_fields(reading: BlockReading, node: Node | None, form: str | None) -> tuple[FieldMapping, ...]:
    if node is None:
        return ()
    fields: list[FieldMapping] = []
    for name, value in reading.block(node, "events > fields").items():
        where = f"events > fields > {name}"
        if form == "change" and isinstance(value, Block):
            value = _renamed(value, name)
        field = read_field(reading, value, name, where, "text", ("column", "values", "type"))
        if field is not None and field.kind in ("instant", "number"):
            says = f"events carry words only, not `{field.kind}`"
            reading.wrong("unknown-word", says, value.line, where, "an instant is a field of the item")
        elif field is not None:
            fields.append(field)
    if form is not None and not fields and not reading.problems:
        reading.wrong("empty-value", "events must carry at least one field", node.line, "events > fields")
    return tuple(fields)


def _renamed(block: Block, name: str) -> Block:
    """Return a field of a log of changes with `name`, its name in the log, as its column."""
    entries = [attrs.evolve(entry, key="column") if entry.key == "name" else entry for entry in block.entries]
    if not any(entry.key == "column" for entry in entries):
        entries.append(Entry("column", Scalar(name, block.line), block.line))
    return Block(tuple(entries), block.line)


def _feedback(reading: BlockReading, node: Node) -> FeedbackMapping | None:
    found = reading.block(node, "feedback", ("item", "score", "at"), ("item", "score"))
    item = reading.text(found.get("item"), "feedback > item")
    score_node = found.get("score")
    score = (
        None
        if score_node is None
        else read_field(reading, score_node, "score", "feedback > score", "number", ("column", "values"))
    )
    at = read_instant(reading, found.get("at"), "at", "feedback > at")
    if item is None or score is None:
        return None
    return FeedbackMapping(item, score, at)


def _relief(reading: BlockReading, node: Node) -> ReliefMapping | None:
    keys = {"begin": "from", "end": "to"} | {name: name for name in ReliefMapping.NAMES[2:]}
    found = reading.block(node, "relief", ("item", *keys.values()), ("item", "from", "cause"))
    item = reading.text(found.get("item"), "relief > item")
    fields: list[FieldMapping] = []
    for name, key in keys.items():
        if key not in found:
            continue
        if name in ("cause", "evidence"):
            known = ("column", "values", "always")
            field = read_field(reading, found[key], name, f"relief > {key}", "text", known)
        else:
            field = read_instant(reading, found[key], name, f"relief > {key}")
        if field is not None:
            fields.append(field)
    return None if item is None or reading.problems else ReliefMapping(item, tuple(fields))
