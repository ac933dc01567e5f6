"""Output files: written whole or not at all."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from contractkit.documents.files import SUFFIXES
from contractkit.errors import UsageError

__all__ = ["STDOUT", "destinations", "spare", "write"]

STDOUT = Path("-")
"""The name that means standard output."""
_REPORT = re.compile(r'\s*\{\s*"version":\s*\d+,\s*"kind":\s*"report"')
_BEGINNING = 200


def destinations(*paths: Path | None) -> None:
    """Refuse, before anything is computed, files that cannot be written.

    Raises:
        UsageError: two outputs go to one place, or a folder is missing or stands where the file should.
    """
    given = [path for path in paths if path is not None]
    places = [path if path == STDOUT else path.resolve() for path in given]
    for path, place in zip(given, places, strict=True):
        if places.count(place) > 1:
            raise UsageError(f"two outputs go to {path}; give each its own file")
        if place == STDOUT:
            continue
        if place.is_dir():
            raise UsageError(f"{path} is a folder; give the name of a file in it")
        if not place.parent.is_dir():
            raise UsageError(f"{path} cannot be written: there is no folder {place.parent}")


def spare(outputs: Iterable[Path | None], inputs: Iterable[Path | None], documents: Path) -> None:
    """Refuse, before anything is read, an output that would take the place of what is read.

    Args:
        outputs: Where the outputs go; None and standard output overwrite nothing.
        inputs: The files that are read.
        documents: The document, or the folder of documents; an earlier report in that folder may be written anew.

    Raises:
        UsageError: an output is one of the inputs or a document, under whatever name.
    """
    read = [path for path in inputs if path is not None]
    for path in outputs:
        if path is None or path == STDOUT or not path.exists():
            continue
        same = next((one for one in read if one.exists() and path.samefile(one)), None)
        if same is not None:
            raise UsageError(f"{path} is read as {same} and cannot be written too; give the output a name of its own")
        if _is_document(path, documents):
            raise UsageError(f"{path} belongs to the documents in {documents}; give the output a name of its own")


def _is_document(path: Path, documents: Path) -> bool:
    if not documents.is_dir():
        return path.samefile(documents)
    names = (path, path.resolve())
    root = documents.resolve()
    inside = any(one.absolute().is_relative_to(documents.absolute()) or one.is_relative_to(root) for one in names)
    if not inside or path.suffix.lower() not in SUFFIXES or not path.is_file():
        return False
    with path.open(encoding="utf-8", errors="replace") as file:
        return not _REPORT.match(file.read(_BEGINNING))


def write(texts: Mapping[Path, str]) -> None:
    """Write each text to its file in UTF-8, all of them or none.

    Each is written beside its file first and then takes its name in one step, so that a reader never meets half a file
    and an older file stays when writing fails. Standard output comes last; a device or a pipe is written to directly.

    Raises:
        OSError: a file could not be written; no file was changed.
    """
    ready: list[tuple[str, Path]] = []
    try:
        for path, text in texts.items():
            place = path if path == STDOUT else path.resolve()
            if place != STDOUT and (not place.exists() or place.is_file()):
                ready.append((_beside(place, text), place))
        for temporary, place in ready:
            os.replace(temporary, place)  # noqa: PTH105 - temporary is a name, not a path of ours
    finally:
        for temporary, _ in ready:
            with suppress(FileNotFoundError):
                os.unlink(temporary)  # noqa: PTH108
    for path, text in texts.items():
        if path == STDOUT:
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode())
            sys.stdout.buffer.flush()
        elif not path.resolve().is_file():
            path.write_text(text, encoding="utf-8")


def _beside(place: Path, text: str) -> str:
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=place.parent, prefix=f".{place.name}.", suffix=".part", delete=False
    ) as file:
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(file.name)  # noqa: PTH108
            raise
    Path(file.name).chmod(_mode(place))
    return file.name


def _mode(place: Path) -> int:
    """Return the mode of the file that is replaced, else that of a new file under the process's mask."""
    if place.exists():
        return stat.S_IMODE(place.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
