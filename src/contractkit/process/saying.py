"""What a proof says, in one sentence, and the problem that it is where the chain does not fit."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

import attrs

from contractkit.errors import Problem, Severity
from contractkit.process.allocated import Allocation, AllocationPart
from contractkit.process.chain_proof import ChainProof, Run
from contractkit.process.chains import Chain
from contractkit.process.item_steps import ItemStep
from contractkit.quantities.spans import ElapsedTime
from contractkit.records.said import said

__all__ = [
    "ShownInstant",
    "ShownTime",
    "allocation_sentence",
    "instant_text",
    "problem_of",
    "sentence_of",
    "spent",
    "step_sentence",
]

_ARRANGED = {"as-written": "", "side-by-side": " (side by side)", "one-after-the-other": " (one after the other)"}
_TENTH_OF_PERCENT = Fraction(1, 1000)


def sentence_of(proof: ChainProof) -> str:
    """Return what a proof says in one sentence.

    Example:
        >>> instant_text(datetime(2026, 10, 23, 9, 0, 0, 1))
        'Fri 2026-10-23 09:00:00.000001'
    """
    chain = proof.chain
    names = _listed([link.name for link in chain.links])
    whom = f" of {_item(chain)}" if chain.item else ""
    what = names if len(chain.links) == 1 else f"{names}{_ARRANGED[chain.arranged]}"
    promise = f"the {chain.promise.text} of {chain.promise.clause}{whom}"
    if proof.worst is None or proof.since is None or proof.until is None:
        return f"whether {what} fit into {promise} cannot be proved: {proof.why_not}"
    last = proof.until - timedelta(microseconds=1)
    dates = f"from {proof.since.date()} to {last.date()}"
    many = "fits" if len(chain.links) == 1 else "fit"
    if proof.verdict == "fits":
        left = ElapsedTime.from_timedelta(-proof.worst.beyond)
        least = f"least time left: {spent(left) if left.us else 'none'}, started on {instant_text(proof.worst.start)}"
        return f"{what} {many} into {promise} for every start {dates}; {least}"
    many = "does" if len(chain.links) == 1 else "do"
    return f"{what} {many} not always fit into {promise}: {_course(proof.worst)}; {_share(proof.share)} {dates}"


def _course(run: Run) -> str:
    steps = ", ".join(f"{link.name} ends {instant_text(link.ends)}" for link in run.links)
    beyond = spent(ElapsedTime.from_timedelta(run.beyond))
    until = instant_text(run.in_time_until)
    return f"started on {instant_text(run.start)}, {steps}; in time is {until}, {beyond} earlier"


def spent(time: ElapsedTime) -> str:
    """Return a stretch of time in hours, minutes and seconds, as exactly as it is."""
    whole, rest = divmod(time.us, 1_000_000)
    told = "" if rest and not whole else str(ElapsedTime(whole * 1_000_000)).removesuffix(" elapsed")
    if not rest:
        return told
    before, _, seconds = told.rpartition(" second")[0].rpartition(" ") if " second" in told else (told, "", "0")
    return f"{before} {seconds or 0}.{rest:06d} seconds".strip()


def _share(share: Fraction | None) -> str:
    assert share is not None
    if share == 1:
        return "so it is with every start"
    tenths = int(share / _TENTH_OF_PERCENT + Fraction(1, 2))
    return f"so it is with {f'{tenths / 10:g} %' if tenths else 'less than 0.1 %'} of all starts"


def _item(chain: Chain) -> str:
    return ", ".join(f"{field} {value or 'another'}" for field, value in chain.item.items())


@attrs.frozen
class ShownInstant:
    """An instant as a sentence shows it."""

    at: datetime

    def __str__(self) -> str:
        """Return the instant in short."""
        return instant_text(self.at)


@attrs.frozen
class ShownTime:
    """A stretch of time as a sentence shows it."""

    time: timedelta

    def __str__(self) -> str:
        """Return the hours, minutes and seconds."""
        return spent(ElapsedTime.from_timedelta(self.time))


def step_sentence(step: ItemStep) -> str:
    """Return what there is to say of a step of an item, in one sentence."""
    whom = f", {', '.join(step.contacts)}" if step.contacts else ""
    name = f"{step.name}{'' if step.owner is None else f' ({step.owner}{whom})'}"
    until = "" if step.in_time_until is None else said(", until {at}", at=ShownInstant(step.in_time_until))
    stood = "" if step.paused is None else said("; it stood still for {time}", time=ShownTime(step.paused))
    why = "" if step.why is None else said("; {why}", why=step.why)
    late = "" if step.late_by is None else ShownTime(step.late_by)
    match step.state:
        case "waiting" if step.waits_for:
            return said("{name} waits for {others}", name=name, others=_several(list(step.waits_for)))
        case "waiting":
            return said("{name} has not begun", name=name)
        case "running":
            return said("{name} runs{until}{stood}{why}", name=name, until=until, stood=stood, why=why)
        case "paused":
            since = "" if step.paused_since is None else said(" since {at}", at=ShownInstant(step.paused_since))
            by = "" if step.paused_by is None else said(" ({clause})", clause=step.paused_by)
            left = "" if step.left is None else said("; left: {time}", time=ShownTime(step.left))
            return said("{name} stands still{since}{by}{left}", name=name, since=since, by=by, left=left)
        case "overdue":
            return said("{name} is overdue by {late}{stood}", name=name, late=late, stood=stood)
        case "done" | "done-late" if step.done is not None:
            how = said("{late} late", late=late) if step.state == "done-late" else said("in time")
            done = ShownInstant(step.done)
            return said(
                "{name} was done on {done}, {how}{stood}{why}", name=name, done=done, how=how, stood=stood, why=why
            )
        case "done":
            return said("{name} was done in time, when is not recorded", name=name)
        case "cancelled":
            at = "" if step.cancelled is None else said(" on {at}", at=ShownInstant(step.cancelled))
            return said("{name} was cancelled with its promise{at}", name=name, at=at)
        case "not-owed":
            return said("{name} is not owed: {why}", name=name, why=step.why)
    return said("{name}: nobody recorded enough to say whether it was done in time{why}", name=name, why=why)


def _several(names: list[str]) -> str:
    return names[0] if len(names) == 1 else said("{first} and {next}", first=", ".join(names[:-1]), next=names[-1])


def allocation_sentence(found: Allocation) -> str:
    """Return to which links a lateness belongs, in one sentence."""
    if found.why_not is not None or found.in_time_until is None:
        return f"what {found.item} took under {found.clause} cannot be allocated: {found.why_not}"
    beyond = spent(ElapsedTime.from_timedelta(abs(found.beyond)))
    if found.beyond <= timedelta(0):
        word = "was kept" if found.state == "ended" else "can be kept"
        return f"{found.clause} {word} for {found.item}, with {beyond} to spare"
    is_late = "was" if found.state == "ended" else "will be"
    parts = "; ".join(_part(part) for part in found.parts if part.takes)
    decides = "" if found.decisive is None else f"; decisive: {_named(found.decisive)}"
    return f"{found.item} {is_late} {beyond} late under {found.clause}: {parts}{decides}"


def _part(part: AllocationPart) -> str:
    time = spent(ElapsedTime.from_timedelta(abs(part.takes)))
    more = part.takes > timedelta(0)
    match part.kind:
        case "plan":
            return f"the chain itself takes {time} {'more than' if more else 'less than'} is promised"
        case "pauses":
            return f"pauses and relief {'took' if more else 'gave'} {time}"
        case "afterwards":
            return f"after the last step {time} {'passed' if more else 'were saved'}"
    return f"{_named(part)} {'cost' if more else 'saved'} {time}"


def _named(part: AllocationPart) -> str:
    if part.kind != "link":
        return {"plan": "the chain itself", "pauses": "pauses and relief"}.get(part.kind, "what came after the steps")
    return _listed(list(part.names)) + ("" if part.owner is None else f" ({part.owner})")


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def instant_text(instant: datetime) -> str:
    """Return an instant in short: weekday, date, and the time of day as exactly as it is."""
    time = instant.strftime("%H:%M")
    if instant.second or instant.microsecond:
        time += instant.strftime(":%S")
    if instant.microsecond:
        time += f".{instant.microsecond:06d}"
    return f"{_WEEK[instant.weekday()]} {instant.date().isoformat()} {time}"


_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def problem_of(proof: ChainProof) -> Problem | None:
    """Return the problem of a chain that does not always fit; None for all others.

    It stands at the last link. That teams would be too slow if they worked one after the other is advice, since no
    paper says that they do.
    """
    if proof.verdict != "too-long":
        return None
    last = proof.chain.links[-1].clause
    severity: Severity = "advice" if proof.arranged == "one-after-the-other" else "warning"
    hint = "shorten one of them, or promise a longer time"
    if severity == "advice":
        hint += "; it may stay where they work side by side"
    where = f"clause {last.clause}" if last.row is None else f"clause {last.clause} > {last.row}"
    return Problem("does-not-fit", sentence_of(proof), last.file, last.line, where=where, hint=hint, severity=severity)
