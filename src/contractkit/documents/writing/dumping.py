"""What was read, as a text that reads the same: in YAML, or in JSON."""

from __future__ import annotations

from typing import Literal

from contractkit.documents.data_reader import read_data_tree
from contractkit.documents.heads import Head
from contractkit.documents.source import PaperSource
from contractkit.documents.writing.json_writer import json_text
from contractkit.documents.writing.pages import Group, Text, page_of
from contractkit.documents.writing.yaml_writer import yaml_text

__all__ = ["dump"]


def dump(paper: PaperSource | Head, form: Literal["yaml", "json"] = "yaml") -> str:
    """Return a document as a text; what is loaded from it is the document again.

    Args:
        paper: A document as it was read, which keeps the order of its page; or its model, whose fields stand in the
            order of the language.
        form: The language of the text.

    Returns:
        The text in canonical style. Quantities stand as they were written; comments are no part of what was read.
    """
    if isinstance(paper, Head):
        tree = read_data_tree(paper.model_dump(mode="json", by_alias=True, exclude_unset=True)).tree
    else:
        tree = paper.tree
    page = page_of(tree) if tree is not None else Group("map")
    if not isinstance(page, Group):
        raise TypeError("a document is a map")
    version = page.get("contractkit")
    if version is not None and isinstance(version.value, Text):
        version.value = Text(version.value.text, plain=True)
    return json_text(page) if form == "json" else yaml_text(page)
