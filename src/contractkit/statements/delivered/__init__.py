"""What was delivered against what was agreed, told: in short texts, on a terminal, and as letters with draft quotes."""

from contractkit.statements.delivered.papers import standard
from contractkit.statements.delivered.spoken import missed, spoken

__all__ = ["missed", "spoken", "standard"]
