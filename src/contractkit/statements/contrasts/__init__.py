"""Contracts put side by side: the table of them, and the page."""
