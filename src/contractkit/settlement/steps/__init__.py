"""The steps of a settlement: caps, earn-back, minimum issue, rounding and allocation, one module for each."""

from contractkit.settlement.steps.amounts import Added, Amount, Change, Course, Cut, Minimum, Setting
from contractkit.settlement.steps.following import follow
from contractkit.settlement.steps.merging import merged
from contractkit.settlement.steps.nesting import nested

__all__ = ["Added", "Amount", "Change", "Course", "Cut", "Minimum", "Setting", "follow", "merged", "nested"]
