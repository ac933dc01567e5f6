"""``contractkit schema``: the language and what is worked out as JSON Schema, for editors and other validators."""

from __future__ import annotations

import json
import sys

from contractkit.errors import UsageError

__all__ = ["RESULTS", "write_schema"]

RESULTS = (
    "evaluation",
    "attainment",
    "settlement",
    "ledger",
    "correction",
    "sealed-settlement",
    "facts",
    "item-process",
    "item-steps",
    "allocation",
    "chain-proof",
    "open-request",
)
"""What is worked out, and has a schema as data; and facts documents, which are no papers."""


def write_schema(kind: str | None, document: str | None) -> None:
    """Write the JSON Schema of the language, of one kind of document, or of one kind of clause to standard output.

    Args:
        kind: The word of a kind of clause, or None.
        document: The word of a kind of document, of results as data (evaluation, attainment,
            settlement, ledger, correction, sealed-settlement, item-process, item-steps, allocation, chain-proof,
            open-request), of a facts document (facts), or None.

    Raises:
        UsageError: Both are given, or one is unknown.
    """
    # The models load pydantic, which no other command's help should wait for.
    from contractkit.documents import schema
    from contractkit.documents.heads import DOCUMENTS
    from contractkit.quantities.notation import nearest

    if kind is not None and document is not None:
        raise UsageError("--kind and --document do not go together: a schema is of a clause or of a document")
    if kind is not None:
        made = schema.clause_schema(kind)
    elif document in ("evaluation", "attainment"):
        from contractkit.evaluation import attainment_schema, evaluation_schema

        made = evaluation_schema() if document == "evaluation" else attainment_schema()
    elif document in ("settlement", "ledger", "correction", "sealed-settlement", "facts"):
        from contractkit.settlement import kept_schema, settlement_facts_schema, settlement_schema

        made = {
            "settlement": settlement_schema,
            "ledger": kept_schema.ledger_schema,
            "correction": kept_schema.correction_schema,
            "sealed-settlement": kept_schema.sealed_schema,
            "facts": settlement_facts_schema,
        }[document]()
    elif document in ("item-process", "item-steps", "allocation", "chain-proof", "open-request"):
        from contractkit import process

        made = {
            "item-process": process.process_schema,
            "item-steps": process.item_steps_schema,
            "allocation": process.allocation_schema,
            "chain-proof": process.chain_proof_schema,
            "open-request": process.open_request_schema,
        }[document]()
    elif document is not None:
        if document not in DOCUMENTS:
            raise UsageError(f"there is no document '{document}'; {nearest(document, (*DOCUMENTS, *RESULTS))}")
        made = schema.document_schema(document)
    else:
        made = schema.language_schema()
    sys.stdout.write(json.dumps(made, indent=2, ensure_ascii=False) + "\n")
