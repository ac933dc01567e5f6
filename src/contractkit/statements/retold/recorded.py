"""What is said of the facts and of judging: rows that are odd, what was taken where they are silent."""

from __future__ import annotations

__all__ = ["DUTCH"]

DUTCH = {
    # rows of items and events
    "the row has more or fewer cells than the header": "de rij heeft meer of minder cellen dan de kop",
    "does a cell hold a delimiter without quotation marks around the cell?": (
        "staat er in een cel een scheidingsteken zonder aanhalingstekens eromheen?"
    ),
    "the row names no item, and is left out": "de rij noemt geen melding, en is weggelaten",
    "the row is the same as an earlier one, and counts once": "de rij is gelijk aan een eerdere, en telt eenmaal",
    "{value} too, with other content": "{value} ook, met andere inhoud",
    "`{name}` stands in row {row}": "`{name}` staat in rij {row}",
    "{value}, of the same item": "{value}, van dezelfde melding",
    "`{value}` is not the opening that row {number} says": "`{value}` is niet de opening die rij {number} noemt",
    "the event is the same as another one, and counts once": "de gebeurtenis is gelijk aan een andere, en telt eenmaal",
    "the event is of item `{value}`, which is not among the items, and is left out": (
        "de gebeurtenis is van melding `{value}`, die er niet bij is, en is weggelaten"
    ),
    "the event has no time, and is left out": "de gebeurtenis heeft geen tijd, en is weggelaten",
    "the feedback is about item `{value}`, which is not among the items, and is left out": (
        "de feedback gaat over melding `{value}`, die er niet bij is, en is weggelaten"
    ),
    "the feedback is the same as another one, and counts once": "de feedback is gelijk aan een andere, en telt eenmaal",
    "the change is of no field, and is left out": "de wijziging is van geen veld, en is weggelaten",
    "the change is of a field that is not mapped": "de wijziging is van een veld dat de mapping niet heeft",
    "changes of `{name}` are left out, since the mapping names no such field": (
        "wijzigingen van `{name}` zijn weggelaten, want de mapping noemt zo'n veld niet"
    ),
    "no row changes `{name}`, which the mapping names for {field}": (
        "geen rij wijzigt `{name}`, dat de mapping noemt voor {field}"
    ),
    "the rows also change {listed}": "de rijen wijzigen ook {listed}",
    "did you mean '{near}'?": "bedoelde u '{near}'?",
    "`{field}` at the opening is not what the first change of it says it was before": (
        "`{field}` bij de opening is niet wat de eerste wijziging ervan zegt dat het daarvoor was"
    ),
    "and {rest} more rows like these {listed}": "en nog {rest} rijen zoals deze {listed}",
    "{where}, item {item}": "{where}, melding {item}",
    "item {item}": "melding {item}",
    # cells
    "`{value}` is not {expected}": "`{value}` is {expected}",
    "a number": "geen getal",
    "yes or no": "geen ja of nee",
    "a date and time of the form {form}": "geen datum en tijd in de vorm {form}",
    "a date and time in ISO 8601, such as 2026-01-31T09:00": (
        "geen datum en tijd volgens ISO 8601, zoals 2026-01-31T09:00"
    ),
    "`{value}` is not a whole number": "`{value}` is geen geheel getal",
    "`{value}` is a date without a time of day": "`{value}` is een datum zonder tijd",
    "`{value}` never was: the clock skipped that hour": "`{value}` is er nooit geweest: de klok sloeg dat uur over",
    "`{value}` was twice, for the clock was put back: the first is taken": (
        "`{value}` was er tweemaal, want de klok ging terug: de eerste is genomen"
    ),
    "times with an offset, such as 2026-10-25T02:30+02:00, leave nothing open": (
        "tijden met een verschil met UTC, zoals 2026-10-25T02:30+02:00, laten niets open"
    ),
    # relief
    "the stretch of relief is of item `{value}`, which is not among the items, and is left out": (
        "de ontheffing is van melding `{value}`, die er niet bij is, en is weggelaten"
    ),
    "the stretch of relief ends (`{value}`) before it begins, and is left out": (
        "de ontheffing eindigt (`{value}`) voor zij begint, en is weggelaten"
    ),
    "the stretch of relief is the same as another one, and counts once": (
        "de ontheffing is gelijk aan een andere, en telt eenmaal"
    ),
    "the stretch of relief has no {name}, and is left out": "de ontheffing heeft geen {name}, en is weggelaten",
    "the cause of the relief is {value}, which the agreement does not know, so that no clause grants it": (
        "de oorzaak van de ontheffing is {value}, die de overeenkomst niet kent, dus geen artikel geeft haar"
    ),
    "no relief was recorded, so that nothing is taken out under {clauses}": (
        "er is geen ontheffing vastgelegd, dus onder {clauses} valt niets weg"
    ),
    # items that cannot be judged
    "the event lies before the opening of its item {value}, and is set aside": (
        "de gebeurtenis ligt voor de opening van melding {value}, en is terzijde gelegd"
    ),
    "correct the opening or the event": "verbeter de opening of de gebeurtenis",
    (
        "by the instants in its own columns item {value} changes before it opens, so that nothing can be decided "
        "about it"
    ): (
        "volgens de tijdstippen in zijn eigen kolommen verandert melding {value} voor zij opent, dus er is niets over "
        "te beslissen"
    ),
    "correct the opening or the later instant": "verbeter de opening of het latere tijdstip",
    "{field} is {value}, which the agreement does not know: what depends on it cannot be decided": (
        "{field} is {value}, en dat kent de overeenkomst niet: wat ervan afhangt, is niet te beslissen"
    ),
    "known: {known}": "bekend: {known}",
    "known: {known}, and {more} more": "bekend: {known}, en nog {more}",
    "none is known here": "hier is er geen bekend",
    "the item stops before it starts, so that nothing can be decided about it": (
        "de melding stopt voor zij begint, dus er is niets over te beslissen"
    ),
    "correct the start or the stop": "verbeter het begin of de stop",
    "item {value} cannot be judged: {why}": "melding {value} is niet te beoordelen: {why}",
    "of a part of its time it is not known whether the clock ran, stood still or was stopped": (
        "van een deel van de tijd is niet bekend of de klok liep, stilstond of was gestopt"
    ),
    "a field that decides which target applies has no value that is known": (
        "een veld dat beslist welke norm geldt, heeft geen bekende waarde"
    ),
    "its target changed between working time, time and business days, which do not add up": (
        "de norm wisselde tussen werktijd, tijd en werkdagen, en die zijn niet op te tellen"
    ),
    "no opening of the calendar is known by which its time is used up": (
        "er is geen opening van de kalender bekend waarmee de tijd opraakt"
    ),
    "the instant by which it is due is missing": "het tijdstip waarop het klaar moet zijn, ontbreekt",
    "nothing says when its clock started": "nergens staat wanneer de klok begon",
    "a field that the agreed result asks for has no value": (
        "een veld waar het afgesproken resultaat om vraagt, heeft geen waarde"
    ),
    "it depends on relief of which it is not known whether it counts": (
        "het hangt af van een ontheffing waarvan niet bekend is of zij telt"
    ),
    # the mapping
    (
        "the facts have no field '{field}', which {clauses} asks about|the facts have no field '{field}', which "
        "{clauses} ask about"
    ): (
        "de feiten hebben geen veld '{field}', waar {clauses} om vraagt|"
        "de feiten hebben geen veld '{field}', waar {clauses} om vragen"
    ),
    "{clauses} and {more} more": "{clauses} en nog {more}",
    "name its column in the mapping; {near}": "noem de kolom ervan in de mapping; {near}",
    # what was taken
    "The table of items has a header and no row{file}: it is read as no items at all.": (
        "De tabel met meldingen heeft een kop en geen enkele regel{file}: er zijn geen meldingen, zo is zij gelezen."
    ),
    "Times without an offset are in {zone}, as the mapping says: {fields}.": (
        "Tijden zonder verschil met UTC zijn in {zone}, zoals de mapping zegt: {fields}."
    ),
    (
        "{n} local time in an hour that the clock showed twice: the first is taken.|"
        "{n} local times in an hour that the clock showed twice: the first is taken."
    ): (
        "{n} plaatselijke tijd in een uur dat de klok tweemaal aanwees: de eerste is genomen.|"
        "{n} plaatselijke tijden in een uur dat de klok tweemaal aanwees: de eerste is genomen."
    ),
    "{names} from the first event of the item": "{names} uit de eerste gebeurtenis van de melding",
    "{names} from the last event of the item": "{names} uit de laatste gebeurtenis van de melding",
    "{name} in {count}": "{name} in {count}",
    "Fields of the items stand in the events: {parts}.": "Velden van de meldingen staan in de gebeurtenissen: {parts}.",
    " They differ between events of one item: {changed} items.": (
        " Zij verschillen tussen gebeurtenissen van één melding: {changed} meldingen."
    ),
    "The items have no `opened_at`: the instant of the first event is taken.": (
        "De meldingen hebben geen `opened_at`: het tijdstip van de eerste gebeurtenis is genomen."
    ),
    "{n} item|{n} items": "{n} melding|{n} meldingen",
    "{items} had no {field} at first; the first that became known holds from the opening on": (
        "{items} zonder {field} in het begin; de eerste die bekend werd, geldt vanaf de opening"
    ),
    "of {items} no state was recorded at first; until one was, the clock ran": (
        "van {items} was in het begin geen toestand vastgelegd; tot dat gebeurde, liep de klok"
    ),
    "{field} has no history; results read it as if it had stood so at the stop": (
        "{field} heeft geen geschiedenis; resultaten lezen het alsof het bij de stop zo stond"
    ),
    "{clause} does not move a limit that names a moment: {moments}": (
        "{clause} verschuift geen grens die een moment noemt: {moments}"
    ),
}
"""Dutch."""
