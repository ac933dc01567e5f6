"""What commands read: papers, saved portfolios, and the tables of what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from contractkit.cli.progress import step
from contractkit.errors import UsageError
from contractkit.facts import Facts
from contractkit.quantities.notation import nearest, nearest_word
from contractkit.terms import Agreement

if TYPE_CHECKING:
    from contractkit.portfolio import Portfolio

__all__ = ["Tables", "agreements_in", "chosen", "is_saved", "portfolio_in", "refuse_other_files"]

_SUFFIX: Final = ".portfolio"
_FEW: Final = 20
"""So many agreements are named where one has to be chosen."""
_MOST: Final = 100_000
"""Among so many items at most the nearest id is looked for."""
_HEAD: Final = b"contractkit portfolio "
"""How a saved portfolio begins, whatever it is called."""
_TABLES: Final = (".csv", ".csv.gz", ".tsv", ".parquet", ".xlsx", ".xls")
"""How the names of tables end."""


@attrs.frozen
class Tables:
    """The tables of what happened, as they were typed.

    Attributes:
        mapping: Which column is what.
        items: The table of items, or None.
        events: The table of events, or None.
        feedback: The table of feedback, or None.
        relief: The table of what held up the work, or None.
    """

    mapping: Path
    items: Path | None = None
    events: Path | None = None
    feedback: Path | None = None
    relief: Path | None = None

    @property
    def files(self) -> tuple[Path | None, ...]:
        """Return the files that are read."""
        return self.mapping, self.items, self.events, self.feedback, self.relief

    def check(self, lacking: str) -> None:
        """Refuse tables without items and events, before anything is read.

        Args:
            lacking: What there is none of then, such as ``nothing to judge``.

        Raises:
            UsageError: Neither items nor events are given.
        """
        if self.items is None and self.events is None:
            raise UsageError(f"{lacking}: give --items, --events or both")

    def read(self) -> Facts:
        """Return what the tables tell.

        Raises:
            FactsRejected: A table or the mapping has problems.
        """
        tables = (self.items, self.events, self.feedback, self.relief)
        with step("Reading facts") as told:
            return Facts.from_files(*tables, mapping=self.mapping, progress=told)

    def read_alone(self, item: str, beside: Iterable[str] = ()) -> Facts:
        """Return what the tables tell of one item, and of others that have to be known for it.

        Args:
            item: The id of the item.
            beside: The ids of the others; those that are not there are passed over.

        Raises:
            FactsRejected: A table or the mapping has problems.
            UsageError: There is no such item.
        """
        facts = self.read()
        place = facts.items.ids.find(item)
        if place is None:
            near = nearest_word(item, facts.items.ids) if len(facts.items) <= _MOST else None
            hint = "the id is the one in the table" if near is None else f"did you mean {near!r}?"
            raise UsageError(f"there is no item {item!r}; {hint}", item=item)
        mask = np.zeros(len(facts.items), np.bool_)
        mask[place] = True
        for other in beside:
            there = facts.items.ids.find(other)
            if there is not None:
                mask[there] = True
        return facts.where(mask)


def agreements_in(path: Path) -> tuple[Agreement, ...]:
    """Return the agreements that documents hold.

    Raises:
        DocumentRejected: The documents have problems.
        UsageError: The path is a saved portfolio, which does not keep the documents.
    """
    from contractkit.compiling import load_agreements  # loads pydantic and the models, which saved terms do not need

    refuse_other_files(path)
    with step("Reading documents"):
        return tuple(load_agreements(path))


def chosen(known: Sequence[Agreement], asked: str | None) -> Agreement:
    """Return the agreement that was asked for; the only one where none was.

    Raises:
        UsageError: There is none of that id, or several and it is not said which.
    """
    ids = [one.id for one in known]
    if asked is None:
        if len(known) == 1:
            return known[0]
        few = ids if len(ids) <= _FEW else sorted(ids)[:_FEW]
        more = "" if len(few) == len(ids) else f", and {len(ids) - len(few)} more"
        raise UsageError(f"there are {len(known)} agreements here; say which one: --agreement {' or '.join(few)}{more}")
    for one in known:
        if one.id == asked:
            return one
    theirs = [one.id for one in known if one.customer == asked]
    if theirs:
        says = f"{asked!r} is a customer, and an agreement is asked for"
        raise UsageError(f"{says}: --agreement {' or '.join(theirs)}", value=asked)
    raise UsageError(f"there is no agreement {asked!r} here; {nearest(asked, sorted(ids))}", value=asked)


def portfolio_in(path: Path) -> Portfolio:
    """Return the portfolio that a path holds: a saved one, or that of the agreements in documents.

    Raises:
        DocumentRejected: The documents have problems.
        StoredPortfolioError: The saved portfolio cannot be read.
        UsageError: Two agreements have one id.
    """
    from contractkit.portfolio import Portfolio

    if is_saved(path):
        with step("Reading the portfolio"):
            return Portfolio.load(path)
    agreements = agreements_in(path)
    with step("Taking in the agreements") as told:
        return Portfolio.of(agreements, told)


def is_saved(path: Path) -> bool:
    """Return whether a path is a saved portfolio, or is called like one."""
    if not path.is_file():
        return False
    if path.suffix == _SUFFIX:
        return True
    with path.open("rb") as file:
        return file.read(len(_HEAD)) == _HEAD


def refuse_other_files(path: Path) -> None:
    """Refuse a saved portfolio, and a table, where the documents themselves are needed.

    Raises:
        UsageError: It is one of them.
    """
    if is_saved(path):
        says = f"{path} is a saved portfolio, and this command reads the documents: give their folder"
        raise UsageError(f"{says}; entitlement, obligations, portfolio and compare read saved ones", path=str(path))
    if path.is_file() and path.name.lower().endswith(_TABLES):
        says = f"{path} is a table, and a document or a folder of documents is asked for here"
        raise UsageError(f"{says}; tables are given to --items, --events and the like", path=str(path))
