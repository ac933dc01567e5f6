"""A command as it is typed: examples under its help, and what to write in the place of a form that it had once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import typer
from typer.core import TyperCommand

__all__ = ["Command", "examples_of", "said_now"]

_FILE: Final = "--json"
_ITEM: Final = "--item"
_NARROW: Final = 78
_WrongUse: Final[Any] = typer.BadParameter.__mro__[1]
"""The error of wrong use of the parser that typer brings, or stands on: it has no name of its own in typer."""


class Command(TyperCommand):
    """A command that knows how it was typed before."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what was typed; a form of an earlier version is wrong use, and is told with its form of now."""
        said = said_now(self.name or "", self.params, args) or _lacking(self.params, args)
        if said is not None:
            raise _WrongUse(said, ctx=ctx)
        return list(super().parse_args(ctx, args))

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the parts of the line of usage: ``[OPTIONS] PATH [CLAUSE]``."""
        pieces = (str(piece).replace("{", "").replace("}", "") for piece in super().collect_usage_pieces(ctx))
        return [piece.replace("[[", "[").replace("]]", "]").replace("......", "...") for piece in pieces]


def said_now(name: str, parameters: Sequence[Any], args: Sequence[str]) -> str | None:
    """Return what to write in the place of a form that a command had once; None where there is nothing to say.

    Args:
        name: The name of the command.
        parameters: Its arguments and options, as click has them.
        args: What was typed after the name.
    """
    options = {word: one for one in parameters for word in one.opts if one.param_type_name == "option"}
    if _ITEM not in options and "item" in {one.name for one in parameters}:
        typed = next((word for word in args if word == _ITEM or word.startswith(f"{_ITEM}=")), None)
        if typed is not None:
            return f"--item is no option any more; the id stands after PATH: contractkit {name} PATH ITEM"
    if "--decisions-from" in options and "--decisions" in args:
        return "the first of the days stands in --decisions-from: write --decisions-from DATE"
    if "--json-out" not in options:
        return None
    file = next((word.partition("=")[2] for word in args if word.startswith(f"{_FILE}=")), None)
    if file is None:
        file = _after_flag(options, parameters, args)
    if file is None:
        return None
    if file == "-":
        return "--json takes no FILE any more, and prints to standard output by itself; leave the - out"
    return f"--json takes no FILE any more, and prints to standard output; write --json-out {file}"


def _lacking(parameters: Sequence[Any], args: Sequence[str]) -> str | None:
    """Return which options are missing, all of them at once; None where none is, or something else is to be told."""
    typed = {word.partition("=")[0] for word in args if word.startswith("--")}
    known = {word for one in parameters for word in one.opts}
    if not args or not typed <= known:  # a slip of the pen comes first, and --help is none of the parameters
        return None
    needed = [one for one in parameters if one.required and one.param_type_name == "option"]
    lacking = [f"{one.opts[0]} {one.metavar}" for one in needed if not typed.intersection(one.opts)]
    return f"Missing {' and '.join(lacking)}." if lacking else None


def _after_flag(options: dict[str, Any], parameters: Sequence[Any], args: Sequence[str]) -> str | None:
    """Return the word after ``--json`` where it can only be a file: a lone dash, or a word too many."""
    words = list(_positional(options, args))
    room = [one.nargs for one in parameters if one.param_type_name == "argument"]
    after = next((word for word, before in words if before == _FILE), None)
    if after == "-":
        return after
    return after if -1 not in room and len(words) > sum(room) else None


def _positional(options: dict[str, Any], args: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the words that belong to no option, each with the word before it."""
    before, takes = "", False
    for word in args:
        if takes:
            takes = False
        elif word.startswith("-") and word != "-":
            option = options.get(word.partition("=")[0])
            takes = option is not None and not option.is_flag and "=" not in word
        else:
            yield word, before
        before = word


def examples_of(*lines: str) -> str:
    """Return the end of a help text: commands to try, each as it is typed, a long one on several lines."""
    shown = "\n\n".join("\b\n" + "\n".join(_folded(line)) for line in lines)
    return f"{'Example' if len(lines) == 1 else 'Examples'}:\n\n{shown}"


def _folded(line: str) -> Iterator[str]:
    """Yield a command in lines for a narrow screen, broken before its options as a shell reads them."""
    head, *options = line.split(" --")
    shown = f"  {head}"
    for option in options:
        if len(shown) + len(option) + len(" -- \\") > _NARROW:
            yield f"{shown} \\"
            shown = f"      --{option}"
        else:
            shown += f" --{option}"
    yield shown
