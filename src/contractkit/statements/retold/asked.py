"""What an answer to a call says: the next step, what was not said and decides, what the papers lack."""

from __future__ import annotations

__all__ = ["DUTCH"]

DUTCH = {
    # what is paid for already
    "{units} of {name} from {since}, {until}": "{units} van {name} vanaf {since}, {until}",
    "{units} of {name} from {since}, {until}: {missing}": "{units} van {name} vanaf {since}, {until}: {missing}",
    "what was used since {day} is not told": "wat sinds {day} is gebruikt, is niet verteld",
    "{name} from {since}, of {units}, {until}: {missing}": "{name} vanaf {since}, van {units}, {until}: {missing}",
    "{name}, as it was ordered: {missing}": "{name}, zoals besteld: {missing}",
    "as long as the agreement holds": "zolang de overeenkomst geldt",
    "until {last}": "tot en met {last}",
    "how much is left of it is not told": "hoeveel ervan over is, is niet verteld",
    # the next step
    " within {time}": " binnen {time}",
    ", by {owner}": ", door {owner}",
    " through {channels}": " via {channels}",
    "; it takes {time}": "; levering binnen {time}",
    "take the order in{through}{takes}": "neem de bestelling aan{through}{takes}",
    "deliver it meanwhile": "lever het intussen",
    "do not deliver it before the parties talked": "lever het niet voordat de partijen hebben gesproken",
    "talk to the customer about it{within}": "bespreek het{within} met de klant",
    "refuse, as {clause} says": "weiger het, zoals {clause} zegt",
    "ask, as {clause} says": "vraag het na, zoals {clause} zegt",
    "; {who} accepts it": "; {who} aanvaardt hem",
    "make a quote{within}{accepted}": "maak een offerte{within}{accepted}",
    "make a quote, as {clause} says": "maak een offerte, zoals {clause} zegt",
    "{promise}, as promised": "{promise}, zoals beloofd",
    # how a step stands
    ", until {at}": ", tot {at}",
    "; it stood still for {time}": "; hij stond {time} stil",
    "{name} waits for {others}": "{name} wacht op {others}",
    "{name} has not begun": "{name} is nog niet begonnen",
    "{name} runs{until}{stood}{why}": "{name} loopt{until}{stood}{why}",
    " since {at}": " sinds {at}",
    "{name} stands still{since}{by}{left}": "{name} staat stil{since}{by}{left}",
    " ({clause})": " ({clause})",
    "; left: {time}": "; over: {time}",
    "it counts from {word}, which is no moment of an item": (
        "het telt vanaf {word}, en dat is geen moment van een aanvraag"
    ),
    "when {moment} is, is not known": "wanneer {moment} is, is niet bekend",
    "recorded as done before what it waits for, which was done on {at}": (
        "vastgelegd als gedaan vóór waar het op wacht, en dat was gedaan op {at}"
    ),
    "{name} is recorded, which is a step of several processes; {record} says which": (
        "{name} is vastgelegd, en dat is een stap van meer processen; {record} zegt welke"
    ),
    "the item is out of scope": "de aanvraag hoort er niet bij",
    "the item is on a service that nobody agreed": "de aanvraag gaat over een dienst die niemand heeft afgesproken",
    "the item came before the agreement held": "de aanvraag kwam voordat de overeenkomst gold",
    "the item came after the agreement had ended": "de aanvraag kwam nadat de overeenkomst was geëindigd",
    "it is grey, and waits until the parties have talked": "hij is grijs, en wacht tot de partijen hebben gesproken",
    "{name} is overdue by {late}{stood}": "{name} is {late} over tijd{stood}",
    "{late} late": "{late} te laat",
    "in time": "op tijd",
    "{name} was done on {done}, {how}{stood}{why}": "{name} is gedaan op {done}, {how}{stood}{why}",
    "{name} was done in time, when is not recorded": "{name} is op tijd gedaan; wanneer is niet vastgelegd",
    " on {at}": " op {at}",
    "{name} was cancelled with its promise{at}": "{name} is vervallen met de afspraak{at}",
    "{name} is not owed: {why}": "{name} hoeft niet: {why}",
    "{name}: nobody recorded enough to say whether it was done in time{why}": (
        "{name}: er is te weinig vastgelegd om te zeggen of het op tijd is gedaan{why}"
    ),
    # what was not said
    "which promise holds": "welke afspraak geldt",
    "whether it is in scope": "of het erbij hoort",
    "an order needs it ({clause})": "een bestelling vraagt erom ({clause})",
    "from when {names} counts": "vanaf wanneer {names} telt",
    "{field} was not given, and {names} counts from it": "{field} is niet gegeven, en {names} telt daarvandaan",
    "{found} and {cost}": "{found} en {cost}",
    "what it costs (priced: {units})": "wat het kost (geprijsd: {units})",
    # what the papers lack
    "{agreement} holds from {start}; on {on} nothing was agreed yet": (
        "{agreement} geldt vanaf {start}; op {on} was er nog niets afgesproken"
    ),
    "{agreement} held through {end}; on {on} nothing is agreed any more": (
        "{agreement} gold tot en met {end}; op {on} is er niets meer afgesproken"
    ),
    "on {on} {agreement} had not been signed yet": "op {on} was {agreement} nog niet getekend",
    "nothing in {agreement} reads '{field}'; {hint}": "niets in {agreement} leest '{field}'; {hint}",
    "{field} '{word}' is none that {agreement} knows; {hint}": "{agreement} kent {field} '{word}' niet; {hint}",
    "{fields} was not given, and decides what holds": "{fields} is niet gegeven, en beslist wat er geldt",
    "{fields} were not given, and decide what holds": "{fields} zijn niet gegeven, en beslissen wat er geldt",
    "{agreement} agrees no service '{service}'; {hint}": "{agreement} kent geen dienst '{service}'; {hint}",
    "no contract with {customer} holds on {on}; {names} held, or will": (
        "op {on} geldt geen contract met {customer}; eerder of later wel: {names}"
    ),
    "no contract with {customer} that holds on {on} agrees '{service}': {names}": (
        "geen contract met {customer} dat op {on} geldt kent de dienst '{service}': {names}"
    ),
    " and agree '{service}'": " en kennen '{service}'",
    "{names} hold at once{about}; say which of them is meant": (
        "{names} gelden tegelijk{about}; zeg welk contract is bedoeld"
    ),
    "no promise of {agreement} speaks of this request": "geen afspraak van {agreement} gaat over deze aanvraag",
    (
        "the request falls under several levels at once: {levels}"
    ): "de aanvraag valt onder meer niveaus tegelijk: {levels}",
    "{name}: nobody can say when it is due, as the calendar is not known that far": (
        "{name}: niemand kan zeggen wanneer het klaar moet zijn, want zo ver is de kalender niet bekend"
    ),
}
"""Dutch."""
