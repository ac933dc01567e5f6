"""Does the calendar engine answer as the slow calendar does, which looks at sets of instants and at dates one by one?

Draws calendars around the dates on which their zones' clocks change, with everything that calendars can have, and
questions at their edges. Each question is asked one by one and, where there is a method for arrays, in an array; both
answers must be the slow one. At a disagreement the calendar and the question are made as simple as they can be, printed
as code with all answers, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator

from contractkit.calendars import BusinessCalendar
from contractkit.calendars.calendar_set import CalendarSet
from contractkit.errors import ContractKitError
from contractkit.testing.asking import Answer, Question, Refusal, agree, ask_fast, ask_in_array, ask_in_set, ask_slow
from contractkit.testing.asking_drawing import QuestionDrawer
from contractkit.testing.business_time import SlowTime
from contractkit.testing.drawing import draw_spec
from contractkit.testing.edges import Edges
from contractkit.testing.plain_calendars import CalendarSpec, CombinedSpec, Spec, aware
from contractkit.testing.simplest import simplest
from contractkit.testing.written_hours import Rota

PER_CALENDAR = 200
LONG_ROWS = 70_000  # more rows than a block of the array kernels, in a few arrays
SET_SIZE = 20
IN_SETS = ("is_open", "elapsed", "due_at", "in_time_until")


class Tally:
    """What was asked so far."""

    def __init__(self) -> None:
        self.calendars: Counter[str] = Counter()
        self.zones: Counter[str] = Counter()
        self.operations: Counter[str] = Counter()
        self.arrays: Counter[str] = Counter()
        self.sets: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.unknown = 0
        self.features: Counter[str] = Counter()

    @property
    def asked(self) -> int:
        """How many questions had an answer to compare with."""
        return self.operations.total()

    def count(self, spec: Spec, question: Question, expected: Answer) -> None:
        """Count a question that was asked one by one."""
        self.operations[question.operation.name] += 1
        self.refused[question.operation.name] += isinstance(expected, Refusal)
        for zone in zones_of(spec):
            self.zones[zone] += 1

    def print(self, seconds: float) -> None:
        """Print the tables."""
        print(f"{'operation':<28}{'questions':>12}{'in arrays':>12}{'in sets':>12}{'no answer':>12}")
        columns = self.operations, self.arrays, self.sets, self.refused
        for name in sorted(self.operations):
            print(f"{name:<28}" + "".join(f"{column[name]:>12,}" for column in columns))
        print(f"{'all':<28}" + "".join(f"{column.total():>12,}" for column in columns) + "\n")
        print(f"{'zone':<28}{'questions':>12}{'calendars':>12}")
        for zone, count in sorted(self.zones.items()):
            print(f"{zone:<28}{count:>12,}{self.calendars[zone]:>12,}")
        print("\na question to a calendar of two zones counts in both\n")
        print(f"{'calendars with':<28}{'calendars':>12}")
        for feature, count in sorted(self.features.items()):
            print(f"{feature:<28}{count:>12,}")
        print(f"\n{self.asked:,} questions answered as the slow calendar does, in {seconds:,.0f} s of processor time")


class Disagreement(Exception):  # noqa: N818 - a finding
    """An answer that is not the slow one."""

    def __init__(self, spec: Spec, question: Question, found: object) -> None:
        super().__init__()
        self.spec, self.question, self.found = spec, question, found


def zones_of(spec: Spec) -> set[str]:
    """Return the zones of a calendar."""
    return {spec.left.zone, spec.right.zone} if isinstance(spec, CombinedSpec) else {spec.zone}


def features_of(spec: Spec) -> Iterator[str]:
    """Return what a calendar has."""
    if isinstance(spec, CombinedSpec):
        yield f"a combination, {spec.kind}"
        if spec.days:
            yield "a combination with days"
        return
    names = ("closed", "exceptions", "closures", "openings", "seasons", "changes", "holidays", "worked", "years")
    for name in names:
        if getattr(spec, name):
            yield name if name != "years" else "a horizon near"
    if isinstance(spec.week, Rota):
        yield "alternating weeks"
    if "over midnight" in _hours_kinds(spec):
        yield "hours over midnight"


def _hours_kinds(spec: CalendarSpec) -> Iterator[str]:
    weeks = spec.week.weeks if isinstance(spec.week, Rota) else [spec.week]
    for text in [*(text for week in weeks for text in week.values()), *spec.exceptions.values()]:
        for piece in text.split(" and "):
            if "-" in piece and piece.split("-")[1] <= piece.split("-")[0]:
                yield "over midnight"


def answers(spec: Spec, question: Question) -> tuple[Answer, Answer | str, Answer | str | None]:
    """Return the slow answer to one question, the one of the engine, and the one in an array if there is any."""
    cal = spec.fast()
    alone, among = tried(question, cal), None
    if question.alike is not None:
        among = tried_in_array([question], cal)[0]
    return ask_slow(question, spec.slow()), alone, among


def tried(question: Question, cal: BusinessCalendar) -> Answer | str:
    """Return the answer of the engine, or what went wrong."""
    try:
        return ask_fast(question, cal)
    except Exception as error:
        return repr(error)


def tried_in_array(alike: list[Question], cal: BusinessCalendar) -> list[Answer] | list[str]:
    """Return the answers of the engine to questions in one array, or what went wrong."""
    try:
        return ask_in_array(alike, cal)
    except Exception as error:
        return [repr(error)] * len(alike)


def disagrees(spec: Spec, question: Question) -> bool:
    """Return whether the engine answers otherwise than the slow calendar; not where the calendar is refused."""
    try:
        expected, alone, among = answers(spec, question)
    except (ContractKitError, AssertionError, AttributeError, ValueError):
        return False
    return not (agree(expected, alone) and (among is None or agree(expected, among)))


Known = list[tuple[Question, Answer]]


def check(spec: Spec, rng: random.Random, count: int, tally: Tally) -> tuple[Spec, BusinessCalendar, Known]:
    """Ask one calendar questions, and return it with those that the slow calendar can answer."""
    slow, cal = spec.slow(), spec.fast()
    drawer = QuestionDrawer(rng, Edges(slow, spec))
    known = [(question, expected) for question, expected in asked(drawer, slow, count)]
    tally.unknown += count - len(known)
    arrays_first = rng.random() < 0.5  # what is compiled depends on what was asked before
    if arrays_first:
        in_arrays(spec, cal, known, rng, tally)
    for question, expected in known:
        found = tried(question, cal)
        if not agree(expected, found):
            raise Disagreement(spec, question, found)
        tally.count(spec, question, expected)
    if not arrays_first:
        in_arrays(spec, cal, known, rng, tally)
    for zone in zones_of(spec):
        tally.calendars[zone] += 1
    tally.features.update(set(features_of(spec)))
    return spec, cal, known


def in_a_set(mixed: list[tuple[Spec, BusinessCalendar, Known]], rng: random.Random, tally: Tally) -> None:
    """Ask the questions to many calendars again, in arrays with a calendar per row."""
    calendars = CalendarSet([cal for _, cal, _ in mixed])
    for name in IN_SETS:
        rows = [
            (code, question, expected)
            for code, (_, _, known) in enumerate(mixed)
            for question, expected in known
            if question.operation.name == name
        ]
        rng.shuffle(rows)
        try:
            found: list[Answer] | list[str] = ask_in_set([row[1] for row in rows], [row[0] for row in rows], calendars)
        except Exception as error:
            found = [repr(error)] * len(rows)
        for (code, question, expected), answer in zip(rows, found, strict=True):
            if not agree(expected, answer):
                raise Disagreement(mixed[code][0], question, f"in a set of calendars: {answer}")
        tally.sets[name] += len(rows)


def asked(drawer: QuestionDrawer, slow: SlowTime, count: int) -> Iterator[tuple[Question, Answer]]:
    """Draw questions and return those whose slow answer lies inside the window, with it."""
    for _ in range(count):
        question = drawer.question()
        expected = ask_slow(question, slow)
        if expected is not Refusal.UNKNOWN:
            yield question, expected


def in_arrays(spec: Spec, cal: BusinessCalendar, known: Known, rng: random.Random, tally: Tally) -> None:
    """Ask the same questions in arrays, in some calendars repeated until the arrays are long."""
    groups: dict[Hashable, Known] = defaultdict(list)
    for question, expected in known:
        if question.alike is not None:
            groups[question.alike].append((question, expected))
    times = 20 if rng.randint(0, 19) == 19 else 1
    for group in groups.values():
        alike = [question for question, _ in group]
        repeated = alike * (LONG_ROWS // len(alike) + 1 if times > 1 and rng.randint(0, 9) == 9 else times)
        found = tried_in_array(repeated, cal)
        for row, answer in enumerate(found):
            question, expected = group[row % len(group)]
            if not agree(expected, answer):
                raise Disagreement(spec, question, answer)
        tally.arrays[alike[0].operation.name] += len(alike)


def said(answer: object) -> str:
    """Return an answer as people read it."""
    if isinstance(answer, Refusal):
        return answer.value
    if isinstance(answer, int) and not isinstance(answer, bool) and abs(answer) > 10**14:
        return f"{answer} us, {aware(answer).isoformat()}"
    return repr(answer)


def report(spec: Spec, question: Question, found: object) -> None:
    """Print the simplest form of a disagreement."""
    if disagrees(spec, question):
        spec, question = simplest(spec, question, disagrees)
        expected, alone, among = answers(spec, question)
    else:
        print("only after other questions to the same calendar:")
        expected, alone, among = ask_slow(question, spec.slow()), said(found), None
    print(f"cal = {spec.code()}\n{question.code()}")
    print(f"    the slow calendar  {said(expected)}")
    print(f"    the engine         {said(alone)}")
    if question.alike is not None:
        print(f"    the engine, arrays {said(among)}")
    print(flush=True)


def main() -> int:
    """Ask, and print what was asked or the first disagreement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=1_000_000, help="how many (1,000,000)")
    parser.add_argument("--seed", type=int, default=1, help="of the draws (1)")
    parser.add_argument("--stop-after", type=int, default=1, metavar="N", help="disagreements to show (1)")
    options = parser.parse_args()
    rng, tally, shown = random.Random(options.seed), Tally(), 0
    began, spoke = time.process_time(), time.monotonic()
    mixed: list[tuple[Spec, BusinessCalendar, Known]] = []
    while tally.asked < options.questions:
        try:
            mixed.append(check(draw_spec(rng), rng, PER_CALENDAR, tally))
            if len(mixed) == SET_SIZE:
                latest, mixed = mixed, []
                in_a_set(latest, rng, tally)
        except Disagreement as found:
            report(found.spec, found.question, found.found)
            shown += 1
            if shown >= options.stop_after:
                return 1
        if time.monotonic() - spoke > 5:
            spoke = time.monotonic()
            print(f"{tally.asked:>10,} of {options.questions:,}", file=sys.stderr, flush=True)
    tally.print(time.process_time() - began)
    return 1 if shown else 0


if __name__ == "__main__":
    sys.exit(main())
