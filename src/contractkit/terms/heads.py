"""What stands at the head of an agreement: its parties, its papers, its term; and its clauses as they stand."""

from __future__ import annotations

from datetime import date
from typing import Literal

import attrs

from contractkit.quantities.spans import Span
from contractkit.records.clauses import ClauseRef

__all__ = ["ClauseText", "DocumentHead", "HeldTerm", "Party", "Term"]


@attrs.frozen
class Party:
    """One of the two parties: its role (provider, customer), name, and the code that facts know it by."""

    role: str
    name: str
    code: str | None = None


@attrs.frozen
class DocumentHead:
    """One of the papers: contract, sla, sop, catalogue, amendment or notice.

    Attributes:
        id: Its id.
        kind: What it is.
        title: Its title in its binding language.
        file: Its file, or None.
        signed_on: When it was signed, or None.
        between: ``internal`` for a paper between teams, ``supplier`` for one with a third party, else None.
        supports: The promises, or steps of the work, that such a paper stands behind, each as ``document/clause`` or
            ``document/name``.
    """

    id: str
    kind: str
    title: str
    file: str | None = None
    signed_on: date | None = None
    between: Literal["internal", "supplier"] | None = None
    supports: tuple[str, ...] = ()


@attrs.frozen
class ClauseText:
    """A clause as it stands, for reading: reference, kind, title and its text or promise."""

    ref: ClauseRef
    kind: str
    title: str | None
    text: str | None
    computes: bool


@attrs.frozen
class HeldTerm:
    """The renewed term that held when an amendment changed how the agreement is renewed.

    Attributes:
        start: Its first date.
        end: The first date after it.
        renewed: How often the agreement had been renewed by then.
    """

    start: date
    end: date
    renewed: int


@attrs.frozen
class NoticeInTime:
    """A notice that took effect under an earlier wording of the clause that it is about, and keeps that effect.

    Attributes:
        notice: The id of the notice.
        end: The first date after the term that it ends, or prolongs.
        says: ``ends`` or ``prolongs``.
        on: On which day it counted.
    """

    notice: str
    end: date
    says: Literal["ends", "prolongs"]
    on: date


@attrs.frozen
class Term:
    """From when to when the agreement holds.

    Attributes:
        start: The first date.
        end: The first date on which it no longer holds; None where it has no end.
        clause: Where it stands.
        initial: How long it was agreed for at first; None where the text gives a date, or no end.
        first_end: The first date after the term as it was agreed at first, before any renewal; None where it has none.
        held: The renewed term that held when this wording of the renewal came in, from whose end the next are counted;
            None where they are counted from the end of the first.
        in_time: Notices that took effect before this wording came in, and would be too late, or too early, under it.
    """

    start: date
    end: date | None
    clause: ClauseRef
    initial: Span | None = None
    first_end: date | None = None
    held: HeldTerm | None = None
    in_time: tuple[NoticeInTime, ...] = ()
