"""Volumes of services as plain data tells them: in periods, from dates on, and the baselines of earlier years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from contractkit.charging.volumes import CountedVolume, LevelVolume
from contractkit.quantities.notation import Volume, same_unit
from contractkit.settlement.told.names import Known
from contractkit.settlement.told.notes import Notes
from contractkit.settlement.told.reading_figures import by_period

__all__ = ["read_baselines", "read_volumes"]

Path = tuple[str | int, ...]

_ANY_UNIT = "unit"
_VOLUME = ("value", "since", "period", "source", "recorded_on")


def read_volumes(notes: Notes, group: Any, known: Known) -> Iterator[CountedVolume | LevelVolume]:
    """Yield the volumes of a group ``volumes``; of a prepaid clause, a day is that of an order of its blocks."""
    for name, value in notes.mapping(("volumes",), group):
        path = ("volumes", name)
        notes.name(path, name, known.services, known.every, "service")
        for at, period, one in by_period(notes, path, value, _VOLUME):
            row = one if isinstance(one, Mapping) else {"value": one}
            if isinstance(one, Mapping) and "value" not in one and set(one) - set(_VOLUME):
                continue  # its keys mean nothing, which is told
            volume = _counted(notes, at, notes.volume(at, row.get("value"), name), name, known)
            recorded = row.get("recorded_on")
            source = None if row.get("source") is None else str(row["source"])
            on = None if recorded is None else notes.day((*at, "recorded_on"), recorded)
            if volume is None:
                continue
            if row.get("since") is not None:
                since = notes.day((*at, "since"), row["since"])
                if since is not None:
                    yield LevelVolume(name, since, volume.number, source, on)
            elif len(at) > len(path) and _is_day(at[-1]) and name not in known.prepaid:
                yield LevelVolume(name, period.start, volume.number, source, on)
            else:
                yield CountedVolume(name, period, volume.number, source, on)


def _counted(notes: Notes, path: Path, volume: Volume | None, name: str, known: Known) -> Volume | None:
    """Return a volume in units of the service; in others, such as gigabytes for terabytes, it is refused."""
    words = known.counted_in.get(name, ())
    if volume is None or volume.unit is None or not words:
        return volume
    if any(same_unit(volume.unit, word) for word in (*words, name, _ANY_UNIT)):
        return volume
    says = f"'{name}' is counted by the {words[0]}, not in {volume.unit}"
    notes.problem(path, "unit", says, f"tell how many {words[0]}s there were")
    return None


def _is_day(key: str | int) -> bool:
    return isinstance(key, str) and len(key) == 10 and key[4] == key[7] == "-"


def read_baselines(notes: Notes, group: Any, known: Known) -> dict[str, Decimal]:
    """Return the volumes to which earlier years moved the agreed ones."""
    found = {}
    for name, value in notes.mapping(("baselines",), group):
        notes.name(("baselines", name), name, known.services, known.every, "service")
        path = ("baselines", name)
        volume = _counted(notes, path, notes.volume(path, value, name), name, known)
        if volume is not None:
            found[name] = volume.number
    return found
