"""A small agreement and a small export that a person can judge by hand, and the command line run on them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from typer.testing import CliRunner, Result

CONTRACT = """\
contractkit: 1
document: contract
id: C-{code}
title: Workplaces for {code}
language: en
currency: EUR
zone: Europe/Amsterdam
uses: [SLA-{code}]
parties:
  provider: {{name: Noorderlicht IT B.V.}}
  customer: {{name: {code} N.V., code: {code}}}
signed_on: 2025-12-12
clauses:
  "2.1": {{kind: term, start: 2026-01-01, initial: 12 months}}
  "3.1": {{kind: fee, name: fixed-fee, amount: EUR 900.00, per: quarter}}
"""

SLA = """\
contractkit: 1
document: sla
id: SLA-{code}
title: Service levels
belongs_to: C-{code}
language: en
currency: EUR
zone: Europe/Amsterdam
fields:
  service: [workplace]
  status: [new, solved]
  opened_at: instant
  solved_at: instant
clauses:
  "1.1": {{kind: level, name: gold}}
  "1.2": {{kind: service, name: workplace, level: gold}}
  "2.1": {{kind: calendar, name: office, week: {{mon-fri: 09:00-17:00}}}}
  "4.1":
    kind: time-target
    name: solved
    title: Solved
    level: gold
    measure: resolution
    starts: {{field: opened_at}}
    stops: {{status: solved}}
    within: 4 hours
    calendar: office
    reach: 50 %
    per: quarter
"""

MAPPING = """\
contractkit: 1
document: mapping
zone: Europe/Amsterdam
items:
  id: ticket
  fields:
    customer: customer
    service: {always: workplace}
    status: {column: status, holds: latest}
    opened_at: opened_at
    solved_at: solved_at
  becomes:
    - {field: status, value: solved, at: solved_at}
"""

# Monday 2 February 2026. T-1 takes two hours, T-2 five hours and is late, T-3 is of another customer.
ITEMS = """\
ticket,customer,status,opened_at,solved_at
T-1,acme,solved,2026-02-02 09:00,2026-02-02 11:00
T-2,acme,solved,2026-02-02 09:00,2026-02-02 14:00
T-3,zeta,solved,2026-02-02 09:00,2026-02-02 10:00
"""


@attrs.frozen
class Desk:
    """A folder with documents, a mapping and an export, and the command line run in it."""

    folder: Path

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def agreement(self, code: str) -> None:
        self.write(f"papers/{code}/contract.yaml", CONTRACT.format(code=code))
        self.write(f"papers/{code}/sla.yaml", SLA.format(code=code))

    @property
    def files(self) -> set[str]:
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()}

    def run(self, *words: object) -> Result:
        from contractkit.cli.commands import app

        return CliRunner().invoke(app, [str(word) for word in words])

    def report(self, *more: object, period: str = "2026-Q1", as_of: str = "2026-04-10") -> Result:
        given = ("report", self.folder / "papers", "--items", self.folder / "items.csv")
        mapping = ("--mapping", self.folder / "mapping.yaml")
        return self.run(*given, *mapping, "--period", period, "--as-of", as_of, *more)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return an empty folder; the command line runs in it."""
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)


@pytest.fixture
def desk(bare: Desk) -> Desk:
    """Return a folder with one agreement and its export."""
    bare.agreement("acme")
    bare.write("mapping.yaml", MAPPING)
    bare.write("items.csv", ITEMS)
    return bare


Run = Callable[..., Result]
