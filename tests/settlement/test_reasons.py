"""Why a settlement is provisional: what is not known, by name, and what to do about it."""

from __future__ import annotations

import contractkit as ck

HEAD = """
contractkit: 1
document: sla
id: S-1
title: Desk
currency: EUR
zone: UTC
clauses:
  "1": {kind: term, start: 2026-01-01}
"""
BAND = "band: 10 %, outside_band: {above: EUR 2 per seat, below: EUR 1 per seat, priced: excess, carried: none}"


def paper(*services: str) -> ck.Agreement:
    return ck.load_agreement(
        text=HEAD + "".join(f'  "{number}": {{{one}}}\n' for number, one in enumerate(services, 2))
    )


def in_a_band(name: str) -> str:
    """A service whose volume is measured: it is not charged before anybody tells what was used."""
    return f"kind: service, name: {name}, volume: 100 seats, price: EUR 3 per seat per month, {BAND}"


def settled(*services: str) -> ck.Settlement:
    return ck.settle(paper(*services), None, None, period="2026-03")[0]


class TestWhatIsNotKnown:
    def test_one_price_is_named_with_what_is_missing_and_what_to_do(self) -> None:
        (reason,) = settled(in_a_band("mail")).reasons
        missing = "no volume of mail is measured in 2026-03, so nothing is charged"
        assert reason == f"What is charged is not known: mail: {missing}; tell it in the facts."

    def test_of_many_the_first_three_are_named_and_the_others_counted(self) -> None:
        (reason,) = settled(*map(in_a_band, ("mail", "desk", "print", "chat", "phone"))).reasons
        named = [word for word in ("mail", "desk", "print", "chat", "phone") if word in reason]
        assert named == ["mail", "desk", "print"]
        assert reason.endswith("; and 2 more; tell it in the facts.")

    def test_each_of_them_is_a_problem_of_its_own(self) -> None:
        problems = settled(*map(in_a_band, ("mail", "desk", "print", "chat", "phone"))).problems
        assert [problem.where for problem in problems] == [f"clause S-1/{number}" for number in range(2, 7)]
