"""Terms: what the documents mean, as frozen values that compute. No document, no file, no text to parse."""

from __future__ import annotations

from contractkit.terms.agreement import Agreement, ClauseText, DocumentHead, Party, ScopeRule, Term
from contractkit.terms.amendments import AmendedClause, Amendment, Notice
from contractkit.terms.versions import governing

__all__ = [
    "Agreement",
    "AmendedClause",
    "Amendment",
    "ClauseText",
    "DocumentHead",
    "Notice",
    "Party",
    "ScopeRule",
    "Term",
    "governing",
]
