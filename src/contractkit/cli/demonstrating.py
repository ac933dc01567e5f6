"""``contractkit demo``: the example that comes with contractkit, judged, settled and shown."""

from __future__ import annotations

from pathlib import Path

from contractkit.cli.beside import Beside
from contractkit.cli.endings import complain
from contractkit.cli.reading import Tables
from contractkit.cli.reporting import Request, report_period
from contractkit.cli.writing import STDOUT
from contractkit.errors import UsageError

__all__ = ["demonstrate", "example"]

_NAME = "msp"
_PERIOD = "2026-Q1"
_AS_OF = "2026-04-10"
_TABLES = ("mapping.yaml", "items.csv", "events.csv", "feedback.csv")


def example() -> Path:
    """Return the folder of the example: in the installed package, else beside the source.

    Raises:
        UsageError: neither is there.
    """
    package = Path(__file__).resolve().parent.parent
    places = (package / "_examples" / _NAME, package.parent.parent / "examples" / _NAME)
    for place in places:
        if place.is_dir():
            return place
    raise UsageError(f"the example is missing: it should be in {places[0]}; install contractkit again")


def demonstrate(html: Path, locale: str) -> None:
    """Report the first quarter of the example: tables on standard output, the page in `html`."""
    folder = example()
    report_period(
        Request(
            path=folder,
            tables=Tables(*(folder / name for name in _TABLES)),
            period=_PERIOD,
            as_of=_AS_OF,
            html=html,
            locale=locale,
            beside=Beside(folder, tuple(sorted(folder.glob("*/volumes.yaml")))),
        )
    )
    if html != STDOUT:
        complain(f"\nThe page is in {html}: open it in a browser. The documents and the tickets are in {folder}")
