"""One field of a mapping: the column in which it stands, what it holds, and what its values mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, cast

from contractkit.facts.mapping import FieldMapping, Kind
from contractkit.facts.mapping_blocks import BlockReading
from contractkit.facts.mapping_source import Block, Node, Scalar

__all__ = ["read_field", "read_instant"]

_FIELD = ("column", "always", "values", "type", "format", "zone", "holds")
_KINDS = ("text", "instant", "number", "yes-no")


def read_field(
    reading: BlockReading, node: Node, name: str, where: str, kind: Kind | None = None, known: Sequence[str] = _FIELD
) -> FieldMapping | None:
    """Return the field that stands in a node, None where it has a problem.

    Args:
        reading: What is read, and what is wrong in it.
        node: A column, or a block.
        name: The field.
        where: Its place in the file, for messages.
        kind: What it holds unless it says so; None where its name decides.
        known: What its block may say.
    """
    kind = kind or ("instant" if name.endswith("_at") else "text")
    if not isinstance(node, Block):
        column = reading.text(node, where)
        return None if column is None else FieldMapping(name, column, where, kind=kind)
    found = reading.block(node, where, known)
    column = reading.text(found.get("column"), f"{where} > column")
    always = reading.text(found.get("always"), f"{where} > always")
    if "always" not in known and "column" not in found:
        reading.wrong("missing-field", "`column` is missing", node.line, where)
    elif ("column" in found) == ("always" in found):
        hint = "either the column in which it stands, or the value that all rows have"
        reading.wrong("missing-field", "one of `column` and `always` is needed", node.line, where, hint)
    form = reading.form(found.get("format"), f"{where} > format")
    zone = reading.zone(found.get("zone"), f"{where} > zone")
    named = reading.word(found.get("type"), f"{where} > type", _KINDS)
    dated = "format" in found or "zone" in found
    if named not in (None, "instant") and dated:
        says = f"`format` and `zone` are of instants, not of `{named}`"
        reading.wrong("contradiction", says, node.line, where)
    kind = cast("Kind", named) if named else "instant" if dated else kind
    holds = reading.word(found.get("holds"), f"{where} > holds", ("at-opening", "latest"))
    return FieldMapping(
        name=name,
        column=column,
        where=where,
        always=always,
        values=_values(reading, found.get("values"), f"{where} > values"),
        kind=kind,
        form=form,
        zone=zone,
        holds=cast("Literal['at-opening', 'latest'] | None", holds),
    )


def _values(reading: BlockReading, node: Node | None, where: str) -> Mapping[str, str | None]:
    if node is None:
        return {}
    values: dict[str, str | None] = {}
    for raw, value in reading.block(node, where).items():
        if isinstance(value, Scalar):
            values[raw.strip()] = value.text.strip() or None if value.text is not None else None
        else:
            reading.wrong("not-a-word", "one word, or null for a missing value, is expected here", value.line, where)
    return values


def read_instant(reading: BlockReading, node: Node | None, name: str, where: str) -> FieldMapping | None:
    """Return the field of instants that stands in a node; None where there is none, or where it has a problem."""
    if node is None:
        return None
    return read_field(reading, node, name, where, "instant", ("column", "values", "format", "zone"))
