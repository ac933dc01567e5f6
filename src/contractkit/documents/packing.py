"""A paper packed as it was handed in, in a quarter of the room: it can be read again at any time, with its places."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Mapping
from typing import Any

import attrs

from contractkit.documents.data_reader import read_data_tree
from contractkit.documents.judging import judge
from contractkit.documents.reader import read_tree
from contractkit.documents.source import PaperSource
from contractkit.errors import Problem

__all__ = ["PackedPaper"]

_QUICKLY = 1


@attrs.frozen(eq=False)
class PackedPaper:
    """A paper that takes little room.

    Attributes:
        file: The file as the caller named it; None for text and data without a name.
        size: How many characters it has, about.
    """

    file: str | None
    size: int
    _written: bytes = attrs.field(repr=False)

    @classmethod
    def of_text(cls, text: str, file: str | None = None) -> PackedPaper:
        """Return the paper that a text writes."""
        return cls(file, len(text), zlib.compress(text.encode("utf-8", "surrogatepass"), _QUICKLY))

    def read(self) -> tuple[PaperSource | None, tuple[Problem, ...]]:
        """Return the paper as it was read the first time, and all that is wrong with it."""
        text = zlib.decompress(self._written).decode("utf-8", "surrogatepass")
        return judge(read_tree(text, self.file), self.file)


@attrs.frozen(eq=False)
class PackedData(PackedPaper):
    """A paper that was handed in as Python data."""

    @classmethod
    def of(cls, data: Mapping[str, Any], file: str | None = None) -> PackedData | None:
        """Return the paper that data hold; None where they hold more than plain maps, lists, texts and numbers."""
        try:
            written = marshal.dumps(data, 2)  # type: ignore[arg-type]
        except ValueError:
            return None
        return cls(file, len(written), zlib.compress(written, _QUICKLY))

    def read(self) -> tuple[PaperSource | None, tuple[Problem, ...]]:
        """Return the paper as it was read the first time, and all that is wrong with it."""
        return judge(read_data_tree(marshal.loads(zlib.decompress(self._written)), self.file), self.file)
