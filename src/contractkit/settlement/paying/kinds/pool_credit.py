"""The pool: an amount at risk, of which each failure takes its part, together no more than all of it."""

from __future__ import annotations

from fractions import Fraction

from contractkit.charging.base_amount import Base
from contractkit.charging.exact import amount_text, exact_text, percent_text
from contractkit.records.said import joined, said
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import came_to
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.worth import Outcome, amount_of_worth
from contractkit.terms.provisions.pool_credit import Allocation, PoolCredit

__all__ = ["pool_credit"]


@computes(PoolCredit)
def pool_credit(scene: Scene) -> Computed:
    """Return min(sum of pool × allocation × R, R) over what failed, R the amount at risk."""
    effect = scene.effect
    assert isinstance(effect, PoolCredit)
    at_risk = amount_of_worth(scene, effect.at_risk)
    verdicts = [(row, _verdict(scene, row)) for row in effect.allocations]
    failed = [row for row, verdict in verdicts if verdict == "breached"]
    unsure = [row for row, verdict in verdicts if verdict == "undetermined"]
    least, most = _taken(failed), _taken([*failed, *unsure])
    base = Base(
        "at-risk",
        at_risk,
        scene.agreement.currency,
        said("{at_risk} at risk", at_risk=effect.at_risk),
        (effect.clause,),
    )
    found = [_outcome(share, base, failed) for share in dict.fromkeys((least, most))]
    inputs = {"at-risk": exact_text(at_risk), "before-cap": exact_text(least * at_risk)}
    words = joined(", ", (row.figure for row in failed)) or said("nothing")
    about = said("{words} failed", words=words) + (
        said(", and of {which} nobody knows", which=joined(", ", (row.figure for row in unsure))) if unsure else ""
    )
    if least > 1:
        over = amount_text(least * at_risk, scene.agreement.currency)
        about += said(
            "; together {least} of what is at risk ({over}), of which all is taken",
            least=percent_text(least * 100),
            over=over,
        )
    return came_to(scene, "credit", found, about, inputs, failed=True if failed else None if unsure else False)


def _taken(rows: list[Allocation]) -> Fraction:
    parts = (Fraction(row.pool.value) * Fraction(row.allocation.value) / 10000 for row in rows)
    return sum(parts, Fraction(0))


def _outcome(share: Fraction, base: Base, failed: list[Allocation]) -> Outcome:
    taken = min(share, Fraction(1))
    working = (
        joined(" + ", (said("{pool} × {allocation}", pool=row.pool, allocation=row.allocation) for row in failed))
        or "nothing failed"
    )
    if share > 1:
        working += ", at most 100 %"
    return Outcome(-base.exact * taken, -100 * taken, base, "", working)


def _verdict(scene: Scene, row: Allocation) -> str:
    if scene.book is None:
        raise NotKnownError(said("the verdict of {figure} is not known", figure=row.figure))
    verdict = scene.book.verdict_of(row.figure, scene.period)
    return "undetermined" if verdict == "none" else verdict
