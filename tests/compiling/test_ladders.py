"""Bands cover what can be measured: the proof, and what of it is told."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.compiling.ladders import End, Ladder, Rung
from contractkit.quantities.notation import Level
from contractkit.quantities.rounding import Rounding


def end(text: str) -> End | None:
    """Return an end: ``[95`` belongs to its band, ``(95`` does not; nothing is open."""
    if not text:
        return None
    side = "inside" if text[0] == "[" else "outside"
    return End(Level(Decimal(text[1:]), "%"), side)


def ladder(*rungs: tuple[str, str], precision: str | None = None, first: str = "", last: str = "") -> Ladder:
    """Return a ladder of bands, each with its lower and its upper end."""
    rounding = None if precision is None else Rounding(Decimal(precision))
    return Ladder([Rung(end(low), end(high)) for low, high in rungs], rounding, end(first), end(last))


def codes(of: Ladder) -> list[str]:
    return [fault.code for fault in of.faults()]


class TestNeighbours:
    def test_from_begins_where_below_ends(self) -> None:
        assert codes(ladder(("", "(95"), ("[95", ""))) == []

    def test_both_ends_inside_overlap_in_one_figure(self) -> None:
        assert codes(ladder(("", "[95"), ("[95", ""))) == ["band-overlap"]

    @pytest.mark.parametrize("high", ["(99", "[99"])
    @pytest.mark.parametrize("low", ["(98", "[98"])
    def test_more_than_one_figure_in_two_bands_is_an_overlap_whatever_the_ends_are(self, low: str, high: str) -> None:
        assert codes(ladder(("", high), (low, ""))) == ["band-overlap"]

    def test_both_ends_outside_leave_one_figure_out(self) -> None:
        (fault,) = ladder(("", "(95"), ("(95", "")).faults()
        assert (fault.code, fault.says) == ("band-gap", "bands: nothing is agreed for exactly 95 %")

    def test_whole_percents_leave_what_lies_between_them(self) -> None:
        (fault,) = ladder(("", "[98"), ("[99", "")).faults()
        assert (fault.code, fault.says) == ("band-gap", "bands: nothing is agreed between 98 % and 99 %")

    def test_at_the_precision_of_the_figure_nothing_lies_between(self) -> None:
        assert codes(ladder(("", "[98.9"), ("[99.0", ""), precision="0.1")) == []
        assert codes(ladder(("", "[98.9"), ("[99.0", ""), precision="0.05")) == ["band-gap"]

    def test_at_the_precision_of_the_figure_two_bands_may_share_what_is_never_measured(self) -> None:
        assert codes(ladder(("", "(97.0"), ("(96.9", ""), precision="0.1")) == []
        assert codes(ladder(("", "[97.0"), ("(96.9", ""), precision="0.1")) == ["band-overlap"]

    def test_the_order_on_the_page_does_not_matter(self) -> None:
        assert codes(ladder(("[99", ""), ("", "(90"), ("[90", "(99"))) == []


class TestEnds:
    def test_what_is_below_the_lowest_band_is_told(self) -> None:
        (fault,) = ladder(("[85", "(95"), ("[95", ""), first="[0").faults()
        assert (fault.code, fault.says) == ("band-gap", "bands: nothing is agreed below 85 %")

    def test_the_last_figure_itself_has_to_be_in_a_band_where_it_can_be_measured(self) -> None:
        bands = (("", "(95"), ("[95", "(100"))
        assert codes(ladder(*bands, last="[100")) == ["band-gap"]
        assert codes(ladder(*bands, last="(100")) == []

    def test_a_shortfall_of_nothing_needs_no_band(self) -> None:
        assert codes(ladder(("(0", "[1"), ("(1", ""), first="(0")) == []
        assert codes(ladder(("(0", "[1"), ("(1", ""), first="[0")) == ["band-gap"]

    def test_bands_that_end_where_the_target_is_reached_are_complete(self) -> None:
        assert codes(ladder(("", "(95"), last="(95")) == []
        assert codes(ladder(("", "(90"), last="(95")) == ["band-gap"]

    def test_no_figure_lies_in_a_band_whose_ends_are_turned_round(self) -> None:
        (fault,) = ladder(("[95", "(90"), ("[95", "")).faults()
        assert (fault.code, fault.rung) == ("band-end", 0)


@given(
    ends=st.lists(st.integers(0, 100), min_size=1, max_size=5, unique=True).map(sorted),
    sides=st.lists(st.sampled_from(["upper", "lower"]), min_size=5, max_size=5),
)
def test_every_figure_lies_in_exactly_one_band_of_a_ladder_without_faults(ends: list[int], sides: list[str]) -> None:
    lows = [
        None,
        *(
            End(Level(Decimal(at)), "inside" if side == "upper" else "outside")
            for at, side in zip(ends, sides, strict=False)
        ),
    ]
    highs = [
        *(
            End(Level(Decimal(at)), "outside" if side == "upper" else "inside")
            for at, side in zip(ends, sides, strict=False)
        ),
        None,
    ]
    rungs = [Rung(low, high) for low, high in zip(lows, highs, strict=True)]
    assert Ladder(rungs).faults() == ()
    for figure in (Decimal(at) + step for at in ends for step in (Decimal("-0.5"), Decimal(0), Decimal("0.5"))):
        inside = [rung for rung in rungs if _contains(rung, figure)]
        assert len(inside) == 1


def _contains(rung: Rung, figure: Decimal) -> bool:
    low, high = rung.low, rung.high
    above = low is None or figure > low.at or (low.inside and figure == low.at)
    return above and (high is None or figure < high.at or (high.inside and figure == high.at))


@pytest.mark.parametrize("unit", ["pp", None])
def test_two_units_are_told_before_anything_else(unit: str | None) -> None:
    rungs = [Rung(None, End(Level(Decimal(1), "%"), "inside")), Rung(End(Level(Decimal(1), unit), "outside"), None)]
    assert [fault.code for fault in Ladder(rungs).faults()] == ["band-unit"]
