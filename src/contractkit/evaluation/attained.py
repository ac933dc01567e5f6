"""What a count comes to under what was agreed of it: share, interval, and whether the share agreed was reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts import Coded
from contractkit.quantities.money import Percent
from contractkit.quantities.rounding import Rounding
from contractkit.terms.targets import Target

__all__ = ["Rule", "attained"]

Ints = NDArray[np.int64]

VERDICTS: Final = ("met", "breached", "undetermined", "no-volume", "too-few")
TERMS: Final = ("no-volume", "no-data", "minimum")


@attrs.frozen
class Rule:
    """What was agreed of a share.

    Attributes:
        reach: The share that has to be reached; None where none was agreed.
        precision: To which unit the share is brought before it is compared, as a percentage; None: it is compared
            exactly.
        minimum: With fewer nothing is decided; None for no minimum.
        no_volume: What a period with nothing in it is.
        no_data: What a period is whose verdict depends on what is not known.
    """

    reach: Percent | None = None
    precision: Rounding | None = None
    minimum: Decimal | None = None
    no_volume: Literal["no-verdict", "met"] = "no-verdict"
    no_data: Literal["undetermined", "missed"] = "undetermined"

    @classmethod
    def of(cls, target: Target) -> Rule:
        """Return what was agreed of the share of a target."""
        return cls(target.reach, target.precision, target.minimum, target.no_volume, target.no_data)

    @classmethod
    def together(cls, rules: Iterable[Rule]) -> Rule:
        """Return the rule of a group: what all agree on; without one share for all of it there is no verdict."""
        several = list(rules)
        return several[0] if len(several) == 1 else cls()

    def verdict(self, met: int, unknown: int, volume: int) -> tuple[str | None, str | None]:
        """Return what a figure came to, by exact comparison, and the term that decided where the figure did not.

        Args:
            met: How many were met.
            unknown: Of how many it is not known.
            volume: How many there are, those two included.

        Returns:
            ``met``, ``breached``, ``undetermined``, ``no-volume``, ``too-few``, or None where no share was agreed; and
            ``no-volume``, ``no-data``, ``minimum`` or None.
        """
        if volume == 0:
            return ("no-volume", None) if self.no_volume == "no-verdict" else ("met", "no-volume")
        if self.reach is None:
            return None, None
        if self.minimum is not None and volume < self.minimum:
            return "too-few", "minimum"
        if self._reached(met, volume):
            return "met", None
        if not self._reached(met + unknown, volume):
            return "breached", None
        return ("undetermined", None) if self.no_data == "undetermined" else ("breached", "no-data")

    def _reached(self, met: int, volume: int) -> bool:
        if self.reach is None:
            return False
        share = Fraction(100 * met, volume)
        return (share if self.precision is None else self.precision.apply(share)) >= self.reach.value


def attained(counts: Mapping[str, Ints], rules: Sequence[Rule]) -> dict[str, Any]:
    """Return the columns that follow from counts: shares, their interval, what was agreed, and the verdict.

    Args:
        counts: For each group how many were `met`, `breached` and `undetermined`.
        rules: For each group what was agreed.
    """
    met, breached, unknown = (counts[name] for name in ("met", "breached", "undetermined"))
    judged, volume = met + breached, met + breached + unknown
    numbers = zip(met.tolist(), unknown.tolist(), volume.tolist(), rules, strict=True)
    found = [rule.verdict(*number) for *number, rule in numbers]
    shares = [np.nan if rule.reach is None else float(rule.reach.value / 100) for rule in rules]
    return {
        "attainment": _share(met, judged),
        "low": _share(met, volume),
        "high": _share(met + unknown, volume),
        "reach": np.array(shares, np.float64),
        "verdict": _coded([verdict for verdict, _ in found], VERDICTS),
        "term": _coded([term for _, term in found], TERMS),
    }


def _share(part: Ints, whole: Ints) -> NDArray[np.float64]:
    return np.where(whole > 0, part / np.maximum(whole, 1), np.nan)


def _coded(words: Sequence[str | None], known: tuple[str, ...]) -> Coded:
    return Coded(np.array([-1 if word is None else known.index(word) for word in words], np.int32), known)
