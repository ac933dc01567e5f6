"""``contractkit price``: what something costs on a date or in a period, and why."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import attrs

from contractkit.charging import Charge, charges, price_on
from contractkit.charging.exact import amount_text
from contractkit.charging.price_answer import PriceOn
from contractkit.cli.endings import counted
from contractkit.cli.instants import typed_date
from contractkit.cli.json_output import Places, json_texts
from contractkit.cli.reading import agreements_in, chosen
from contractkit.cli.screens import a_screen
from contractkit.cli.telling_facts import told_of_one
from contractkit.cli.writing import STDOUT, destinations, spare, write
from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.settlement.told import SettlementFacts
from contractkit.statements import price_chart, volume_chart
from contractkit.statements.grids import Grid, text
from contractkit.terms import Agreement
from contractkit.terms.provisions.prepaid import Prepaid

__all__ = ["PriceRequest", "tell_prices"]

_VERSION = 1


@attrs.frozen
class PriceRequest:
    """What was asked for on the command line.

    Attributes:
        path: The documents.
        agreement: The id of the agreement; None where there is only one.
        name: The fee, service or rate; None for all of them.
        on: The date as it was typed, or None.
        period: The period as it was typed, or None.
        units: How many units, or None.
        facts: What is told: index figures, volumes, amounts; each document for the agreement that it names.
        chart: The file for a drawing of the price or service; None for nowhere.
        json: Where the JSON goes.
    """

    path: Path
    agreement: str | None = None
    name: str | None = None
    on: str | None = None
    period: str | None = None
    units: int | None = None
    facts: tuple[Path, ...] = ()
    chart: Path | None = None
    json: Places = ()


def tell_prices(request: PriceRequest) -> None:
    """Write what things cost on a date, or what a period is charged.

    Raises:
        UsageError: Neither a date nor a period was given, or both, or nothing is called so.
        DocumentRejected: The documents have problems.
    """
    if (request.on is None) == (request.period is None):
        raise UsageError("say when: --on 2026-03-01 for prices of a date, or --period 2026-Q1 for what is charged")
    if request.chart is not None and request.name is None:
        raise UsageError("--chart draws one price; name the fee, the service or the rate")
    outputs = (request.chart, *request.json)
    destinations(*outputs)
    spare(outputs, request.facts, request.path)
    known = agreements_in(request.path)
    agreement = chosen(known, request.agreement)
    if request.on is not None:
        day = typed_date(request.on, "--on")
        told = told_of_one(request.facts, agreement, f"{day:%Y-%m}", known)
        _tell_date(request, agreement, day, told)
    elif request.period is not None:
        if request.units is not None:
            raise UsageError("--units is about the prices of a date; the volumes of a period stand in the facts")
        period = agreement.period(request.period, made_of="months")
        _tell_period(request, agreement, period, told_of_one(request.facts, agreement, request.period, known))


def _tell_date(request: PriceRequest, agreement: Agreement, day: date, told: SettlementFacts) -> None:
    version = agreement.at(day)
    if request.units is not None:
        _refuse_units(request.name, version)
    names = [request.name] if request.name is not None else [fee.name for fee in version.fees]
    if request.name is None:
        names += [one.name for one in version.services.values() if one.price or one.details.pricing]
        names += [one.name for one in version.provisions_of(Prepaid) if one.price is not None]
    if not names:
        raise UsageError(f"{agreement.id} has no fee and no priced service on {day}; name a rate to ask for its price")
    found = [price_on(agreement, name, day, told, units=request.units) for name in dict.fromkeys(names)]
    texts = _json(request, agreement, [one.to_dict() for one in found], on=day.isoformat())
    if request.chart is not None and request.name is not None:
        texts[request.chart] = price_chart(agreement, request.name, until=day, facts=told)
    write(texts)
    if STDOUT in texts:
        return
    _say(agreement, day.isoformat(), [])
    for one in found:
        sys.stdout.write(f"{_price_text(one, request)}\n")


def _refuse_units(name: str | None, version: Agreement) -> None:
    """Refuse a number of units of everything at once, and of a fee, which is the same for any number.

    Raises:
        UsageError: The number means nothing.
    """
    if name is None:
        raise UsageError("--units is a number of one thing; name the service, the rate or the prepaid block")
    if any(name in (fee.name, str(fee.clause)) for fee in version.fees):
        raise UsageError(f"{name} is a fee, which is the same for any number of units; leave --units out")


def _price_text(price: PriceOn, request: PriceRequest) -> str:
    lines = [str(price)]
    lines += [f"    {price_step}" for price_step in price.steps]
    if price.amount is not None and price.per is not None and request.name is not None:
        period = price.per.rpartition(" per ")[2] if " per " in price.per else None
        amount = amount_text(price.amount, price.currency)
        lines.append(f"    {counted(request.units or 0, 'unit')}: {amount}{f' per {period}' if period else ''}")
    return "\n".join(lines).replace("\u00a0", " ")


def _tell_period(request: PriceRequest, agreement: Agreement, period: Period, told: SettlementFacts) -> None:
    found = charges(agreement, period, told.amounts_in(period))
    if request.name is not None:
        known = [one.name for one in found]
        found = tuple(one for one in found if one.name == request.name)
        if not found:
            raise UsageError(
                f"nothing called {request.name!r} is charged in {period.label}; charged: {', '.join(known)}"
            )
    texts = _json(request, agreement, [one.to_dict() for one in found], period=period.label)
    if request.chart is not None and request.name is not None:
        texts[request.chart] = volume_chart(agreement, request.name, period=period, facts=told.amounts_in(period))
    write(texts)
    if STDOUT not in texts:
        _say(agreement, period.label, found)


def _say(agreement: Agreement, when: str, found: tuple[Charge, ...] | list[Charge]) -> None:
    screen = a_screen()
    screen.print(text(f"{agreement.title} · {agreement.id} · {when}", "bold"))
    if not found:
        return
    grid = Grid(("charge", "how", "clause", agreement.currency), right=(3,))
    for one in found:
        how = one.formula if one.missing is None else f"{one.price}; {one.missing}"
        grid.row(text(one.name), text(how), text(one.clause), text("?" if one.missing else _amount(one)))
    screen.print(grid.shown(screen.width))


def _amount(charge: Charge) -> str:
    return amount_text(charge.exact, charge.currency).removeprefix(charge.currency).strip()


def _json(request: PriceRequest, agreement: Agreement, prices: list[dict[str, object]], **when: str) -> dict[Path, str]:
    record = {"version": _VERSION, "kind": "price", "agreement": agreement.id, **when, "prices": prices}
    return json_texts(request.json, record)
