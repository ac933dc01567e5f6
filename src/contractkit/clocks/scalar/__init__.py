"""The inside of the scalar `Clock`: one item, event by event, on plain integers; it shares nothing with the replay."""
