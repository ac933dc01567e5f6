"""Reading the rules of a mapping that say at which instant of an item a field got a value."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from contractkit.facts.mapping import Becomes, FieldMapping
from contractkit.facts.mapping_blocks import BlockReading
from contractkit.facts.mapping_source import Listing, Node

__all__ = ["EXAMPLE", "read_becomes"]

EXAMPLE = "such as `becomes: [{field: status, value: closed, at: closed_at}]`"
"""How such rules are written, for hints."""


def read_becomes(reading: BlockReading, node: Node | None, fields: Mapping[str, FieldMapping]) -> tuple[Becomes, ...]:
    """Return the rules in `node`, whose instants stand in `fields`; what is wrong in them is added to `reading`."""
    if node is None:
        return ()
    if not isinstance(node, Listing):
        reading.wrong("not-a-list", "a list is expected here", node.line, "items > becomes", EXAMPLE)
        return ()
    rules: list[Becomes] = []
    for number, part in enumerate(node.parts, 1):
        where = f"items > becomes > {number}"
        found = reading.block(part, where, ("field", "value", "at"), ("field", "value", "at"))
        words = [reading.text(found.get(key), f"{where} > {key}") for key in ("field", "value", "at")]
        field, value, at = words
        if field is None or value is None or at is None:
            continue
        target = fields.get(at)
        if target is None or target.kind != "instant":
            says = f"`{at}` is no field of the items that holds instants"
            reading.wrong("unknown-word", says, found["at"].line, f"{where} > at", _instead(at, fields))
        else:
            rules.append(Becomes(field, value, at))
    return tuple(rules)


def _instead(at: str, fields: Mapping[str, FieldMapping]) -> str:
    """Return what to write where `at` should name a field of instants.

    Names of instants are alike (solved_at, closed_at), so only a slip of the pen is called one: the nearest field is
    most often another instant, and would judge the item by it.
    """
    if at in fields:
        return f"say `type: instant` for `{at}` under `fields`"
    instants = [name for name, known in fields.items() if known.kind == "instant"]
    columns = {fields[name].column: name for name in reversed(instants)}
    if at in columns:
        return f"`at` names a field, and `{at}` is the column of the field `{columns[at]}`: say `at: {columns[at]}`"
    near = difflib.get_close_matches(at, instants, n=1, cutoff=0.9)
    if near:
        return f"did you mean `{near[0]}`?"
    name = at if at.endswith("_at") else f"{at}_at"
    return f"`at` names a field, not a column: add `{name}: COLUMN` under `fields` and say `at: {name}`"
