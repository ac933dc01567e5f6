"""What the wordings of results are in other languages than English, by the wording, subject by subject.

A wording without words stands for itself. `statements.retelling` chooses among them; nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from contractkit.statements.retold import (
    asked,
    charged,
    delivering,
    measured,
    owed,
    paid,
    prepaid,
    recorded,
    settled,
    words,
)

__all__ = ["RETOLD"]

RETOLD: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "nl": {
            **words.DUTCH,
            **asked.DUTCH,
            **charged.DUTCH,
            **delivering.DUTCH,
            **measured.DUTCH,
            **owed.DUTCH,
            **paid.DUTCH,
            **prepaid.DUTCH,
            **recorded.DUTCH,
            **settled.DUTCH,
        }
    }
)
"""By language code: the wording that a result keeps, and what it is there."""
