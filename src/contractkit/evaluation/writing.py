"""Outcomes that are handed on as they are made, to a Parquet file or to a function, and are not kept.

What is judged and how is no matter of this module: `evaluate_to` says what `evaluate` says.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final, Self

import attrs

from contractkit.errors import Problem, UsageError
from contractkit.evaluation.evaluating import judged
from contractkit.facts import Facts, Table
from contractkit.facts.extras import need
from contractkit.records.clauses import Assumption
from contractkit.terms import Agreement

__all__ = ["Written", "evaluate_to"]

_GROUP: Final = 1 << 19
"""So many rows of outcomes make a row group of a file, at least."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

Progress = Callable[[str, int, int], None]
Sink = str | os.PathLike[str] | Callable[[Table], object]


@attrs.frozen
class Written:
    """What is left of an evaluation whose outcomes were handed on.

    Attributes:
        agreement: The agreement.
        as_of: The moment of judging, in microseconds since the epoch, UTC.
        known_at: What was recorded later was set aside; None: nothing was.
        rows: How many outcomes were handed on.
        path: The file that holds them; None where a function got them.
        items: One row for each item, as in `Evaluation.items`.
        problems: What contradicts itself or cannot be judged, as in `Evaluation.problems`.
        counts: How much of everything there was, as in `Evaluation.counts`.
        assumptions: What text and facts left open, and what was taken.
    """

    agreement: Agreement
    as_of: int
    known_at: int | None
    rows: int
    path: str | None
    items: Table = attrs.field(repr=False)
    problems: tuple[Problem, ...]
    counts: Mapping[str, int]
    assumptions: tuple[Assumption, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return all but the items as data that JSON can hold; `version` says which form it has."""
        return {
            "contractkit": 1,
            "document": "written-outcomes",
            "version": 1,
            "agreement": self.agreement.id,
            "as_of": (_EPOCH + timedelta(microseconds=self.as_of)).isoformat(),
            "known_at": None if self.known_at is None else (_EPOCH + timedelta(microseconds=self.known_at)).isoformat(),
            "rows": self.rows,
            "path": self.path,
            "counts": dict(self.counts),
            "problems": [problem.to_dict() for problem in self.problems],
            "assumptions": [assumption.to_dict() for assumption in self.assumptions],
        }


def evaluate_to(
    agreement: Agreement,
    facts: Facts,
    sink: Sink,
    as_of: datetime | int,
    progress: Progress | None = None,
    known_at: datetime | int | None = None,
) -> Written:
    """Hand the outcomes of an agreement on as they are made, and return what there is to say of all of them.

    The outcomes are those of `evaluate`, with the same columns, in the same order; they come in tables of whole items.
    A file is written beside its place and takes it when all is in it: what goes wrong leaves nothing half-written, and
    a file that was there before stays.

    Args:
        agreement: The agreement.
        facts: What happened.
        sink: The path of a Parquet file, or a function that gets each table. What it raises ends the evaluation.
        as_of: The moment of judging, aware, or in microseconds since the epoch.
        progress: Called now and then as ``progress("evaluate", done, total)``, in items.
        known_at: What was recorded later is set aside; None: all that is recorded counts.

    Returns:
        Counts, problems, assumptions and the table of items; never the outcomes.

    Raises:
        NaiveDatetimeError: `as_of` or `known_at` has no zone.
        UsageError: The sink is neither of the two, or its folder is not there.
        MissingExtraError: pyarrow is not installed, and a path is given.
        NotComputedError: A clause decides on targets and is not computed by this version.

    Example:
        >>> import contractkit as ck
        >>> from datetime import UTC
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "fields": {"opened_at": "instant", "solved_at": "instant"}, "clauses": {
        ...         "1": {"kind": "time-target", "name": "solved", "starts": {"field": "opened_at"},
        ...               "stops": {"field": "solved_at"}, "within": "4 hours", "calendar": "always"}}})
        >>> facts = ck.Facts.from_frames(
        ...     items={"id": ["T-1", "T-2"], "opened_at": ["2026-03-02T09:00Z", "2026-03-03T09:00Z"],
        ...            "solved_at": ["2026-03-02T12:00Z", "2026-03-03T14:00Z"]},
        ...     mapping={"contractkit": 1, "document": "mapping", "items": {
        ...         "id": "id", "fields": {"opened_at": "opened_at", "solved_at": "solved_at"}}})
        >>> parts = []
        >>> written = evaluate_to(agreement, facts, parts.append, as_of=datetime(2026, 4, 1, tzinfo=UTC))
        >>> written.rows, [row["verdict"] for part in parts for row in part.to_records()]
        (2, ['met', 'breached'])
    """
    path = None
    given: object = sink
    if not isinstance(given, str | os.PathLike) and not callable(given):
        kind = type(given).__name__
        raise UsageError(f"outcomes go to the path of a Parquet file or to a function, not to {kind}", kind=kind)
    if isinstance(sink, str | os.PathLike):
        path = os.fspath(sink)
        with _ParquetFile.beside(Path(path)) as file:
            evaluation = judged(agreement, facts, as_of, progress, known_at, file.add)
            file.finish(evaluation.outcomes)
    else:
        evaluation = judged(agreement, facts, as_of, progress, known_at, sink)
    return Written(
        agreement=evaluation.agreement,
        as_of=evaluation.as_of,
        known_at=evaluation.known_at,
        rows=evaluation.counts["outcomes"],
        path=path,
        items=evaluation.items,
        problems=evaluation.problems,
        counts=evaluation.counts,
        assumptions=evaluation.assumptions,
    )


@attrs.define(eq=False)
class _ParquetFile:
    """A Parquet file that is written beside its place."""

    _place: Path
    _temporary: Path
    _writer: Any = None
    _waiting: list[Any] = attrs.field(factory=list)
    _rows: int = 0

    @classmethod
    def beside(cls, place: Path) -> _ParquetFile:
        """Return an empty file in the folder of `place`."""
        need("pyarrow.parquet", "arrow")
        try:
            with NamedTemporaryFile(dir=place.parent, prefix=f".{place.name}.", suffix=".part", delete=False) as made:
                return cls(place, Path(made.name))
        except OSError as error:
            says = f"outcomes cannot be written to {str(place)!r}: {error.strerror or error}"
            raise UsageError(says, path=str(place)) from None

    def add(self, outcomes: Table) -> None:
        """Write some outcomes, or keep them until there is enough for a row group."""
        self._waiting.append(outcomes.to_arrow())
        self._rows += len(outcomes)
        if self._rows >= _GROUP:
            self._write()

    def finish(self, empty: Table) -> None:
        """Write what is left, and put the file in its place; `empty` has the columns of a file without outcomes."""
        if self._waiting or self._writer is None:
            self._waiting = self._waiting or [empty.to_arrow()]
            self._write()
        self._writer.close()
        self._temporary.chmod(0o666 & ~_umask())
        self._temporary.replace(self._place)

    def _write(self) -> None:
        arrow: Any = need("pyarrow", "arrow")
        parquet: Any = need("pyarrow.parquet", "arrow")
        table = arrow.concat_tables(self._waiting)
        if self._writer is None:
            self._writer = parquet.ParquetWriter(self._temporary, table.schema)
        self._writer.write_table(table, row_group_size=max(table.num_rows, 1))
        self._waiting, self._rows = [], 0

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *raised: object) -> None:
        """Take away what was not finished."""
        if self._writer is not None:
            self._writer.close()
        with suppress(FileNotFoundError):
            self._temporary.unlink()


def _umask() -> int:
    """Return which rights new files are not to have; a temporary file has fewer than a new one."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
