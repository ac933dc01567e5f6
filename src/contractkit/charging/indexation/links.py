"""What links the figures of an index on a new base with those on the one before."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import attrs

from contractkit.errors import UsageError

__all__ = ["BaseLink"]


def _exactly(factor: Fraction | Decimal | int | str) -> Fraction:
    if isinstance(factor, float):
        raise UsageError(f"the factor {factor!r} is a float, which is not exact; write '{factor}'", value=factor)
    return Fraction(factor)


@attrs.frozen
class BaseLink:
    """What links the figures of a new base with those of the one before: new figures times the factor compare.

    Attributes:
        base: The new base.
        factor: What new figures are multiplied by to compare with old ones; positive. Where the office publishes what
            old figures are multiplied by, this is one over it.
        source: Where it was published; None where nobody says.

    Example:
        >>> BaseLink.of_figures("2025=100", old="118.0", new="100.0").factor
        Fraction(59, 50)
    """

    base: str
    factor: Fraction = attrs.field(converter=_exactly)
    source: str | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a factor that is not above nought."""
        if self.factor <= 0:
            raise UsageError(f"no figures are linked by the factor {self.factor} of the base {self.base}")

    @classmethod
    def of_figures(
        cls, base: str, *, old: Decimal | int | str, new: Decimal | int | str, source: str | None = None
    ) -> BaseLink:
        """Return the link of two bases on which the figure of one month is known.

        Args:
            base: The new base.
            old: The figure on the base before.
            new: The figure of the same month on the new base.
            source: Where they were published.
        """
        if Decimal(new) <= 0:
            raise UsageError(f"{new} is no figure of an index: it is not above nought", value=new)
        return cls(base, Fraction(Decimal(old)) / Fraction(Decimal(new)), source)
