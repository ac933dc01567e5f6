"""The language as JSON Schema, for editors and for validators that know nothing of contracts.

Made from the models, so that a new kind of clause is in it at once. What a schema can say is said at the exact place;
what takes two places to see (an unknown name, tiers that do not go down) is the business of ``contractkit check``.
"""

from __future__ import annotations

from contractkit.documents.schema.documents import clause_schema, document_schema, language_schema

__all__ = ["clause_schema", "document_schema", "language_schema"]
