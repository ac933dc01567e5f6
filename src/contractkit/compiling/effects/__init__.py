"""Effects as they compute: what figures, lateness, failures and results pay, one module for each kind.

An effect stands inside its target, under ``pays``, or is a clause of its own. Whatever this version does not settle is
kept as a term, and recorded as not computed.
"""

from __future__ import annotations

from contractkit.compiling.effects.attaching import attach_effect_clauses, compile_effects, effect_clauses, effects_of

__all__ = ["attach_effect_clauses", "compile_effects", "effect_clauses", "effects_of"]
