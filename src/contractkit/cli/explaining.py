"""``contractkit explain``: what documents say, clause by clause, in plain words, to be compared with the paper."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import attrs

from contractkit.cli.endings import PROBLEMS, complain, list_problems
from contractkit.cli.explaining_words import WORDS
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.reading import agreements_in
from contractkit.cli.screens import a_screen
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.errors import DocumentRejected, UsageError
from contractkit.quantities.notation import nearest
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.records.in_force import Span
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.explaining import Change, Explained, clause_called, explained
from contractkit.statements.grids import text
from contractkit.statements.readings import assumed
from contractkit.statements.wording import Language, language
from contractkit.terms import Agreement

__all__ = ["explain_documents"]

_VERSION = 1
_WIDEST = 100
"""Lines on a terminal are no longer than this, however wide it is."""

_ACTIONS = {"change": "changed", "replace": "replaced", "add": "added", "remove": "removed"}
Style = Literal["", "bold", "dim", "yellow", "cyan"]


@attrs.frozen
class _Line:
    text: str
    indent: int = 0
    style: Style = ""


def explain_documents(path: Path, clause: str | None, locale: str, json: Places) -> None:
    """Tell the clauses of the documents under `path`, or one of them with its history.

    Args:
        path: A document or a folder of documents.
        clause: A clause's number, its reference, or the name of a row or a term; None for all clauses.
        locale: The language.
        json: Where the JSON goes.

    Raises:
        SystemExit: 1 where documents have problems, which are listed.
        UsageError: No clause is called so, or the language is not spoken.
    """
    speaks = language(locale)
    destinations(*json)
    spare(json, (), path)
    try:
        agreements = agreements_in(path)
    except DocumentRejected as rejected:
        list_problems(rejected.problems)
        complain("contractkit: nothing is explained before these problems are mended")
        raise SystemExit(PROBLEMS) from None
    chosen = [(agreement, _chosen(agreement, clause)) for agreement in agreements]
    if clause is not None and not any(found for _, found in chosen):
        raise _unknown(clause, agreements)
    told = [(agreement, explained(agreement, locale, found)) for agreement, found in chosen if found is None or found]
    write(json_texts(json, _record(told, speaks)) if json else {})
    if STDOUT not in json:
        _write(_lines(told, clause, Teller(speaks, WORDS)))


def _chosen(agreement: Agreement, clause: str | None) -> tuple[str, ...] | None:
    return None if clause is None else clause_called(agreement, clause)


def _unknown(clause: str, agreements: Iterable[Agreement]) -> UsageError:
    refs = [text.ref for agreement in agreements for text in agreement.clauses]
    known = tuple(dict.fromkeys([*(str(ref) for ref in refs), *(str(ref.clause) for ref in refs)]))
    hint = nearest(clause, known)
    return UsageError(f"there is no clause '{clause}'" + (f"; {hint}" if hint else ""), value=clause)


# -- for people ------------------------------------------------------------------------------------------------------


def _lines(
    told: Sequence[tuple[Agreement, tuple[Explained, ...]]], clause: str | None, tell: Teller
) -> Iterator[_Line]:
    for place, (agreement, clauses) in enumerate(told):
        if place:
            yield _Line("")
        written = tell.speaks.written
        yield _Line(f"{agreement.id}  {written(agreement.title)}", style="bold")
        heads = {head.id: written(head.title) for head in agreement.documents}
        document = agreement.id
        for one in clauses:
            if one.ref.document != document:
                document = one.ref.document
                yield _Line("")
                yield _Line(f"{document}  {heads.get(document, '')}".rstrip(), style="cyan")
            yield _Line("")
            yield from _clause(one, tell, "full" if clause is not None else "short")
        left = [one for one in agreement.assumptions if one.clause is None or one.clause.clause is None]
        if left and clause is None:
            yield _Line("")
            yield _Line(tell("whole"), style="cyan")
            yield from _open(left, tell)


def _clause(one: Explained, tell: Teller, how: Literal["full", "short"]) -> Iterator[_Line]:
    place = "" if one.ref.file is None else f"  ({one.ref.file}:{one.ref.line})"
    yield _Line("  ".join(part for part in (one.ref.clause, one.title) if part) + place, style="bold")
    if one.text is not None and one.told and not any(one.text in said.says for said in one.told):
        yield _Line(f"“{one.text}”", 2, "dim")
    row = None
    for said in one.told:
        if said.clause.row is None:
            yield _Line(said.says, 2)
            continue
        if said.clause.row != row:
            row = said.clause.row
            yield _Line(f"{row}:", 2)
        yield _Line(said.says, 4)
    if not one.told:
        yield _Line(_without_terms(one, tell), 2)
    yield from _open(one.assumptions, tell)
    for missing in one.not_computed:
        says = missing.says if missing.hint is None else f"{missing.says}; {missing.hint}"
        yield _Line(f"{tell('not-computed')}: {says}", 2, "yellow")
    for change in one.changes:
        yield _Line(f"{_changed(change, tell)}.{_place(change.change.written)}", 2, "dim")
    if how == "full" and len(one.history) > 1:
        yield _Line(f"{tell('history')}:", 2)
        for span in one.history:
            yield _Line(f"{_when(span, tell)}: {' '.join(span.value) or tell('not-there')}", 4)


def _open(readings: Sequence[Assumption], tell: Teller) -> Iterator[_Line]:
    if readings:
        yield _Line(f"{tell('open')}:", 2, "yellow")
    for reading in readings:
        yield _Line(assumed(reading, tell.speaks), 4, "yellow")


def _without_terms(one: Explained, tell: Teller) -> str:
    if one.kind is None:
        return tell("gone")
    return tell("nothing") if one.text is None else tell("own-words", text=one.text)


def _place(ref: ClauseRef) -> str:
    return "" if ref.file is None else f" ({ref.file}:{ref.line})"


def _changed(change: Change, tell: Teller) -> str:
    made, paper = change.change, change.amendment
    title, day = tell.speaks.written(paper.title), tell.speaks.day(made.holds_from)
    said = tell(_ACTIONS[made.action], id=paper.id, title=title, day=day)
    return said if made.holds_until is None else tell("until", said=said, day=tell.speaks.day(made.holds_until))


def _when(span: Span[Any], tell: Teller) -> str:
    if span.start is None:
        return tell("always") if span.end is None else tell("before", day=tell.speaks.day(span.end))
    if span.end is None:
        return tell("since", day=tell.speaks.day(span.start))
    last = span.end - timedelta(days=1)
    return tell("between", day=tell.speaks.day(span.start), last=tell.speaks.day(last))


def _write(lines: Iterable[_Line]) -> None:
    """Write lines: wrapped and in colours on a terminal, each whole on one line where they go to a file or a pipe."""
    if not sys.stdout.isatty():
        for line in lines:
            sys.stdout.write(f"{' ' * line.indent}{line.text}".replace("\u00a0", " ") + "\n")
        return
    screen = a_screen()
    width = min(screen.width, _WIDEST)
    for line in lines:
        pad = " " * line.indent
        more = f"{pad}  " if line.indent else pad
        wrapped = textwrap.wrap(
            line.text,
            width,
            initial_indent=pad,
            subsequent_indent=more,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for part in wrapped or [""]:
            screen.print(text(part, line.style), soft_wrap=True)


# -- for programs ----------------------------------------------------------------------------------------------------


def _record(told: Sequence[tuple[Agreement, tuple[Explained, ...]]], speaks: Language) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "kind": "explain",
        "locale": speaks.code,
        "agreements": [
            {
                "id": agreement.id,
                "title": agreement.title,
                "clauses": [_clause_record(one, speaks) for one in clauses],
                "assumptions": [
                    _reading_record(one, speaks)
                    for one in agreement.assumptions
                    if one.clause is None or one.clause.clause is None
                ],
            }
            for agreement, clauses in told
        ],
    }


def _clause_record(one: Explained, speaks: Language) -> dict[str, Any]:
    return {
        "clause": str(one.ref),
        "document": one.ref.document,
        "number": one.ref.clause,
        "kind": one.kind,
        "title": one.title,
        "text": one.text,
        "file": one.ref.file,
        "line": one.ref.line,
        "says": [{"clause": str(said.clause), "row": said.clause.row, "says": said.says} for said in one.told],
        "assumptions": [_reading_record(reading, speaks) for reading in one.assumptions],
        "not_computed": [missing.to_dict() for missing in one.not_computed],
        "amended_by": [
            {
                "amendment": change.amendment.id,
                "action": change.change.action,
                "from": change.change.holds_from.isoformat(),
                "until": None if change.change.holds_until is None else change.change.holds_until.isoformat(),
                "written": str(change.change.written),
                "file": change.change.written.file,
                "line": change.change.written.line,
            }
            for change in one.changes
        ],
        "versions": [
            {
                "from": None if span.start is None else span.start.isoformat(),
                "until": None if span.end is None else span.end.isoformat(),
                "says": list(span.value),
            }
            for span in one.history
        ],
    }


def _reading_record(reading: Assumption, speaks: Language) -> dict[str, Any]:
    return {**reading.to_dict(), "told": assumed(reading, speaks)}
