"""Terms: what the documents mean, as frozen values that compute. No document, no file, no text to parse."""

from __future__ import annotations

from contractkit.terms.agreement import Agreement, ClauseText, DocumentHead, Party, ScopeRule, Term
from contractkit.terms.amendments import AmendedClause, Amendment, Notice
from contractkit.terms.notice_dates import LastNotice, last_notice_date

__all__ = [
    "Agreement",
    "AmendedClause",
    "Amendment",
    "ClauseText",
    "DocumentHead",
    "LastNotice",
    "Notice",
    "Party",
    "ScopeRule",
    "Term",
    "last_notice_date",
]
