"""Terms: what the documents mean, as frozen values that compute. No document, no file, no text to parse."""

from __future__ import annotations

from contractkit.terms.agreement import Agreement, ClauseText, DocumentHead, Party, ScopeRule, Term

__all__ = ["Agreement", "ClauseText", "DocumentHead", "Party", "ScopeRule", "Term"]
