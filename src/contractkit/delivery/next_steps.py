"""What the papers say is done next with work outside of what was agreed: talk, offer, or decide on a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from contractkit.delivery.grey import GreyItem
from contractkit.delivery.outside import OutsideItem
from contractkit.delivery.quotes import DraftQuote, people_of
from contractkit.delivery.risks import NextStep
from contractkit.delivery.work import Work
from contractkit.terms.provisions.change_path import ChangePath

__all__ = ["change_of", "with_next_steps"]

_NO_CLAUSE = ("no-service", "before-term", "after-term")
"""Work that no clause speaks of: whoever may change the agreement decides whether it is put on paper."""


def with_next_steps(
    work: Work, items: Sequence[OutsideItem], register: Sequence[GreyItem], quotes: Sequence[DraftQuote]
) -> tuple[OutsideItem, ...]:
    """Return items outside, each with what the papers say is done next.

    A grey item that is not decided is talked about; work that is quoted is offered until the quote is sent; on work
    that no clause speaks of those decide who may change the agreement. What was decided, offered or refused has no next
    step.

    Args:
        work: What happened.
        items: The items.
        register: The grey items of the period.
        quotes: The quotes of the period.
    """
    grey = {one.item.item: one for one in register}
    drafts = {one.item: one for one in quotes if one.item is not None and one.state in ("draft", "overdue")}
    change = change_of(work)
    return tuple(attrs.evolve(one, step=_step(one, grey, drafts, change)) for one in items)


def _step(
    item: OutsideItem, grey: Mapping[str, GreyItem], drafts: Mapping[str, DraftQuote], change: NextStep | None
) -> NextStep | None:
    draft, one = drafts.get(item.item), grey.get(item.item)
    if draft is not None and draft.clause is not None:
        at = None if draft.state == "overdue" else draft.due
        return NextStep("offer", draft.accepted_by, None, at, draft.clause)
    if one is not None and one.state != "decided":
        return NextStep("talk", (("customer", None),), None, one.follow_up, one.rule.clause)
    return change if item.scope in _NO_CLAUSE and item.accepted is None else None


def change_of(work: Work) -> NextStep | None:
    """Return who decides on a change of what was agreed; None where no clause says it.

    Args:
        work: What happened.
    """
    path = next(iter(work.agreement.provisions_of(ChangePath)), None)
    if path is None:
        return None
    return NextStep("decide", people_of(work.agreement, path.approved_by, work.today), None, None, path.clause)
