"""What a line of a settlement rests on: clauses, formula, figure and items, as one answer and as a page of text."""
