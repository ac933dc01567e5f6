"""What charging says: how a price came about, how volumes were counted, why nothing is charged."""

from __future__ import annotations

__all__ = ["DUTCH"]

DUTCH = {
    # bands
    "no band has the number {units}": "geen staffel heeft het aantal {units}",
    "no units": "geen eenheden",
    "all-units": "alle eenheden",
    "graduated": "per schijf",
    "{prices} per {unit}{counts}": "{prices} per {unit}{counts}",
    # amounts
    "a full contract year at agreed volumes: {exact}": "een vol contractjaar bij de afgesproken aantallen: {exact}",
    "{where}: the facts tell {told} of '{word}', which is no amount of money": (
        "{where}: de feiten noemen {told} voor '{word}', en dat is geen bedrag"
    ),
    "{word} as the facts tell it: {told}": "{word}, zoals de feiten zeggen: {told}",
    "the amount {word} is not told": "het bedrag {word} is niet verteld",
    "no clause has a price, and the amount {word} is not told": (
        "geen artikel heeft een prijs, en het bedrag {word} is niet verteld"
    ),
    "{word} in {label}: {made}": "{word} in {label}: {made}",
    "nothing is charged": "er wordt niets in rekening gebracht",
    "the term after {last}": "de looptijd na {last}",
    "the term has no end, so nobody knows what is still to be charged": (
        "de looptijd heeft geen einde, dus niemand weet wat nog in rekening komt"
    ),
    "the term has no end, so nobody knows what is charged over all of it": (
        "de looptijd heeft geen einde, dus niemand weet wat er over het geheel in rekening komt"
    ),
    "nothing says which service the figure is about, and the agreement has {services}": (
        "nergens staat over welke dienst het cijfer gaat, en de overeenkomst heeft er {services}"
    ),
    "nothing is charged for {named} by itself": "voor {named} op zich wordt niets in rekening gebracht",
    "what {name} costs per {per} cannot be counted in a year": (
        "wat {name} per {per} kost, is niet in een jaar uit te drukken"
    ),
    # indexation
    "cap {cap}": "plafond {cap}",
    "floor {floor}": "ondergrens {floor}",
    "a falling index does not lower prices": "een dalende index verlaagt de prijzen niet",
    "not more than the threshold of {threshold}": "niet meer dan de drempel van {threshold}",
    "what exceeds the threshold of {threshold}": "wat boven de drempel van {threshold} uitkomt",
    "no month of {name} has figures on both {older} and {newer}": (
        "geen maand van {name} heeft cijfers op zowel {older} als {newer}"
    ),
    " by {known_at}": " op {known_at}",
    "the figure of {series} for {month} is not published{by}": (
        "het cijfer van {series} voor {month} is{by} niet gepubliceerd"
    ),
    "nothing links the figures of {name} on the base {newer} with those on {older}": (
        "niets verbindt de cijfers van {name} op basis {newer} met die op {older}"
    ),
    "the mean of {months} months to ": "het gemiddelde van {months} maanden tot en met ",
    "no figures of {series} are given": "van {series} zijn geen cijfers gegeven",
    "{month}: {before} on {older}, {after} on {newer}": "{month}: {before} op {older}, {after} op {newer}",
    "published with the base {newer}": "gepubliceerd met de basis {newer}",
    "as the clause says": "zoals het artikel zegt",
    "as published": "zoals gepubliceerd",
    ", rounded {charged}": ", afgerond {charged}",
    ", published {published_on}": ", gepubliceerd op {published_on}",
    "an earlier change is not known": "een eerdere wijziging is niet bekend",
    "an earlier change of the price is not known": "een eerdere wijziging van de prijs is niet bekend",
    "the dates on which wages were raised are not told": "de datums van de loonsverhogingen zijn niet verteld",
    # least
    "the lowest of {parts}": "het laagste van {parts}",
    "the highest of {parts}": "het hoogste van {parts}",
    "at least {formula} per {per}": "minstens {formula} per {per}",
    "{formula} × {days} of {of} days": "{formula} × {days} van {of} dagen",
    "a minimum in units is for one service, and it names another number of them": (
        "een minimum in eenheden is voor één dienst, en het noemt er een ander aantal"
    ),
    "the amount {of} is not given": "het bedrag {of} is niet gegeven",
    "{told} compares units with money": "{told} vergelijkt eenheden met geld",
    ", at {more} less {less}": ", tegen {more} min {less}",
    ", at {more}, which is not above {less}": ", tegen {more}, en dat is niet meer dan {less}",
    "no unit of {name} has a price": "geen eenheid van {name} heeft een prijs",
    "{counted} = {shown}; bought {bought}, short {lacking}{cost} = {short}": (
        "{counted} = {shown}; afgenomen {bought}, tekort {lacking}{cost} = {short}"
    ),
    "how often {per} goes into a {whole} is not known": "hoe vaak {per} in {whole} past, is niet bekend",
    # nothing charged
    "{missing}, so nothing is charged": "{missing}; daarom wordt niets in rekening gebracht",
    "no volume is agreed": "er is geen aantal afgesproken",
    "nothing was delivered": "er is niets geleverd",
    "when it is due is not a date, so nothing is charged": (
        "wanneer het verschuldigd is, is geen datum; daarom wordt niets in rekening gebracht"
    ),
    # once
    "{amount} once": "{amount} eenmalig",
    "{price} once": "{price} eenmalig",
    "{told} = {price}": "{told} = {price}",
    "{shown}, due on {due}": "{shown}, verschuldigd op {due}",
    "{shown}, due on {due} and agreed from {on} on": "{shown}, verschuldigd op {due} en afgesproken vanaf {on}",
    # outside the band
    "{word} is told as {told}, and of less than nothing no share is taken": (
        "{word} is gemeld als {told}, en van minder dan niets wordt geen aandeel genomen"
    ),
    "an amendment puts units in the place of money, or money in that of units": (
        "een wijziging zet aantallen in de plaats van geld, of geld in de plaats van aantallen"
    ),
    (
        "what the contract year up to {last} moved the agreed volume to is not known: settle it and hand on the "
        "ledger, or tell it under baselines"
    ): (
        "waarheen het contractjaar tot en met {last} het afgesproken aantal verschoof, is niet bekend: reken het af en "
        "geef het grootboek door, of meld het onder baselines"
    ),
    "outside {band} of {volume}: {prices} ({priced})": "buiten {band} van {volume}: {prices} ({priced})",
    "excess": "alleen het meerdere",
    "whole-difference": "het hele verschil",
    "above {price}": "erboven {price}",
    "below {price}": "eronder {price}",
    "no other price": "geen andere prijs",
    "{percent} of the price": "{percent} van de prijs",
    "{percent} of a price, and the service has none": "{percent} van een prijs, en de dienst heeft er geen",
    "the price is not known": "de prijs is niet bekend",
    "{formula} lies inside ±{edge}": "{formula} ligt binnen ±{edge}",
    "{formula} is less than a whole unit beyond ±{edge}": "{formula} is minder dan een hele eenheid buiten ±{edge}",
    "{beyond}, in whole units": "{beyond}, in hele eenheden",
    " beyond ±{edge}": " buiten ±{edge}",
    # facts about volumes
    "in {label}": "in {label}",
    "since {since}": "sinds {since}",
    ", recorded {recorded_on}": ", vastgelegd op {recorded_on}",
    "{says}, for {times} days": "{says}, voor {times} dagen",
    "{says}, for {times} weeks": "{says}, voor {times} weken",
    "{says}, for {times} months": "{says}, voor {times} maanden",
    "{says}, for {times} quarters": "{says}, voor {times} kwartalen",
    "{says}, for {times} half-years": "{says}, voor {times} halfjaren",
    "{says}, for {times} years": "{says}, voor {times} jaar",
    "{times} day{days}|{times} days{days}": "{times} dag{days}|{times} dagen{days}",
    "{times} week{days}|{times} weeks{days}": "{times} week{days}|{times} weken{days}",
    "{times} month{days}|{times} months{days}": "{times} maand{days}|{times} maanden{days}",
    "{times} quarter{days}|{times} quarters{days}": "{times} kwartaal{days}|{times} kwartalen{days}",
    "{times} half-year{days}|{times} half-years{days}": "{times} halfjaar{days}|{times} halfjaren{days}",
    "{times} year{days}|{times} years{days}": "{times} jaar{days}|{times} jaar{days}",
    "{times} term{days}|{times} terms{days}": "{times} looptijd{days}|{times} looptijden{days}",
    " ({counted} days)": " ({counted} dagen)",
    "counted in {label}": "geteld in {label}",
    (
        "{name}: {number} in {label} are spread evenly over its days, as the price changes on {turns}; "
        "counts until then and from then on would say which units have which price"
    ): (
        "{name}: {number} in {label} zijn gelijk over de dagen daarvan verdeeld, omdat de prijs wijzigt op {turns}; "
        "tellingen tot dan en vanaf dan zouden zeggen welke eenheden welke prijs hebben"
    ),
    "no volume of {service} is measured in {label}": "in {label} is geen aantal van {service} gemeten",
    "no volume of {service} is measured on {day}": "op {day} is geen aantal van {service} gemeten",
    "the mean of {days} days in {label}": "het gemiddelde van {days} dagen in {label}",
    "on {last}": "op {last}",
    "on {start}": "op {start}",
    "the peak in {label}": "het meeste in {label}",
    "the counts of {service} do not make {label}: what was delivered from {day} on is not known": (
        "de tellingen van {service} maken {label} niet vol: wat vanaf {day} is geleverd, is niet bekend"
    ),
    "{clause}: of a period of the price that is charged in part, days are: so many of all that it has.": (
        "{clause}: van een periode van de prijs die voor een deel wordt berekend, tellen de dagen: zoveel van alle die "
        "zij heeft."
    ),
    # the price on a date
    "{id}: nothing with a price is called '{name}'; known are {names}": (
        "{id}: niets met een prijs heet '{name}'; bekend zijn {names}"
    ),
    "{name} on {on}: {formula}{per} ({clause}){noted}": "{name} op {on}: {formula}{per} ({clause}){noted}",
    "{name} on {on}: {price}{per} {stood}, may have been indexed since {since}: {missing} ({clause}){noted}": (
        "{name} op {on}: {price}{per} {stood}, kan sinds {since} zijn geïndexeerd: {missing} ({clause}){noted}"
    ),
    "as signed": "zoals getekend",
    "from {since} on": "vanaf {since}",
    "{name} on {on}: {price}{per}{cut}, indexed from {since} on ({clause}){noted}": (
        "{name} op {on}: {price}{per}{cut}, geïndexeerd vanaf {since} ({clause}){noted}"
    ),
    ", rounded": ", afgerond",
    " for the agreed volume": " voor het afgesproken volume",
    " to {end}": " tot en met {end}",
    "{on} lies outside of the term, which runs from {start}{end} ({clause}): nothing is charged": (
        "{on} ligt buiten de looptijd, die loopt vanaf {start}{end} ({clause}): er wordt niets in rekening gebracht"
    ),
    " per {per}": " per {per}",
    "{name} is not charged on {on}": "{name} wordt op {on} niet in rekening gebracht",
    "{price} per {per}": "{price} per {per}",
    "{amount} per {unit}": "{amount} per {unit}",
    "{told} per {units} per {per}": "{told} per {units} per {per}",
    "{unit} per {period}": "{unit} per {period}",
    "{told} per {per}": "{told} per {per}",
    "{formula} per {per} × {times}": "{formula} per {per} × {times}",
    "{volume} per {counted} is no number of units per {per}": "{volume} per {counted} is geen aantal per {per}",
    "a price per {per} cannot be charged; a price is per one of {known}": (
        "een prijs per {per} is niet te berekenen; een prijs is per een van {known}"
    ),
    # what is left out
    "whether what {clause} leaves out is a part of {name} is not known": (
        "of wat {clause} weglaat een deel van {name} is, is niet bekend"
    ),
    "what {clause} leaves out of {name} is not known": "wat {clause} van {name} weglaat, is niet bekend",
    "{number} of {whole} not charged ({clause})": "{number} van {whole} niet in rekening gebracht ({clause})",
    "not charged ({clause})": "niet in rekening gebracht ({clause})",
    # surcharges
    "{name}: surcharge {number}": "{name}: toeslag {number}",
    "{adds} more": "{adds} extra",
    "{times} times the price": "{times} keer de prijs",
    "{name} has a price of the whole, of which no unit has a part": (
        "{name} heeft een prijs voor het geheel, waarvan geen eenheid een deel heeft"
    ),
    "the units of {name} have several prices, and nobody says which of them these had": (
        "de eenheden van {name} hebben meerdere prijzen, en niemand zegt welke deze hadden"
    ),
}
"""Dutch."""
