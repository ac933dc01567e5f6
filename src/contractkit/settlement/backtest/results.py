"""What a back-test found: for each variant the money of each period, what it took to work it out, and an interval."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal

import attrs
import numpy as np

from contractkit.errors import UsageError
from contractkit.facts import Coded, Table
from contractkit.quantities.money import Money
from contractkit.quantities.notation import nearest
from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.differing import Anew
from contractkit.settlement.backtest.interval import Interval
from contractkit.settlement.lines import Settlement
from contractkit.terms.variants import Variant

__all__ = ["BackTest", "Ends", "Interval", "Party", "PeriodSum", "Tried"]

Party = Literal["provider", "customer"]
Ends = Literal["told", "unbounded"]
_VERSION = 1


@attrs.frozen
class PeriodSum:
    """What one settlement period comes to.

    Attributes:
        period: The period.
        charges: What is charged before any effect.
        malus: All maluses after caps, less what was won back of them and of earlier ones; above zero where more of
            earlier ones came back than the period lost.
        bonus: All bonuses after caps; at least zero.
        total: What the customer pays; the sum of the other three.
        low: The least that the total can come to; None where nothing is undetermined.
        high: The most that the total can come to; None where nothing is undetermined.
        missing: What nothing could be charged for, because it was not told; the sums are then short of it.
        ends: Whether `low` and `high` are all that is undetermined, or nobody can tell the least and the most.
    """

    period: Period
    charges: Money
    malus: Money
    bonus: Money
    total: Money
    low: Money | None = None
    high: Money | None = None
    missing: tuple[str, ...] = ()
    ends: Ends = "told"

    @property
    def is_known(self) -> bool:
        """Return whether nothing of it is undetermined."""
        return self.low is None and self.high is None and self.ends == "told"

    def to_dict(self) -> dict[str, Any]:
        """Return the sums as plain data, amounts as text."""
        return {
            "period": self.period.label,
            "start": self.period.start.isoformat(),
            "end": self.period.end.isoformat(),
            "charges": str(self.charges.amount),
            "malus": str(self.malus.amount),
            "bonus": str(self.bonus.amount),
            "total": str(self.total.amount),
            "low": None if self.low is None else str(self.low.amount),
            "high": None if self.high is None else str(self.high.amount),
            "missing": list(self.missing),
            "ends": self.ends,
        }


@attrs.frozen
class Tried:
    """One variant on real history.

    Attributes:
        variant: The variant.
        anew: What had to be done anew: ``settled``, ``judged`` or ``evaluated``.
        periods: The sums of each settlement period, in order.
        interval: The interval of its effects; None where none was asked for, or `no_interval` says why not.
        no_interval: Why there is no interval.
        notes: On which dates the variant does not hold because an amendment writes the same place itself, one sentence
            each.
    """

    variant: Variant
    anew: Anew
    periods: tuple[PeriodSum, ...]
    interval: Interval | None = None
    no_interval: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return what the variant is called."""
        return self.variant.name

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what nothing could be charged for, each once; where there is something, the sums are short of it."""
        return tuple(dict.fromkeys(what for one in self.periods for what in one.missing))

    @property
    def charges(self) -> Money:
        """Return what is charged in all periods together, before any effect."""
        return self._sum("charges")

    @property
    def malus(self) -> Money:
        """Return the maluses of all periods together, less what was won back of them and of earlier ones."""
        return self._sum("malus")

    @property
    def bonus(self) -> Money:
        """Return the bonuses of all periods together; at least zero."""
        return self._sum("bonus")

    @property
    def total(self) -> Money:
        """Return what the customer pays in all periods together."""
        return self._sum("total")

    @property
    def effects(self) -> Money:
        """Return bonuses and maluses together."""
        return self.malus + self.bonus

    @property
    def low(self) -> Money | None:
        """Return the least that the total can come to; None where nothing is undetermined."""
        return self._end("low")

    @property
    def high(self) -> Money | None:
        """Return the most that the total can come to; None where nothing is undetermined."""
        return self._end("high")

    @property
    def is_known(self) -> bool:
        """Return whether nothing in these periods is undetermined."""
        return all(one.is_known for one in self.periods)

    @property
    def ends(self) -> tuple[Money | None, Money | None]:
        """Return the least and the most that the total can come to; None for an end that nobody can tell."""
        if self.is_known:
            return self.total, self.total
        if any(one.ends == "unbounded" for one in self.periods):
            return None, None
        return self._end("low"), self._end("high")

    def _end(self, which: str) -> Money | None:
        if all(getattr(one, which) is None for one in self.periods):
            return None
        ends = (getattr(one, which) or one.total for one in self.periods)
        return Money(sum((end.amount for end in ends), Decimal(0)), self.periods[0].total.currency)

    def _sum(self, which: str) -> Money:
        amounts = (getattr(one, which).amount for one in self.periods)
        return Money(sum(amounts, Decimal(0)), self.periods[0].total.currency)

    def to_dict(self) -> dict[str, Any]:
        """Return what was found as plain data, ready for JSON."""
        return {
            **self.variant.to_dict(),
            "anew": self.anew,
            "charges": str(self.charges.amount),
            "malus": str(self.malus.amount),
            "bonus": str(self.bonus.amount),
            "total": str(self.total.amount),
            "low": None if self.low is None else str(self.low.amount),
            "high": None if self.high is None else str(self.high.amount),
            "periods": [one.to_dict() for one in self.periods],
            "interval": None if self.interval is None else self.interval.to_dict(),
            "no_interval": self.no_interval,
            "notes": list(self.notes),
        }


@attrs.frozen
class BackTest:
    """Variants of an agreement on the same history.

    Attributes:
        period: The period.
        currency: The ISO 4217 code of all amounts.
        signed: What the agreement came to as it was signed.
        variants: What each variant would have come to, in the order in which they were given.
        settles: Settles a variant in full, with all its lines.
    """

    period: Period
    currency: str
    signed: Tried
    variants: tuple[Tried, ...]
    settles: Callable[[Variant], tuple[Settlement, ...]] | None = attrs.field(default=None, eq=False, repr=False)

    def settlements(self, tried: Tried) -> tuple[Settlement, ...]:
        """Return the settlements of a variant with all their lines, each period with the ledger of those before it.

        They are made when they are asked for: items are judged again, or everything is evaluated anew, where the
        variant needs it. Their sums are those of `tried`, to the cent.

        Raises:
            UsageError: The back-test was not made by `backtest`.
        """
        if self.settles is None:
            raise UsageError("this back-test was put together by hand, and knows no facts to settle with")
        return self.settles(tried.variant)

    def __getitem__(self, name: str) -> Tried:
        """Return what a variant came to, by its name."""
        for one in (self.signed, *self.variants):
            if one.name == name:
                return one
        known = [one.name for one in (self.signed, *self.variants)]
        raise UsageError(f"no variant is called {name!r}; {nearest(name, known) or 'look at .variants'}", name=name)

    def __iter__(self) -> Iterator[Tried]:
        """Yield the variants in their order."""
        return iter(self.variants)

    def difference(self, tried: Tried, party: Party = "provider") -> Money:
        """Return how much better a party does under a variant than under what was signed; worse is negative."""
        more = tried.total - self.signed.total
        return more if party == "provider" else -more

    def best_for(self, party: Party) -> Tried:
        """Return the variant under which a party does best, of equals the first; what was signed counts too."""
        return max((self.signed, *self.variants), key=lambda one: self.difference(one, party).amount)

    def to_table(self, party: Party = "provider") -> Table:
        """Return one row for each variant, what was signed first: for looking at, in floats.

        Args:
            party: From whose side amounts are written: what the provider receives, or what the customer pays, is
                positive for ``provider``; for ``customer`` every sign is turned, so that more is better for whoever
                looks. Exact amounts stand in the variants.

        Returns:
            `variant`, one column for each place that varies, `anew`, `charges`, `malus`, `bonus`, `total`,
            `difference`, and `low`, `high` and `mean` of the interval of effects where one was drawn.
        """
        every = (self.signed, *self.variants)
        sign = 1 if party == "provider" else -1
        places = dict.fromkeys(setting.place for one in every for setting in one.variant.settings)
        settings = [{setting.place: setting.value for setting in one.variant.settings} for one in every]
        columns: dict[str, Any] = {"variant": Coded.from_words([one.name for one in every])}
        for place in places:
            columns[place] = Coded.from_words([found.get(place) for found in settings])
        columns["anew"] = Coded.from_words([one.anew for one in every])
        amounts: Mapping[str, list[Money]] = {
            "charges": [one.charges for one in every],
            "malus": [one.malus for one in every],
            "bonus": [one.bonus for one in every],
            "total": [one.total for one in every],
        }
        for name, several in amounts.items():
            columns[name] = sign * np.array([float(amount.amount) for amount in several])
        columns["difference"] = np.array([float(self.difference(one, party).amount) for one in every])
        if any(one.interval is not None for one in every):
            ends = ("low", "mean", "high") if party == "provider" else ("high", "mean", "low")
            for name, end in zip(("low", "mean", "high"), ends, strict=True):
                found = [None if one.interval is None else getattr(one.interval, end).amount for one in every]
                columns[name] = sign * np.array([np.nan if one is None else float(one) for one in found])
        return Table(columns)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data, ready for JSON; amounts are text, positive what the customer pays."""
        return {
            "kind": "back-test",
            "version": _VERSION,
            "period": {
                "label": self.period.label,
                "start": self.period.start.isoformat(),
                "end": self.period.end.isoformat(),
            },
            "currency": self.currency,
            "signed": self.signed.to_dict(),
            "variants": [{**one.to_dict(), "difference": str(self.difference(one).amount)} for one in self.variants],
        }
