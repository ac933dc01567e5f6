"""A price of a unit for a period without an agreed volume: what is measured of each period is charged; sums by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import contractkit as ck
from contractkit.charging import ChargingFacts, CountedVolume, LevelVolume
from contractkit.errors import DocumentRejected
from contractkit.statements.reading_values import value_told
from contractkit.statements.wording.nl import DUTCH

MARCH = ck.Period.parse("2026-03")
HEAD = "contractkit: 1\ndocument: sla\nid: S-1\ntitle: Mail\ncurrency: EUR\nzone: Europe/Amsterdam\nclauses:\n"
PRICE = "price: EUR 5.00 per seat per month"


def load(clause: str) -> ck.Agreement:
    return ck.load_agreement(text=f'{HEAD}  "1": {{kind: service, name: mail, {clause}}}\n')


def charged(agreement: ck.Agreement, period: ck.Period, *volumes: CountedVolume | LevelVolume) -> list[str]:
    return [str(one.amount) for one in ck.charges(agreement, period, ChargingFacts(volumes=volumes))]


def test_the_seats_of_a_month_are_charged_at_their_price() -> None:
    """37 × 5.00."""
    assert charged(load(PRICE), MARCH, CountedVolume("mail", MARCH, 37)) == ["EUR 185.00"]


def test_it_costs_what_one_band_without_ends_costs() -> None:
    banded = load("price: {counts: all-units, bands: [{from: 0, price: EUR 5.00 per seat per month}]}")
    volume = CountedVolume("mail", MARCH, 37)
    assert charged(load(PRICE), MARCH, volume) == charged(banded, MARCH, volume)


def test_each_month_of_a_quarter_has_its_own_seats() -> None:
    """5.00 × (10 + 20 + 30)."""
    quarter = ck.Period.parse("2026-Q1")
    volumes = [CountedVolume("mail", month, n) for month, n in zip(quarter.split("month"), (10, 20, 30), strict=True)]
    assert charged(load(PRICE), quarter, *volumes) == ["EUR 300.00"]


def test_seats_that_nobody_told_leave_the_line_undetermined_and_say_so() -> None:
    money = ck.settle(load(PRICE), None, None, period=MARCH, told=ck.SettlementFacts())[0]
    (line,) = [one for one in money.lines if one.kind == "charge"]
    assert (line.state, str(line.amount)) == ("undetermined", "EUR 0.00")
    assert "no volume of mail is measured in 2026-03" in line.formula


@pytest.mark.parametrize(
    ("on", "amount"), [("period-end", "100.00"), ("period-start", "50.00"), ("average", "75.00"), ("peak", "100.00")]
)
def test_the_day_on_which_seats_are_counted_decides(on: str, amount: str) -> None:
    """10 seats for the first half of April, 20 for the second."""
    levels = [LevelVolume("mail", date(2026, 4, 1), 10), LevelVolume("mail", date(2026, 4, 16), 20)]
    agreement = load(f"{PRICE}, volume_counted: {on}")
    assert charged(agreement, ck.Period.parse("2026-04"), *levels) == [f"EUR {amount}"]


def test_both_readings_are_listed() -> None:
    taken = {one.convention: one.taken for one in load(PRICE).assumptions}
    assert taken["volume"] == "delivered"
    assert taken["volume_counted"] == "period-end"


def test_a_volume_that_is_agreed_leaves_no_day_open() -> None:
    taken = {one.convention: one.taken for one in load(f"{PRICE}, volume: 40 seats").assumptions}
    assert taken["volume"] == "agreed"
    assert "volume_counted" not in taken


@pytest.mark.parametrize(
    ("value", "dutch"), [("delivered", "het geleverde aantal"), ("agreed", "het afgesproken aantal")]
)
def test_the_reading_is_told_in_dutch(value: str, dutch: str) -> None:
    assert value_told("volume", value, DUTCH) == dutch


def test_a_part_without_a_volume_is_charged_for_what_is_measured_of_it() -> None:
    """3 × 5.00, beside 2 agreed at 1.00."""
    parts = (
        "{name: a, price: EUR 5.00 per seat per month}, {name: b, volume: 2 seats, price: EUR 1.00 per seat per month}"
    )
    agreement = load(f"rows: [{parts}]")
    assert sorted(charged(agreement, MARCH, CountedVolume("mail: a", MARCH, 3))) == ["EUR 15.00", "EUR 2.00"]


@pytest.mark.parametrize("more", ["band: 10 %", "outside_band: {above: EUR 3.00 per seat, priced: excess}"])
def test_a_band_around_no_agreed_volume_is_refused(more: str) -> None:
    with pytest.raises(DocumentRejected, match=r"about an agreed volume, and none is agreed.*volume: 100 seats"):
        load(f"{PRICE}, {more}")


class TestAVolumeAgreedLater:
    """40 seats are agreed by an amendment; before it, what is measured is charged, and after it the 40."""

    def amended(self, folder: Path, since: str) -> ck.Agreement:
        contract = f'{HEAD}  "1": {{kind: service, name: mail, {PRICE}}}\n'
        (folder / "contract.yaml").write_text(contract, encoding="utf-8")
        change = '{clause: "1", action: change, fields: {volume: {was: left-out, becomes: 40 seats}}}'
        head = "contractkit: 1\ndocument: amendment\nid: A-1\ntitle: Seats\namends: S-1\nsigned_on: 2026-01-02\n"
        text = f"{head}effective_from: {since}\nchanges: [{change}]\n"
        (folder / "amendment.yaml").write_text(text, encoding="utf-8")
        return ck.load_agreement(folder)

    def test_no_month_is_charged_twice(self, tmp_path: Path) -> None:
        """March 37 × 5.00 = 185.00; April 40 × 5.00 = 200.00, whatever is measured."""
        agreement = self.amended(tmp_path, "2026-04-01")
        both = ck.Period.parse("2026-03-01..2026-04-30")
        volumes = [CountedVolume("mail", MARCH, 37), CountedVolume("mail", ck.Period.parse("2026-04"), 99)]
        assert sorted(charged(agreement, both, *volumes)) == ["EUR 185.00", "EUR 200.00"]

    def test_inside_of_a_month_each_wording_is_charged_for_its_days(self, tmp_path: Path) -> None:
        """15 of 30 days of 30 × 5.00 are 75.00; 15 of 30 days of 40 × 5.00 are 100.00."""
        agreement = self.amended(tmp_path, "2026-04-16")
        april = ck.Period.parse("2026-04")
        assert sorted(charged(agreement, april, CountedVolume("mail", april, 30))) == ["EUR 100.00", "EUR 75.00"]
