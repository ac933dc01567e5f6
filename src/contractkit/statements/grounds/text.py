"""What a line of a settlement rests on, as a page of text.

The values are made in `grounds`, the words are in `grounds_words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import attrs

from contractkit.settlement.measuring.behind import ItemBehind, ItemsBehind
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.explaining import Explained
from contractkit.statements.grounds.answer import Grounds
from contractkit.statements.grounds.words import WORDS
from contractkit.statements.retelling import retold
from contractkit.statements.traces.sums import us
from contractkit.statements.wording import language

__all__ = ["grounds_text"]

_US = timedelta(microseconds=1)


def grounds_text(grounds: Grounds) -> str:
    r"""Return what a line of a settlement rests on as a page of text, in the language in which it was asked for.

    It says the amount; what the clauses say; how the amount came about; the figure with its counts; then the items,
    what was missed first: when the clock of each started, its due, when it stopped, how much was counted of what was
    allowed and on which calendar.

    Args:
        grounds: What it rests on; `grounds_of` gives it.

    Returns:
        Lines, the last one without a line break behind it; times are wall clock of the agreement's zone.

    Source: design.md section 9.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "contract", "id": "C-1", "title": "Desk", "currency": "EUR",
        ...     "zone": "UTC", "parties": {"provider": {"name": "A"}, "customer": {"name": "B"}},
        ...     "clauses": {"2": {"kind": "fee", "name": "fee", "amount": "EUR 100.00", "per": "month"}}})
        >>> settlement, _ = ck.settle(agreement, None, None, period="2026-03")
        >>> text = ck.grounds_text(ck.grounds_of(settlement, "charge fee 2026-03", agreement))
        >>> print(text.split("\n")[0].replace("\xa0", " "))
        C-1/2, 2026-03: EUR 100.00
    """
    tell = Teller(language(grounds.locale), WORDS)
    return "\n".join(_Told(grounds, tell, ZoneInfo(grounds.zone)).lines())


@attrs.frozen
class _Told:
    grounds: Grounds
    tell: Teller
    zone: ZoneInfo

    def lines(self) -> Iterator[str]:
        line, tell, speaks = self.grounds.line, self.tell, self.tell.speaks
        amount, net = speaks.money(line.amount), speaks.money(self.grounds.net)
        how = "title" if amount == net else "title.net"
        yield tell(how, clause=str(line.clause), period=line.period.label, amount=amount, net=net)
        yield retold(line.says, speaks)
        yield ""
        yield tell("clauses")
        for clause in self.grounds.clauses:
            yield from self._clause(clause)
        yield ""
        yield tell("formula")
        yield f"  {retold(line.formula, speaks)}"
        if self.grounds.figure is None and line.evidence:
            yield from self._one_by_one()
        else:
            yield from (f"  {tell('from', source=retold(one, speaks))}" for one in line.evidence)
        yield from self._figure()
        if self.grounds.behind is not None:
            yield from self._behind(self.grounds.behind)

    def _one_by_one(self) -> Iterator[str]:
        """Yield the single things that an effect counted, as many as were asked for."""
        every, shown = self.grounds.line.evidence, self.grounds.at_most
        yield ""
        yield self.tell("behind")
        yield "  " + self.tell("one-by-one.zone", zone=self.grounds.zone)
        yield from (f"    {retold(one, self.tell.speaks)}" for one in every[:shown])
        if len(every) > shown:
            yield "  " + self.tell("left", left=len(every) - shown, total=len(every))

    def _clause(self, clause: Explained) -> Iterator[str]:
        place = "" if clause.ref.file is None else f"  ({clause.ref.file}:{clause.ref.line})"
        yield "  " + "  ".join(part for part in (str(clause.ref), clause.title) if part) + place
        if clause.text is not None:
            yield f"    “{clause.text}”"
        yield from (f"    {said.says}" for said in clause.told)

    def _figure(self) -> Iterator[str]:
        figure, behind, tell = self.grounds.figure, self.grounds.behind, self.tell
        if figure is None:
            return
        yield ""
        yield tell("figure")
        yield f"  {retold(figure.says, tell.speaks)}"
        if behind is None:
            if figure.working:
                yield "  " + tell("working", working=retold(figure.working, tell.speaks))
            yield f"  {tell('not-counted')}"
            return
        counts = attrs.asdict(behind.counts)
        parts = [tell(self._key("as", name, behind), n=many) for name, many in counts.items() if many]
        narrowed = figure.counts is not None and figure.counts != behind.counts
        if parts:
            yield "  " + tell("counts.for" if narrowed else "counts", n=behind.total, parts=", ".join(parts))
        else:
            yield f"  {tell('counts.for.none' if narrowed else 'counts.none')}"

    def _behind(self, behind: ItemsBehind) -> Iterator[str]:
        tell = self.tell
        if not behind.total:
            return
        yield ""
        yield tell("behind")
        yield "  " + tell("behind.zone", zone=self.grounds.zone)
        for counted, items in groupby(behind.items, lambda one: one.counted):
            yield f"  {tell(self._key('head', counted, behind))}:"
            yield from (f"    {self._item(one)}" for one in items)
        if behind.left_off:
            yield "  " + tell("left", left=behind.left_off, total=behind.total)
        if behind.of == "promises":
            yield f"  {tell('trace')}"

    def _key(self, prefix: str, counted: str, behind: ItemsBehind) -> str:
        whose = f"{prefix}.{behind.of}.{counted}"
        return whose if whose in WORDS["en"] else f"{prefix}.{counted}"

    def _item(self, one: ItemBehind) -> str:
        name = one.item
        if one.cycle is not None and one.cycle > 1:
            name = self.tell("cycle", item=one.item, cycle=one.cycle)
        return f"{name}: {'; '.join(part for part in self._parts(one) if part)}"

    def _parts(self, one: ItemBehind) -> Iterator[str]:
        tell = self.tell
        yield self._at("started" if one.target is not None else "opened", one.started)
        if one.target is None:
            return
        yield self._at("due", one.due)
        if one.stopped is not None:
            yield self._at("stopped", one.stopped)
        elif self.grounds.as_of is not None and one.counted in ("breached", "running"):
            yield tell("open", instant=tell.speaks.instant(self.grounds.as_of, self.zone))
        used, allowed, over = self._amounts(one)
        if used and allowed:
            yield tell("used", used=used, allowed=allowed) + (f", {tell('over', over=over)}" if over else "")
        if one.counted == "undetermined" and one.reason is not None:
            yield tell("reason", reason=one.reason.replace("-", " "))
        if one.calendar == "always":
            yield tell("calendar.always")
        elif one.calendar is not None:
            yield tell("calendar", calendar=one.calendar, edition=one.edition)

    def _amounts(self, one: ItemBehind) -> tuple[str, str, str]:
        """Return what was counted, what was allowed, and what was too much; nothing of what is not known."""
        speaks = self.tell.speaks
        if one.used is not None and one.allowed is not None:
            over = "" if one.over is None else speaks.duration(one.over // _US)
            return speaks.duration(one.used // _US), speaks.duration(one.allowed // _US), over
        if one.used_days is None or one.allowed_days is None:
            return "", "", ""
        used, allowed = (speaks.say("limit.business-days", n=many) for many in (one.used_days, one.allowed_days))
        return used, allowed, "" if one.over_days is None else speaks.say("limit.business-days", n=one.over_days)

    def _at(self, key: str, at: datetime | None) -> str:
        return "" if at is None else self.tell(key, instant=self.tell.speaks.instant(us(at), self.zone))
