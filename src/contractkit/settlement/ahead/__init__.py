"""While a period runs: how each target stands, how many more may be late, what it comes to, what is left of caps."""
