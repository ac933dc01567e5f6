"""What can be counted and measured: time limits, money, percentages, periods, rounding, and how they are written."""
