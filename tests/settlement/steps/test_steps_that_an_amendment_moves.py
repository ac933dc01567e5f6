"""What waits comes in at the step that kept it, wherever an amendment has put it, and is owed where it is gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

import contractkit as ck

CURVE = "points: [{at: 0 %, pays: -100 %}, {at: 50 %, pays: 0 %}, {at: 100 %, pays: 100 %}]"
PAPER = """
contractkit: 1
document: contract
id: W
title: Two targets
currency: EUR
zone: Europe/Amsterdam
parties: {provider: {name: Provider}, customer: {name: Customer}}
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fee, amount: EUR 1 000, per: month}
  "3": {kind: metric, name: first, measures: availability, precision: exact, relief: none}
  "4": {kind: metric, name: second, measures: availability, precision: exact, relief: none}
  "5": {kind: figure-target, name: a, metric: first, reach: at least 50 %, per: month, pays: [PAYS]}
  "6": {kind: figure-target, name: b, metric: second, reach: at least 50 %, per: month, pays: [PAYS]}
""".replace("PAYS", "{kind: curve, of: fee, " + CURVE + "}")
"""A figure of 45 % is 10 % of EUR 1 000 below, so EUR 100 of malus; 50 % is neither."""

AMENDMENT = """
contractkit: 1
document: amendment
id: A-1
title: Other steps
amends: W
signed_on: 2026-02-10
effective_from: 2026-03-01
changes:
"""
FOR_A = """
  "19":
    kind: settlement
    for: [a]
    per: month
    order: [{step: cap, limit: EUR 30, per: month, caps: malus, on_excess: carry-forward}]
"""
REMOVED = '  - {clause: "19", action: remove}\n'

FORTY = "{step: cap, limit: EUR 40, per: month, caps: malus, on_excess: carry-forward}"
SIXTY = FORTY.replace("40", "60")
BONUS = "{step: cap, limit: EUR 500, per: month, caps: bonus}"
YEAR = "{step: cap, limit: EUR 100, per: year, caps: malus, on_excess: drop}"
ROUND = "{step: round, to: 0.01, mode: half-up}"
LEAST = "{step: minimum-issue, more_than: EUR 50, otherwise: carry-forward, scope: line, tested: before-rounding}"


def papers(folder: Path, clauses: str, changes: str = "", **head: str) -> ck.Agreement:
    """Return the contract with clauses, and an amendment with changes; `head` words some of its lines otherwise."""
    (folder / "contract.yaml").write_text(PAPER + clauses.strip("\n") + "\n", encoding="utf-8")
    if changes:
        amendment = AMENDMENT
        for old, new in head.items():
            amendment = amendment.replace(old.replace("_", "-"), new)
        (folder / "amendment.yaml").write_text(amendment + changes, encoding="utf-8")
    return ck.load_agreement(folder)


def order(*steps: str) -> str:
    return f'  "19": {{kind: settlement, per: month, order: [{", ".join(steps)}]}}\n'


def reordered(before: Sequence[str], after: Sequence[str]) -> str:
    fields = f"{{order: {{was: [{', '.join(before)}], becomes: [{', '.join(after)}]}}}}"
    return f'  - {{clause: "19", action: change, fields: {fields}}}\n'


def settled(
    agreement: ck.Agreement,
    months: range,
    before: ck.Ledger | None = None,
    *,
    gone: int | None = None,
    **amounts: Mapping[int, int],
) -> tuple[list[Decimal], ck.Ledger, list[ck.Settlement]]:
    """Return what the effects of each month come to, the ledger, and the settlements.

    Args:
        agreement: The papers.
        months: The months of 2026.
        before: The ledger before them.
        gone: The month from which on nothing is told of `a`.
        amounts: For each target what it comes to in some months; nothing in others.
    """
    ledger, paid, found = before or ck.Ledger.empty(), [], []
    for month in months:
        told = [name for name in ("a", "b") if name == "b" or gone is None or month < gone]
        figures = {name: f"{50 + amounts.get(name, {}).get(month, 0) / 20} %" for name in told}
        period = f"2026-{month:02}"
        facts = ck.SettlementFacts.from_dict({"figures": figures}, agreement=agreement, period=period)
        money, ledger = ck.settle(agreement, None, None, period=period, before=ledger, told=facts)
        assert money.status == "final"
        paid.append(money.effects.amount)
        found.append(money)
        ledger = ck.Ledger.from_dict(ledger.to_dict())
    return paid, ledger, found


HALF_A_YEAR = range(1, 7)


class TestAClauseThatIsGone:
    """a costs EUR 150 in January, of which clause 19 pays 30 a month; in March it is gone, and the 90 left are owed."""

    EXPECTED = (-30, -30, -90, 0, 0, 0)

    def test_because_the_dates_for_which_it_holds_are_over(self, tmp_path: Path) -> None:
        clause = FOR_A.replace(
            "    per: month\n", "    per: month\n    holds: {from: 2026-01-01, below: 2026-03-01}\n", 1
        )
        assert settled(papers(tmp_path, clause), HALF_A_YEAR, a={1: -150})[0] == [*self.EXPECTED]

    def test_because_an_amendment_takes_it_out(self, tmp_path: Path) -> None:
        paid, _, found = settled(papers(tmp_path, FOR_A, REMOVED), HALF_A_YEAR, a={1: -150})
        assert paid == [*self.EXPECTED]
        (line,) = (line for line in found[2].lines if line.kind == "carried")
        assert line.says == (
            "Malus of EUR 90.00 from W/5 2026-01, kept from 2026-01-31: it was above a limit that is gone, "
            "so that it is owed"
        )

    def test_together_with_its_target(self, tmp_path: Path) -> None:
        without = "".join(f'  - {{clause: "{number}", action: remove}}\n' for number in ("19", "5", "3"))
        assert settled(papers(tmp_path, FOR_A, without), HALF_A_YEAR, gone=3, a={1: -150})[0] == [*self.EXPECTED]

    def test_because_another_number_is_another_clause(self, tmp_path: Path) -> None:
        again = FOR_A.strip().split(":", 1)[1].replace("\n  ", "\n      ")
        changes = REMOVED + '  - clause: "20"\n    action: add\n    to:' + again + "\n"
        assert settled(papers(tmp_path, FOR_A, changes), HALF_A_YEAR, a={1: -150})[0] == [*self.EXPECTED]

    def test_while_that_of_another_target_goes_on(self, tmp_path: Path) -> None:
        """The other one costs 150 too, and its clause stays: -60, -60, -90 - 30, and 30 and 30 of b."""
        other = FOR_A.replace('"19"', '"18"').replace("[a]", "[b]")
        agreement = papers(tmp_path, other.rstrip() + FOR_A, REMOVED)
        paid, *_ = settled(agreement, HALF_A_YEAR, a={1: -150}, b={1: -150})
        assert paid == [-60, -60, -120, -30, -30, 0]

    def test_uses_the_limit_of_what_is_left(self, tmp_path: Path) -> None:
        """Of EUR 500 a year for all, 60 are paid and 90 owed in March: of the 600 of b in March 350 are left."""
        general = '  "20": {kind: settlement, per: month, order: [{step: cap, limit: EUR 500, per: year, caps: malus}]}'
        agreement = papers(tmp_path, FOR_A.rstrip() + "\n" + general, REMOVED)
        assert settled(agreement, HALF_A_YEAR, a={1: -150}, b={3: -600})[0] == [-30, -30, -440, 0, 0, 0]

    def test_pays_what_an_effect_kept_for_itself_that_is_gone_too(self, tmp_path: Path) -> None:
        """The effect's own cap left 30 a month of 150. In March the target pays nothing any more; clause 19 stays."""
        clauses = FOR_A.replace("EUR 30", "EUR 400")
        bare = "{kind: figure-target, name: a, metric: first, reach: at least 50 %, per: month}"
        (tmp_path / "amendment.yaml").write_text(
            AMENDMENT + f'  - {{clause: "5", action: replace, to: {bare}}}\n', encoding="utf-8"
        )
        own = PAPER.replace("of: fee, points", "of: fee, cap: EUR 30, on_excess: carry-forward, points", 1)
        (tmp_path / "contract.yaml").write_text(own + clauses.strip("\n") + "\n", encoding="utf-8")
        assert settled(ck.load_agreement(tmp_path), HALF_A_YEAR, a={1: -150})[0] == [*self.EXPECTED]


def test_a_clause_that_settles_over_a_longer_period_is_not_gone_in_a_month_without_it(tmp_path: Path) -> None:
    """150 in the first quarter, and 30 of a quarter are paid: 30 in each of the two, and 90 go on waiting."""
    clause = FOR_A.replace("per: month", "per: quarter")
    paid, *_ = settled(papers(tmp_path, clause), HALF_A_YEAR, a={1: -150})
    assert [sum(paid[:3]), sum(paid[3:])] == [-30, -30]


MOVED = {
    "a step before it goes": ([BONUS, FORTY], [FORTY]),
    "a round step changes places with it": ([ROUND, FORTY], [FORTY, ROUND]),
    "a cap of a year comes before it": ([FORTY], [YEAR, FORTY]),
    "it takes the bonus in": ([BONUS, FORTY], [FORTY.replace("malus", "both")]),
    "it is parted by side": ([FORTY.replace("malus", "both")], [BONUS, FORTY]),
}


class TestAStepThatStandsElsewhere:
    @pytest.mark.parametrize("case", MOVED)
    def test_goes_on_cutting_what_it_kept(self, tmp_path: Path, case: str) -> None:
        """EUR 200 in January at 40 a month, before and after March: five months."""
        before, after = MOVED[case]
        agreement = papers(tmp_path, order(*before), reordered(before, after))
        assert settled(agreement, HALF_A_YEAR, a={1: -200})[0] == [-40, -40, -40, -40, -40, 0]

    def test_with_another_limit_behind_a_new_cap(self, tmp_path: Path) -> None:
        """120 are left in March, and 60 a month is the step of 40 a month, not the cap of a year before it."""
        agreement = papers(tmp_path, order(FORTY), reordered([FORTY], [YEAR, SIXTY]))
        assert settled(agreement, HALF_A_YEAR, a={1: -200})[0] == [-40, -40, -60, -60, 0, 0]

    def test_over_another_window_if_nothing_is_nearer(self, tmp_path: Path) -> None:
        """Of EUR 100 a quarter 80 are paid by February: 20 of the 120 in March, and 100 in April."""
        quarter = FORTY.replace("EUR 40, per: month", "EUR 100, per: quarter")
        agreement = papers(tmp_path, order(BONUS, FORTY), reordered([BONUS, FORTY], [quarter]))
        assert settled(agreement, HALF_A_YEAR, a={1: -200})[0] == [-40, -40, -20, -100, 0, 0]

    def test_is_a_minimum_that_still_has_to_be_passed(self, tmp_path: Path) -> None:
        """20 and 20 wait for more than 50; March brings nothing, and with the 20 of April they are paid."""
        wide = BONUS.replace("bonus", "malus")
        agreement = papers(tmp_path, order(wide, LEAST), reordered([wide, LEAST], [LEAST]))
        assert settled(agreement, HALF_A_YEAR, a={1: -20, 2: -20, 4: -20})[0] == [0, 0, 0, -60, 0, 0]

    def test_is_owed_where_it_is_gone(self, tmp_path: Path) -> None:
        agreement = papers(tmp_path, order(FORTY, YEAR), reordered([FORTY, YEAR], [YEAR]))
        assert settled(agreement, HALF_A_YEAR, a={1: -200})[0] == [-40, -40, -120, 0, 0, 0]


class TestALedgerOfOtherPapers:
    def test_goes_by_the_wording_that_was_known_when_it_was_settled(self, tmp_path: Path) -> None:
        """January and February are settled; then an amendment of 5 March puts the step elsewhere from January on."""
        (tmp_path / "old").mkdir()
        (tmp_path / "new").mkdir()
        _, ledger, _ = settled(papers(tmp_path / "old", order(BONUS, FORTY)), range(1, 3), a={1: -200})
        since = {"2026_02_10": "2026-03-05", "2026_03_01": "2026-01-01\nretroactive: leave-as-billed"}
        amended = papers(tmp_path / "new", order(BONUS, FORTY), reordered([BONUS, FORTY], [FORTY]), **since)
        assert settled(amended, range(3, 7), ledger)[0] == [-40, -40, -40, 0]

    @pytest.mark.parametrize(
        ("steps", "expected"),
        [([ROUND, FORTY], [-40, -40, -40, 0]), ([FORTY], [-120, 0, 0, 0])],
        ids=["the step at its place keeps such amounts", "none does at its place"],
    )
    def test_has_nothing_but_the_place(self, tmp_path: Path, steps: list[str], expected: list[int]) -> None:
        """The step was the second: there it still cuts; where no second step keeps a malus, what waits is owed."""
        (tmp_path / "old").mkdir()
        (tmp_path / "new").mkdir()
        _, ledger, _ = settled(papers(tmp_path / "old", order(BONUS, FORTY)), range(1, 3), a={1: -200})
        assert settled(papers(tmp_path / "new", order(*steps)), range(3, 7), ledger)[0] == expected
