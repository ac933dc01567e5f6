"""English: the words of a statement."""

from __future__ import annotations

from contractkit.statements.wording import delivered
from contractkit.statements.wording.language import Language

__all__ = ["ENGLISH"]

_MESSAGES = {
    # the page
    "page.eyebrow": "Statement",
    "page.title": "Statement {period}",
    "page.as_of": "with what was known on {instant}",
    "page.zone": "times in {zone}",
    "page.overview": "Overview",
    "page.made": (
        "Made with contractkit {version}. This page holds everything it shows; it asks nothing of the network."
    ),
    # headlines
    "headline.level": "{level}: {share} in time{span}, {targets}",
    "headline.level.empty": "{level}: no work in this period",
    "headline.all": "All work",
    "headline.one.met": "target {reach} met",
    "headline.one.breached": "target {reach} breached",
    "headline.one.undetermined": "target {reach} undetermined",
    "headline.many.met": "all {n} targets met",
    "headline.many.breached": "{k} of {n} targets breached",
    "headline.many.undetermined": "{k} of {n} targets undetermined",
    "headline.too-few": "too few to judge",
    "headline.open": "no verdict yet",
    "headline.none": "no target agreed on the share",
    "headline.bonus": "bonus {money}",
    "headline.malus": "malus {money}",
    "headline.won_back": "won back {money}",
    "headline.both": "bonus {bonus}, malus {malus}",
    "headline.neither": "no bonus, no malus",
    "headline.effect.undetermined": "bonus or malus not decided",
    # findings
    "finding.breached": "{name}: {share} in {piece}, {reach} agreed",
    "finding.undetermined": "{name}: between {low} and {high} in {piece}, {reach} agreed",
    "felt.may.none": "none of {total} may be late",
    "felt.may": "{may} of {total} may be late|{may} of {total} may be late",
    "felt.was.none": "none was",
    "felt.was": "{late} was|{late} were",
    "felt.unknown": "{count} is not known|{count} are not known",
    # key figures
    "key.in_time": "In time",
    "key.of": "{met} of {total}",
    "key.late": "Late",
    "key.money": "To be charged",
    "key.charges": "charges {charges}",
    "key.unknown": "Not known",
    "key.running": "Still running",
    "key.lived": "as the customer lived it: {share}",
    "key.interval": "between {low} and {high}",
    # overview
    "overview.customer": "Customer",
    "overview.level": "Level",
    "overview.in_time": "In time",
    "overview.targets": "Targets",
    "overview.effects": "Bonus, malus",
    "overview.undecided": "not decided",
    "overview.total": "To be charged",
    "overview.met": "{k} of {n} met",
    "overview.caption": "All agreements of this statement: share in time, targets and money",
    "overview.none": "no level",
    "overview.provisional": "provisional",
    # chart
    "chart.heading": "Month by month",
    "chart.says": "Share in time per month against the share agreed",
    "chart.per": "{reach} per {per}",
    "chart.unagreed": "no share agreed",
    "chart.none": "no work",
    "chart.month": "{month}: {share}, {met} of {total} in time, {verdict}",
    "chart.month.interval": (
        "{month}: {share}, {met} of {total} in time, between {low} and {high} with what is not known, {verdict}"
    ),
    "chart.month.none": "{month}: no work",
    "chart.axis": "The scale runs from {low} to 100 %.",
    "chart.idle": "No work in this period under: {names}.",
    "chart.legend.met": "met",
    "chart.legend.breached": "breached",
    "chart.legend.open": "a month of a longer stretch, or no share agreed",
    "chart.legend.undetermined": "undetermined; the bar shows where it can lie",
    "chart.legend.line": "share agreed",
    "chart.legend.none": "no work in that month",
    # targets
    "targets.heading": "Targets",
    "targets.promise": "Promise",
    "targets.agreed": "Agreed",
    "targets.in_time": "In time",
    "targets.late": "Late",
    "targets.running": "Running",
    "targets.unknown": "Not known",
    "targets.share": "Share in time",
    "targets.verdict": "Verdict",
    "targets.period": "Period",
    "targets.felt": "In other words",
    "targets.caption": "Targets of level {level}",
    "targets.caption.none": "Targets",
    "targets.details": "All stretches in numbers",
    "targets.lived": "as lived {share}",
    "targets.interval": "{low} to {high}",
    "targets.part.short": "open",
    "targets.part": "part of a {per}: no verdict yet",
    "targets.each": "per {per}",
    "targets.unagreed": "no share",
    "targets.also": "and {condition}",
    "targets.table": "{n} limit by {fields}|{n} limits by {fields}",
    "targets.moment": "by the moment in {field}",
    # money
    "money.heading": "Money",
    "money.kind": "Line",
    "money.line": "What it is",
    "money.clause": "Clause",
    "money.amount": "Amount ({currency})",
    "money.total": "Total",
    "money.caption": "Settlement of {period}, line by line",
    "money.final": "Final: a later settlement of this period comes to the same.",
    "money.provisional": "Provisional.",
    "money.agreed": "Agreed by both parties: another result would be a correction.",
    "money.corrected": "Corrected: it takes the place of a settlement that was agreed or final.",
    "money.none": "No money was settled for this statement.",
    "money.interval": "between {low} and {high}, depending on what is not known",
    "money.total.interval": "The total lies between {low} and {high}.",
    "money.state.undetermined": "cannot be known yet",
    "money.state.no-volume": "no work",
    "money.kind.charge": "charge",
    "money.kind.bonus": "bonus",
    "money.kind.malus": "malus",
    "money.kind.cap": "cap",
    "money.kind.none": "no effect",
    "money.kind.points": "points",
    "money.kind.minimum-issue": "minimum",
    "money.kind.carried": "kept from before",
    "money.kind.earn-back": "won back",
    # lists
    "list.late": "Late",
    "list.late.none": "Nothing was late.",
    "list.late.count": "{n} case was late|{n} cases were late",
    "list.unknown": "Undetermined",
    "list.unknown.says": (
        "A fact is missing, so that nobody can say whether these were in time. They are counted apart, never as "
        "met and never as breached."
    ),
    "list.unknown.count": "{n} case cannot be judged|{n} cases cannot be judged",
    "list.running": "Still running",
    "list.running.count": "{n} case was open and not yet due|{n} cases were open and not yet due",
    "list.shown": "The first {shown} of {total} are shown; the JSON of this statement has all of them.",
    "list.show": "Show the list",
    "list.item": "Item",
    "list.promise": "Promise",
    "list.service": "Service",
    "list.started": "Started",
    "list.due": "Due",
    "list.stopped": "Stopped",
    "list.late_by": "Late by",
    "list.why": "Why",
    "list.reason": "What is missing",
    "list.row": "Row",
    "list.open": "still open",
    "list.paused": "paused: no due time while it stands still",
    "list.working": "on the calendar",
    "list.wall": "by the clock",
    "list.opened": "Opened",
    "list.verdict": "Judged as",
    "why.also": "not reached: {condition}",
    "why.used": "{used} counted of {allowed}",
    "why.days": "{days} counted of {allowed}",
    "why.limit": "{allowed}",
    "why.calendar": "calendar {calendar}",
    "why.paused": "{paused} paused, not counted",
    "why.until": "in time until {instant}",
    "list.traced": "How the time ran is told for the first {shown} cases.",
    "told.summary": "How the time ran",
    "told.counted.here": "{counted} counted",
    "told.counted": "{counted} counted ({clause})",
    "told.closed": "closed: {why}",
    "told.paused": "paused: {why} ({clause})",
    "told.stopped": "stopped",
    "told.no-target": "no target applies",
    "told.relieved": "relief: {why} ({clause})",
    "told.forgotten": "forgotten: reset or started anew",
    # outside the agreement
    "outside.heading": "Outside the agreement",
    "outside.none": "All work of this period was on agreed services, in scope and within the term.",
    "outside.says": "This work was done, and is in none of the shares above.",
    "outside.kind": "Where it lies",
    "outside.rule": "Rule",
    "outside.service": "Service",
    "outside.items": "Items",
    "outside.count": "{n} item of this period|{n} items of this period",
    "outside.caption": "Work outside the agreement, by kind, rule and service",
    "scope.grey": "grey zone",
    "scope.out": "out of scope",
    "scope.no-service": "service nobody agreed",
    "scope.before-term": "before the term",
    "scope.after-term": "after the term",
    "scope.not-yet-open": "not yet open",
    "scope.no-target": "agreed service without a target",
    # satisfaction
    "satisfaction.heading": "Satisfaction",
    "satisfaction.service": "Service",
    "satisfaction.mean": "Mean score",
    "satisfaction.answers": "Answers",
    "satisfaction.range": "Lowest to highest",
    "satisfaction.few": "few answers: read with care",
    "satisfaction.unknown": "service not known",
    "satisfaction.caption": "What users said, per service",
    # assumptions, problems, documents
    "assumptions.heading": "What the text leaves open",
    "assumptions.says": "Where the signed text is silent, this reading was used. Another one may change figures.",
    "assumptions.none": "The signed text left nothing open that these figures needed.",
    "assumptions.where": "Where",
    "assumptions.what": "Reading",
    "assumptions.taken": "Taken",
    "assumptions.else": "Could also be",
    "assumptions.everywhere": "whole agreement",
    "facts.heading": "The facts",
    "facts.none": "Nothing was set aside and no row contradicts itself.",
    "facts.counts": "Rows of all periods, by what became of them",
    "facts.what": "What",
    "facts.rows": "Number",
    "facts.problems": "{n} problem in the rows|{n} problems in the rows",
    "facts.place": "Place",
    "facts.says": "What is wrong",
    "documents.heading": "The papers",
    "documents.id": "Document",
    "documents.kind": "Kind",
    "documents.title": "Title",
    "documents.signed": "Signed",
    "documents.unsigned": "no date",
    "documents.clauses": "The clauses as they stand",
    "documents.term": "in force {stretch}",
    "documents.term.open": "in force from {start}",
    "kind.contract": "contract",
    "kind.sla": "SLA",
    "kind.sop": "SOP",
    "kind.catalogue": "service catalogue",
    # terminal
    "terminal.promise": "Promise",
    "terminal.agreed": "Agreed",
    "terminal.in_time": "In time",
    "terminal.late": "Late",
    "terminal.unknown": "Unknown",
    "terminal.share": "Share",
    "terminal.verdict": "Verdict",
    "terminal.more": (
        "and {n} more: the page and the JSON list them all|and {n} more: the page and the JSON list them all"
    ),
    "terminal.satisfaction": (
        "Satisfaction with {service}: {mean} over {n} answer.|Satisfaction with {service}: {mean} over {n} answers."
    ),
    # how things add up
    "list.unknown.items": "of {n} item|of {n} items",
    "why.after": "the last moment in time was {instant}",
    "items.total": "{n} item|{n} items",
    "items.here": "{n} in scope in this period",
    "items.elsewhere": "{n} in scope in other periods",
    "items.unplaced": "{n} in scope whose period is not known",
    "answers.total": "{n} answer|{n} answers",
    "answers.here": "{n} given in this period",
    "answers.elsewhere": "{n} in other periods",
    "answers.unplaced": "{n} without score, time or item",
    "terminal.wall": "* by the clock; the others on the calendar of the promise",
    "terminal.outside": "Outside the agreement, opened in this period",
    "terminal.rows": "Rows of all periods",
    # reading
    "reading.heading": "How to read this page",
    "reading.case": (
        "A case is one item under one promise: an item that owes both an answer and a solution counts once for each."
    ),
    "reading.share": (
        "Share in time is in time ÷ (in time + late). Cases of which a fact is missing are in neither; the "
        "interval beside a share says where it would lie if they were all late, or all in time."
    ),
    "reading.running": (
        "An item that is open and past its due time is late. One that is not yet due is running, and in no share."
    ),
    "reading.counted": (
        "Time counts on the calendar of the promise. What the clock stood still is left out of it; as lived is "
        "the same without those pauses."
    ),
    "reading.clause": "Every figure names its clause: document / number, and the row of a table.",
    # what became of rows, and why a fact is missing
    "count.items": "item|items",
    "count.events": "event|events",
    "count.feedback": "answer|answers",
    "count.made-events": "event read from columns of the items|events read from columns of the items",
    "count.relief": "stretch of relief|stretches of relief",
    "count.relief-recorded-later": (
        "stretch of relief recorded too late, set aside|stretches of relief recorded too late, set aside"
    ),
    "count.exact-duplicate-relief": (
        "exact copy of a stretch of relief, counted once|exact copies of stretches of relief, counted once"
    ),
    "count.relief-of-unknown-items": ("stretch of relief of an unknown item|stretches of relief of unknown items"),
    "count.relief-without-begin": "stretch of relief without a begin|stretches of relief without a begin",
    "count.relief-without-cause": "stretch of relief without a cause|stretches of relief without a cause",
    "count.relief-ends-before-begins": (
        "stretch of relief that ends before it begins|stretches of relief that end before they begin"
    ),
    "count.exact-duplicate-items": (
        "item that stands there twice, counted once|items that stand there twice, counted once"
    ),
    "count.exact-duplicate-events": (
        "event that stands there twice, counted once|events that stand there twice, counted once"
    ),
    "count.exact-duplicate-feedback": (
        "answer that stands there twice, counted once|answers that stand there twice, counted once"
    ),
    "count.duplicate-ids": (
        "item under one id with other content, undetermined|items under one id with other content, undetermined"
    ),
    "count.events-of-unknown-items": (
        "event of an item that is not there, left out|events of items that are not there, left out"
    ),
    "count.feedback-of-unknown-items": (
        "answer on an item that is not there, left out|answers on items that are not there, left out"
    ),
    "count.events-without-time": "event without a time|events without a time",
    "count.bad-values": "value that cannot be read|values that cannot be read",
    "count.blank-ids": "row without an id|rows without an id",
    "count.blank-rows": "empty row|empty rows",
    "count.blank-scores": "answer without a score|answers without a score",
    "count.ragged-rows": "row with too few or too many columns|rows with too few or too many columns",
    "count.repeated-local-times": (
        "time in a repeated hour, taken as the first|times in a repeated hour, taken as the first"
    ),
    "count.skipped-local-times": "time in a skipped hour, undetermined|times in a skipped hour, undetermined",
    "count.changes-of-other-fields": (
        "change of a field that the mapping does not name|changes of fields that the mapping does not name"
    ),
    "count.changes-of-mistyped-fields": (
        "change of a field that the mapping writes otherwise, left out|"
        "changes of fields that the mapping writes otherwise, left out"
    ),
    "count.events-without-field": "change of no field, left out|changes of no field, left out",
    "count.unknown-cause": "relief of a cause that nobody knows|reliefs of a cause that nobody knows",
    "count.openings-contradicted": "opening that the events contradict|openings that the events contradict",
    "count.items-opened-after-as-of": "item opened later than what is known|items opened later than what is known",
    "count.events-after-as-of": "event later than what is known, set aside|events later than what is known, set aside",
    "count.instants-after-as-of": (
        "instant later than what is known, set aside|instants later than what is known, set aside"
    ),
    "count.events-before-opening": "event before the opening of its item|events before the opening of their item",
    "count.event-before-opening": (
        "row with an event before the opening, set aside|rows with an event before the opening, set aside"
    ),
    "count.unknown-value": (
        "row with a value that nobody agreed, undetermined|rows with a value that nobody agreed, undetermined"
    ),
    "count.stop-before-start": (
        "item that stops before it starts, undetermined|items that stop before they start, undetermined"
    ),
    "reason.state-unknown": "its state is not known at some time",
    "reason.target-unknown": "which promise applies is not known",
    "reason.stop-before-start": "it stops before it starts",
    "reason.different-units": "the promise changed to one in other units",
    "reason.no-opening": "the calendar does not open again",
    "reason.moment-missing": "the agreed moment is missing",
    "reason.start-unknown": "when it started is not known",
    "reason.result-unknown": "whether the result was reached is not known",
    "reason.no-target": "no promise applies",
    "reason.not-started": "it has not started",
    "reason.reset": "the clock is reset",
    "reason.cancelled": "it was cancelled",
    "reason.nothing-due": "nothing was due any more",
    "reason.duplicate-id": "two rows have its id and differ",
    "reason.bad-value": "a value cannot be read",
    "reason.skipped-local-time": "a time lies in an hour that the clock skipped",
    "reason.event-before-opening": "an event lies before its opening",
    "reason.unknown-value": "a field has a value that nobody agreed",
    "reason.event-without-time": "an event has no time",
    "reason.opening-contradicted": "its events contradict its opening",
    "reason.relief-unknown": "whether a relief counts is not known",
    "reason.relief-without-begin": "a relief has no begin",
    "reason.relief-without-cause": "a relief has no cause",
    "reason.relief-end-before-begin": "a relief ends before it begins",
    "reason.ragged-row": "its row has too few or too many columns",
    # verdicts
    "verdict.met": "met",
    "verdict.breached": "breached",
    "verdict.undetermined": "undetermined",
    "verdict.running": "running",
    "verdict.excused": "excused",
    "verdict.not-applicable": "no target",
    "verdict.no-volume": "no work",
    "verdict.too-few": "too few to judge",
    "verdict.open": "open",
    "verdict.no-share": "no share agreed",
    "per.month": "month",
    "per.quarter": "quarter",
    "per.half-year": "half-year",
    "per.year": "year",
    # units
    "either.or": "or",
    "unit.hours": "h",
    "unit.minutes": "min",
    "unit.seconds": "s",
    "unit.days": "{n} day|{n} days",
    "limit.hours": "{n} hour|{n} hours",
    "limit.minutes": "{n} minute|{n} minutes",
    "limit.seconds": "{n} second|{n} seconds",
    "limit.business-days": "{n} business day|{n} business days",
    "limit.calendar-days": "{n} calendar day|{n} calendar days",
    "limit.months": "{n} month|{n} months",
    "limit.by": "{limit} by {time}",
    "calendar.always": "day and night",
}

ENGLISH = Language(
    code="en",
    messages=_MESSAGES | delivered.ENGLISH,
    decimal=".",
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    months_short=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    small_numbers=(
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ),
)  # fmt: skip
"""Statements in English."""
