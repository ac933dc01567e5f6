"""What is written is read as what it was, whatever was told; a sealed settlement depends on it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck
from contractkit.quantities.notation import Volume, parse_cycle
from contractkit.settlement.told import (
    Outage,
    Overdue,
    ToldAmount,
    ToldChoice,
    ToldClaim,
    ToldCount,
    ToldMaintenance,
    ToldPast,
)

AGREEMENT = ck.load_agreement(
    data={
        "contractkit": 1,
        "document": "sla",
        "id": "C-7",
        "title": "Hosting",
        "currency": "EUR",
        "zone": "Europe/Amsterdam",
        "fields": {"site": "text", "used": "yes-no", "hours": "number", "at": "instant", "took": "duration"},
        "amounts": {"penalties": "What was deducted", "users": "How many users there are"},
        "clauses": {
            "1": {"kind": "metric", "name": "uptime", "measures": "availability"},
            "2": {"kind": "figure-target", "name": "up", "metric": "uptime", "reach": "99.9 %", "per": "month"},
            "4": {"kind": "service", "name": "desk", "volume": "40 seats", "price": "12.00 per seat per month"},
        },
    }
)

days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
periods = st.one_of(
    st.sampled_from([ck.Period.parse(text) for text in ("2026-03", "2026-Q1", "2026-W07", "2026-03-31")]),
    st.tuples(days, st.integers(1, 200)).map(
        lambda pair: ck.Period.parse(f"{pair[0]}..{pair[0] + timedelta(days=pair[1])}")
    ),
)
shares = st.one_of(
    st.fractions(0, 100),
    st.decimals(0, 100, places=4).map(Fraction),
    st.sampled_from([Fraction(20, 7), Fraction(100), Fraction(0), Fraction(1, 3**40)]),
)
words = st.one_of(st.none(), st.sampled_from(["monitor", "report of the provider", "57 of 60", "1.000"]))
where = st.dictionaries(st.sampled_from(["site", "team"]), st.sampled_from(["north", "2026", "a/b"]), max_size=2)
recorded = st.one_of(st.none(), days)
lengths = st.integers(0, 10**13).map(lambda us: timedelta(microseconds=us))
instants = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001
outages = st.one_of(st.builds(Outage, lengths), st.builds(Outage, lengths, instants))
moneys = st.one_of(
    st.decimals(-(10**9), 10**9, places=2),
    st.sampled_from([Decimal("1.005"), Decimal("-0.015"), Decimal(1000), Decimal("1E+3"), Decimal("0." + "3" * 30)]),
).map(lambda amount: ck.Money(amount, "EUR"))
sizes = moneys.map(lambda one: ck.Money(abs(one.amount), "EUR"))
volumes = st.one_of(st.integers(0, 10**6).map(Decimal), st.sampled_from([Decimal("1.005"), Decimal("0.4")]))


@st.composite
def told_figures(draw: st.DrawFn) -> ck.ToldFigure:
    more = {"where": draw(where), "source": draw(words), "recorded_on": draw(recorded)}
    kind = draw(st.sampled_from(["value", "range", "count", "verdict", "unknown"]))
    name, period = draw(st.sampled_from(["up", "uptime"])), draw(periods)
    if kind == "range":
        low, high = sorted([draw(shares), draw(shares)])
        return ck.ToldFigure(name, period, None, "%", low, high, **more)
    if kind == "count":
        good, total = sorted([draw(st.integers(0, 60)), draw(st.integers(0, 60))])
        return ck.ToldFigure(name, period, unit="%", good=good, total=total, **more)
    verdict = draw(st.sampled_from(["met", "breached", "undetermined", "no-volume"])) if kind == "verdict" else None
    return ck.ToldFigure(name, period, draw(shares) if kind == "value" else None, "%", verdict=verdict, **more)


@st.composite
def maintenance(draw: st.DrawFn) -> ToldMaintenance:
    begin = draw(instants)
    announced = draw(st.one_of(st.none(), st.just("never"), instants))
    return ToldMaintenance(begin, begin + draw(lengths) + timedelta(minutes=1), announced)


@st.composite
def measurements(draw: st.DrawFn) -> ck.ToldMeasurement:
    counted = sorted([draw(st.integers(0, 60)), draw(st.integers(0, 60))])
    intervals = draw(st.one_of(st.none(), st.integers(0, 9000)))
    return ck.ToldMeasurement(
        "uptime",
        draw(periods),
        time=draw(st.one_of(st.none(), lengths)),
        outages=draw(st.one_of(st.none(), st.lists(outages, max_size=3).map(tuple))),
        down=draw(st.one_of(st.none(), lengths)),
        relieved=draw(st.lists(outages, max_size=2).map(tuple)),
        maintenance=draw(st.one_of(st.none(), st.lists(maintenance(), max_size=2).map(tuple))),
        good=counted[0],
        total=counted[1],
        intervals=intervals,
        failed=None if intervals is None else draw(st.integers(0, 5)),
        marks=tuple(draw(st.lists(st.decimals(1, 10, places=1), max_size=3))),
        where=draw(where),
        source=draw(words),
        recorded_on=draw(recorded),
    )


counts = st.builds(ToldCount, st.just("up"), periods, volumes, words, recorded)


@st.composite
def facts(draw: st.DrawFn) -> ck.SettlementFacts:
    several = draw(st.lists(moneys, min_size=1, max_size=3).map(tuple))
    whole = sum((one.amount for one in several), Decimal(0))
    seen, figures = set(), []
    for one in draw(st.lists(told_figures(), max_size=4)):
        key = (one.of, one.period, tuple(sorted(one.where.items())), one.recorded_on)
        if key not in seen:
            seen.add(key)
            figures.append(one)
    amounts_of = draw(st.one_of(st.none(), periods))
    dated = (
        [] if amounts_of is None else draw(st.lists(periods, max_size=3, unique_by=lambda one: (one.start, one.end)))
    )
    by_period = [
        ToldAmount("penalties", one, tuple(draw(st.lists(moneys, min_size=1, max_size=2))))
        for one in dated
        if one != amounts_of
    ]
    return ck.SettlementFacts(
        amounts_of=amounts_of,
        by_period=by_period,
        volumes=draw(
            st.lists(
                st.one_of(
                    st.builds(ck.CountedVolume, st.just("desk"), periods, volumes, words, recorded),
                    st.builds(ck.LevelVolume, st.just("desk"), days, volumes, words, recorded),
                ),
                max_size=2,
            )
        ),
        amounts={"penalties": ck.Money(whole, "EUR"), "users": Volume(draw(volumes), "users")},
        several={"penalties": several} if len(several) > 1 else {},
        raises=draw(st.one_of(st.none(), st.lists(days, max_size=2).map(tuple))),
        baselines=draw(st.one_of(st.just({}), volumes.map(lambda number: {"desk": number}))),
        known_at=draw(st.one_of(st.none(), days)),
        figures=figures,
        measured=draw(st.lists(measurements(), max_size=2)),
        points=draw(st.lists(counts, max_size=2)),
        failures=draw(st.lists(counts, max_size=2)),
        fields={"used": draw(st.booleans()), "hours": draw(volumes), "at": draw(instants), "took": draw(lengths)},
        dates=draw(st.one_of(st.just({}), days.map(lambda day: {"asked-on": day}))),
        overdue=draw(st.one_of(st.none(), st.builds(Overdue, moneys, lengths))),
        claims=draw(st.lists(st.builds(ToldClaim, st.just("up"), days, periods), max_size=2)),
        choices=draw(st.lists(st.builds(ToldChoice, st.just("up"), periods, words), max_size=2)),
        past=draw(
            st.one_of(
                st.just(()),
                st.lists(sizes, min_size=1, max_size=2).map(lambda own: (ToldPast("losses", tuple(own)),)),
                sizes.map(lambda one: (ToldPast("credits", (one,), parse_cycle("rolling 11 months")),)),
            )
        ),
    )


@settings(max_examples=80, deadline=None)
@given(told=facts())
def test_what_is_written_is_read_as_what_it_was(told: ck.SettlementFacts) -> None:
    plain = json.loads(json.dumps(told.to_dict()))
    again = ck.SettlementFacts.from_dict(plain, agreement=AGREEMENT, period="2020-01")
    assert sorted(again.figures, key=repr) == sorted(told.figures, key=repr)  # they come back name by name
    january = ck.Period.parse("2020-01")
    placed = told.of_period(january)  # amounts of no period are read as those of the period that is asked for
    assert attrs.evolve(again, figures=told.figures) == placed
    assert again.to_dict() == placed.to_dict()
