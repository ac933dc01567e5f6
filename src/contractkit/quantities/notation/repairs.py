"""What people write instead of the right form, and the right form: hints only, nothing here is ever accepted."""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = [
    "bound_hint",
    "money_hint",
    "number_hint",
    "percent_hint",
    "plain_number",
    "ratio_percent",
    "time_repair",
    "volume_hint",
]

POINT_RULE = "the decimal sign is a point, thousands are set apart by a space"
_LOOSE = r"[0-9][0-9.,' ]*[0-9]|[0-9]"
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "kr": "NOK", "Ft": "HUF", "zł": "PLN"}
SMALL = {
    word: number
    for number, words in enumerate(
        (
            "zero",
            "one een eén één",
            "two twee zwei to",
            "three drie drei tre",
            "four vier fire",
            "five vijf fem",
            "six zes sechs",
            "seven zeven",
            "eight acht",
            "nine negen",
            "ten tien",
            "eleven",
            "twelve twaalf",
        )
    )
    for word in words.split()
}


def plain_number(text: str) -> str | None:
    """Return `text` with a decimal point and blanks between thousands; None where it could mean two numbers."""
    bare = text.replace(" ", "").replace("'", "")
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", bare) and "." not in bare:
        return _grouped(bare)
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+,[0-9]+", bare) or re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3}){2,}", bare):
        return _grouped(bare.replace(".", "").replace(",", "."))
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+\.[0-9]+", bare) or re.fullmatch(r"[0-9]{1,3}(,[0-9]{3}){2,}", bare):
        return _grouped(bare.replace(",", ""))
    if re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", bare):
        return None
    if re.fullmatch(r"[0-9]+[.,][0-9]+", bare):
        return _grouped(bare.replace(",", "."))
    return None


def _grouped(bare: str) -> str:
    whole, _, part = bare.partition(".")
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", " ")
    return f"{whole}.{part}" if part else whole


def _two_readings(number: str, before: str = "", behind: str = "") -> str:
    whole, part = re.split(r"[.,]", number.replace(" ", ""), maxsplit=1)
    thousands, decimals = f"{before}{whole} {part}{behind}", f"{before}{whole}.{part}0{behind}"
    return f"write '{thousands}' for thousands or '{decimals}' for decimals: '{number}' is read both ways"


def number_hint(text: str) -> str | None:
    """Return what to write instead of a number with commas or points between thousands."""
    match = re.fullmatch(rf"(-?)({_LOOSE})(.*)", text)
    if match is None:
        word = SMALL.get(text.lower())
        return None if word is None else f"write '{word}'"
    if re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", match[2]):
        return _two_readings(match[2], match[1], match[3])
    plain = plain_number(match[2])
    if plain is None or plain == match[2]:
        return None
    return f"write '{match[1]}{plain}{match[3]}': {POINT_RULE}"


def ratio_percent(number: str) -> str | None:
    """Return the percentage that a ratio from nought to one is, without its sign; None for another number.

    Example:
        >>> ratio_percent("0.9995"), ratio_percent("1"), ratio_percent("95")
        ('99.95', '100', None)
    """
    if re.fullmatch(r"0\.[0-9]*[1-9][0-9]*|1(\.0+)?", number) is None:
        return None
    return f"{(Decimal(number) * 100).normalize():f}"


def percent_hint(text: str) -> str | None:
    """Return what to write instead of a percentage without its sign, or in another spelling."""
    body = re.sub(r"^(>=|≥|=>|>|<=|≤|<|=)\s*", "", text)
    body = re.sub(r"\s*(percent|procent|prozent|prosent|pct|százalék|per cent)$", " %", body, flags=re.IGNORECASE)
    body = re.sub(r"^(?:at least|minimum|minimaal|min\.?) ", "", body)
    body = re.sub(r"^% ?(.*)$", r"\1 %", body)
    match = re.fullmatch(rf"(-?)({_LOOSE})( ?%)?", body)
    if match is None:
        return None
    plain = plain_number(match[2]) or match[2].replace(",", ".")
    if match[3] is None:
        ratio = ratio_percent(plain)
        if ratio is not None:
            whole = f"'{match[1]}{ratio} %' if {plain} is a ratio, or '{match[1]}{plain} %'"
            return f"the unit is missing; for example {whole}"
        return f"the unit is missing; for example '{match[1]}{plain} %'"
    right = f"{match[1]}{plain} %"
    if "," in match[2]:
        return f"write '{right}': {POINT_RULE}"
    return f"write '{right}'" if right != text else None


_SIDES = (
    (r"(>=|≥|=>|min\.?|minimum|minimaal|at minimum|ten minste|tenminste|mindestens|minst)", "at least"),
    (r"(<=|≤|=<|max\.?|maximum|maximaal|up to|ten hoogste|höchstens)", "at most"),
    (r"(>|over|above|greater than|meer dan|mehr als)", "more than"),
    (r"(<|under|below|fewer than|minder dan|weniger als)", "less than"),
)


def bound_hint(text: str) -> str | None:
    """Return what to write instead of a level without its side, or with a sign for it."""
    for pattern, words in _SIDES:
        match = re.match(rf"{pattern}\s*(?=[-0-9])", text, flags=re.IGNORECASE)
        if match:
            return f"write '{words} {_tidy_level(text[match.end() :])}'"
    if re.match(r"-?[0-9]", text):
        return f"say on which side: 'at least {_tidy_level(text)}' or 'at most {_tidy_level(text)}'"
    return None


def _tidy_level(text: str) -> str:
    match = re.fullmatch(rf"(-?)({_LOOSE})\s*(%?.*)", text)
    if match is None:
        return text
    plain = plain_number(match[2]) or match[2]
    return f"{match[1]}{plain} {match[3]}".strip()


def volume_hint(text: str) -> str | None:
    """Return what to write instead of a volume without its unit, or with commas."""
    if re.fullmatch(r"[0-9][0-9 ]*", text):
        return f"the unit is missing; for example '{text} seats'"
    return number_hint(text)


def money_hint(text: str) -> str | None:
    """Return what to write instead of an amount with a sign, a comma, or its currency behind.

    Example:
        >>> money_hint("€ 1.50"), money_hint("EUR -5"), money_hint("(5 EUR)")
        ('write the currency as its code: EUR 1.50', "write '-EUR 5'", "write '-EUR 5'")
    """
    below_zero = _below_zero_hint(text)
    if below_zero is not None:
        return below_zero
    for sign, code in _SIGNS.items():
        if sign in text and re.search(r"[0-9]", text):
            rest = re.sub(rf"\s*{re.escape(sign)}\.?\s*", " ", text).strip()
            return f"write the currency as its code: {code} {_tidy_amount(rest)}"
    behind = re.fullmatch(rf"(-?(?:{_LOOSE})) ?([A-Za-z]{{3}})((?: per .*)?)", text)
    if behind and behind[2].isupper() and plain_number(behind[1].lstrip("-")) is None:
        return _two_readings(behind[1].lstrip("-"), f"{'-' if behind[1][0] == '-' else ''}{behind[2]} ", behind[3])
    if behind and behind[2].isupper():
        return f"write '{behind[2]} {_tidy_amount(behind[1])}{behind[3]}': the currency stands in front"
    match = re.fullmatch(rf"(-?)([A-Za-z]{{3}} ?)?(-?)({_LOOSE})(,-|\.-|)(.*)", text)
    if match is None:
        return None
    code = "" if match[2] is None else match[2].strip().upper() + " "
    sign = "-" if match[1] or match[3] else ""
    if re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", match[4]):
        return _two_readings(match[4], f"{sign}{code}", _tidy_tail(match[6]))
    plain = plain_number(match[4])
    if plain is None:
        return None
    tail = _tidy_tail(match[6])
    right = f"{sign}{code}{plain}{tail}"
    if right == text:
        return None
    return f"write '{right}': {POINT_RULE}" if "," in match[4] or "." in match[4] else f"write '{right}'"


def _below_zero_hint(text: str) -> str | None:
    """Return an amount below zero with its sign in front, wherever it was written; None for one without a sign.

    ``EUR 5,-`` has no sign: the dash stands for cents that are not there.
    """
    body, per, tail = text.partition(" per ")
    amount = re.sub(r"(?<=[0-9])[.,]-$", "", body.replace("\N{MINUS SIGN}", "-").strip())
    bare = " ".join(re.sub(r"[-()]", " ", amount).split())
    signs = amount.count("-") + amount.count("(")
    if signs != 1 or re.search(r"[0-9] ?- ?[0-9]", amount):
        return None
    hint = money_hint(bare)
    if hint is not None and "for thousands" in hint:
        return re.sub(r"'(?=[A-Z]{3} )", "'-", hint)
    found = re.search(r"[A-Z]{3} [0-9][0-9. ]*", bare if hint is None else hint)
    right = None if found is None else f"-{found[0].strip()}{per}{tail}"
    return None if right is None or right == text else f"write '{right}'"


def _tidy_amount(text: str) -> str:
    match = re.match(rf"(-?)({_LOOSE})", text)
    if match is None:
        return text
    plain = plain_number(match[2])
    rest = _tidy_tail(text[match.end() :].removeprefix(",-"))
    return f"{match[1]}{plain}{rest}" if plain else text


def _tidy_tail(tail: str) -> str:
    return re.sub(r"\s*/\s*", " per ", tail).replace(" p/m", " per month")


def time_repair(text: str) -> str | None:
    """Return a time of day as HH:MM, or None where it cannot be read as one."""
    match = re.fullmatch(
        r"([0-9]{1,2})(?:[:.hu]([0-9]{2})?)?(?::([0-5][0-9]))? ?(am|pm|a\.m\.|p\.m\.|uur|uhr|h)?", text.lower()
    )
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if (match[4] or "").startswith("p") and hour < 12:
        hour += 12
    if (match[4] or "").startswith("a") and hour == 12:
        hour = 0
    seconds = "" if match[3] in (None, "00") else f":{match[3]}"
    return f"{hour:02}:{minute:02}{seconds}" if hour < 24 and minute < 60 else None
