"""The inside of the scalar `Clock`: one item, one event at a time, on plain integers; nothing shared with the replay."""
