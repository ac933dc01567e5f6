"""Broken papers give their problems at their lines, also where they lie beside what they are about."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import contractkit as ck

CASES = Path(__file__).parents[1] / "cases"
BROKEN = CASES / "documents" / "broken"
EXPECTED = YAML(typ="safe", pure=True).load(BROKEN / "expected.yaml")

SHARED = Path(os.environ.get("CONTRACTKIT_SHARED", Path(__file__).parents[2].parent / "shared")) / "language"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the shared examples are not there ({SHARED}); set CONTRACTKIT_SHARED to their folder"
)

ABOUT = {
    "6-amendment-links": ("contract", "sla", "sop", "catalogue"),
    "6b-second-amendment.links": ("contract", "sla", "sop", "catalogue", "amendment-2026-07"),
}
"""Beside which papers of the shared agreement an amendment lies: the second one follows the first."""


def found(path: Path, name: str) -> list[tuple[int | None, str]]:
    """Return the problems of one file among those that lie there."""
    return sorted((one.line, one.code) for one in ck.check(path) if Path(str(one.file)).name == name)


class TestOurs:
    """Broken papers of this repository, worked out by hand."""

    def test_every_one_says_what_is_expected_of_it(self) -> None:
        assert sorted(EXPECTED) == sorted(path.name for path in BROKEN.iterdir() if path.name != "expected.yaml")

    @pytest.mark.parametrize("name", sorted(EXPECTED))
    def test_it_gives_its_problems_and_no_other(self, name: str, tmp_path: Path) -> None:
        if "amendment" in name:
            shutil.copytree(CASES / "papers" / "agreement", tmp_path, dirs_exist_ok=True)
        shutil.copy(BROKEN / name, tmp_path)
        assert found(tmp_path, name) == sorted((line, code) for line, code in EXPECTED[name])
        assert len(ck.check(tmp_path)) == len(EXPECTED[name]), "what lies beside it is right"


@needs_shared
class TestShared:
    """The broken papers that came with the language, each with the papers that it is about."""

    @pytest.mark.parametrize(
        "name",
        [
            "1-typos",
            "2-numbers-and-yaml",
            "3-quantities",
            "4-bands",
            "5-amendment",
            "6-amendment-links",
            "6b-second-amendment.links",
            "7-anchors",
            "8-syntax",
            "9-conventions",
        ],
    )
    def test_it_gives_every_expected_problem_and_no_other(self, name: str, tmp_path: Path) -> None:
        wanted: dict[str, Any] = json.loads((SHARED / "broken" / "expected.json").read_text(encoding="utf-8"))
        for beside in ABOUT.get(name, ()):
            shutil.copy(SHARED / "agreement" / f"{beside}.yaml", tmp_path)
        shutil.copy(SHARED / "broken" / f"{name}.yaml", tmp_path)
        expected = sorted((entry["line"], entry["code"]) for entry in wanted[f"{name}.yaml"])
        assert found(tmp_path, f"{name}.yaml") == expected


HEAD = """\
contractkit: 1
document: sla
id: X
title: Words of an earlier form
language: en
currency: EUR
zone: Europe/Amsterdam
clauses:
"""


class TestEarlierWords:
    """What was written in an earlier form of the language gets the right form as its hint."""

    @pytest.mark.parametrize(
        ("clause", "code", "hint"),
        [
            (
                "{kind: duty, owner: provider, does: Report, due: contract-year}",
                "quantity",
                "write every: contract-year",
            ),
            (
                "{kind: duty, owner: provider, does: Report, every: month, otherwise: nothing}",
                "quantity",
                "an amount such as EUR 250.00, or {does: what follows, in words}",
            ),
            ("{kind: ola}", "unknown-kind", "write time-target, in a document: sla with between: internal"),
            (
                "{kind: liability, per_year: 100 % of set-up-cost}",
                "unknown-reference",
                "others are declared: a fee by kind: fee, what comes with the facts under amounts: in the head",
            ),
            (
                "{kind: remedy, remedy: termination-right, when: {counted: breached, at_least: 3}}",
                "unknown-field",
                "a right to end the agreement is kind: termination",
            ),
        ],
    )
    def test_it_says_what_to_write(self, clause: str, code: str, hint: str, tmp_path: Path) -> None:
        (tmp_path / "sla.yaml").write_text(f'{HEAD}  "1": {clause}\n', encoding="utf-8")
        hints = [str(one.hint) for one in ck.check(tmp_path) if one.code == code]
        assert [one for one in hints if hint in one] == hints[:1]
