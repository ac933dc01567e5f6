"""How the clock of an item ran, as a page of text: each stretch with its reason and its clause, and the sum."""
