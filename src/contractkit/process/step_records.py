"""How records mean steps: by their names, by those of their processes, and by the names of columns."""

from __future__ import annotations

from collections.abc import Iterable

from contractkit.process.steps import Work

__all__ = ["columns_of", "records_of", "step_columns"]


def records_of(one: Work, others: Iterable[Work]) -> tuple[str, ...]:
    """Return the words by which records can mean a step, those that mean it and no other first.

    A step of a process is meant by ``process/step``, and by its name alone where no other step of the item has it. A
    step that stands alone is meant by its name.

    Args:
        one: The step.
        others: All steps of the item; itself may be among them.
    """
    if one.process is None:
        return (one.name,)
    shared = any(other.name == one.name and other.key != one.key for other in others)
    own = f"{one.process.name}/{one.name}"
    return (own,) if shared else (own, one.name)


def step_columns(one: Work) -> tuple[str, ...]:
    """Return the names that a column can have whose instants say when a step was done."""
    return tuple(dict.fromkeys(column for record in records_of(one, ()) for column in columns_of(record)))


def columns_of(record: str) -> tuple[str, ...]:
    """Return the names of columns that say when a step was done which records mean by a word."""
    plain = record.replace("-", "_").replace("/", "_")
    return tuple(dict.fromkeys((record, plain, f"{record}-at", f"{record}_at", f"{plain}_at")))
