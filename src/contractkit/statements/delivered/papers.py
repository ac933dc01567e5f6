"""How much the papers say, and what an amendment would put on paper, told."""

from __future__ import annotations

from contractkit.delivery.proposing import Proposal
from contractkit.delivery.repeats import Repeat
from contractkit.statements.delivered.measures import percent
from contractkit.statements.delivered.worths import worth_phrase
from contractkit.statements.retelling import retold
from contractkit.statements.wording import Language
from contractkit.terms.completeness import Completeness, Point

__all__ = ["completeness", "missing_of", "proposal", "proposal_paper", "standard"]


def completeness(scored: Completeness, speaks: Language) -> str:
    """Return how much of everything the papers say."""
    return speaks.say("papers.all", share=percent(scored.share(), speaks)) + "."


def missing_of(points: tuple[Point, ...], speaks: Language) -> str:
    """Return what papers do not say, or not for all services."""
    return ", ".join(_missing(point, speaks) for point in points)


def _missing(point: Point, speaks: Language) -> str:
    asks = speaks.word("asks", point.asks)
    if point.met in (0, point.of):
        return asks
    return speaks.say("papers.some", asks=asks, met=point.met, of=point.of)


def proposal(one: Proposal, speaks: Language) -> str:
    """Return what an amendment would put on paper."""
    if one.price is None:
        return speaks.say("proposal.scope-rule", name=one.name)
    return speaks.say("proposal.catalogue-entry", name=one.name, amount=speaks.money(one.price))


def proposal_paper(one: Proposal, speaks: Language) -> str:
    """Return the amendment that a proposal is, as YAML, with its own sentences in a language.

    Args:
        one: The proposal.
        speaks: The language.
    """
    return one.text_in(lambda text: retold(text, speaks).replace("\u00a0", " "))


def standard(one: Repeat, speaks: Language) -> str:
    """Return what became standard although nobody agreed it: agreed nought, delivered so often, worth so much."""
    name, said = speaks.title_case(one.name), speaks.say("standard.agreed", times=one.times)
    return f"{name}: {said}, {worth_phrase(one.worth, one.why_unpriced, speaks)}"
