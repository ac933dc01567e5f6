"""Records: clause references and assumptions, which everything above cites."""
