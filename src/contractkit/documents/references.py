"""What a reference has to name: marks on the fields of clauses, read by whoever checks that what is named is there.

A field that defines a name carries `Defines`, one that refers to something carries `Names`. Neither changes how the
text is read: whether the thing is there can only be known when all papers lie side by side.
"""

from __future__ import annotations

from typing import Annotated

import attrs

from contractkit.documents.fields import Name, Ref

__all__ = [
    "AmountRef",
    "CalendarRef",
    "ClauseNumberRef",
    "Defines",
    "DocumentRef",
    "FieldRef",
    "ItemRef",
    "LevelRef",
    "MetricRef",
    "Names",
    "PromiseRef",
    "RoleRef",
    "ServiceRef",
    "StepRef",
    "TargetRef",
    "WorkRef",
]


@attrs.frozen
class Names:
    """The field names something that stands elsewhere.

    Attributes:
        kinds: What it may be: calendar, level, service, item, metric, target, measure, effect, relief, clause, role,
            step, amount, series, channel, event, document, field, rate, scope, prepaid.
        words: Words that may stand instead of a name, such as ``all`` or ``always``.
    """

    kinds: tuple[str, ...]
    words: tuple[str, ...] = ()


@attrs.frozen
class Defines:
    """The field gives a name, unique among things of its kind in an agreement.

    Attributes:
        kind: What bears the name.
    """

    kind: str


CalendarRef = Annotated[Ref, Names(("calendar",), ("always",))]
LevelRef = Annotated[Ref, Names(("level",))]
ServiceRef = Annotated[Ref, Names(("service",))]
ItemRef = Annotated[Ref, Names(("item",))]
MetricRef = Annotated[Ref, Names(("metric",))]
TargetRef = Annotated[Ref, Names(("target",))]
"""A time target, figure target, result, or one of their rows."""
WorkRef = Annotated[Ref, Names(("target", "orders"))]
"""What steps are done for: a target, or the orders whose lead time they have to fit in."""
PromiseRef = Annotated[Ref, Names(("target", "metric", "effect"))]
"""Whose figure an effect is for: a target, a metric, or an effect that gives points."""
AmountRef = Annotated[Ref, Names(("amount",))]
"""A standard amount, a fee, or an amount that the head declares."""
RoleRef = Annotated[Name, Names(("role",))]
StepRef = Annotated[Ref, Names(("step",))]
ClauseNumberRef = Annotated[Ref, Names(("clause",))]
DocumentRef = Annotated[Ref, Names(("document",))]
FieldRef = Annotated[Ref, Names(("field",))]
