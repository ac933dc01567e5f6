"""The table of outcomes: a row for each item and target, with verdict, instants, amounts and the clause."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import REASONS, Replayed, Verdict
from contractkit.evaluation.doubts import Doubts
from contractkit.evaluation.scope import SCOPES
from contractkit.facts import NAT, Coded, Facts, Integers, Table

__all__ = ["VERDICTS", "outcomes_of"]

Ints = NDArray[np.int64]

VERDICTS: Final = ("met", "breached", "excused", "running", "undetermined", "not-applicable")
"""The verdicts by their code (`contractkit.clocks.Verdict`)."""

_INSTANTS: Final = {"started": "started", "due": "due", "in_time_until": "until", "stopped": "stopped"}
_SPANS: Final = ("used", "allowed", "paused", "wall")
_DAYS: Final = ("used_days", "allowed_days", "paused_days")
_MEASURED: Final = ("used", "paused", "wall", "used_days", "paused_days")


@attrs.frozen(eq=False)
class _Papers:
    """Where targets and limits stand in the papers, by their place among those of all lines."""

    target: Coded
    measure: Coded
    level: Coded
    clause: Coded
    allowed: Coded
    calendar: Coded
    edition: Coded

    @classmethod
    def of(cls, replayed: Sequence[Replayed]) -> _Papers:
        lines = [one.line for one in replayed]
        targets = [target for line in lines for target in line.targets]
        limits = [limit for one in replayed for limit in one.limits.limits]
        editions = {id(limit.calendar): limit.calendar.edition for limit in limits}
        return cls(
            target=Coded(np.arange(len(targets), dtype=np.int32), tuple(target.id for target in targets)),
            measure=_on_the_page([line.measure.name for line in lines for _ in line.targets]),
            level=_on_the_page([target.level for target in targets]),
            clause=_on_the_page([*(str(limit.clause) for limit in limits), *(str(one.clause) for one in targets)]),
            allowed=_on_the_page([*(str(limit.within) for limit in limits), None]),
            calendar=_on_the_page([*(limit.calendar_name for limit in limits), None]),
            edition=_on_the_page([*(editions[id(limit.calendar)] for limit in limits), None]),
        )


def _on_the_page(words: Sequence[str | None]) -> Coded:
    """Return a column of words whose categories are in the order of the page."""
    categories = tuple(word for word in dict.fromkeys(words) if word is not None)
    place: dict[str | None, int] = {word: code for code, word in enumerate(categories)}
    return Coded(np.array([place.get(word, -1) for word in words], np.int32), categories)


def outcomes_of(
    replayed: Sequence[Replayed], facts: Facts, doubts: Doubts, scope: NDArray[np.int8], service: Coded
) -> Table:
    """Return the outcomes of all lines in one table, in the order of items, then of the page.

    Args:
        replayed: The answers of the lines, in the order of the page.
        facts: What happened.
        doubts: The doubtful items; all their outcomes are undetermined.
        scope: For each item the place of its scope in `SCOPES`.
        service: For each item the service that the work was on.
    """
    papers = _Papers.of(replayed)
    item = _together(replayed, "item", np.int32)
    order = np.argsort(item, kind="stable")
    item = item[order]

    def column(name: str, dtype: type[np.generic]) -> NDArray[Any]:
        return _together(replayed, name, dtype)[order]

    target = _numbered(replayed, "target", [len(one.line.targets) for one in replayed])[order]
    limit = _numbered(replayed, "limit", [len(one.limits.limits) for one in replayed])[order]
    limits = sum(len(one.limits.limits) for one in replayed)
    doubt = doubts.code[item]
    doubtful = doubt > 0
    verdict = np.where(doubtful, np.int8(Verdict.UNDETERMINED), column("verdict", np.int8))
    lived = np.where(doubtful, np.int8(Verdict.UNDETERMINED), column("lived", np.int8))
    reasons = tuple(dict.fromkeys((*REASONS[1:], *doubts.words[1:])))
    of_doubt = np.array([-1, *(reasons.index(word) for word in doubts.words[1:])], np.int32)
    reason = np.where(doubtful, of_doubt[doubt], column("reason", np.int8).astype(np.int32) - 1)
    instants = {name: column(source, np.int64).view("datetime64[us]") for name, source in _INSTANTS.items()}
    amounts: dict[str, NDArray[Any]] = {name: column(name, np.int64) for name in _SPANS}
    amounts |= {name: column(name, np.int32) for name in _DAYS}
    if doubtful.any():
        for name in _MEASURED:
            amounts[name] = np.where(doubtful, -1 if name in _DAYS else NAT, amounts[name])
    ids = tuple(facts.items.ids)
    return Table(
        {
            "item": Coded(item, ids),
            "target": papers.target.take(target),
            "clause": papers.clause.take(np.where(limit >= 0, limit, limits + target)),
            "measure": papers.measure.take(target),
            "level": papers.level.take(target),
            "service": service.take(item),
            "verdict": Coded(verdict.astype(np.int32), VERDICTS),
            "reason": Coded(reason.astype(np.int32), reasons),
            **instants,
            **{name: amounts[name].view("timedelta64[us]") for name in _SPANS},
            **{name: Integers(amounts[name].astype(np.int64), amounts[name] < 0) for name in _DAYS},
            "allowed_text": papers.allowed.take(limit),
            "lived_verdict": Coded(lived.astype(np.int32), VERDICTS),
            "calendar": papers.calendar.take(limit),
            "edition": papers.edition.take(limit),
            "scope": Coded(scope[item].astype(np.int32), SCOPES),
            "item_row": item,
            "row": facts.items.rows[item],
        }
    )


def _together(replayed: Sequence[Replayed], name: str, dtype: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, dtype), *(getattr(one, name) for one in replayed)])


def _numbered(replayed: Sequence[Replayed], name: str, counts: Sequence[int]) -> NDArray[np.intp]:
    """Return places within a line as places among all lines; -1 stays."""
    before = np.cumsum([0, *counts])
    parts = [getattr(one, name).astype(np.intp) for one in replayed]
    shifted = [np.where(part >= 0, part + begin, -1) for part, begin in zip(parts, before, strict=False)]
    return np.concatenate([np.zeros(0, np.intp), *shifted])
