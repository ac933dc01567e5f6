"""The guide's examples give what the guide says of them."""

from __future__ import annotations

from pathlib import Path

from contractkit.facts import Facts
from contractkit.facts.mapping import FactsMapping

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "facts.md"


def block(heading: str, language: str) -> str:
    """Return the first block of code in `language` under the heading that begins so."""
    part = GUIDE.read_text(encoding="utf-8").split(f"\n## {heading}")[1]
    return part.split(f"```{language}\n")[1].split("```")[0]


def written(folder: Path, heading: str) -> tuple[Path, Path]:
    """Return the table and the mapping under a heading, as files."""
    table, mapping = folder / "table.csv", folder / "mapping.yaml"
    table.write_text(block(heading, "text"), encoding="utf-8")
    mapping.write_text(block(heading, "yaml"), encoding="utf-8")
    return table, mapping


class TestTheGuide:
    """What is copied from the guide works as the guide says."""

    def test_the_first_mapping_is_one(self, tmp_path: Path) -> None:
        """It names items, events and feedback."""
        path = tmp_path / "mapping.yaml"
        path.write_text(GUIDE.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0], encoding="utf-8")
        mapping = FactsMapping.of(path)
        assert (mapping.events is not None, mapping.feedback is not None) == (True, True)

    def test_items_without_a_log(self, tmp_path: Path) -> None:
        """501 becomes solved at 11:30 and closed four days later; 502 becomes neither."""
        table, mapping = written(tmp_path, "Items without a log")
        facts = Facts.from_files(items=table, mapping=mapping)
        events = facts.events
        assert events is not None
        assert [facts.items.ids[place] for place in events.item.tolist()] == ["501", "501"]
        assert events.words("status").words() == ["solved", "closed"]
        solved, closed = facts.items.instants("solved_at").us[0], facts.items.instants("closed_at").us[0]
        assert events.at.tolist() == [solved, closed]
        assert facts.items.instants("solved_at").datetimes()[0].isoformat() == "2026-01-05T10:30:00+00:00"  # type: ignore[union-attr]
        assert facts.items.words("priority").words() == ["P1", "P3"]
        assert facts.problems == ()

    def test_a_log_without_items(self, tmp_path: Path) -> None:
        """INC1 opened at 09:00 of Amsterdam, as P3, and was P1 in the end."""
        table, mapping = written(tmp_path, "A log without items")
        facts = Facts.from_files(events=table, mapping=mapping)
        assert facts.items.ids.tolist() == ["INC1"]
        assert facts.items.instants("opened_at").datetimes()[0].isoformat() == "2026-01-05T08:00:00+00:00"  # type: ignore[union-attr]
        assert facts.items.words("first_priority").words() == ["P3"]
        assert facts.items.words("last_priority").words() == ["P1"]
        assert facts.problems == ()
