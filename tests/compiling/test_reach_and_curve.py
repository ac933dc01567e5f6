"""A curve that costs something where its target is met, and a reach of less than one per cent, are told."""

from __future__ import annotations

from typing import Any

import pytest

import contractkit as ck

FIELDS = {"opened_at": "instant", "solved_at": "instant"}


def told(code: str, points: list[dict[str, str]], reach: str, look: Any = "usual") -> list[tuple[str, str, str]]:
    head = {"contractkit": 1, "document": "contract", "id": "A", "title": "t", "language": "en", "currency": "EUR"}
    parties = {"provider": {"name": "P"}, "customer": {"name": "C"}}
    target = {"kind": "time-target", "name": "t", "starts": {"field": "opened_at"}, "stops": {"field": "solved_at"}}
    pays = [{"kind": "curve", "of": "base", "points": points}]
    clauses = {
        "1": {"kind": "term", "start": "2026-01-01"},
        "2": {"kind": "fee", "name": "base", "amount": "EUR 1 000.00", "per": "month"},
        "4": {**target, "within": "4 hours", "calendar": "always", "per": "month", "reach": reach, "pays": pays},
    }
    data = {**head, "zone": "Europe/Amsterdam", "parties": parties, "fields": FIELDS, "clauses": clauses}
    found = [one for one in ck.check(data=data, look=look) if one.code == code]
    return [(str(one.severity), str(one.says), str(one.hint)) for one in found]


def curve(*points: tuple[str, str]) -> list[dict[str, str]]:
    return [{"at": at, "pays": pays} for at, pays in points]


class TestCurve:
    def test_a_curve_that_is_nought_above_the_reach_is_told_with_both_figures(self) -> None:
        """At 87 % the target is met, and the curve costs 10 x 3 / 10 = 3 %."""
        ((severity, says, _),) = told("reach-differs", curve(("80 %", "-10 %"), ("90 %", "0 %")), "85 %")
        assert severity == "warning"
        assert says == (
            "the curve crosses nought at 90 %, and the reach of 't' is 85 %: where it is met it costs something"
        )

    @pytest.mark.parametrize("reach", ["90 %", "92 %"])
    def test_a_curve_that_is_nought_at_the_reach_or_below_it_is_not(self, reach: str) -> None:
        assert told("reach-differs", curve(("80 %", "-10 %"), ("90 %", "0 %"), ("100 %", "2 %")), reach) == []

    def test_without_a_point_at_nought_the_height_at_the_reach_decides(self) -> None:
        """From -10 % at 80 % to 5 % at 90 % it is nought at 86.67 %: at 87 % a bonus, at 86 % a malus."""
        points = curve(("80 %", "-10 %"), ("90 %", "5 %"))
        assert [len(told("reach-differs", points, reach)) for reach in ("86 %", "87 %")] == [1, 0]


class TestLowReach:
    @pytest.mark.parametrize(("reach", "meant"), [("0.95 %", "95"), ("0.5 %", "50"), ("1 %", None), ("95 %", None)])
    def test_a_reach_below_one_per_cent_asks_whether_a_ratio_was_meant(self, reach: str, meant: str | None) -> None:
        found = told("low-reach", curve(("0 %", "-1 %"), ("0.1 %", "0 %")), reach, "strict")
        if meant is None:
            assert found == []
        else:
            ((severity, _, hint),) = found
            assert (severity, hint) == ("advice", f"if a ratio was meant, write {meant} %")

    def test_it_is_asked_of_whoever_looks_closely_alone(self) -> None:
        assert told("low-reach", curve(("0 %", "-1 %"), ("0.1 %", "0 %")), "0.95 %") == []
