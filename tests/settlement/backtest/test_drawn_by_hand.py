"""What drawn histories come to, by hand: each month has one item or none, so that every history is what happened."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck

from .papers import MONTHS, compiled

NONE = {"kind": "band-effect", "bands": [{"from": "reach", "points": 0}, {"below": "reach", "points": 2}]}
GOOD, BAD, NOTHING = (1, 0, 0), (0, 1, 0), (0, 0, 0)


def band(bonus: str, malus: str, **rest: Any) -> dict[str, Any]:
    bands = [{"from": "90 %", "pays": bonus}, {"below": "90 %", "pays": f"-{malus}"}]
    return {"kind": "band-effect", "of": "charges", "bands": bands, **rest}


def least(amount: str, **rest: str) -> dict[str, Any]:
    return {"step": "minimum-issue", "more_than": amount, "otherwise": "carry-forward", "scope": "line", **rest}


@pytest.fixture
def comes_to(given, tmp_path):
    """Return what a year comes to: as it happened, and at either end of its interval, which must be that."""

    def found(
        pays: list[dict[str, Any]], steps: list[dict[str, Any]], months: dict[str, Any], fee: str = "EUR 1 000.00"
    ) -> str:
        terms = {"pays": [pays, [NONE]], "told": [], "points": None, "pool": False, "per": "month", "fee": fee}
        agreement = compiled(tmp_path, {**terms, "steps": steps}, None)
        happened = {label: {"SLA-7/3": months.get(label[5:], NOTHING), "SLA-7/4": NOTHING} for label in MONTHS}
        evaluation = given.counted(agreement, happened)
        signed = ck.backtest(agreement, evaluation, None, [], period="2026", resamples=3, seed=1).signed
        assert signed.interval is not None
        assert signed.interval.low == signed.interval.high == signed.effects
        return str(signed.effects)

    return found


class TestACapOfAnEffectsOwn:
    MONTHS = {"10": GOOD, "11": GOOD, "12": BAD}  # noqa: RUF012

    def test_counts_what_waited_and_was_paid_later(self, comes_to):
        """October's bonus of EUR 5 waits, November pays 5 and 5. Of EUR 85 a quarter December has 75 of its 80 left."""
        effect = band("0.5 %", "8 %", cap="EUR 85 per quarter")
        assert comes_to([effect], [least("EUR 8")], self.MONTHS) == "EUR -65.00"

    def test_counts_that_of_no_other_effect_of_the_same_target(self, comes_to):
        """October's 5 and 5 wait together, November pays 20. December: 85 - 10 = 75 of 80, and 80 without a cap."""
        capped, other = band("0.5 %", "8 %", cap="EUR 85 per quarter"), band("0.5 %", "8 %")
        assert comes_to([capped, other], [least("EUR 12", scope="contract")], self.MONTHS) == "EUR -135.00"


class TestAMinimumThatIsJustReached:
    def test_is_not_passed_by_what_floats_leave(self, comes_to):
        """Two maluses of 10 % of EUR 304 million, cut to 30 million: 15 million each, which is not more than that."""
        effects = [band("0 %", "10 %", name=name) for name in ("one", "two")]
        cap = {"step": "cap", "limit": "EUR 30 000 000", "per": "month", "caps": "malus"}
        steps = [cap, least("EUR 15 000 000", otherwise="drop")]
        assert comes_to(effects, steps, {"03": BAD}, fee="EUR 304 000 000.00") == "EUR 0.00"

    def test_is_tested_in_cents_where_no_clause_rounds(self, comes_to):
        """1 % of EUR 1 500.40 is EUR 15.004: after rounding no more than EUR 15, before it more."""
        for tested, malus in (("after-rounding", "EUR 0.00"), ("before-rounding", "EUR -15.00")):
            small = least("EUR 15", otherwise="drop", tested=tested)
            assert comes_to([band("0 %", "1 %")], [small], {"03": BAD}, fee="EUR 1 500.40") == malus
            own = {"more_than": "EUR 15", "otherwise": "drop", "tested": tested}
            assert comes_to([band("0 %", "1 %", minimum_issue=own)], [], {"03": BAD}, fee="EUR 1 500.40") == malus


class TestAHalf:
    def test_goes_to_the_even_side_though_floats_lie_beside_it(self, comes_to):
        """0.7 % of EUR 1 050 is EUR 7.35, half-way between 7.30 and 7.40, which is 74 tenths."""
        effect = band("0 %", "0.7 %", rounding={"to": 0.1, "mode": "half-even"})
        assert comes_to([effect], [], {"03": BAD}, fee="EUR 1 050.00") == "EUR -7.40"
