"""``python -m contractkit.cli``: the same as the command ``contractkit``."""

from __future__ import annotations

from contractkit.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    main()
