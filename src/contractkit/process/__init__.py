"""The work as a process."""
