"""The frame of a page that stands alone: one file, no script, nothing from elsewhere."""

from __future__ import annotations

__all__ = ["sheet"]


def sheet(title: str, style: str, body: str, code: str) -> str:
    """Return a page of its own.

    Args:
        title: What the page is called; HTML, escaped.
        style: Its CSS.
        body: What it shows; HTML, escaped.
        code: The language that it is written in, such as ``nl``.

    Example:
        >>> sheet("T-1", "", "<h1>T-1</h1>", "en").splitlines()[1]
        '<html lang="en">'
    """
    head = f'<meta charset="utf-8"><title>{title}</title><style>{style}</style>'
    viewport = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    return f'<!doctype html>\n<html lang="{code}">\n<head>{head}{viewport}</head>\n<body>\n{body}\n</body>\n</html>\n'
