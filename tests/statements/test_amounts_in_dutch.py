"""Amounts, units and names that the papers have in Dutch are Dutch wherever a result says them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import contractkit as ck
from contractkit.statements.entitled import entitlement_text
from contractkit.statements.retelling import retold
from contractkit.statements.wording import language

ZONE = ZoneInfo("Europe/Amsterdam")
DUTCH = language("nl")
TITLES = {"en": "Everything solved", "nl": "Alles opgelost"}


def paper(effects: int = 1) -> dict[str, Any]:
    """Return an agreement of EUR 1 000.00 a month with a malus of 10 % and a cap of EUR 12.50."""
    pays = [
        {"kind": "tier-credit", "of": "vast", "tiers": [{"below": "reach", "credit": "10 %"}]} for _ in range(effects)
    ]
    return {
        "contractkit": 1,
        "document": "contract",
        "id": "C-1",
        "title": "Desk",
        "language": "en",
        "currency": "EUR",
        "parties": {"provider": {"name": "Desk"}, "customer": {"name": "Bakery", "code": "bakery"}},
        "zone": "Europe/Amsterdam",
        "fields": {"opened_at": "instant", "closed_at": "instant", "type": ["order", "incident"]},
        "clauses": {
            "1": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
            "2": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
            "3.1": {"kind": "fee", "name": "vast", "amount": "EUR 1 000.00", "per": "month"},
            "3.2": {
                "kind": "service",
                "name": "desk",
                "volume": "10 hours per month",
                "price": "EUR 27.50 per hour per month",
            },
            "4": {
                "kind": "time-target",
                "name": "solved",
                "title": TITLES,
                "starts": {"field": "opened_at"},
                "stops": {"field": "closed_at"},
                "within": "4 hours",
                "calendar": "office",
                "reach": "95 %",
                "per": "month",
                "when": {"type": "incident"},
                "pays": pays,
            },
            "5": {
                "kind": "settlement",
                "per": "month",
                "order": [
                    {"step": "cap", "scope": "contract", "limit": "EUR 12.50", "per": "month", "caps": "malus"},
                    {"step": "round", "to": 0.01, "mode": "half-up"},
                ],
            },
            "8": {
                "kind": "orders",
                "channels": ["portal", "phone", "balie"],
                "lead_time": "2 business days",
                "calendar": "office",
                "when": {"type": "order"},
            },
        },
    }


def lines(effects: int = 1) -> list[str]:
    """Return in Dutch the lines of March, in which the only item was solved a day too late."""
    agreement = ck.load_agreement(data=paper(effects))
    facts = ck.Facts.from_frames(
        items={
            "id": ["T-1"],
            "type": ["incident"],
            "opened_at": ["2026-03-02T09:00+01:00"],
            "closed_at": ["2026-03-03T16:00+01:00"],
        },
        mapping={
            "contractkit": 1,
            "document": "mapping",
            "zone": "Europe/Amsterdam",
            "items": {
                "id": "id",
                "fields": {"opened_at": "opened_at", "closed_at": "closed_at", "type": "type"},
            },
        },
    )
    judged = ck.evaluate(agreement, facts, as_of=datetime(2026, 4, 2, tzinfo=ZONE))
    made, _ = ck.settle(agreement, judged, facts, period="2026-03")
    return [retold(one.says, DUTCH).replace("\u00a0", " ") for one in made.lines]


def call(kind: str) -> str:
    answer = ck.entitlement(
        ck.load_agreement(data=paper()), {"service": "desk", "type": kind}, datetime(2026, 3, 2, 10, tzinfo=ZONE)
    )
    return entitlement_text(answer, "nl").replace("\u00a0", " ")


class TestSettlements:
    def test_what_a_cap_leaves_out_has_a_decimal_comma(self) -> None:
        """EUR 100.00 less EUR 12.50 is EUR 87.50."""
        (cut,) = (one for one in lines() if one.startswith("Malus"))
        assert cut.endswith("hoogstens EUR 12,50: EUR 87,50 wordt niet ingehouden")

    @pytest.mark.parametrize("effects", [1, 2])
    def test_a_target_is_called_as_the_papers_call_it_in_dutch(self, effects: int) -> None:
        """Of several effects of one target each line says its kind behind the title."""
        found = [one for one in lines(effects) if "0 van 1" in one]
        assert len(found) == effects
        assert all(one.startswith("Alles opgelost") for one in found)
        assert all(("(tier-credit" in one) == (effects > 1) for one in found)


class TestCalls:
    def test_a_price_is_written_as_in_dutch(self) -> None:
        assert "EUR 27,50 per uur per maand (C-1/3.2)" in call("incident")

    def test_channels_have_their_customary_words(self) -> None:
        """Portal and phone have one; a counter that the papers call balie keeps its name."""
        assert "Neem de bestelling aan via portaal of telefoon of balie; levering binnen 2 werkdagen" in call("order")

    def test_contracts_that_hold_at_once_are_told_in_dutch(self) -> None:
        both = [ck.load_agreement(data={**paper(), "id": name}) for name in ("C-1", "C-2")]
        item = {"customer": "bakery", "service": "desk", "type": "incident"}
        told = entitlement_text(
            ck.entitlement(ck.Portfolio.of(both), item, datetime(2026, 3, 2, 10, tzinfo=ZONE)), "nl"
        )
        assert "Meerdere contracten tegelijk: C-1, C-2." in told
        assert "  C-1 en C-2 gelden tegelijk en kennen 'desk'; zeg welk contract is bedoeld" in told

    def test_a_customer_whose_contracts_have_all_ended_is_told_so_in_dutch(self) -> None:
        both = [ck.load_agreement(data={**paper(), "id": name}) for name in ("C-1", "C-2")]
        item = {"customer": "bakery", "service": "desk", "type": "incident"}
        told = entitlement_text(
            ck.entitlement(ck.Portfolio.of(both), item, datetime(2027, 3, 2, 10, tzinfo=ZONE)), "nl"
        )
        says = "op 2 maart 2027 geldt geen contract met bakery; eerder of later wel: C-1 en C-2"
        assert says in told.replace("\u00a0", " ")
