"""Lets ``python -m contractkit.cli`` run the command line."""

from __future__ import annotations

from contractkit.cli import main

main()
