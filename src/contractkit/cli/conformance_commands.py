"""The command that answers the cases of other systems, as it is typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from contractkit.cli import options as take
from contractkit.cli.endings import ending
from contractkit.errors import UsageError

__all__ = ["conformance"]


def conformance(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="Cases of another system, or with --engine questions about clocks (JSON).",
            exists=True,
            dir_okay=False,
        ),
    ],
    *,
    output: take.Output,
    engine: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Answer questions about clocks: with the referee, the replay or the clock."),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Answer as another system does: the name of a preset, or 'source' for the system of each case.",
        ),
    ] = None,
    undisputed: Annotated[bool, typer.Option("--undisputed", help="Leave disputed cases out.")] = False,
    source: Annotated[str | None, typer.Option(metavar="TEXT", help="Only cases whose source has TEXT in it.")] = None,
) -> None:
    """Answer the cases of another system, and compare: deadlines, working time, business days.

    Exits 1 where an answer is not the expected one. In a disputed case the convention of the source is known to differ
    from ours: it has our own answer, and disagrees, unless --like names conventions under which it agrees.

    With --engine, answer questions about single clocks instead: what became of each, by the slow referee, by the replay
    that judges millions, or by the clock that goes event by event. Exits 1 where the engine cannot compute one. Of a
    file of cases those are asked and compared that are questions about a clock, pauses included.
    """
    with ending():
        from contractkit.testing.clocks.of_cases import holds_cases

        places = output.places
        if engine is not None and not holds_cases(file):
            if like is not None or source is not None or undisputed:
                says = "--like, --source and --undisputed are about cases; questions about clocks have none of them"
                raise UsageError(says)
            from contractkit.cli.questioning import answer_questions

            answer_questions(file, engine, places)
            return
        from contractkit.cli.conforming import compare_cases

        kept: Literal["kept", "left out"] = "left out" if undisputed else "kept"
        if engine is not None and like is not None:
            raise UsageError(
                "--like answers by calendars as another system does, and --engine by our clocks: choose one"
            )
        compare_cases(file, like, source, kept, places, engine)
