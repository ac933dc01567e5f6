"""A statement as plain data: everything it says, versioned, exact, ready for JSON.

Amounts and percentages are decimals in text, instants ISO 8601 in UTC, stretches of time microseconds. Shares are plain
numbers for reading: the counts beside them are exact.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import attrs

from contractkit.facts import Table
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.settlement import Figure
from contractkit.statements.columns import plain
from contractkit.statements.contents import Contents
from contractkit.statements.division import ItemCounts
from contractkit.statements.figures import Judged, LevelFigures, TargetFigures
from contractkit.statements.listings import Outcome, Outside
from contractkit.statements.measured import PromisedFigure
from contractkit.statements.satisfaction import Satisfaction

__all__ = ["VERSION", "record_of"]

VERSION = 1
"""Goes up when a reader of the data would have to change; new keys alone do not change it."""

_INSTANTS = ("started", "due", "in_time_until", "stopped")
_OUTCOMES = ("item", "target", "verdict", "reason", *_INSTANTS, "used", "paused", "used_days", "row")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def iso(us: int | None) -> str | None:
    """Return an instant as ISO 8601 in UTC, to the microsecond where it has any."""
    return None if us is None else (_EPOCH + timedelta(microseconds=us)).isoformat()


def record_of(contents: Contents) -> dict[str, Any]:
    """Return everything that a statement says as plain data."""
    agreement, settlement = contents.agreement, contents.settlement
    return {
        "version": VERSION,
        "kind": "statement",
        "agreement": {
            "id": agreement.id,
            "title": agreement.title,
            "zone": agreement.zone,
            "currency": agreement.currency,
            "parties": [{"role": one.role, "name": one.name, "code": one.code} for one in agreement.parties],
            "documents": [
                {
                    "id": one.id,
                    "kind": one.kind,
                    "title": one.title,
                    "signed_on": None if one.signed_on is None else one.signed_on.isoformat(),
                }
                for one in agreement.documents
            ],
        },
        "period": _period(contents.period),
        "as_of": iso(contents.as_of),
        "verdict": contents.verdict,
        "counts": _counts(contents.pooled),
        "levels": [_level(level) for level in contents.levels],
        "figures": [_promised(one) for one in contents.figures],
        "settlement": None if settlement is None else settlement.to_dict(),
        "breaches": [_outcome(one) for one in contents.breaches],
        "undetermined": [_outcome(one) for one in contents.undetermined],
        "running": [_outcome(one) for one in contents.running],
        "items": _items(contents.items),
        "outcomes": outcomes_recorded(contents.outcomes),
        "outside": {
            "counts": [
                {"scope": one.scope, "rule": one.rule, "service": one.service, "items": one.items}
                for one in contents.outside_counts
            ],
            "items": [_outside(one) for one in contents.outside],
        },
        "delivery": None if contents.delivery is None else contents.delivery.to_dict(),
        "satisfaction": [_satisfaction(one) for one in contents.satisfaction],
        "answers": attrs.asdict(contents.answers),
        "assumptions": [one.to_dict() for one in contents.assumptions],
        "problems": [one.to_dict() for one in contents.problems],
        "totals": dict(contents.totals),
        "set_aside": dict(contents.counts),
    }


def _items(counts: ItemCounts) -> dict[str, Any]:
    return {
        "total": counts.total,
        "in_period": counts.here,
        "other_periods": counts.elsewhere,
        "period_unknown": counts.unplaced,
        "outside": [{"scope": one.scope, "items": one.items, "opened_in_period": one.here} for one in counts.outside],
    }


def outcomes_recorded(outcomes: Table) -> dict[str, Any]:
    """Return every case of the figures in rows of plain values, so that each figure opens down to its tickets.

    Words, rows and days as they are, instants in ISO 8601 UTC, time used in microseconds, what is missing None.
    """
    columns: list[list[Any]] = []
    for name in _OUTCOMES:
        values = plain(outcomes, name)
        columns.append([iso(value) for value in values] if name in _INSTANTS else values)
    names = [f"{name}_us" if name in ("used", "paused") else name for name in _OUTCOMES]
    return {"columns": names, "rows": [list(row) for row in zip(*columns, strict=True)]}


def _period(period: Period) -> dict[str, str]:
    return {"label": period.label, "start": period.start.isoformat(), "end": period.end.isoformat()}


def _share(share: Fraction | None) -> float | None:
    """Return a share as a number for reading; the counts beside it are exact."""
    return None if share is None else float(share)


def _counts(counts: Figure) -> dict[str, Any]:
    return {
        "met": counts.met,
        "breached": counts.breached,
        "undetermined": counts.undetermined,
        "running": counts.running,
        "excused": counts.excused,
        "attainment": _share(counts.share),
        "low": _share(counts.low),
        "high": _share(counts.high),
    }


def _judged(judged: Judged) -> dict[str, Any]:
    return {
        "period": _period(judged.period),
        **_counts(judged.counts),
        "reach": None if judged.agreed is None else str(judged.agreed.value),
        "verdict": judged.verdict,
        "may_be_late": judged.may_be_late,
    }


def _level(level: LevelFigures) -> dict[str, Any]:
    return {"level": level.name, **_counts(level.counts), "targets": [_target(one) for one in level.targets]}


def _target(figures: TargetFigures) -> dict[str, Any]:
    target = figures.target
    return {
        "target": target.id,
        "name": target.name,
        "title": target.title,
        "clause": clause(target.clause),
        "measure": target.measure,
        "reach": None if target.reach is None else str(target.reach.value),
        "per": str(target.per),
        "assigned_by": target.assigned_by,
        "verdict": figures.verdict,
        "whole": _judged(figures.whole),
        "pieces": [_judged(piece) for piece in figures.pieces],
        "pieces_are_whole": figures.divides,
        "months": [_judged(month) for month in figures.months],
        "as_lived": {"met": figures.lived.met, "breached": figures.lived.breached},
    }


def _promised(promised: PromisedFigure) -> dict[str, Any]:
    target = promised.target
    return {
        "target": target.id,
        "name": target.name,
        "title": target.title,
        "clause": clause(target.clause),
        "metric": target.metric,
        "reach": str(target.reach),
        "per": str(target.per),
        "verdict": promised.verdict,
        "values": [one.to_dict() for one in promised.values],
    }


def clause(ref: ClauseRef | None) -> dict[str, Any] | None:
    """Return a clause reference as plain data."""
    return None if ref is None else {"document": ref.document, "clause": ref.clause, "row": ref.row}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "item": outcome.item,
        "target": outcome.target.id,
        "clause": clause(outcome.target.clause),
        "level": outcome.level,
        "service": outcome.service,
        "fields": list(outcome.fields),
        "verdict": outcome.verdict,
        "reason": outcome.reason,
        "started": iso(outcome.started),
        "due": iso(outcome.due),
        "in_time_until": iso(outcome.in_time_until),
        "stopped": iso(outcome.stopped),
        "late_us": outcome.late,
        "late_counts": outcome.late_counts,
        "used_us": outcome.used,
        "paused_us": outcome.paused,
        "used_days": outcome.used_days,
        "allowed": outcome.allowed,
        "calendar": outcome.calendar,
        "row": outcome.row,
    }


def _outside(one: Outside) -> dict[str, Any]:
    return {
        "item": one.item,
        "scope": one.scope,
        "rule": one.rule,
        "service": one.service,
        "opened": iso(one.opened),
        "verdicts": list(one.verdicts),
    }


def _satisfaction(one: Satisfaction) -> dict[str, Any]:
    return {
        "service": one.service,
        "answers": one.answers,
        "mean": float(one.mean),
        "lowest": float(one.lowest),
        "highest": float(one.highest),
    }
