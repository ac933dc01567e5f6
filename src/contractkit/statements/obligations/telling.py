"""What an obligation is called on a page or a screen: its state in a word or two, what it is, how its date came about.

What a clause says in its own words is shown in the language of the page where the paper has it, else in the paper's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from contractkit.duties import Gap, Obligation
from contractkit.duties.saying import how
from contractkit.errors import UsageError
from contractkit.records.said import Worded
from contractkit.statements.retelling import retold
from contractkit.statements.wording import language

__all__ = ["LOCALES", "gap_word", "how_word", "says_word", "state_word", "waits_word", "what_word"]

LOCALES: Final = ("en", "nl")
"""The languages."""

_STATES: Final[Mapping[str, tuple[str, str]]] = {
    "created": ("to come", "komt nog"),
    "in-effect": ("open", "open"),
    "suspended": ("suspended", "opgeschort"),
    "violated": ("MISSED", "GEMIST"),
    "fulfilled": ("done", "gedaan"),
    "fulfilled-late": ("done late", "te laat gedaan"),
    "discharged": ("discharged", "niet meer verschuldigd"),
    "terminated": ("ended", "geëindigd"),
    "expired": ("lapsed", "verlopen"),
    "waived": ("waived", "kwijtgescholden"),
}
_HAPPENED: Final = ("happened", "gebeurd")
_DISPUTED: Final = ("disputed", "betwist")
_WAITS: Final[Mapping[str, tuple[str, str]]] = {
    "if-renewed": ("if it is renewed until then", "als er dan is verlengd"),
    "if-ended": ("if it ends with this term", "als de overeenkomst dan eindigt"),
    "too-late": ("nobody gave notice in time, or it was prolonged", "niet op tijd opgezegd, of verlengd"),
    "ended": ("the agreement was ended before", "de overeenkomst is eerder geëindigd"),
}
_IMPOSSIBLE: Final = ("its date had passed when notice came", "de datum was al voorbij bij de opzegging")
_SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "duty": ("{who}: {what}, by {day}", "{who}: {what}, uiterlijk {day}"),
    "option": ("{who}: {what}, by {day}", "{who}: {what}, uiterlijk {day}"),
    "task": ("{who}: {what}, on {day}", "{who}: {what}, op {day}"),
    "event": ("on {day} {what}", "op {day}: {what}"),
}
_WHO: Final[Mapping[str, tuple[str, str]]] = {
    "provider": ("the provider", "de dienstverlener"),
    "customer": ("the customer", "de klant"),
    "both": ("both parties", "beide partijen"),
}


def state_word(one: Obligation, locale: str = "en") -> str:
    """Return the state of an obligation in a word or two; what is disputed says so.

    Args:
        one: The obligation.
        locale: ``en`` or ``nl``.

    Raises:
        UsageError: Another language.
    """
    place = _place(locale)
    word = _STATES[one.state][place]
    if one.nature == "event" and one.state == "fulfilled":
        word = _HAPPENED[place]
    return f"{word}, {_DISPUTED[place]}" if one.overlay is not None else word


def what_word(one: Obligation, locale: str = "en") -> str:
    """Return what an obligation is: in the words of its clause where it has any, else in our own.

    Args:
        one: The obligation.
        locale: ``en`` or ``nl``.

    Raises:
        UsageError: Another language.
    """
    _place(locale)
    return retold(one.does, language(locale))


def how_word(one: Obligation, locale: str = "en") -> str:
    """Return how the date of an obligation came about; empty where it stands in its clause.

    Args:
        one: The obligation.
        locale: ``en`` or ``nl``.

    Raises:
        UsageError: Another language.
    """
    _place(locale)
    return retold(how(one), language(locale))


def says_word(one: Obligation, locale: str = "en") -> str:
    """Return an obligation in one sentence: what, by whom, by when, how the date came about, and its clause.

    Args:
        one: The obligation.
        locale: ``en`` or ``nl``.

    Raises:
        UsageError: Another language.
    """
    place = _place(locale)
    if place == 0 and not isinstance(one.does, Worded):
        return one.says
    what = what_word(one, locale)
    what = what[:1].lower() + what[1:] if what[:2].istitle() else what
    day = language(locale).day(one.due) if one.due_at is None else one.due_at.isoformat(" ", "minutes")
    told = _SENTENCES[one.nature][place].format(who=_WHO[one.owner][place], what=what, day=day)
    because = how_word(one, locale)
    return f"{told}; {because} ({one.clause})" if because else f"{told} ({one.clause})"


def gap_word(gap: Gap, locale: str = "en") -> str:
    """Return why nobody can say a date, behind the place; in English also what to tell or to write.

    Args:
        gap: The clause, or one time of it, without a date.
        locale: ``en`` or ``nl``.

    Raises:
        UsageError: Another language.
    """
    if _place(locale) == 0:
        return str(gap)
    place = str(gap.clause) if gap.occasion is None else f"{gap.clause} {gap.occasion}"
    return f"{place}: {retold(gap.says, language(locale))}"


def waits_word(one: Obligation, locale: str = "en") -> str:
    """Return what an obligation waits for, or that it could not be done in time; empty where it waits for nothing.

    Args:
        one: The obligation.
        locale: ``en`` or ``nl``.

    Raises:
        UsageError: Another language.
    """
    place = _place(locale)
    if one.impossible is not None and one.open is not None:
        return _IMPOSSIBLE[place]
    return "" if one.provided is None else _WAITS[one.provided][place]


def _place(locale: str) -> int:
    if locale not in LOCALES:
        raise UsageError(f"obligations are told in {' and '.join(LOCALES)}, and not in {locale!r}", locale=locale)
    return LOCALES.index(locale)
