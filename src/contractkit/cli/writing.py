"""Output files: written whole or not at all."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from contractkit.documents.files import SUFFIXES
from contractkit.errors import UsageError

__all__ = ["STDOUT", "check_folder", "destinations", "saved", "spare", "write"]

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
            where = "standard output" if place == STDOUT else str(path)
            raise UsageError(f"two outputs go to {where}; give each its own file")
        if place == STDOUT:
            continue
        if place.is_dir():
            raise UsageError(f"{path} is a folder; give the name of a file in it")
        if not place.parent.is_dir():
            raise UsageError(f"{path} cannot be written: there is no folder {place.parent}")
        if not os.access(place if place.exists() else place.parent, os.W_OK):
            raise UsageError(f"{path} cannot be written: this is not allowed here; give another place")


def check_folder(folder: Path | None, why: str) -> None:
    """Refuse, before anything is computed, a folder that files cannot be written into; it need not be there yet.

    Args:
        folder: Where files will go; None for nowhere.
        why: Why it takes a folder, in words.

    Raises:
        UsageError: Something else stands there, or nothing can be written there.
    """
    if folder is None:
        return
    place = folder.resolve()
    if place.exists() and not place.is_dir():
        raise UsageError(f"{folder} is no folder; {why}, and need one")
    there = next(one for one in (place, *place.parents) if one.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise UsageError(f"{folder} cannot be written into: this is not allowed here; give another folder")


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


def write(texts: Mapping[Path, str], *folders: Path | None) -> None:
    """Write each text to its file in UTF-8, all of them or none.

    Each is written beside its file first and then takes its name in one step, so that a reader never meets half a file
    and an older file stays when writing fails. Standard output comes last; a device or a pipe is written to directly.

    Args:
        texts: What goes where.
        folders: Folders that are made first where they are not there; None for none.

    Raises:
        OSError: a file could not be written; no file was changed.
    """
    for folder in folders:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
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


def saved(path: Path, save: Callable[[str], None]) -> None:
    """Let something write itself to a file, whole or not at all.

    Args:
        path: The file.
        save: Writes to the file that it is given.

    Raises:
        OSError: The file could not be written; what stood there still stands there.
    """
    place = path.resolve()
    with _part(place) as name:
        save(name)
        Path(name).chmod(_mode(place))
        os.replace(name, place)  # noqa: PTH105 - a name, not a path of ours


def _beside(place: Path, text: str) -> str:
    with _part(place) as name:
        with Path(name).open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(place))
        return name


@contextmanager
def _part(place: Path) -> Iterator[str]:
    """Give a new file beside `place`, which is taken away again where filling it fails; errors name `place`."""
    name = None
    try:
        with NamedTemporaryFile(dir=place.parent, prefix=f".{place.name}.", suffix=".part", delete=False) as file:
            name = file.name
        yield name
    except BaseException as error:
        if name is not None:
            with suppress(FileNotFoundError):
                os.unlink(name)  # noqa: PTH108
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror, str(place)) from error
        raise


def _mode(place: Path) -> int:
    """Return the mode of the file that is replaced, else that of a new file under the process's mask."""
    if place.exists():
        return stat.S_IMODE(place.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
