"""Obligations as one page to look at or to print: by month, with what nobody can date under them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from typing import Final

from contractkit.duties import Obligation, Obligations
from contractkit.errors import UsageError
from contractkit.statements.obligations.telling import LOCALES, gap_word, how_word, state_word, what_word
from contractkit.statements.sheets import sheet
from contractkit.statements.wording import language

__all__ = ["obligations_html"]

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("Obligations", "Verplichtingen"),
    "stretch": ("{first} to {last}, as of {today}", "{first} tot en met {last}, gezien op {today}"),
    "date": ("Date", "Datum"),
    "state": ("State", "Stand"),
    "owner": ("Whose", "Van wie"),
    "what": ("What", "Wat"),
    "clause": ("Clause", "Artikel"),
    "nothing": ("Nothing is due in these dates.", "In deze periode is er niets."),
    "gaps": ("Dates that nobody can say", "Data die niemand kan noemen"),
    "provider": ("provider", "dienstverlener"),
    "customer": ("customer", "klant"),
    "both": ("both", "beide"),
}
_MONTHS: Final = (
    (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    (
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
)  # fmt: skip
_STYLE: Final = """
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:64rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .3rem}
p.stretch{opacity:.7;margin:.2rem 0 1rem}
table{border-collapse:collapse;width:100%}
td small{display:block;opacity:.7}
th,td{text-align:left;vertical-align:top;padding:.35rem .8rem .35rem 0;
border-bottom:1px solid color-mix(in srgb,currentColor 15%,transparent)}
th{font-weight:600;font-size:.8rem;opacity:.7}
td.date,td.state,td.owner,td.clause{white-space:nowrap}td.date{font-variant-numeric:tabular-nums}td.what{width:60%}
tr.month th{font-size:1.1rem;opacity:1;padding-top:1.6rem}
tr.violated td.state{color:#b3261e;font-weight:700}
tr.expired,tr.waived,tr.discharged,tr.terminated{opacity:.6}
@media(max-width:40rem){thead{display:none}tr{display:block;padding:.5rem 0}
td{display:inline-block;border:0;padding-right:.6rem}td.what{display:block}}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}
"""


def obligations_html(found: Obligations, *, names: Mapping[str, str] | None = None, locale: str = "en") -> str:
    """Return obligations as a page of its own: no script, nothing from elsewhere; for the screen and for print.

    Args:
        found: The obligations, of one agreement or of many.
        names: What an agreement is called, by its id; its id where nothing is said.
        locale: ``en`` or ``nl``. What a clause says in its own words stays in the language of its paper, unless the
            paper has it in this one too.

    Raises:
        UsageError: Another language.
    """
    said = _Said(locale)
    dates = {"first": found.first.isoformat(), "last": found.last.isoformat(), "today": found.as_of.isoformat()}
    body = [f"<h1>{said('title')}</h1>", f'<p class="stretch">{said("stretch").format(**dates)}</p>']
    body += _months(found, names or {}, said) if found.rows else [f"<p>{said('nothing')}</p>"]
    if found.gaps:
        gaps = "".join(f"<li>{escape(gap_word(gap, locale))}</li>" for gap in found.gaps)
        body += [f"<h2>{said('gaps')}</h2>", f"<ul>{gaps}</ul>"]
    return sheet(said("title"), _STYLE, "\n".join(body), locale)


class _Said:
    """The words of the page in one language."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        if locale not in LOCALES:
            raise UsageError(f"obligations are told in {' and '.join(LOCALES)}, and not in {locale!r}", locale=locale)
        self.place = LOCALES.index(locale)

    def __call__(self, word: str) -> str:
        return _WORDS[word][self.place]


def _months(found: Obligations, names: Mapping[str, str], said: _Said) -> Iterator[str]:
    several = len({one.agreement for one in found.rows}) > 1
    heads = "".join(f"<th>{said(word)}</th>" for word in ("date", "state", "owner", "what", "clause"))
    yield f"<table><thead><tr>{heads}</tr></thead>"
    for (year, month), rows in groupby(found.rows, key=lambda one: (one.due.year, one.due.month)):
        name = f"{_MONTHS[said.place][month - 1]} {year}"
        yield f'<tbody><tr class="month"><th colspan="5" scope="rowgroup">{name}</th></tr>'
        yield "\n".join(_row(one, names if several else {}, said) for one in rows)
        yield "</tbody>"
    yield "</table>"


def _row(one: Obligation, names: Mapping[str, str], said: _Said) -> str:
    day = one.due.isoformat() if one.due_at is None else one.due_at.isoformat(" ", "minutes")
    what = escape(what_word(one, said.locale))
    of = names.get(one.agreement)
    of = None if of is None else language(said.locale).written(of)
    what = what if of is None else f"{what} <small>{escape(of)}</small>"
    more = how_word(one, said.locale)
    cells = {
        "date": day,
        "state": escape(state_word(one, said.locale)),
        "owner": said(one.owner),
        "what": f"{what}<small>{escape(more)}</small>" if more else what,
        "clause": escape(str(one.clause)),
    }
    return f'<tr class="{one.state}">{"".join(f"<td class={name!r}>{cell}</td>" for name, cell in cells.items())}</tr>'
