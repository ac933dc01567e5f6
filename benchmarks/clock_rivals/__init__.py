"""The parts of the replay benchmark: the log, a hand-written loop, other yardsticks, and measuring from inside."""
