"""What a figure in a band pays, or gives in points: published ladders, bonus and malus steps, service points."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from contractkit.documents.clauses.effects import AnyLevel, FigureEffect, PaysText, PrecisionText, in_one_unit
from contractkit.documents.conditions import Condition
from contractkit.documents.faults import fault
from contractkit.documents.fields import Name, NumberText
from contractkit.documents.references import Defines
from contractkit.documents.scalars import Many, Part, Word
from contractkit.quantities.notation.payments import Payment

__all__ = ["BandEffect", "BandRow", "FigureBand"]


class FigureBand(Part):
    """A stretch of figures with what it pays; an end that is left out is open, ``reach`` is the target's own.

    Attributes:
        name: What conditions call the band, such as ``severe``.
        credit: What it credits, without a sign.
        pays: What it pays: a bonus is positive, a malus negative.
        points: How many points it gives.
    """

    from_: AnyLevel | None = Field(default=None, alias="from")
    above: AnyLevel | None = None
    below: AnyLevel | None = None
    through: AnyLevel | None = None
    name: Annotated[Name | None, Defines("band")] = None
    credit: PaysText | None = None
    pays: PaysText | None = None
    points: NumberText | None = None

    @property
    def gives(self) -> tuple[str, ...]:
        """Return which of credit, pays and points it says."""
        return tuple(word for word in ("credit", "pays", "points") if getattr(self, word) is not None)

    @model_validator(mode="after")
    def _ends_and_gift(self) -> FigureBand:
        if self.from_ is not None and self.above is not None:
            hint = "from includes the number, above does not"
            raise fault("band-end", "a band begins with from or with above, not with both", hint)
        if self.below is not None and self.through is not None:
            hint = "through includes the number, below does not"
            raise fault("band-end", "a band ends with below or with through, not with both", hint)
        if not self.gives:
            hint = "credit: 10 %, pays: -3 % or points: 2; a band without consequence has points: 0 or credit: 0 %"
            raise fault("missing-field", "the band says neither credit, nor pays, nor points", hint)
        if len(self.gives) > 1:
            raise fault("band-gives", f"the band says {' and '.join(self.gives)}", "one of them, in every band")
        negative = [word for word in ("credit", "points") if _negative(getattr(self, word))]
        if negative:
            text = getattr(self, negative[0]).text
            hint = f"write '{text.lstrip('-')}'; pays: has a sign, and credit and points have none"
            raise fault("quantity", f"'{text}' is negative", hint, (negative[0],))
        return self


def _negative(written: object) -> bool:
    return written is not None and str(written).startswith("-") and any(digit in "123456789" for digit in str(written))


class BandRow(Part):
    """The bands for some of the items."""

    when: Condition
    bands: Many[FigureBand]


class BandEffect(FigureEffect):
    """What a figure in a band pays, or how many points it gives.

    Attributes:
        compares: Whether the bands are of the figure itself, or of its shortfall below the target's reach.
        precision: The precision of the measured value, where it is not the metric's.
        bonus_only_if: A bonus is paid only where this holds; a malus always.
    """

    kind: Literal["band-effect"]
    compares: Annotated[str, Word("figure", "shortfall")] | None = None
    precision: PrecisionText | None = None
    bands: Many[FigureBand] = ()
    rows: Many[BandRow] = ()
    bonus_only_if: Condition | None = None

    @property
    def every_band(self) -> tuple[FigureBand, ...]:
        """Return the bands of the clause and of all its rows."""
        return (*self.bands, *(band for row in self.rows for band in row.bands))

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Return all that it can pay; nothing for bands that give points."""
        written = [band.credit or band.pays for band in self.every_band]
        return tuple(paid.value for paid in written if paid is not None)

    @model_validator(mode="after")
    def _one_gift(self) -> BandEffect:
        if not self.bands and not self.rows:
            raise fault("missing-field", "there are no bands", "for example bands: [{below: 95 %, credit: 5 %}]")
        if self.bands and self.rows:
            raise fault("contradiction", "bands stand beside rows with bands", "bands for all, or rows with when:")
        for number, row in enumerate(self.rows):
            if not row.bands:
                raise fault("missing-field", "the row has no bands", None, ("rows", number))
        words = {word for band in self.every_band for word in band.gives}
        if len(words) > 1:
            says = f"the bands give {' and '.join(sorted(words))}"
            raise fault("band-gives", says, "one of credit, pays and points, in every band")
        for bands in (self.bands, *(row.bands for row in self.rows)):
            paid = [band.credit or band.pays for band in bands]
            if not in_one_unit(written.value for written in paid if written is not None):
                says = "the bands pay percentages and sums of money"
                raise fault("band-gives", says, "one of the two, in every band of a ladder")
        return self
