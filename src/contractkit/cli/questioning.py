"""``contractkit conformance --engine``: what referee, replay or scalar clock answer about single clocks."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

from rich.table import Table

from contractkit.cli.endings import PROBLEMS, counted
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.progress import step
from contractkit.cli.screens import a_screen
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.errors import NotComputedError, UsageError
from contractkit.quantities.notation import nearest
from contractkit.testing.clocks import ENGINES, Answer, Question, ask, read_questions
from contractkit.testing.clocks.asked import Engine
from contractkit.testing.clocks.writing import cycle_data

__all__ = ["answer_questions", "engine_called"]

_WIDTH = 400
"""So many characters hold every column; a line is as long as what stands in it, and a terminal wraps it."""
_COLUMNS = ("verdict", "started", "due", "in_time_until", "stopped", "used", "allowed", "paused", "relieved")


def answer_questions(path: Path, engine: str, places: Places) -> None:
    """Answer the questions of a file with one engine.

    Args:
        path: The file of questions.
        engine: ``referee``, ``replay`` or ``clock``.
        places: Where the JSON goes: a list with one answer for each question, in order.

    Raises:
        SystemExit: 1 where the engine does not compute what a question asks for; the others are answered.
        UsageError: The file holds no questions, or there is no such engine.
    """
    asked = engine_called(engine)
    destinations(*places)
    spare(places, (path,), path)
    with step("Reading questions"):
        questions = read_questions(path)
    with step("Answering questions"):
        answers = [_answer(question, asked) for question in questions]
    refused = [answer for answer, known in answers if known == "refused"]
    write(json_texts(places, [answer.to_dict() for answer, _ in answers]))
    if STDOUT not in places:
        _tell([answer for answer, _ in answers], len(refused), engine)
    if refused:
        raise SystemExit(PROBLEMS)


def engine_called(name: str) -> Engine:
    """Return the engine of that name.

    Raises:
        UsageError: There is none.
    """
    if name not in ENGINES:
        raise UsageError(f"there is no engine {name!r}; {nearest(name, list(ENGINES))}", value=name)
    return cast("Engine", name)


def _answer(question: Question, engine: Engine) -> tuple[Answer, Literal["answered", "refused"]]:
    try:
        return ask(question, engine), "answered"
    except NotComputedError as error:
        return Answer(question.id, (), (f"not computed: {error}",)), "refused"


def _tell(answers: list[Answer], refused: int, engine: str) -> None:
    console = a_screen("whole", _WIDTH)
    table = Table(box=None, pad_edge=False)
    for title in ("Question", "Cycle", *(name.replace("_", " ").capitalize() for name in _COLUMNS), "As lived"):
        table.add_column(title)
    for answer in answers:
        for cycle in answer.cycles:
            data = cycle_data(cycle)
            lived = data["as_lived"]
            cells = [_cell(data[name]) for name in _COLUMNS]
            table.add_row(answer.id, str(cycle.cycle), *cells, f"{lived['verdict']} {_cell(lived['used'])}")
    if table.rows:
        console.print(table)
    for answer in answers:
        for note in answer.notes:
            console.print(f"{answer.id}: {note}", highlight=False, markup=False)
    total = counted(len(answers) - refused, "question", "questions")
    console.print(
        f"The {engine} answered {total} of {len(answers)}. Instants in UTC, amounts in seconds or business days.",
        highlight=False,
    )


def _cell(value: object) -> str:
    return "-" if value is None else str(value).replace("+00:00", "Z")
