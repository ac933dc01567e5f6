"""What several clauses say together: contradictions, circles, what can never happen. One module for each question.

A module here holds one function that takes the `Draft` and adds to its desk what it finds. What cannot be is an error;
what can be and is hardly meant is a warning: the papers are signed, and load.
"""

from __future__ import annotations

from contractkit.compiling.checking.papers import check_papers

__all__ = ["check_papers"]
