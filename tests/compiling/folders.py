"""A contract with a service level agreement and papers that change them, written into a folder for tests."""

from __future__ import annotations

import textwrap
from pathlib import Path

import contractkit as ck

__all__ = ["CONTRACT", "SLA", "amendment", "change", "codes", "folder", "load", "problems"]

CONTRACT = """\
contractkit: 1
document: contract
id: C-1
title: Services
currency: EUR
zone: Europe/Amsterdam
uses: [SLA-1]
parties:
  provider: {name: Duin & Meer B.V.}
  customer: {name: Molenaar N.V.}
signed_on: 2025-12-01
clauses:
  "1": {kind: term, start: 2026-01-01}
  "2": {kind: fee, name: fixed-fee, amount: EUR 9 000.00, per: quarter}
"""

SLA = """\
contractkit: 1
document: sla
id: SLA-1
title: Levels
currency: EUR
zone: Europe/Amsterdam
fields:
  priority: [P1, P2]
  closed_at: instant
clauses:
  "1":
    kind: calendar
    name: office
    week: {mon-fri: 09:00-17:00}
    holidays: [NL]
  "2":
    kind: service
    name: workplace
    volume: 100 seats
    price: EUR 30.00 per seat per month
    band: 10 %
    outside_band: {above: EUR 28.00 per seat,
      priced: excess}
  "4.1":
    kind: time-target
    name: solved
    stops: {field: closed_at}
    within: 8 hours
    calendar: office
    reach: 90 %
    per: month
  "4.2":
    kind: time-target
    stops: {field: closed_at}
    calendar: office
    per: month
    rows:
      - {name: first, when: {priority: P1}, within: 1 hour, reach: 95 %}
      - {name: second, when: {priority: P2}, within: 4 hours, reach: 90 %}
"""
"""Clause 4.1 begins on line 25, its `within` stands on line 28, its `reach` on line 30."""

NO_BAND = SLA.replace("    outside_band: {above: EUR 28.00 per seat,\n      priced: excess}\n", "")
"""The same without prices outside the band, which no settlement works out."""


def change(clause: str, *fields: str, **more: str) -> str:
    """Return one change of fields, such as ``"reach: {was: 90 %, becomes: 95 %}"``."""
    lines = [f"  - clause: {clause}", "    action: change"]
    lines += [f"    {key.rstrip('_')}: {value}" for key, value in more.items()]
    lines += ["    fields:", *(f"      {field}" for field in fields)]
    return "\n".join(lines) + "\n"


def amendment(*changes: str, **head: str) -> str:
    """Return an amendment of C-1 with ten lines of head; the first change begins on line 11.

    Args:
        changes: The changes as text.
        head: Fields of the head that differ from the usual ones, or come on top of them.
    """
    usual = {
        "contractkit": "1",
        "document": "amendment",
        "id": "A-1",
        "title": "A change",
        "amends": "C-1",
        "effective_from": "2026-07-01",
        "signed_on": "2026-06-15",
        "recorded_on": "2026-06-16",
        "reason": "Agreed in the yearly meeting",
    }
    lines = [f"{key}: {value}" for key, value in (usual | head).items()]
    return "\n".join([*lines, "changes:", *(text.rstrip("\n") for text in changes)]) + "\n"


def folder(path: Path, **papers: str) -> Path:
    """Write C-1 and SLA-1, and papers by the names of their files, into a folder; return it."""
    for name, text in ({"contract": CONTRACT, "sla": SLA} | papers).items():
        (path / f"{name}.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
    return path


def load(path: Path, **papers: str) -> ck.Agreement:
    """Return the agreement of C-1, SLA-1 and those papers."""
    return ck.load_agreement(folder(path, **papers))


def problems(path: Path, **papers: str) -> list[ck.Problem]:
    """Return what is wrong with C-1, SLA-1 and those papers."""
    return ck.check(folder(path, **papers))


def codes(found: list[ck.Problem]) -> list[tuple[str, int | None, str]]:
    """Return file, line and code of problems."""
    return [(Path(one.file or "").stem, one.line, one.code) for one in found]
