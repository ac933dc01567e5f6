"""What a service desk needs of an agreement when the phone rings: promises, scope and services, without its money.

Of an amended agreement it is the wording that binds a clock which starts on a date. Agreements that differ in prices,
volumes and contacts alone have equal desk terms, and share one value with one decision table.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import attrs

from contractkit.records.read_only import read_only
from contractkit.terms import Agreement
from contractkit.terms.agreement import ScopeRule
from contractkit.terms.binding import binding_of
from contractkit.terms.targets import ClockLine, Fields

__all__ = ["DeskTerms", "desk_terms_of"]

_DAY = timedelta(days=1)


@attrs.frozen(hash=False)
class DeskTerms:
    """What is promised about requests that open over a stretch of dates.

    Attributes:
        zone: The zone of the agreement's dates.
        fields: What an item has.
        services: The services with their levels; None for a service without one.
        lines: The clock lines that bind requests which open then.
        scope: The scope rules in the order of the page.
    """

    zone: str
    fields: Fields = attrs.field(converter=read_only)
    services: Mapping[str, str | None] = attrs.field(converter=read_only)
    lines: tuple[ClockLine, ...]
    scope: tuple[ScopeRule, ...]


def desk_terms_of(agreement: Agreement, on: date, known_at: date | None = None) -> DeskTerms:
    """Return what an agreement promises about requests that open on a date.

    Args:
        agreement: The agreement with its versions, or one version.
        on: The date, in the agreement's zone.
        known_at: Only amendments that were recorded on that date or before count; None: all that are recorded.

    Raises:
        NotComputedError: A clause decides on targets and is not computed by this version.

    Source: design.md section 4, "which version governs".
    """
    version = agreement.at(on, known_at)
    version.refuse_not_computed("judging")
    bounds = binding_of(agreement, on, on + _DAY, known_at).bounds
    lines = (one.line for one in bounds if (one.since or on) <= on and (one.until is None or on < one.until))
    services = {name: service.level for name, service in version.services.items()}
    return DeskTerms(version.zone, version.fields, services, tuple(lines), version.scope)
