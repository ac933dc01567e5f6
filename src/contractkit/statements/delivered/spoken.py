"""Everything that is told of a delivery, by its name and in one language, for a template or a screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace

from contractkit.delivery import Delivery
from contractkit.delivery.telling import TellingLine
from contractkit.statements.delivered.coming import people, quote_due, quote_price, risk, risk_when, step
from contractkit.statements.delivered.favours import beyond, favours_worth, grey_lead, quota, told_lead
from contractkit.statements.delivered.measures import amount_of, how_late, month_of, number, percent, spent, when
from contractkit.statements.delivered.papers import completeness, missing_of, proposal, standard
from contractkit.statements.delivered.services import agreed, by_month, drawn, lead, no_paper
from contractkit.statements.delivered.worths import line_worth, repeat_amount, repeat_phrase, sum_worth, total_worth
from contractkit.statements.wording import Language

__all__ = ["missed", "spoken"]


def missed(delivery: Delivery) -> tuple[TellingLine, ...]:
    """Return the promises that were missed, told or not."""
    return tuple(one for one in delivery.told.lines if one.about == "warning")


_SPOKEN = (
    agreed, amount_of, beyond, by_month, completeness, drawn, favours_worth, grey_lead, how_late, lead, line_worth,
    missing_of, month_of, no_paper, number, people, percent, proposal, quota, quote_due, quote_price, repeat_amount,
    repeat_phrase, risk, risk_when, spent, standard, step, sum_worth, told_lead, total_worth, when,
)  # fmt: skip


def spoken(speaks: Language) -> SimpleNamespace:
    """Return everything that is told here by its name, in one language, for a template."""
    told: dict[str, Callable[..., object]] = {each.__name__: partial(_in, each, speaks) for each in _SPOKEN}
    return SimpleNamespace(**told, missed=missed)


def _in(each: Callable[..., str], speaks: Language, *of: object) -> str:
    return each(*of, speaks)
