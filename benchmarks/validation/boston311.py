"""How much of the City of Boston's own deadlines and on-time flags does contractkit reproduce?

The deadline of a request is reproduced if contractkit's due is within 60 seconds of the target that the city published.
A row is covered if the city published a target and the table of rules has its type. The days come from the table, the
calendar and the policies from the terms file; together they are loaded as a contractkit agreement.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML

import contractkit as ck
from contractkit.facts import Table

Ints = np.ndarray[Any, np.dtype[np.int64]]
Words = np.ndarray[Any, np.dtype[np.object_]]

HERE = Path(__file__).parent
WITHIN_US = 60_000_000
UNITS = {"business_days": "business day", "calendar_days": "calendar day"}


def read_terms(path: Path) -> dict[str, Any]:
    """Return a terms file as plain data in which every scalar is text."""
    terms: dict[str, Any] = YAML(typ="base", pure=True).load(path.read_text(encoding="utf-8"))
    return terms


def fitting_terms(data: Path) -> tuple[Path, dict[str, Any], ck.Facts]:
    """Return the terms whose period holds the first opening of the data, with the data read by their mapping."""
    refused = []
    for path in sorted(HERE.glob("boston-*.yaml")):
        terms = read_terms(path)
        try:
            facts = ck.Facts.from_files(items=data, mapping=terms["mapping"])
        except ck.FactsRejected as error:
            refused.append(f"{path.name}: {error.problems[0]}")
            continue
        term = terms["agreement"]["clauses"]["1"]
        start = datetime.fromisoformat(term["start"])
        months = int(term["initial"].split()[0])
        years, month = divmod(start.month - 1 + months, 12)
        end = start.replace(year=start.year + years, month=month + 1)
        first = first_opening(facts)
        if start <= first < end:
            return path, terms, facts
        refused.append(f"{path.name}: the first opening, {first:%Y-%m-%d}, is not in its term")
    raise SystemExit("no terms file fits the data; name one with --terms\n  " + "\n  ".join(refused))


def first_opening(facts: ck.Facts) -> datetime:
    """Return the earliest opening, as a naive date and time in UTC: good enough to choose a year."""
    opened = instants(facts, "opened_at")
    return datetime(1970, 1, 1) + timedelta(microseconds=int(opened[opened != missing()].min()))  # noqa: DTZ001


def instants(facts: ck.Facts, name: str) -> Ints:
    """Return a column of instants in microseconds."""
    return facts.items.instants(name).us


def words(facts: ck.Facts, name: str) -> Words:
    """Return a column of words; None where nothing stands there."""
    return np.array(facts.items.words(name).words(), dtype=object)


def missing() -> int:
    """Return the number that stands for no instant."""
    return int(np.iinfo(np.int64).min)


def agreement_with_rows(
    terms: Mapping[str, Any], table: Path
) -> tuple[ck.Agreement, tuple[str, ...], set[tuple[str, ...]]]:
    """Return the agreement that the terms and the table of days make, the key's fields, and the keys it covers."""
    with table.open(encoding="utf-8", newline="") as file:
        rules = list(csv.DictReader(file))
    by = tuple(name for name in ("type", "queue") if name in rules[0])
    rows, keys = [], set()
    for rule in rules:
        if not rule["N"]:
            continue
        if rule["kind"] not in UNITS:
            raise SystemExit(f"{table.name}: kind {rule['kind']!r} is not known; known: {', '.join(UNITS)}")
        count = int(float(rule["N"]))
        key = tuple(rule[name] for name in by)
        row: dict[str, Any] = {
            "is": key[0] if len(key) == 1 else list(key),
            "within": f"{count} {UNITS[rule['kind']]}{'' if count == 1 else 's'}",
        }
        if rule.get("from"):
            row["from"] = rule["from"]
        rows.append(row)
        keys.add(key)
    document = dict(terms["agreement"])
    clause = terms["table"]
    document["clauses"] = {
        **document["clauses"],
        clause: {**document["clauses"][clause], "by": by[0] if len(by) == 1 else list(by), "rows": rows},
    }
    return ck.load_agreement(data=document), by, keys


def share(hits: int, of: int) -> str:
    """Return a share as the parties quote it."""
    return f"{100 * hits / of:.2f} %" if of else "no rows"


def main() -> int:
    """Print the share of deadlines, then the share of flags."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="the city's rows: CSV, also gzipped")
    parser.add_argument("--rules", type=Path, required=True, help="table with type[, queue], kind, N[, from]")
    parser.add_argument(
        "--terms", type=Path, help="calendar and policies; default: the file whose term holds the first opening"
    )
    options = parser.parse_args()
    if options.terms:
        terms_path, terms = options.terms, read_terms(options.terms)
        facts = ck.Facts.from_files(items=options.path, mapping=terms["mapping"])
    else:
        terms_path, terms, facts = fitting_terms(options.path)
    agreement, by, keys = agreement_with_rows(terms, options.rules)
    result = ck.evaluate(agreement, facts, as_of=datetime.fromisoformat(terms["as_of"]))

    published = instants(facts, "published_target")
    key_columns = [words(facts, name) for name in by]
    known = np.fromiter((key in keys for key in zip(*key_columns, strict=True)), dtype=bool, count=len(published))
    covered = known & (published != missing())
    due = dues(of_target(result, "days-allowed"), len(published))
    near = (due != missing()) & (np.abs(due - np.where(published == missing(), 0, published)) <= WITHIN_US)
    print(
        f"{share(int((covered & near).sum()), int(covered.sum()))} of the covered rows "
        "have the city's deadline within 60 s"
    )
    print(f"  {int((covered & near).sum())} of {int(covered.sum())} rows; {len(published)} rows in {options.path.name}")
    print(f"  rules {options.rules.name}, terms {terms_path.name}")

    closed = instants(facts, "closed_at") != missing()
    flag = words(facts, "on_time")
    flagged = closed & (flag != None) & (published != missing())  # noqa: E711 - element by element
    verdict = verdicts(of_target(result, "published-target"), len(published))
    same = flagged & (((verdict == "met") & (flag == "ONTIME")) | ((verdict == "breached") & (flag == "OVERDUE")))
    print(
        f"{share(int(same.sum()), int(flagged.sum()))} of the on-time flags of closed rows "
        "follow from the published target"
    )
    print(f"  {int(same.sum())} of {int(flagged.sum())} rows with a flag and a target")
    told = ~closed & (flag != None) & (published != missing())  # noqa: E711 - element by element
    as_told = told & (((verdict == "running") & (flag == "ONTIME")) | ((verdict == "breached") & (flag == "OVERDUE")))
    print(f"  {int(as_told.sum())} of {int(told.sum())} rows that were still open: late by then, or not yet")
    without = closed & (flag != None) & (published == missing())  # noqa: E711 - element by element
    print(f"  {int(without.sum())} closed rows have a flag and no target: nothing was promised, nothing is judged")
    return 0


def of_target(result: ck.Evaluation, name: str) -> Table:
    """Return the outcomes of the target of that name."""
    (target,) = (target for target in result.agreement.targets if target.name == name)
    column = result.outcomes.words("target")
    code = column.code_of(target.id)
    return result.outcomes.select(column.codes == (-1 if code is None else code))


def dues(outcomes: Table, count: int) -> Ints:
    """Return the due instants in microseconds, one for each item; those that nobody knows stand as `missing()`."""
    values = np.full(count, missing(), dtype=np.int64)
    values[outcomes.array("item_row")] = outcomes.array("due")
    return values


def verdicts(outcomes: Table, count: int) -> Words:
    """Return the verdicts, one for each item; None where it has none."""
    values = np.full(count, None, dtype=object)
    values[outcomes.array("item_row")] = outcomes.values("verdict")
    return values


if __name__ == "__main__":
    sys.exit(main())
