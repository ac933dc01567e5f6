"""Questions about clocks, drawn where evaluators break: at edges, in one instant, over clock changes and reopenings.

A question is made of choices. Hypothesis makes them where a question should shrink (`strategies`), a seeded generator
where many are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any, Final

import attrs

from contractkit.testing.clocks import questions as q
from contractkit.testing.clocks.scenes import SCENES, Scene

__all__ = ["FEATURES", "Pick", "drawn", "seeded"]

FEATURES: Final = (
    "changes",
    "pauses",
    "resets",
    "cancels",
    "relief",
    "restart",
    "retroactive",
    "new-cycle",
    "restart-on-reopen",
    "happenings",
    "every",
    "amendments",
    "recorded",
    "calendars-that-change",
    "gaps",
    "moments",
    "elapsed",
    "early",
)
"""What a question may have besides a target, a stop and a change of status; all of it may be left out by name."""

_HOUR = 3_600_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Pick:
    """Makes choices.

    Args:
        choose: Returns one of some options.
        without: The features that are left out.
    """

    def __init__(self, choose: Callable[[Sequence[Any]], Any], without: Sequence[str] = ()) -> None:
        self.of = choose
        self.without = frozenset(without)

    def likely(self, feature: str, share: int) -> bool:
        """Return whether a question has a feature: in one of `share` cases, never where it is left out."""
        return feature not in self.without and self.of(range(share)) == share - 1

    def words(self, plain: Sequence[Any], more: Mapping[str, Any]) -> Any:
        """Return one of some words, of which those of features may be left out."""
        return self.of((*plain, *(word for feature, word in more.items() if feature not in self.without)))


def seeded(seed: int, count: int, without: Sequence[str] = ()) -> list[q.Question]:
    """Return as many questions as asked for, the same for the same seed."""
    random = Random(seed)
    return [drawn(Pick(random.choice, without), f"{seed}-{place}") for place in range(1, count + 1)]


def drawn(pick: Pick, name: str) -> q.Question:
    """Return a question made of choices."""
    scene = pick.of(SCENES)
    instants = scene.instants
    begin = pick.of(range(0, len(instants) * 2 // 3, 3))
    pool = sorted({pick.of(instants[begin:]) for _ in range(pick.of((3, 5, 7)))})
    rule = _rule(pick)
    calendars, targets = _targets(pick, scene, rule, pool)
    opened = _instant(pick, pool[: max(1, len(pool) // 2)])
    question = q.Question(
        id=name,
        as_of=_instant(pick, pool[len(pool) // 2 :]) + pick.of((0, 0, 24 * _HOUR, 96 * _HOUR)),
        calendars=calendars,
        targets=targets,
        rule=rule,
        item=_item(pick, rule, opened),
        zone=scene.zone,
    )
    question = attrs.evolve(question, events=_events(pick, question, pool))
    if pick.likely("relief", 3):
        question = attrs.evolve(question, relief=tuple(_relief(pick, pool) for _ in range(pick.of((1, 1, 2, 3)))))
    if pick.likely("amendments", 6):
        question = attrs.evolve(question, amendments=_amendments(pick, scene, question))
    if pick.likely("recorded", 6):
        question = _recorded(pick, question, pool)
    return question


def _instant(pick: Pick, pool: Sequence[int]) -> int:
    return int(pick.of(pool)) + int(pick.of((0, 0, 0, 0, 0, 0, 1, -1)))


# -- rules and targets -------------------------------------------------------------------------------------------------


def _rule(pick: Pick) -> q.Rule:
    rule = q.Rule(
        pause=pick.words(((),), {"pauses": ("waiting",)}) if pick.of((0, 1, 1, 1)) else (),
        stop=("closed", "solved"),
        cancel=("void",) if pick.likely("cancels", 4) else (),
        reset=("misrouted",) if pick.likely("resets", 4) else (),
        on_change=pick.words(("keep", "keep"), {"restart": "restart", "retroactive": "retroactive"}),
        on_reopen=pick.words(("resume", "undo-stop"), {"restart-on-reopen": "restart", "new-cycle": "new-cycle"}),
        stops=pick.of(("first", "last")),
    )
    if pick.likely("pauses", 8):
        rule = attrs.evolve(rule, pause=("new", "waiting"))
    if pick.likely("happenings", 6):
        rule = attrs.evolve(
            rule,
            start=pick.of((q.Said("event", "comment", ("customer",)), None)),
            stop=q.Said("event", "comment", ("agent", "call")),
            stops="first",
        )
    return rule


def _targets(
    pick: Pick, scene: Scene, rule: q.Rule, pool: Sequence[int]
) -> tuple[dict[str, q.WrittenCalendar], dict[str, q.Target]]:
    kind = pick.words(("time", "time", "days", "days", "mixed"), {"moments": "moment", "elapsed": "elapsed"})
    repeats = pick.likely("every", 6) and not isinstance(rule.stop, q.Said) and kind in ("time", "elapsed")
    again = pick.of((q.Said("event", "comment", ("update",)), q.Said("event", "comment", ("update", "call"))))
    targets = {}
    for name in pick.of((("P1", "P2"), ("P1", "P2"), ("P1", "P2", "P3"), ("P1",))):
        target = _target(pick, scene, kind, pool)
        if repeats:
            first = pick.of((None, None, _target(pick, scene, kind, pool).within))
            target = attrs.evolve(target, within=first, every=target.within, again=again)
        targets[name] = target
    used = {target.calendar for target in targets.values()} - {q.ALWAYS}
    return {calendar: scene.calendars[calendar] for calendar in sorted(used)}, targets


def _target(pick: Pick, scene: Scene, kind: str, pool: Sequence[int]) -> q.Target:
    names = [*scene.calendars, q.ALWAYS, "office", "office"]
    if "calendars-that-change" in pick.without:
        names = [name for name in names if name != "changing"]
    calendar = pick.of(names)
    kind = pick.words(("time", "days"), {"elapsed": "elapsed"}) if kind == "mixed" else kind
    if kind == "moment":
        return q.Target(q.AtMoment(None if pick.of(range(12)) == 7 else _instant(pick, pool)), q.ALWAYS)
    if kind == "days":
        return q.Target(_days(pick), calendar if calendar != "once" else "office")
    amount = pick.of((0, 1, _HOUR, 2 * _HOUR, 3 * _HOUR, 4 * _HOUR, 7 * _HOUR, 14 * _HOUR, 21 * _HOUR, _HOUR + 1))
    return q.Target(q.Elapsed(amount), q.ALWAYS) if kind == "elapsed" else q.Target(q.Working(amount), calendar)


def _days(pick: Pick) -> q.Days:
    cut_off = pick.of((None, None, time(15), time(9), time(2, 30)))
    return q.Days(
        n=pick.of((1, 1, 2, 2, 3, 0)),
        ends=pick.of(("close-of-business", "same-time", "end-of-day", time(12), time(17), time(2, 30), time(20))),
        outside=pick.of(("next-opening", "keep-time")),
        cut_off=cut_off,
        at_cut_off="in-time" if cut_off is None else pick.of(("in-time", "in-time", "late")),
        restart=None if cut_off is None else pick.of((None, None, time(9), time(2, 30))),
        counting=pick.of(("after-start", "from-start")),
        landing=pick.of(("keep", "next-opening")),
    )


# -- what happens ------------------------------------------------------------------------------------------------------


def _statuses(pick: Pick, rule: q.Rule) -> list[str | None]:
    words: list[str | None] = ["active", "solved", "waiting", "active", "solved", "closed", "waiting", "new"]
    words += [*words, *rule.cancel, *rule.reset, *rule.reset]
    if "gaps" not in pick.without and pick.of(range(6)) == 4:
        words.append(None)
    return words


def _item(pick: Pick, rule: q.Rule, opened: int) -> q.Item:
    gaps = "gaps" not in pick.without
    statuses = ["new", "new", "new", "active", "active", "waiting", "solved", *((None,) if gaps else ())]
    if pick.of(range(8)) == 5:
        statuses = [*rule.reset, *rule.cancel] or statuses
    priorities = ["P1", "P2", "P2", "P1", "P1", "P2", "P4", *((None,) if gaps else ())]
    return q.Item(opened, pick.of(statuses), pick.of(priorities))


def _events(pick: Pick, question: q.Question, pool: Sequence[int]) -> tuple[q.Event, ...]:
    numbered = pick.of(("none", "some", "all", "all"))
    statuses = _statuses(pick, question.rule)
    said = isinstance(question.rule.stop, q.Said) or any(target.every for target in question.targets.values())
    fields = ["status", "status", "status", *(["priority"] if "changes" not in pick.without else ())]
    fields += ["comment", "comment", "comment", "comment"] if said else []
    found = []
    for _ in range(pick.of((0, 1, 2, 3, 4, 5, 6, 8))):
        field = pick.of(fields)
        values: Sequence[str | None] = ("customer", "agent", "update", "call", "customer", "agent")
        if field == "status":
            values = statuses
        elif field == "priority":
            gap = (None,) if "gaps" not in pick.without and pick.of(range(8)) == 5 else ()
            values = ("P1", "P2", "P1", "P2", "P1", "P2", "P3", "P4", *gap)
        seq = None if numbered == "none" or (numbered == "some" and pick.of((0, 1))) else pick.of((1, 2, 3, 4, 5))
        at = _instant(pick, pool)
        at = max(at, question.item.opened) if "early" in pick.without else at
        found.append(q.Event(at, seq, field, pick.of(values)))
    return tuple(found)


def _relief(pick: Pick, pool: Sequence[int]) -> q.Relief:
    begin = _instant(pick, pool)
    end = max(begin, _instant(pick, pool)) + pick.of((0, 0, _HOUR, 48 * _HOUR))
    extent = pick.of(("overlapping", "overlapping", "whole"))
    return q.Relief(begin, end, extent, pick.of(("customer", "power")))


def _amendments(pick: Pick, scene: Scene, question: q.Question) -> tuple[q.Amendment, ...]:
    found = []
    for days in sorted({pick.of((-1, 0, 1, 3)) for _ in range(pick.of((1, 1, 2)))}):
        name = pick.of(sorted(question.targets))
        old = question.targets[name]
        new = _target(pick, scene, pick.of(("time", "days")), scene.instants)
        if new.calendar in {*question.calendars, q.ALWAYS} and old.every is None:
            running = pick.of((None, None, question.rule.on_change))
            found.append(q.Amendment(scene.around + timedelta(days=days), {name: new}, running=running))
    return tuple(found)


def _recorded(pick: Pick, question: q.Question, pool: Sequence[int]) -> q.Question:
    def later(us: int) -> int | None:
        return pick.of((None, us, us + _HOUR, _instant(pick, pool)))  # type: ignore[no-any-return]

    return attrs.evolve(
        question,
        events=tuple(attrs.evolve(event, recorded=later(event.at)) for event in question.events),
        relief=tuple(attrs.evolve(one, recorded=later(one.begin)) for one in question.relief),
        known_at=_instant(pick, pool),
    )
