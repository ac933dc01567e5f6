"""Documents back as text: dumped from what was read, or formatted as they stand, with their comments."""

from __future__ import annotations

from contractkit.documents.writing.dumping import dump
from contractkit.documents.writing.formatting import FormatError, Formatted, format_file, format_text, formattable

__all__ = ["FormatError", "Formatted", "dump", "format_file", "format_text", "formattable"]
