"""What drawn histories come to, by hand: each month has one item or none, so that every history is what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

import contractkit as ck

from .papers import HALVES, MONTHS, RESTS, compiled, settled, told, written

NONE = {"kind": "band-effect", "bands": [{"from": "reach", "points": 0}, {"below": "reach", "points": 2}]}
GOOD, BAD, NOTHING = (1, 0, 0), (0, 1, 0), (0, 0, 0)


def band(bonus: str, malus: str, **rest: Any) -> dict[str, Any]:
    bands = [{"from": "90 %", "pays": bonus}, {"below": "90 %", "pays": f"-{malus}"}]
    return {"kind": "band-effect", "of": "charges", "bands": bands, **rest}


def least(amount: str, **rest: str) -> dict[str, Any]:
    return {"step": "minimum-issue", "more_than": amount, "otherwise": "carry-forward", "scope": "line", **rest}


def terms_of(
    pays: list[dict[str, Any]], steps: list[dict[str, Any]], fee: str = "EUR 1 000.00", **rest: Any
) -> dict[str, Any]:
    found = {"pays": [pays, [NONE]], "told": [], "points": None, "pool": False, "per": "month", "fee": fee, **rest}
    return {**found, "steps": steps}


@pytest.fixture
def comes_to(given, tmp_path):
    """Return what a year, or its rest, comes to: as it happened, and at either end of its interval, which must be that.

    Months before the rest are settled under papers of their own.
    """

    def found(
        pays: list[dict[str, Any]],
        steps: list[dict[str, Any]],
        months: dict[str, Any],
        fee: str = "EUR 1 000.00",
        *,
        amended: dict[str, Any] | None = None,
        quarters: int = 0,
        earlier: dict[str, Any] | None = None,
        figures: dict[str, str] | None = None,
        beside: Sequence[dict[str, Any]] = (),
    ) -> str:
        terms = terms_of(pays, steps, fee, told=list(beside))
        agreement = compiled(tmp_path, terms, amended)
        happened = {label: {"SLA-7/3": months.get(label[5:], NOTHING), "SLA-7/4": NOTHING} for label in MONTHS}
        happened |= {label: {"SLA-7/3": NOTHING, "SLA-7/4": NOTHING} for label in HALVES}
        known = {**dict.fromkeys((*MONTHS, *HALVES), "99 %"), **(figures or {})}
        before = settled(given, earlier or terms, quarters, happened, known)
        evaluation, facts = given.counted(agreement, happened), told(agreement, known)
        rest = {"period": RESTS[quarters], "before": before, "told": facts}
        signed = ck.backtest(agreement, evaluation, None, [], **rest, resamples=3, seed=1).signed
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


class TestWhatWaits:
    CAP = {"step": "cap", "limit": "EUR 20", "per": "month", "caps": "malus", "on_excess": "carry-forward"}  # noqa: RUF012
    BACK = {"step": "earn-back", "when": {"target": "t0", "verdict": "met"}, "returns": "50 %", "expires": "6 months"}  # noqa: RUF012
    YEAR = {"01": BAD, "02": GOOD, "03": GOOD, "04": GOOD, "05": GOOD}  # noqa: RUF012

    def test_of_one_line_is_won_back_as_one_malus(self, comes_to):
        """January's 100 come up at 20 a month and wait for more than 50: 60 in March, of which 30 and 15 come back."""
        steps = [self.CAP, least("EUR 50"), self.BACK]
        assert comes_to([band("0 %", "10 %")], steps, self.YEAR) == "EUR -15.00"

    def test_of_one_effect_is_not_tested_with_another_under_the_same_target(self, comes_to):
        """5 a month, and 8 after two bad ones, each to be paid above 10: 5, 10, 15 and 0, 8, 16. March pays both."""
        often = {"target": "t0", "verdict": "breached", "periods_in_a_row": 2}
        effects = [band("0 %", "0.5 %"), band("0 %", "0.8 %", only_if=often)]
        assert comes_to(effects, [least("EUR 10")], {"01": BAD, "02": BAD, "03": BAD}) == "EUR -31.00"

    def test_of_several_targets_comes_in_with_the_oldest_first(self, comes_to):
        """At most 20 a month of each target, which waits, then 30 of both, which fills up as they come, and is lost.

        January costs 80 of solving, February 80 of availability: 20, then 20 and 10. In March 20 of January come first
        and 10 of February, and so again in April, which brings half of solving's 20, 10 and 20 back. May has 20 left:
        -20 - 30 - 30 - 30 + 25 - 20.
        """
        steps = [{**self.CAP, "scope": "target"}, {**self.CAP, "limit": "EUR 30", "adds_up": "running"}, self.BACK]
        steps[1]["on_excess"] = "drop"
        beside, figures = [band("0 %", "8 %")], {"2026-02": "70 %"}
        months = {"01": BAD, "04": GOOD}
        assert comes_to([band("0 %", "8 %")], steps, months, beside=beside, figures=figures) == "EUR -105.00"

    def test_is_nothing_of_what_is_won_back(self, comes_to):
        """January's 80 is cut to a net of 30, and 50 wait. February wins 85 and 15 back: with the 50 that is 50 net.

        Of the 20 too much 17 are of the bonus and wait for March; 3 are of what comes back, and stay open. -30 + 30 + 17.
        """
        cap = {**self.CAP, "limit": "EUR 30", "caps": "net"}
        assert comes_to([band("8.5 %", "8 %")], [self.BACK, cap], {"01": BAD, "02": GOOD}) == "EUR 17.00"

    def test_of_an_effect_that_is_gone_is_owed(self, comes_to):
        """70 % in March cost 80, of which the effect's own cap left 50; what waited is paid with the first new month.

        Under the new papers availability pays nothing. April pays the 30, and May 10 for a late item.
        """
        capped = band("0 %", "8 %", cap="EUR 50", on_excess="carry-forward")
        earlier = terms_of([band("0 %", "1 %")], [], told=[capped])
        rest = {"quarters": 1, "earlier": earlier, "figures": {"2026-03": "70 %"}}
        assert comes_to([band("0 %", "1 %")], [], {"05": BAD}, **rest) == "EUR -40.00"


class TestWhatWaitedIsPaid:
    """At most EUR 40 a month, and what is above that waits: of 100 of one month 40, 40 and 20 are paid."""

    MONTHLY = {"step": "cap", "limit": "EUR 40", "per": "month", "caps": "malus", "on_excess": "carry-forward"}  # noqa: RUF012
    FIRST = {"step": "cap", "limit": "EUR 100", "per": "rolling 3 months", "caps": "malus"}  # noqa: RUF012
    HELD = {"step": "cap", "limit": "EUR 60", "per": "year", "caps": "malus", "holds": {"from": "2026-02-01"}}  # noqa: RUF012

    @pytest.mark.parametrize("caps", ["malus", "net"])
    @pytest.mark.parametrize(("quarters", "expected"), [(0, "EUR -200.00"), (1, "EUR -100.00")])
    def test_counts_in_the_window_in_which_it_came_up(self, comes_to, caps, quarters, expected):
        """January's 100 are paid by March. In April's window, from February on, nothing of them came up."""
        steps = [{**self.FIRST, "caps": caps}, self.MONTHLY]
        months = {"01": BAD, "02": BAD, "04": BAD}
        assert comes_to([band("0 %", "10 %")], steps, months, quarters=quarters) == expected

    @pytest.mark.parametrize("caps", ["malus", "net"])
    @pytest.mark.parametrize(("quarters", "expected"), [(0, "EUR -160.00"), (1, "EUR -60.00")])
    def test_uses_nothing_of_a_cap_that_did_not_hold(self, comes_to, caps, quarters, expected):
        """January's 100 are paid by March; of April's 100 the year from February on has room for 60."""
        steps = [{**self.HELD, "caps": caps}, self.MONTHLY]
        months = {"01": BAD, "04": BAD}
        assert comes_to([band("0 %", "10 %")], steps, months, quarters=quarters) == expected

    @pytest.mark.parametrize("caps", ["malus", "net"])
    @pytest.mark.parametrize(("quarters", "expected"), [(0, "EUR -80.00"), (1, "EUR -60.00")])
    def test_leaves_nothing_free_under_it_when_it_comes_back(self, comes_to, caps, quarters, expected):
        """March brings 40 and 40 of January back and pays 20 of it; of April's 100 there is room for 60, as before."""
        back = {"step": "earn-back", "when": {"target": "t0", "verdict": "met"}, "returns": "100 %"}
        steps = [back, {**self.HELD, "caps": caps}, self.MONTHLY]
        months = {"01": BAD, "03": GOOD, "04": BAD}
        assert comes_to([band("0 %", "10 %")], steps, months, quarters=quarters) == expected

    @pytest.mark.parametrize(("quarters", "expected"), [(0, "EUR -100.00"), (3, "EUR -60.00")])
    def test_that_waited_twice_counts_where_it_passed_each_cap(self, comes_to, quarters, expected):
        """At most 50 a quarter, what is above that waits too. September pays 40, and 10 and 50 wait, one for each cap.

        October lets the 50 by, which is all of its quarter, and pays 40 of these 60, November 20. November's own wait.
        """
        quarter = {**self.MONTHLY, "limit": "EUR 50", "per": "quarter"}
        months = {"09": BAD, "11": BAD}
        assert comes_to([band("0 %", "10 %")], [quarter, self.MONTHLY], months, quarters=quarters) == expected

    @pytest.mark.parametrize(("quarters", "expected"), [(0, "EUR -200.00"), (1, "EUR -160.00")])
    def test_uses_the_effects_own_cap_of_when_it_came_up(self, comes_to, quarters, expected):
        """March's 100 are all of the first quarter, of which April and May pay 60; June's 100 are the second's."""
        effect = band("0 %", "10 %", cap="EUR 100 per quarter")
        assert comes_to([effect], [self.MONTHLY], {"03": BAD, "06": BAD}, quarters=quarters) == expected

    def test_of_several_months_is_told_apart_under_a_cap_of_its_own(self, comes_to):
        """EUR 30 a month wait for more than 80. May pays 90, of which 60 are of the second quarter, and June has 15 left.

        July and August wait with them, and October pays 15, 30, 30 and 30.
        """
        effect = band("0 %", "3 %", cap="EUR 75 per quarter")
        months = dict.fromkeys(("03", "04", "05", "06", "07", "08", "10"), BAD)
        assert comes_to([effect], [least("EUR 80", scope="contract")], months) == "EUR -195.00"


class TestTwoStepsThatWinBack:
    @pytest.mark.parametrize("adds_up", ["running", "at-end"])
    def test_what_a_cap_between_them_cut_off_is_open_for_the_second(self, comes_to, adds_up):
        """January's 80 are cut to 40. February: 100 of bonus and the 40 that come back, of which 80 bring it to 40.

        Running, the bonus fills the limit and nothing of the 40 comes back, so that the second step brings half of them:
        -40 + 80 + 20. At the end the 60 too much are spread, and of the 40 there come back 40 * 80 / 140 = 22.86 (160/7):
        of the other 120/7 half is 60/7, or 8.57: -40 + 80 + 8.57.
        """
        back = {"step": "earn-back", "when": {"target": "t0", "verdict": "met"}, "returns": "100 %", "basis": "pool"}
        cap = {"step": "cap", "limit": "EUR 40", "per": "half-year", "caps": "net", "adds_up": adds_up}
        steps = [back, cap, {**back, "returns": "50 %"}]
        comes = {"running": "EUR 60.00", "at-end": "EUR 48.57"}[adds_up]
        assert comes_to([band("10 %", "8 %")], steps, {"01": BAD, "02": GOOD}) == comes


class TestWhatWasSettledBefore:
    def test_leaves_the_room_that_was_won_back_before_a_cap(self, comes_to):
        """January cost 80 and February gave 40 back, so that of 100 a year 60 are left for the 80 of May."""
        back = {"step": "earn-back", "when": {"target": "t0", "verdict": "met"}, "returns": "50 %", "basis": "pool"}
        steps = [back, {"step": "cap", "limit": "EUR 100", "per": "year", "caps": "malus"}]
        months = {"01": BAD, "02": GOOD, "05": BAD}
        assert comes_to([band("0 %", "8 %")], steps, months, quarters=1) == "EUR -60.00"

    @pytest.mark.parametrize("quarters", [0, 1])
    def test_before_a_cap_held_leaves_none(self, comes_to, quarters):
        """January cost 80 and February gave 40 back; the cap is of February on, and of its 60 all are left for May.

        Drawn from January on that is -80 + 40 - 60; drawn from April on only the last.
        """
        back = {"step": "earn-back", "when": {"target": "t0", "verdict": "met"}, "returns": "50 %", "basis": "pool"}
        cap = {"step": "cap", "limit": "EUR 60", "per": "year", "caps": "malus", "holds": {"from": "2026-02-01"}}
        months = {"01": BAD, "02": GOOD, "05": BAD}
        expected = "EUR -60.00" if quarters else "EUR -100.00"
        assert comes_to([band("0 %", "8 %")], [back, cap], months, quarters=quarters) == expected

    def test_of_a_time_without_the_cap_comes_back_besides_it(self, comes_to):
        """January cost 80; in February 40 of them come back, and of the 80 of availability 60 go off: -80 + 40 - 60."""
        back = {"step": "earn-back", "when": {"target": "t0", "verdict": "met"}, "returns": "50 %"}
        cap = {"step": "cap", "limit": "EUR 60", "per": "half-year", "caps": "malus", "holds": {"from": "2026-02-01"}}
        rest = {"beside": [band("0 %", "8 %")], "figures": {"2026-02": "70 %"}}
        assert comes_to([band("0 %", "8 %")], [back, cap], {"01": BAD, "02": GOOD}, **rest) == "EUR -100.00"


class TestAnAmountThatChanges:
    def test_is_that_of_each_month(self, comes_to):
        """8 % of EUR 1 000 in January, and of EUR 1 250 in July, after an amendment in June."""
        amended = terms_of([band("0 %", "8 %")], [])
        assert comes_to([band("0 %", "8 %")], [], {"01": BAD, "07": BAD}, amended=amended) == "EUR -180.00"


class TestAConditionOnCredits:
    def test_stays_as_it_happened_and_the_interval_says_whose(self, given):
        """An effect that asks for credits, and an earn-back that does; conditions on verdicts are drawn."""
        counted = {"counted": "credits", "at_least": "50 % of cap"}
        verdict = {"target": "t0", "verdict": "met"}
        steps = [{"step": "cap", "limit": "EUR 100", "per": "month", "caps": "malus"}]
        back = {"step": "earn-back", "when": counted, "returns": "50 %"}
        for only_if, order, names in (
            (verdict, [*steps, {**back, "when": verdict}], ()),
            (counted, steps, ("t0 (band-effect 2)",)),
            (verdict, [*steps, back], ("SLA-7/9",)),
        ):
            agreement = ck.load_agreement(
                data=written(terms_of([band("0 %", "8 %"), band("0 %", "1 %", only_if=only_if)], order))
            )
            evaluation = given.counted(agreement, {label: {"SLA-7/3": BAD, "SLA-7/4": NOTHING} for label in MONTHS})
            signed = ck.backtest(agreement, evaluation, None, [], period="2026-01", resamples=3, seed=1).signed
            assert signed.interval is not None
            assert signed.interval.conditions == names
            assert signed.to_dict()["interval"]["conditions"] == list(names)
