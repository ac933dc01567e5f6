"""What stands beside each command in the list, and the examples under its help: typed where the examples folder is."""

from __future__ import annotations

from typing import Final

__all__ = ["EXAMPLES", "SHORT"]

_MSP: Final = "--mapping examples/msp/mapping.yaml --items examples/msp/items.csv --events examples/msp/events.csv"
_YEAR: Final = "--mapping examples/settled-year/mapping.yaml --items examples/settled-year/items.csv"

SHORT: Final = {
    "demo": "Judge and show an example: a good first step.",
    "check": "List what is wrong in documents, and what they leave open.",
    "explain": "Tell in plain words what the computer understood.",
    "format": "Rewrite documents in canonical style.",
    "schema": "Print the language as JSON Schema, for editors.",
    "report": "Judge a period: verdicts, money, a statement.",
    "trace": "Tell how the verdicts on one item came about.",
    "request": "Tell a customer where their request stands.",
    "process": "Tell which steps of the work run, and which were late.",
    "delivered": "Hold what was delivered against what was agreed.",
    "entitlement": "Say what a customer was promised about a request.",
    "obligations": "List what is owed, and by when; a calendar file of it.",
    "portfolio": "Tell of many contracts at once; keep them in one file.",
    "compare": "Put result contracts beside effort contracts.",
    "price": "Tell what something costs, and why.",
    "settle": "Settle a period: every line with its clause, one total.",
    "recompute": "Make the other party's sealed settlement again.",
    "backtest": "Try other clauses on what really happened.",
    "conformance": "Answer the cases of another system, and compare.",
}

EXAMPLES: Final = {
    "demo": ("contractkit demo", "contractkit demo --html page.html --locale nl"),
    "check": (
        "contractkit check examples/msp",
        "contractkit check --strict examples/msp",
        "contractkit check examples/msp --json",
    ),
    "explain": ("contractkit explain examples/msp", "contractkit explain examples/msp pc-working-again --locale nl"),
    "format": ("contractkit format --check examples/msp",),
    "schema": ("contractkit schema --document sla", "contractkit schema --kind time-target"),
    "report": (
        f"contractkit report examples/msp {_MSP} --period 2026-Q1 --as-of 2026-04-10 --html statement.html",
        f"contractkit report examples/msp {_MSP} --period 2026-Q1 --as-of 2026-04-10 --json",
    ),
    "trace": (f"contractkit trace examples/msp T-0025 {_MSP} --as-of 2026-04-10",),
    "request": (f"contractkit request examples/msp T-0905 {_MSP} --as-of 2026-03-20T10:30+01:00",),
    "process": (
        f"contractkit process examples/msp {_MSP} --as-of 2026-04-10",
        f"contractkit process examples/msp T-0025 {_MSP} --as-of 2026-04-10",
    ),
    "delivered": (
        f"contractkit delivered examples/msp {_MSP} --beside examples/msp --period 2026-Q1 --as-of 2026-04-10",
    ),
    "entitlement": (
        (
            "contractkit entitlement examples/msp customer=rietland service=workplace type=incident priority=P3 "
            "category=printer --at 2026-02-17T10:05+01:00"
        ),
    ),
    "obligations": (
        "contractkit obligations examples/msp --from 2026-09-01 --to 2026-12-31",
        "contractkit obligations examples/msp --from 2026-09-01 --to 2026-12-31 --ics dates.ics --html dates.html",
    ),
    "portfolio": (
        "contractkit portfolio examples/msp --save all.portfolio",
        "contractkit portfolio all.portfolio --decisions-from 2026-10-15",
    ),
    "compare": (
        (
            f"contractkit compare examples/msp {_MSP} --feedback examples/msp/feedback.csv --period 2026-Q1 "
            "--as-of 2026-04-10"
        ),
    ),
    "price": (
        "contractkit price examples/settled-year --period 2026-08",
        "contractkit price examples/settled-year --on 2026-03-01",
    ),
    "settle": (
        (
            f"contractkit settle examples/settled-year {_YEAR} --period 2026-01 --as-of 2026-02-10 "
            "--ledger-out ledger.json --seal sealed.json"
        ),
        (
            f"contractkit settle examples/settled-year {_YEAR} --period 2026-02 --as-of 2026-03-10 "
            "--ledger ledger.json --json-out february.json"
        ),
    ),
    "recompute": (f"contractkit recompute sealed.json examples/settled-year {_YEAR}",),
    "backtest": (
        (
            f"contractkit backtest examples/settled-year {_YEAR} --period 2026-H1 --as-of 2026-07-10 "
            "--vary '3.1 reach: 90 %; 95 %'"
        ),
    ),
    "conformance": ("contractkit conformance cases.json --like zammad",),
}
