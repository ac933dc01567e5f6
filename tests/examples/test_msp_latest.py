"""The commonest real export holds the current priority, and a log with old and new values: it means the same."""

from __future__ import annotations

from pathlib import Path

import contractkit as ck

MSP = Path(__file__).parents[2] / "examples" / "msp"


class TestLatestPriority:
    def test_the_current_priority_and_the_log_give_the_priority_at_the_opening(self, tmp_path: Path) -> None:
        written = (MSP / "mapping.yaml").read_text(encoding="utf-8")
        changed = written.replace("{column: first_priority, holds: at-opening}", "{column: priority, holds: latest}")
        assert changed != written
        (tmp_path / "mapping.yaml").write_text(changed, encoding="utf-8")
        files = {"items": MSP / "items.csv", "events": MSP / "events.csv"}
        first = ck.Facts.from_files(**files, mapping=MSP / "mapping.yaml")
        latest = ck.Facts.from_files(**files, mapping=tmp_path / "mapping.yaml")
        assert latest.items.words("priority").words() == first.items.words("priority").words()
