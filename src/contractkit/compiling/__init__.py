"""Compiling: documents as written become terms that compute, or a list of everything that is wrong with them."""

from __future__ import annotations

from contractkit.compiling.loading import Examined, check, examine, load_agreement, load_agreements

__all__ = ["Examined", "check", "examine", "load_agreement", "load_agreements"]
