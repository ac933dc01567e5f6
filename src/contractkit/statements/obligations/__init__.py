"""Obligations for people and their calendars: what they are called, one page of them, and the calendar file."""
