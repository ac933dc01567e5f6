"""Units that are paid beforehand, of a service that has no price for the units that lie beyond them."""

from __future__ import annotations

from contractkit.compiling.draft import Draft

__all__ = ["lint_blocks"]


def lint_blocks(draft: Draft) -> None:
    """Advise on prepaid blocks of a service, or of a part of one, without a price."""
    services = draft.names.services
    parts = [row for _, service in services.values() for row in service.rows]
    for place, block in draft.desk.clauses("prepaid"):
        name = str(block.of).rpartition("/")[2]
        found = services[name][1] if name in services else next((row for row in parts if row.name == name), None)
        if found is None or found.price is not None:
            continue
        says = f"'{name}' has no price: what units beyond those of '{block.name}' cost is not known"
        unit = str(block.units.value.unit)
        hint = f"write price: in the service, such as EUR 120.00 per {unit.removesuffix('s')}"
        draft.desk.advise(place.at("of"), "no-price-beyond", says, hint)
