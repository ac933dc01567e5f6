"""The arguments and options that several commands have, each written once: one name, one meaning, one sentence of help.

What a single command has stands beside that command. Every output says where it goes in the same way: an option takes
a FILE, and ``-`` is standard output; ``--json`` alone is a flag, and prints JSON in the place of tables.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import attrs
import typer

from contractkit.cli.json_output import Places, json_places
from contractkit.cli.writing import STDOUT

if TYPE_CHECKING:
    from contractkit.cli.gathering import Sources

__all__ = [
    "AgreementId",
    "AsOf",
    "AsOfOrNone",
    "Beside",
    "Events",
    "Facts",
    "Feedback",
    "Html",
    "HtmlAlways",
    "Item",
    "Items",
    "Json",
    "JsonFile",
    "KnownAt",
    "Ledger",
    "Locale",
    "Mapping",
    "MappingOrNone",
    "Output",
    "Papers",
    "PapersOrSaved",
    "Period",
    "Relief",
    "Told",
]

_TABLE: Final = "CSV, CSV.gz, Parquet"
_WHEN: Final = (
    "Up to when things that happened are known: an instant with its offset, such as 2026-04-10T09:00+02:00, or a date, "
    "which means the end of that date (24:00) in the agreement's zone."
)
_MAPPING: Final = typer.Option(
    "--mapping", metavar="FILE", help="Which column of the tables is what (YAML, JSON).", exists=True, dir_okay=False
)

# -- what is read ----------------------------------------------------------------------------------------------------

Papers = Annotated[
    Path,
    typer.Argument(
        metavar="PATH",
        help="A document or a folder of documents (YAML, JSON, TOML), with one or several contracts.",
        exists=True,
    ),
]
PapersOrSaved = Annotated[
    Path,
    typer.Argument(
        metavar="PATH",
        help="A document, a folder of documents with any number of contracts, or a portfolio that 'contractkit "
        "portfolio --save' wrote.",
        exists=True,
    ),
]
AgreementId = Annotated[
    str | None,
    typer.Option("--agreement", metavar="ID", help="Only this agreement, where the documents hold several."),
]
Mapping = Annotated[Path, _MAPPING]
MappingOrNone = Annotated[Path | None, _MAPPING]
Items = Annotated[
    Path | None,
    typer.Option("--items", metavar="FILE", help=f"The items: {_TABLE}.", exists=True, dir_okay=False),
]
Events = Annotated[
    Path | None,
    typer.Option("--events", metavar="FILE", help=f"What happened to them: {_TABLE}.", exists=True, dir_okay=False),
]
Feedback = Annotated[
    Path | None,
    typer.Option("--feedback", metavar="FILE", help=f"What users said of them: {_TABLE}.", exists=True, dir_okay=False),
]
Relief = Annotated[
    Path | None,
    typer.Option(
        "--relief",
        metavar="FILE",
        help=f"What held up the work on them, and why: {_TABLE}.",
        exists=True,
        dir_okay=False,
    ),
]
Facts = Annotated[
    list[Path] | None,
    typer.Option(
        "--facts",
        metavar="FILE",
        help="A facts document (YAML, JSON) for the agreement that it names: figures measured elsewhere, volumes, "
        "index figures, amounts. May be given several times; one that names no agreement and has index figures alone "
        "is for all.",
        exists=True,
        dir_okay=False,
    ),
]
Beside = Annotated[
    Path | None,
    typer.Option(
        "--beside",
        metavar="FOLDER",
        help="A folder with what was written down beside the items: work.csv, favours.csv, decisions.csv, told.csv and "
        "quotes.csv, or some of them.",
        exists=True,
        file_okay=False,
    ),
]
Ledger = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        metavar="FILE",
        help="The ledger of the settlements before this period (JSON).",
        exists=True,
        dir_okay=False,
    ),
]

# -- what is asked ---------------------------------------------------------------------------------------------------

Item = Annotated[str, typer.Argument(metavar="ITEM", help="The id of the item, as it stands in the tables.")]
Period = Annotated[
    str,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help="2026-Q1, 2026-03, 2026-H1, or the first and the last date: 2026-01-15..2026-02-14. 2026 alone is the "
        "contract year that begins in it; 2026-01-01..2026-12-31 is that of the calendar.",
    ),
]
CommonPeriod = Annotated[
    str,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help="The same dates for all contracts: 2026-Q1, 2026-03, 2026-H1, 2026, or the first and the last date: "
        "2026-01-15..2026-02-14.",
    ),
]
AsOf = Annotated[str, typer.Option("--as-of", metavar="WHEN", help=_WHEN)]
AsOfOrNone = Annotated[str | None, typer.Option("--as-of", metavar="WHEN", help=_WHEN)]
KnownAt = Annotated[
    str | None,
    typer.Option("--known-at", metavar="WHEN", help="What was recorded later is set aside; left out, nothing is."),
]

# -- how it is told --------------------------------------------------------------------------------------------------

_HTML: Final = typer.Option("--html", metavar="FILE", help="Write a page to FILE; - is standard output.")
Html = Annotated[Path | None, _HTML]
HtmlAlways = Annotated[Path, _HTML]
Json = Annotated[bool, typer.Option("--json", help="Print JSON to standard output, in the place of text.")]
JsonFile = Annotated[
    Path | None,
    typer.Option("--json-out", metavar="FILE", help="Write the same JSON to FILE, whole or not at all."),
]
Locale = Annotated[str, typer.Option("--locale", metavar="LANGUAGE", help="The language: en or nl.")]

# -- what goes together ----------------------------------------------------------------------------------------------


@attrs.frozen
class Told:
    """What a command about money is told besides the papers: tables of items, facts, the ledger, and up to when."""

    agreement: AgreementId = None
    mapping: MappingOrNone = None
    items: Items = None
    events: Events = None
    feedback: Feedback = None
    relief: Relief = None
    as_of: AsOfOrNone = None
    known_at: KnownAt = None
    facts: Facts = None
    ledger: Ledger = None

    def sources(self, path: Path) -> Sources:
        """Return where the command reads: the papers, and what it is told besides.

        Args:
            path: The papers.
        """
        from contractkit.cli.gathering import Sources

        return Sources(
            path=path,
            agreement=self.agreement,
            mapping=self.mapping,
            items=self.items,
            events=self.events,
            feedback=self.feedback,
            relief=self.relief,
            as_of=self.as_of,
            known_at=self.known_at,
            facts=tuple(self.facts or ()),
            ledger=self.ledger,
        )


@attrs.frozen
class Output:
    """Where the JSON of a command goes, if anywhere."""

    json: Json = False
    json_out: JsonFile = None

    @property
    def places(self) -> Places:
        """Return standard output for ``--json``, and the file of ``--json-out``."""
        return json_places(STDOUT if self.json else None, self.json_out)
