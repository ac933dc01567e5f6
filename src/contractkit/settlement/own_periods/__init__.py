"""Periods of effects of their own: which effects stand in a period, over which dates, under which settlement clause."""
