"""A small service level agreement as text, for tests to take and change."""

from __future__ import annotations

import textwrap

__all__ = ["HEAD", "sla"]

HEAD = """\
contractkit: 1
document: sla
id: SLA-1
title: Service levels
language: en
currency: EUR
zone: Europe/Amsterdam
fields:
  priority: [P1, P2, P3]
  status: [new, waiting, solved, closed]
  data-restored: yes-no
  hours-spent: number
  opened_at: instant
  closed_at: instant
  promised_at: instant
clauses:
"""


def sla(clauses: str, head: str = HEAD) -> str:
    """Return an agreement with those clauses under the usual head."""
    return head + textwrap.indent(textwrap.dedent(clauses), "  ")
