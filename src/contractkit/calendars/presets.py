"""Presets: the conventions of systems for which a test or a page shows them, each with where it was seen.

A preset holds what was seen and nothing else; a field that nobody showed has our answer. What a system does that no
field can say stands in `apart`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta
from types import MappingProxyType
from typing import Final

import attrs

from contractkit.calendars.conventions import Conventions
from contractkit.errors import UsageError
from contractkit.quantities.spans import BusinessDays, WorkingTime

__all__ = ["PRESETS", "Preset", "preset_named"]


@attrs.frozen
class Preset:
    """The conventions of one system.

    Attributes:
        name: What `like=` takes.
        system: The system, with its version where that decides.
        conventions: Its answers.
        sources: Where they were seen: repository and path, or the address of a page.
        apart: What the system does that no convention says; there a calendar like it answers otherwise.
    """

    name: str
    system: str
    conventions: Conventions
    sources: tuple[str, ...]
    apart: tuple[str, ...] = ()


_SAME_TIME: Final = BusinessDays(0, ends="same-time")

_ALL: Final = (
    Preset(
        "zammad",
        "Zammad, the engine on the biz gem (4.0 on)",
        Conventions(
            boundary="next-open",
            zero_back="previous-closing",
            reversed="zero",
            business_days=attrs.evolve(_SAME_TIME, landing="next-opening"),
            written_midnight=time(23, 59),
        ),
        (
            "zammad/zammad lib/escalation/destination_time.rb",
            "zammad/zammad spec/models/ticket/escalation_examples.rb",
            "zammad/zammad app/models/calendar.rb (business_hours_to_hash)",
        ),
        ("limits and elapsed time are whole minutes",),
    ),
    Preset(
        "zammad-3",
        "Zammad, its own engine (to 3.6)",
        Conventions(),
        ("zammad/zammad test/unit/ticket_sla_test.rb",),
    ),
    Preset(
        "biz",
        "zendesk/biz",
        Conventions(
            boundary="next-open",
            zero_back="previous-closing",
            reversed="zero",
            business_days=attrs.evolve(_SAME_TIME, landing="next-opening"),
        ),
        (
            "zendesk/biz lib/biz/timeline/forward.rb (overflow?)",
            "zendesk/biz lib/biz/calculation/for_duration.rb",
            "zendesk/biz spec/calculation/for_duration_spec.rb",
        ),
        ("days counted from a closed date keep its time of day: the next business date is day 1",),
    ),
    Preset(
        "glpi",
        "GLPI 10 and 11",
        Conventions(
            boundary="next-day",
            closing_instant="open",
            reversed="zero",
            business_days=_SAME_TIME,
        ),
        (
            "glpi-project/glpi src/Calendar.php (computeEndDate, getActiveTimeBetween)",
            "glpi-project/glpi src/CalendarSegment.php (addDelayInDay, isAWorkingHour)",
            "glpi-project/glpi phpunit/functional/CalendarTest.php",
            "glpi-project/glpi phpunit/functional/SLMTest.php",
        ),
        (
            "a limit of zero that starts exactly at a closing stays there",
            "days counted from outside hours on a working date keep their time of day, up to the last closing",
            "counting back, computeEndDate leaves the opening of a date for the closing before it",
            "days counted back to the end of a day end at its last closing",
            "steps of 86,400 seconds on the clocks of the server",
        ),
    ),
    Preset(
        "znuny",
        "Znuny (and OTRS 6)",
        Conventions(zero="keep", reversed="zero"),
        ("znuny/Znuny Kernel/System/DateTime.pm (Add, Delta)", "znuny/Znuny scripts/test/Time/WorkingTime.t"),
        ("opening hours are whole hours", "negative working time is refused"),
    ),
    Preset(
        "odoo",
        "Odoo, resource.calendar",
        Conventions(reversed="zero", business_days=BusinessDays(0, counting="from-start")),
        (
            "odoo/odoo addons/resource/models/resource_calendar.py (plan_hours, plan_days, get_work_hours_count)",
            "odoo/odoo odoo/addons/test_resource/tests/test_calendar.py",
        ),
        (
            "the last of several days ends with its first attendance, not with its last",
            "no days at all leave the start as it is",
        ),
    ),
    Preset(
        "erpnext",
        "ERPNext, Service Level Agreement of an Issue",
        Conventions(pauses="wall-clock", least_elapsed=timedelta(seconds=1)),
        (
            "frappe/erpnext erpnext/support/doctype/service_level_agreement/service_level_agreement.py",
            "frappe/erpnext erpnext/support/doctype/issue/test_issue.py",
        ),
        ("only the first response time is at least one second", "a limit of zero is not foreseen"),
    ),
    Preset(
        "frappe-helpdesk",
        "Frappe Helpdesk",
        Conventions(zero="keep", reversed="zero"),
        ("frappe/helpdesk helpdesk/helpdesk/doctype/hd_service_level_agreement/hd_service_level_agreement.py",),
        ("one piece of opening hours a day",),
    ),
    Preset(
        "chatwoot",
        "Chatwoot Enterprise",
        Conventions(zero="keep"),
        ("chatwoot/chatwoot enterprise/app/services/sla/business_hours_service.rb",),
        ("one piece of opening hours a day", "a schedule without open days counts round the clock"),
    ),
    Preset(
        "pandas",
        "pandas to 3.0: BusinessHour, CustomBusinessHour, BDay",
        Conventions(
            boundary="next-open",
            backward="previous-closing",
            closing_instant="open",
            at_closing="stays",
            dst="wall-clock",
            zero_days="roll-forward",
        ),
        (
            "pandas-dev/pandas pandas/_libs/tslibs/offsets.pyx (BusinessHour)",
            "pandas-dev/pandas pandas/tests/tseries/offsets/test_business_hour.py",
            "https://github.com/pandas-dev/pandas/issues/33682",
        ),
        ("whole hours only",),
    ),
    Preset(
        "pandas-3.1",
        "pandas 3.1: counting back lands on openings",
        Conventions(
            boundary="next-open",
            closing_instant="open",
            at_closing="stays",
            dst="wall-clock",
            zero_days="roll-forward",
        ),
        ("https://github.com/pandas-dev/pandas/pull/64853", "pandas 3.1.1, run beside contractkit by its tests"),
        ("whole hours only", "whole days counted back to an opening still land on the closing before"),
    ),
    Preset(
        "working_hours",
        "Intrepidd/working_hours",
        Conventions(
            zero="keep",
            zero_back="keep",
            at_opening="previous-closing",
            dst="wall-clock",
            days_start="roll-along",
            counting_dates="(a, b]",
        ),
        (
            "Intrepidd/working_hours lib/working_hours/computation.rb",
            "Intrepidd/working_hours spec/working_hours/computation_spec.rb",
        ),
        ("seconds are rounded",),
    ),
    Preset(
        "business_time",
        "bokmann/business_time",
        Conventions(closing_instant="open", zero_back="previous-closing"),
        (
            "bokmann/business_time lib/business_time/business_hours.rb",
            "bokmann/business_time lib/business_time/time_extensions.rb",
            "bokmann/business_time test/test_business_hours.rb",
        ),
        ("one piece of opening hours a day", "hours go in steps of one hour", "23:59:59 is midnight: write 24:00"),
    ),
    Preset(
        "moment-business-time",
        "lennym/moment-business-time",
        Conventions(
            closing_instant="open",
            at_closing="stays",
            zero_back="previous-closing",
            business_days=_SAME_TIME,
        ),
        (
            "lennym/moment-business-time lib/business-hours.js",
            "lennym/moment-business-time test/spec.business-hours.js",
        ),
        (
            "a limit of zero that starts exactly at a closing stays there",
            "workingDiff has the sign of moment's diff, which is the other one",
            "days counted from a closed date keep its time of day: the next business date is day 1",
        ),
    ),
    Preset(
        "businesstimedelta",
        "seppemans/businesstimedelta 1.0",
        Conventions(zero_back="previous-closing", at_opening="previous-closing", reversed="absolute"),
        (
            "seppemans/businesstimedelta businesstimedelta/businesstimedelta.py",
            "seppemans/businesstimedelta businesstimedelta/rules/rule.py (difference)",
            "seppemans/businesstimedelta businesstimedelta/test/rules/workdayrule_tests.py",
        ),
    ),
    Preset(
        "workclock",
        "workclock 0.1.2",
        Conventions(zero="keep", zero_back="keep"),
        ("workclock 0.1.2 from PyPI, run beside contractkit by its tests", "https://pypi.org/project/workclock/"),
    ),
    Preset(
        "numpy",
        "numpy 2, busday_offset with roll='forward' and busday_count",
        Conventions(days_start="roll-forward", zero_days="roll-forward", reversed_dates="from-start"),
        (
            "https://numpy.org/doc/stable/reference/generated/numpy.busday_offset.html",
            "numpy/numpy numpy/_core/tests/test_datetime.py",
        ),
        ("without roll= a closed date is refused",),
    ),
    Preset(
        "workalendar",
        "workalendar 17",
        Conventions(counting_dates="(a, b]", reversed_dates="absolute"),
        ("workalendar/workalendar workalendar/core.py (get_working_days_delta)",),
        ("include_start counts [a, b]",),
    ),
    Preset(
        "servicenow",
        "ServiceNow, SLA definitions",
        Conventions(business_days=WorkingTime.of(hours=24)),
        ("docs.servicenow.com, Jakarta: SLA duration and schedules (c_SLATimingsAndSchedules.html)",),
    ),
)

PRESETS: Final[Mapping[str, Preset]] = MappingProxyType({preset.name: preset for preset in _ALL})
"""The presets by name."""


def preset_named(name: object) -> Preset:
    """Return the preset of a name; letters may be small or large, and `_`, `-` and spaces are the same.

    Raises:
        UsageError: There is no such preset; the nearest name is shown.
    """
    from contractkit.quantities.notation import nearest

    if isinstance(name, str):
        same = {_folded(known): known for known in PRESETS}
        if _folded(name) in same:
            return PRESETS[same[_folded(name)]]
    known = list(PRESETS)
    raise UsageError(
        f"there is no preset {name!r} of conventions; {nearest(str(name), known)}; "
        "a mixture of your own is a Conventions(...)",
        value=name,
    )


def _folded(name: str) -> str:
    return name.strip().lower().replace("_", "-").replace(" ", "-")
