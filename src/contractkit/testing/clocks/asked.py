"""The same questions asked of the columnar replay and of the scalar clock, through the public functions alone.

Source: design.md section 4: the two answer the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Literal

import attrs

from contractkit.compiling import load_agreement
from contractkit.errors import NotComputedError
from contractkit.evaluation import Evaluation, evaluate
from contractkit.facts import Facts
from contractkit.terms import Agreement
from contractkit.testing.clocks import questions as q
from contractkit.testing.clocks.frames import frames, mapping
from contractkit.testing.clocks.papers import clause_of, papers
from contractkit.testing.clocks.referee import referee

__all__ = ["ENGINES", "ask", "ask_clock", "ask_replay", "differences", "evaluated"]

Engine = Literal["referee", "replay", "clock"]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FAR: Final = 10**9


def ask_replay(question: q.Question) -> q.Answer:
    """Return what the columnar replay answers, asked through `load_agreement`, `Facts.from_frames` and `evaluate`.

    Raises:
        NotComputedError: The question asks for what the replay does not compute.
    """
    if question.item.opened > question.as_of:
        return q.Answer(question.id, ())
    rows = _rows(question)
    promised = _with_promises(question) if not rows or question.rule.on_reopen == "new-cycle" else None
    stops = {} if promised is None else {number: cycle.stopped for number, cycle in _rows(promised).items()}
    nothing = "not-applicable"
    cycles = (
        rows.get(number, q.Cycle(number, nothing, stopped=stops.get(number), lived=nothing))
        for number in range(1, max((1, *rows, *stops)) + 1)
    )
    return q.Answer(question.id, tuple(cycles))


def _with_promises(question: q.Question) -> q.Question | None:
    """Return the question with a promise for each priority that has none, None where it need not or cannot be asked.

    Outcomes are about promises: of a cycle in which none ever applied they have no row. When it stopped does not depend
    on what was promised, so with a promise for all the outcomes tell it.
    """
    priorities = {question.item.priority, *(event.value for event in question.events if event.field == "priority")}
    without = sorted(name for name in priorities if name is not None and name not in question.targets)
    updates = any(target.every is not None or target.again is not None for target in question.targets.values())
    if not without or updates or question.amendments:
        return None
    far = q.Target(q.Elapsed(_FAR), q.ALWAYS)
    return attrs.evolve(question, targets={**question.targets, **dict.fromkeys(without, far)})


def evaluated(question: q.Question) -> Evaluation:
    """Return the whole evaluation of a question.

    Raises:
        NotComputedError: The question asks for what the replay does not compute.
    """
    agreement = _agreement(question)
    tables = frames(question)
    facts = Facts.from_frames(tables["items"], tables["events"], relief=tables.get("relief"), mapping=mapping(question))
    known: dict[str, Any] = {} if question.known_at is None else {"known_at": _aware(question.known_at)}
    return evaluate(agreement, facts, as_of=_aware(question.as_of), **known)


def _agreement(question: q.Question) -> Agreement:
    """Return the agreement of a question; papers that amend it are read from a folder, as anybody's are."""
    written = papers(question)
    if not written.amendments:
        return load_agreement(data=dict(written.agreement))
    with TemporaryDirectory() as name:
        for place, paper in enumerate((written.agreement, *written.amendments)):
            Path(name, f"{place}.json").write_text(json.dumps(paper), "utf-8")
        return load_agreement(Path(name))


def _aware(us: int) -> datetime:
    return _EPOCH + timedelta(microseconds=us)


def _us(value: Any) -> int | None:
    if value is None:
        return None
    span: timedelta = value if isinstance(value, timedelta) else value - _EPOCH
    return span // timedelta(microseconds=1)


def _rows(question: q.Question) -> dict[int, q.Cycle]:
    """Return the cycles of the outcomes; where nobody can tell of which target, its rows are one cycle all the same."""
    numbers = {clause: name for name, clause in clause_of(question).items()}
    cycles: dict[int, q.Cycle] = {}
    for row in evaluated(question).outcomes.to_records():
        made = _cycle(row, numbers)
        other = cycles.get(made.cycle)
        cycles[made.cycle] = made if other is None else _either(made, other)
    return cycles


def _either(one: q.Cycle, other: q.Cycle) -> q.Cycle:
    """Return what two rows for one cycle have in common."""

    def common(name: str) -> Any:
        mine = getattr(one, name)
        return mine if mine == getattr(other, name) else None

    return q.Cycle(
        cycle=one.cycle,
        verdict=common("verdict") or "two verdicts",
        started=common("started"),
        stopped=common("stopped"),
        lived=common("lived") or "two verdicts",
        reason=common("reason") or "",
    )


def _cycle(row: Mapping[str, Any], numbers: Mapping[str, str]) -> q.Cycle:
    days = row.get("allowed_days") is not None
    suffix = "_days" if days else ""

    def amount(name: str) -> int | None:
        value = row.get(f"{name}{suffix}")
        return int(value) if days and value is not None else _us(value)

    target = str(row["target"])
    return q.Cycle(
        cycle=row.get("cycle", 1),
        verdict=row["verdict"],
        started=_us(row["started"]),
        due=_us(row["due"]),
        until=_us(row["in_time_until"]),
        stopped=_us(row["stopped"]),
        used=amount("used"),
        allowed=amount("allowed"),
        paused=amount("paused"),
        relieved=amount("relieved"),
        lived=row["lived_verdict"],
        lived_used=amount("lived_used"),
        unit="days" if days else "microseconds" if row.get("allowed") is not None else "",
        reason=row["reason"] or "",
        target=next((name for number, name in numbers.items() if target.endswith(number)), None),
    )


def ask_clock(question: q.Question) -> q.Answer:
    """Return what the scalar `Clock` answers, event after event, asked through `load_agreement`, `line_of` and `Clock`.

    Raises:
        NotComputedError: The question has amendments: a clock runs under one wording.
    """
    from contractkit.testing.clocks.stepping import step_through

    if question.item.opened > question.as_of:
        return q.Answer(question.id, ())
    if question.amendments:
        raise NotComputedError(f"{question.id}: a single clock runs under the one line by which it was started")
    agreement = _agreement(attrs.evolve(question, relief=()))
    clause, *_ = clause_of(question).values()  # all targets of a question run on one line
    return step_through(question, agreement.line_of(clause, at=_aware(question.item.opened)))


ENGINES: Final[Mapping[Engine, Callable[[q.Question], q.Answer]]] = {
    "referee": referee,
    "replay": ask_replay,
    "clock": ask_clock,
}
"""Who can be asked, by name."""


def ask(question: q.Question, engine: Engine) -> q.Answer:
    """Return the answer of one of the engines."""
    return ENGINES[engine](question)


_AMOUNTS = ("used", "allowed", "paused", "relieved", "lived_used", "unit")


def _settled(cycle: q.Cycle) -> dict[str, Any]:
    """Return what a cycle says, as far as the rules say what it has to say."""
    says = attrs.asdict(cycle)
    says.pop("reason")
    says.pop("target")
    if cycle.verdict == "undetermined":
        for name in (*_AMOUNTS, "due", "until"):
            says.pop(name)
    if cycle.verdict == "not-applicable":
        for name in _AMOUNTS:
            says[name] = says[name] or None
        says.pop("allowed")
        says.pop("unit")
        if cycle.started is None:
            says.pop("stopped")
    return says


def differences(one: q.Answer, other: q.Answer) -> list[str]:
    """Return where two answers say different things, in words; where no rule says what to report they may differ.

    So outcomes have no row for a last cycle whose clock never started.

    Example:
        >>> from contractkit.testing.clocks import Answer, Cycle
        >>> differences(Answer("q", (Cycle(1, "met", used=5),)), Answer("q", (Cycle(1, "breached", used=5),)))
        ['cycle 1: verdict is met and breached']
    """
    both = min(len(one.cycles), len(other.cycles))
    left_over = (*one.cycles[both:], *other.cycles[both:])
    if any(cycle.verdict != "not-applicable" or cycle.started is not None for cycle in left_over):
        return [f"there are {len(one.cycles)} and {len(other.cycles)} cycles"]
    found = []
    for mine, theirs in zip(one.cycles, other.cycles, strict=False):
        left, right = _settled(mine), _settled(theirs)
        found += [
            f"cycle {mine.cycle}: {name} is {left[name]} and {right[name]}"
            for name in left
            if name in right and left[name] != right[name]
        ]
    return found
