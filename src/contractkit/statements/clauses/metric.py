"""Metrics and figure targets, told: what is measured and how, and which figure has to be reached."""

from __future__ import annotations

from contractkit.statements.clauses import spans
from contractkit.statements.clauses.amounts import number, periods
from contractkit.statements.clauses.conditions import field
from contractkit.statements.clauses.gates import after_if
from contractkit.statements.clauses.levels import level
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.modifiers import MODES
from contractkit.statements.clauses.names import words
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Metric, MetricRow

__all__ = ["figure_target", "metric"]

WORDS = {
    "en": {
        "of": " of {names}",
        "availability": "{name} is the availability{of}: the share of the time in which it works.",
        "in-time": "{name} is the share{of} that is done in time.",
        "success-rate": "{name} is the share of requests{of} that succeed.",
        "error-rate": "{name} is the share of requests{of} that fail; less is better.",
        "share": "{name} is a share{of}: that of the items for which {good}.",
        "satisfaction": "{name} is the satisfaction with what is delivered{of}.",
        "score": "{name} is a score{of}.",
        "duration": "{name} is the time taken{of}; less is better.",
        "count": "{name} is a number of items{of}.",
        "volume": "{name} is a volume{of}.",
        "good": "An item counts if {good}.",
        "down": "It counts as down if {down}.",
        "scale": "Marks go from {lowest} to {highest}; the figure is the mean mark.",
        "satisfied": "Marks go from {lowest} to {highest}; the figure is the share of marks of {mark} and more.",
        "satisfied.alone": "The figure is the share of satisfied answers.",
        "when": "It is measured only if {when}.",
        "each": "There is one for each {fields}.",
        "calendar": "It is measured in the hours of {calendar}.",
        "always": "It is measured day and night.",
        "short": "Outages shorter than {time} do not count.",
        "row": "If {when}, {rules}.",
        "row.short": "outages shorter than {time} do not count",
        "row.calendar": "the hours of {calendar} are measured",
        "row.always": "it is measured day and night",
        "asked": "{who} are asked.",
        "every": "This is done once per {period}.",
        "sample": "With fewer than {n} of them nothing is decided.",
        "pooled": "All parts of a period count together.",
        "mean": "The figure of a period is the plain mean of its parts.",
        "mean-of-months": "The figure of a longer period is the mean of those of its months.",
        "mean-of-intervals": "The figure is the mean of intervals of {time}.",
        "interval": "The figure is the mean of intervals of {time}; {empty}.",
        "counts-as-good": "an interval without requests counts as good",
        "left-out": "an interval without requests is left out",
        "weighted-mean": "The figure is the weighted mean of its parts.",
        "weights": "Of it {parts}.",
        "weight": "{part} counts for {weight}",
        "precision": "It is rounded to {unit} before it is compared, {mode}.",
        "relief.all": "All relief that was agreed is taken out of {base}.",
        "relief": "Relief under {clauses} is taken out of {base}.",
        "relief.none": "No relief is taken out of it.",
        "downtime": "the downtime",
        "downtime-and-base": "the downtime and of the time that is measured",
        "no_data.missed": "A period without measurement counts as missed.",
        "no_volume.met": "A period in which there was nothing to measure counts as met.",
        "target": "Per {per}, {metric}{where} is {relation} {level}{only}.",
        "for": " for {names}",
        "at": " at level {names}",
        "only": ", measured only if {when}",
        "at least": "at least",
        "more than": "more than",
        "at most": "at most",
        "less than": "less than",
    },
    "nl": {
        "of": " van {names}",
        "availability": "{name} is de beschikbaarheid{of}: het deel van de tijd waarin het werkt.",
        "in-time": "{name} is het deel{of} dat op tijd klaar is.",
        "success-rate": "{name} is het deel van de verzoeken{of} dat slaagt.",
        "error-rate": "{name} is het deel van de verzoeken{of} dat mislukt; minder is beter.",
        "share": "{name} is een aandeel{of}: dat van de meldingen waarvoor geldt dat {good}.",
        "satisfaction": "{name} is de tevredenheid over wat geleverd wordt{of}.",
        "score": "{name} is een score{of}.",
        "duration": "{name} is de benodigde tijd{of}; minder is beter.",
        "count": "{name} is een aantal meldingen{of}.",
        "volume": "{name} is een volume{of}.",
        "good": "Een melding telt mee als {good}.",
        "down": "Het telt als uitval als {down}.",
        "scale": "De cijfers lopen van {lowest} tot en met {highest}; het gaat om het gemiddelde cijfer.",
        "satisfied": "De cijfers lopen van {lowest} tot en met {highest}; geteld wordt het deel met {mark} of hoger.",
        "satisfied.alone": "Het gaat om het deel van de antwoorden dat tevreden is.",
        "when": "Er wordt alleen gemeten als {when}.",
        "each": "Er is er één per {fields}.",
        "calendar": "Er wordt gemeten in de uren van {calendar}.",
        "always": "Er wordt dag en nacht gemeten.",
        "short": "Uitval van minder dan {time} telt niet mee.",
        "row": "Als {when}: {rules}.",
        "row.short": "uitval van minder dan {time} telt niet mee",
        "row.calendar": "er wordt gemeten in de uren van {calendar}",
        "row.always": "er wordt dag en nacht gemeten",
        "asked": "{who} worden gevraagd.",
        "every": "Dat gebeurt eens per {period}.",
        "sample": "Zijn het er minder dan {n}, dan wordt niets beslist.",
        "pooled": "Alle delen van een periode tellen samen.",
        "mean": "Het cijfer van een periode is het gewone gemiddelde van de delen.",
        "mean-of-months": "Het cijfer van een langere periode is het gemiddelde van dat van de maanden.",
        "mean-of-intervals": "Het cijfer is het gemiddelde van tijdvakken van {time}.",
        "interval": "Het cijfer is het gemiddelde van tijdvakken van {time}; {empty}.",
        "counts-as-good": "een tijdvak zonder verzoeken telt als goed",
        "left-out": "een tijdvak zonder verzoeken telt niet mee",
        "weighted-mean": "Het cijfer is het gewogen gemiddelde van de delen.",
        "weights": "Daarvan {parts}.",
        "weight": "telt {part} voor {weight}",
        "precision": "Het wordt afgerond op {unit} voordat het wordt vergeleken, {mode}.",
        "relief.all": "Alle afgesproken ontheffing gaat af van {base}.",
        "relief": "Ontheffing volgens {clauses} gaat af van {base}.",
        "relief.none": "Er gaat geen ontheffing af.",
        "downtime": "de uitval",
        "downtime-and-base": "de uitval en van de gemeten tijd",
        "no_data.missed": "Een periode zonder meting telt als niet gehaald.",
        "no_volume.met": "Een periode waarin niets te meten was, telt als gehaald.",
        "target": "Per {per} is {metric}{where} {relation} {level}{only}.",
        "for": " voor {names}",
        "at": " op niveau {names}",
        "only": ", alleen gemeten als {when}",
        "at least": "ten minste",
        "more than": "meer dan",
        "at most": "ten hoogste",
        "less than": "minder dan",
    },
}


@tells(Metric, WORDS)
def metric(term: Metric, tell: Teller) -> str:
    """Return what a metric measures, and how, a sentence for each thing that was agreed."""
    parts = [
        _what(term, tell),
        *_marks(term, tell),
        *_population(term, tell),
        *(_row(row, tell) for row in term.rows),
        *_survey(term, tell),
        *_together(term, tell),
        *_precision(term, tell),
        *_relief(term, tell),
        *_missing(term.no_data, term.no_volume, tell),
    ]
    return " ".join(parts)


def _what(term: Metric, tell: Teller) -> str:
    of = tell("of", names=all_of(term.of, tell.speaks)) if term.of else ""
    good = "" if term.good_when is None else after_if(term.good_when, tell.speaks)
    said = tell(term.measures, name=term.name, of=of, good=good)
    if term.down_when is not None:
        said += " " + tell("down", down=after_if(term.down_when, tell.speaks))
    return said if term.measures == "share" or not good else f"{said} {tell('good', good=good)}"


def _marks(term: Metric, tell: Teller) -> list[str]:
    if term.scale is None:
        return [tell("satisfied.alone")] if term.measures == "satisfaction" and term.unit == "%" else []
    facts = {"lowest": number(term.scale.lowest, tell.speaks), "highest": number(term.scale.highest, tell.speaks)}
    if term.scale.satisfied_from is None:
        return [tell("scale", **facts)]
    return [tell("satisfied", mark=number(term.scale.satisfied_from, tell.speaks), **facts)]


def _population(term: Metric, tell: Teller) -> list[str]:
    told = []
    if term.each:
        told.append(tell("each", fields=all_of((field(one, tell.speaks) for one in term.each), tell.speaks)))
    if term.when != EVERYTHING:
        told.append(tell("when", when=after_if(term.when, tell.speaks)))
    if term.calendar_name is not None:
        told.append(_hours("calendar", "always", term.calendar_name, tell))
    if term.ignore_shorter_than is not None:
        told.append(tell("short", time=spans.amount(term.ignore_shorter_than, tell.speaks)))
    return told


def _hours(key: str, always: str, name: str, tell: Teller) -> str:
    return tell(always) if name == "always" else tell(key, calendar=name)


def _row(row: MetricRow, tell: Teller) -> str:
    rules = []
    if row.ignore_shorter_than is not None:
        rules.append(tell("row.short", time=spans.amount(row.ignore_shorter_than, tell.speaks)))
    if row.calendar_name is not None:
        rules.append(_hours("row.calendar", "row.always", row.calendar_name, tell))
    return tell("row", when=after_if(row.when, tell.speaks), rules=all_of(rules, tell.speaks))


def _survey(term: Metric, tell: Teller) -> list[str]:
    told = []
    if term.asked:
        who = all_of((words(word) for word in term.asked), tell.speaks)
        told.append(tell("asked", who=tell.speaks.title_case(who)))
    if term.every is not None:
        told.append(tell("every", period=periods(term.every, tell.speaks)))
    if term.minimum_sample is not None:
        told.append(tell("sample", n=number(term.minimum_sample, tell.speaks)))
    return told


def _together(term: Metric, tell: Teller) -> list[str]:
    if term.interval is not None:
        time = spans.amount(term.interval, tell.speaks)
        return [tell("interval", time=time, empty=tell(term.empty_interval))]
    if term.weights:
        weights = [tell("weight", part=one.part, weight=tell.speaks.percent(one.weight.value)) for one in term.weights]
        return [tell("weighted-mean"), tell("weights", parts=all_of(weights, tell.speaks))]
    return [] if term.aggregate == "pooled" else [tell(term.aggregate, time="")]


def _precision(term: Metric, tell: Teller) -> list[str]:
    if term.precision is None:
        return []
    unit = tell.speaks.percent(term.precision.to) if term.unit == "%" else number(term.precision.to, tell.speaks)
    return [tell("precision", unit=unit, mode=Teller(tell.speaks, MODES)(term.precision.mode))]


def _relief(term: Metric, tell: Teller) -> list[str]:
    if term.measures != "availability" and term.relief is None:
        return []
    base = tell(term.relief_taken_from)
    if term.relief is None:
        return [tell("relief.all", base=base)]
    if not term.relief:
        return [tell("relief.none")]
    return [tell("relief", clauses=all_of(term.relief, tell.speaks), base=base)]


def _missing(no_data: str, no_volume: str, tell: Teller) -> list[str]:
    told = [tell("no_data.missed")] if no_data == "missed" else []
    return [*told, tell("no_volume.met")] if no_volume == "met" else told


@tells(FigureTarget, WORDS)
def figure_target(term: FigureTarget, tell: Teller) -> str:
    """Return which figure has to be reached in each period."""
    where = tell("for", names=all_of(term.services, tell.speaks)) if term.services else ""
    where += tell("at", names=all_of(term.levels, tell.speaks)) if term.levels else ""
    only = "" if term.when == EVERYTHING else tell("only", when=after_if(term.when, tell.speaks))
    said = tell(
        "target",
        per=periods(term.per, tell.speaks),
        metric=term.metric,
        where=where,
        relation=tell(term.reach.relation),
        level=level(term.reach.level, tell.speaks),
        only=only,
    )
    return " ".join([said, *_missing(term.no_data, term.no_volume, tell)])
