"""The readings that a signed text may leave open: what each settles, its default, and what else it could be."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

import attrs
from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, create_model
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from contractkit.documents.faults import fault
from contractkit.documents.scalars import Part, hint_of
from contractkit.errors import QuantityError
from contractkit.quantities import notation as n

__all__ = [
    "CONVENTIONS",
    "Assumes",
    "Convention",
    "ConventionField",
    "Conventions",
    "Settles",
    "convention_fields",
    "silent",
]


@attrs.frozen
class Convention:
    """One reading that can be settled.

    Attributes:
        name: Its word in a document's ``conventions``.
        settles: What it settles, in words.
        default: What the library takes where the text is silent.
        alternatives: What else it could be: words, and examples of quantities.
        words: The closed list of words.
        quantity: The notation of a value that may stand instead of a word, or None.
    """

    name: str
    settles: str
    default: str
    alternatives: tuple[str, ...]
    words: tuple[str, ...]
    quantity: n.Notation[Any] | None = None

    def check(self, text: str) -> None:
        """Refuse a text that is no word of this convention.

        Raises:
            PydanticCustomError: With the nearest word.
        """
        if text in self.words:
            return
        if self.quantity is not None and not (text and text.replace("-", "").isalpha()):
            try:
                self.quantity.parse(text)
            except QuantityError as error:
                raise fault("quantity", error.message, error.hint) from None
            return
        raise fault("unknown-word", f"'{text}' is not one of the agreed words", self._hint(text))

    def _hint(self, text: str) -> str:
        hint = hint_of(text, self.words)
        return (
            hint if self.quantity is None else f"{hint}, or {self.quantity.what} such as '{self.quantity.examples[0]}'"
        )


def _table(*rows: tuple[str, str, str, str] | tuple[str, str, str, str, n.Notation[Any]]) -> dict[str, Convention]:
    table = {}
    for name, settles, default, others, *quantity in rows:
        words = tuple(word.strip() for word in others.split(",")) if others else ()
        given = quantity[0] if quantity else None
        closed = tuple(word for word in (default, *words) if given is None or not given.matches(word))
        table[name] = Convention(name, settles, default, words, closed, given)
    return table


CONVENTIONS: dict[str, Convention] = _table(
    ("adds_up", "when the cap is applied", "at-end", "running"),
    (
        "aggregate",
        "how figures of several parts become one",
        "pooled",
        "mean, mean-of-months, mean-of-intervals, weighted-mean",
    ),
    ("amended_mid_period", "an amendment inside a period", "split", "new-terms, old-terms"),
    ("assigned_by", "the period an item belongs to", "due", "opened, stopped"),
    ("at_cut_off", "an order exactly at the cut-off", "in-time", "late"),
    ("basis", "whose credits return", "same-target", "pool"),
    ("between_rows", "points between two rows", "lower-row", "interpolate"),
    ("cap", "the cap on the yearly change", "none", "5 %", n.PERCENT),
    ("cap_bounds", "what the cap of a late penalty bounds", "each-delivery", "all-of-a-period"),
    ("carried", "a difference inside the band", "none", "into-next-baseline"),
    ("ceiling", "the ceiling price", "none", "EUR 200 000", n.AMOUNT),
    ("claim", "whether the customer must claim", "automatic", "30 days", n.SPAN),
    ("closed_day", "a last notice date on a closed day", "none", "preceding"),
    ("compounding", "compounding of interest", "none", "yearly"),
    (
        "counted_towards",
        "what counts towards a minimum commitment in money that names nothing",
        "services",
        "services-and-fees",
    ),
    ("counting", "the day of the start", "after-start", "from-start"),
    ("credits_counted", "which service credits a claim finds in the cap", "of-the-window", "before-the-event"),
    ("day_count", "the days of a year of interest", "actual/365", "actual/360"),
    ("decrease", "a falling index", "allowed", "not-allowed"),
    ("drawn", "which prepaid block is used first", "first-to-lapse", "newest-first"),
    ("empty_interval", "an interval without requests", "counts-as-good", "left-out"),
    ("end", "how the end date is written", "exclusive", "last-day"),
    ("ends", "when the last business day ends", "close-of-business", "same-time, end-of-day, 17:00", n.TIME),
    ("evidence", "evidence for relief", "not-required", "required"),
    ("factor_multiplies", "what the factor of a rebased index multiplies", "new-figures", "old-figures"),
    ("figure", "provisional index figures", "first-published", "final-with-true-up"),
    ("floor", "the floor under the yearly change", "none", "0 %", n.PERCENT),
    ("grows", "a third failure in a row", "stays", "compounds"),
    ("index_cap_on", "whether a mix is capped as a whole or in each part", "whole", "each-part"),
    ("index_cap_over", "what the cap and the floor of an indexation bound", "each-change", "since-base"),
    ("index_excess", "a yearly change above the cap", "lost", "carried"),
    ("index_threshold", "what is passed on of a change above the threshold", "whole-change", "excess-only"),
    ("landing", "a due instant at which the calendar is closed", "keep", "next-opening"),
    ("lapses_after", "when unused prepaid units lapse", "with-its-period", "never, 3 months", n.SPAN),
    ("late_counts", "the period in which a late delivery counts", "when-delivered", "as-it-runs"),
    ("late_part_steps", "a part of a step of lateness", "pro-rata", "ignored, full-step"),
    ("method", "base or chain index", "base", "chain"),
    ("mid_period", "a price change inside a billing period", "by-days", "next-period"),
    ("mode", "the rounding mode", "half-up", "half-even, up, down, floor, ceiling"),
    ("month_end", "notice at a month end", "clip-back", "reject"),
    ("nature", "the legal nature of an effect", "price-adjustment", "penalty, damages, incentive"),
    ("no_data", "a period without measurement", "undetermined", "missed"),
    ("no_volume", "a period without volume", "no-verdict", "met"),
    ("notice_counts_from", "the date that notice counts back from", "last-day", "end"),
    ("notice_is", "when notice counts as given", "received", "sent"),
    ("observe", "which index figure is read", "month", "average-of-12-months"),
    (
        "of",
        "the amount that percentages are taken of",
        "charges",
        "monthly-fee, affected-line",
    ),
    ("of_period", "whose charges", "same", "next"),
    ("on_change", "a change of target in mid-flight", "keep", "restart, retroactive"),
    ("on_excess", "what a cap cuts off", "report-only", "carry-forward, drop"),
    ("on_reopen", "reopening", "resume", "undo-stop, restart, new-cycle"),
    ("one_incident", "one incident with several effects", "sum", "largest, customers-choice"),
    ("open_overdue", "items that are overdue and still open", "breached", "left-out"),
    ("outside", "a figure outside the outermost points", "clamp", "extend"),
    ("outside_hours", "a start outside opening hours", "next-opening", "keep-time"),
    ("part_days", "a part of a day", "ignored", "full-day"),
    ("part_steps", "a part of a step", "ignored", "full-step"),
    ("part_units", "a part of a unit outside the band", "pro-rata", "ignored, full-unit"),
    ("part_year", "a part of a year", "prorated", "full"),
    ("partial", "some parts met", "missed", "by-part"),
    ("precision", "the precision of a measured value", "exact", "0.1 %, 0.01 %", n.PERCENT),
    ("priced", "what is priced outside the band", "excess", "whole-difference"),
    ("rate_of", "the date of the exchange rate", "period-end", "invoice-date"),
    ("reaches_back", "the reach of a ratchet", "to-first-failure", "later-failures-only"),
    ("relief_taken_from", "whether relief shrinks the base", "downtime", "downtime-and-base"),
    ("round_rate", "rounding of the rate", "exact", "0.1 %", n.PERCENT),
    ("scope", "the scope of rounding", "once", "line, period"),
    ("service_credits", "whether service credits use up the liability cap", "stand-apart", "use-up-the-cap"),
    ("settled", "when a shortfall is billed", "at-year-end", "each-period"),
    (
        "short_units",
        "what units cost that are short of a minimum commitment, where their price is in bands",
        "as-if-bought",
        "band-price",
    ),
    ("silence", "what no answer means", "refused", "accepted"),
    ("skipped_year", "the reference index in a year without a change", "reference-stays", "reference-moves"),
    ("stops", "which of several stops in a row counts", "first", "last"),
    ("takes_out", "the extent of relief", "overlapping-time", "whole-item"),
    ("tested", "what a minimum is tested on", "before-rounding", "after-rounding"),
    ("ties", "equal remainders", "first-line", "largest-line"),
    ("uplift_compounding", "what a fixed uplift is taken of", "yearly", "none"),
    ("volume_counted", "on which day volumes are counted", "period-end", "period-start, average, peak"),
    ("when_rebased", "an index series with a new base", "published-factor", "overlap-month"),
    ("whole_periods", "whole months and years inside a stretch", "billed-whole", "by-days"),
)
"""Every convention by its word."""


class Assumes:
    """Marks a field of a clause that settles a convention; the field has a type of its own.

    The field is None where the clause is silent.
    """

    def __init__(self, name: str) -> None:
        self.convention = CONVENTIONS[name]

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(schema) | self._told()

    def _told(self) -> JsonSchemaValue:
        told = self.convention
        return {
            "x-convention": told.name,
            "x-assumption": told.settles,
            "x-alternatives": list(told.alternatives),
            "x-default": told.default,
        }


class Settles(Assumes):
    """Marks a field of a clause that settles a convention with one of its words, and reads that word."""

    def _check(self, value: Any) -> str:
        if not isinstance(value, str):
            raise fault("wrong-shape", "one word belongs here", hint_of("", self.convention.words))
        self.convention.check(str(value))
        return str(value)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._check)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        words: JsonSchemaValue = {"enum": list(self.convention.words)} if self.convention.quantity is None else {}
        return {"type": "string"} | words | self._told()


@attrs.frozen
class ConventionField:
    """A field of a clause model that settles a convention."""

    field: str
    convention: Convention


@cache
def convention_fields(model: type[Part]) -> tuple[ConventionField, ...]:
    """Return the fields of a clause model that settle conventions, in the order in which they stand.

    Args:
        model: The class of the clause, effect, step or row.
    """
    found = []
    for name, field in model.model_fields.items():
        mark = next((entry for entry in field.metadata if isinstance(entry, Assumes)), None)
        if mark is not None:
            found.append(ConventionField(name, mark.convention))
    return tuple(found)


def silent(clause: Part) -> tuple[ConventionField, ...]:
    """Return the conventions that `clause` leaves open and that decide something in it.

    Args:
        clause: A clause, effect or step as it was read.

    Returns:
        The silent fields with their convention; a reading that decides nothing here (how business days are counted
        where none are promised) is left out.
    """
    matters = getattr(clause, "matters", None)
    return tuple(
        entry
        for entry in convention_fields(type(clause))
        if getattr(clause, entry.field) is None and (matters is None or matters(entry.field))
    )


class _ConventionsBase(Part):
    def stated(self) -> dict[str, str]:
        """Return the conventions that the document settles, by their word."""
        return {name: getattr(self, name) for name in CONVENTIONS if getattr(self, name) is not None}


Conventions: Any = create_model(  # type: ignore[call-overload]
    "Conventions",
    __base__=_ConventionsBase,
    __module__=__name__,
    **{name: (Annotated[str | None, Settles(name)], Field(default=None)) for name in CONVENTIONS},
)
"""The readings that a document settles once, for every clause of it."""
