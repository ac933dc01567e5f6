"""No document takes a machine down: what nobody signs is refused, or told, within a second of work."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from contractkit.documents import read_data, read_documents, read_text
from contractkit.documents.limits import MAX_ALIASES, MAX_BYTES, MAX_PROBLEMS
from contractkit.documents.lookalikes import strange_character
from contractkit.errors import Problem

HEAD = "contractkit: 1\ndocument: sla\nid: S-1\ntitle: T\nclauses:\n"
A_SECOND = 5.0
"""Of the processor: what takes less than one on a quiet machine may take a few on one that is slower and busy."""


@pytest.fixture(autouse=True)
def _within_a_second() -> Iterator[None]:
    read_text(HEAD + '  "1": {kind: text, text: The models are loaded once.}\n')
    begin = time.process_time()
    yield
    assert time.process_time() - begin < A_SECOND


def file_with(folder: Path, name: str, data: bytes) -> tuple[Problem, ...]:
    (folder / name).write_bytes(data)
    return read_documents(folder / name)[1]


class TestHostileFiles:
    """Files that were made to hurt, or that something broke on the way."""

    @pytest.mark.parametrize(
        ("name", "written", "code"),
        [
            ("deep.yaml", lambda: b"a: " + b"[" * 200_000, "too-deep"),
            ("deep-map.yaml", lambda: b"{a: " * 200_000, "too-deep"),
            ("deep-list.yaml", lambda: b"- " * 200_000 + b"a", "too-deep"),
            ("deep-blocks.yaml", lambda: b"".join(b" " * i + b"a:\n" for i in range(1_900)), "too-deep"),
            ("deep.json", lambda: b'{"a":' * 200_000, "too-deep"),
            ("deep-list.json", lambda: b'{"a": ' + b"[" * 200_000, "too-deep"),
            ("deep.toml", lambda: b"a = " + b"[" * 200_000, "toml"),
            ("dots.toml", lambda: b"a" + b".a" * 900_000 + b" = 1", "too-deep"),
            ("blanks-and-dots.toml", lambda: b"'a'" + b' . "a"' * 300_000 + b" = 1", "too-deep"),
            ("word.toml", lambda: b"x" * 1_900_000, "toml"),
            ("tag.yaml", lambda: b"a: !" + b"x" * 1_900_000, "tag"),
            ("nul.yaml", lambda: b"a: b\x00c\n", "character"),
            ("nul.json", lambda: b'{"a": "\x00"}', "character"),
            ("bytes.yaml", lambda: b"a: \xff\xfe\n", "encoding"),
            ("bytes.json", lambda: b'{"a": "\xc3\x28"}', "encoding"),
            ("large.yaml", lambda: b"a: b\n" * 4_000_000, "too-large"),
            ("scalar.yaml", lambda: b"a: " + b"x" * 4_900_000, "too-large"),
            ("quotes.yaml", lambda: b'a: "' + b"\\n" * 2_400_000, "too-large"),
            ("unclosed.yaml", lambda: b'a: "' + b"\\n" * 900_000, "yaml"),
            ("unclosed.json", lambda: b'{"a": "' + b"\\n" * 900_000, "json"),
            ("digits.json", lambda: b'{"a": ' + b"9" * 1_900_000 + b"}", "missing-field"),
            ("brackets.json", lambda: b'{"a": "' + b"[" * 1_900_000 + b'"}', "missing-field"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_it_is_refused_with_its_reason(
        self, tmp_path: Path, name: str, written: Callable[[], bytes], code: str
    ) -> None:
        assert code in [problem.code for problem in file_with(tmp_path, name, written())]

    def test_an_alias_bomb_ends_after_twenty_aliases(self, tmp_path: Path) -> None:
        bomb = b"".join(b"a%d: &a%d [*a%d, *a%d]\n" % (i, i, i - 1, i - 1) for i in range(1, 20_000))
        problems = file_with(tmp_path, "bomb.yaml", b"a0: &a0 x\n" + bomb)
        assert {problem.code for problem in problems} == {"alias"}
        assert len(problems) == MAX_ALIASES + 1
        assert problems[-1].says == "20 anchors and aliases are told; what follows is not read"

    def test_a_key_of_forty_words_is_the_longest_in_toml(self) -> None:
        words = ".".join("a" * 40)
        assert "too-deep" not in {problem.code for problem in read_text(f"{words} = 1\n", "a.toml")[1]}
        (problem,) = read_text(f"b = 1\n{words}.a = 1\n", "a.toml")[1]
        assert (problem.code, problem.line, problem.column) == ("too-deep", 2, 1)
        assert problem.says == "more than 40 words are joined by dots here"

    def test_data_that_are_too_deep_are_refused(self) -> None:
        deep: dict[str, object] = {}
        for _ in range(100_000):
            deep = {"a": deep}
        (problem,) = read_data(deep)[1]
        assert problem.code == "too-deep"

    def test_half_a_character_in_data_is_a_problem_where_it_stands(self) -> None:
        head = {"contractkit": "1", "document": "sla", "id": "S", "title": "T"}
        _, problems = read_data({**head, "note": "a \ud83d", "fields": {"\udc00": "text"}})
        assert [(problem.code, problem.where) for problem in problems] == [("character", "note"), ("key", "fields")]


class TestTooManyProblems:
    """A thousand problems are told, and how many are left."""

    def test_of_clauses_that_are_all_wrong_the_first_thousand_are_told(self, tmp_path: Path) -> None:
        clauses = b"".join(b'  "%d": {kind: txet%d}\n' % (number, number) for number in range(40_000))
        problems = file_with(tmp_path, "wrong.yaml", HEAD.encode() + clauses)
        assert (len(problems), {problem.code for problem in problems[:-1]}) == (MAX_PROBLEMS + 1, {"unknown-kind"})
        assert problems[-1].code == "too-many-problems"
        assert problems[-1].says == "1000 problems are told; 39000 clauses after these are not judged"

    def test_problems_of_one_clause_are_counted(self) -> None:
        fields = "".join(f"    wrong_{number}: x\n" for number in range(1_200))
        _, problems = read_text(HEAD + '  "1":\n    kind: text\n    text: x\n' + fields)
        assert len(problems) == MAX_PROBLEMS + 1
        assert problems[-1].says == "1000 problems are told; 200 more are not told"
        assert (problems[-1].line, problems[-1].hint) == (1_008, "mend those first, and check again")

    @pytest.mark.parametrize("name", ["a.yaml", "a.json"])
    def test_problems_of_form_end_the_reading(self, name: str) -> None:
        pair = "a: 1\n" if name.endswith("yaml") else '"a": 1,\n'
        text = pair * 3_000
        _, problems = read_text(text if name.endswith("yaml") else "{" + text + '"b": 1}', name)
        assert len(problems) == MAX_PROBLEMS + 1
        assert {problem.code for problem in problems[:-1]} == {"duplicate-key"}
        assert (problems[-1].code, problems[-1].line) == ("too-many-problems", MAX_PROBLEMS + 2)

    def test_problems_of_data_end_the_reading(self) -> None:
        _, problems = read_data({"a": [None] * 3_000})
        assert [problem.code for problem in problems[-2:]] == ["empty-value", "too-many-problems"]

    def test_a_thousand_problems_are_told_without_a_word_more(self) -> None:
        fields = "".join(f"    wrong_{number}: x\n" for number in range(1_000))
        _, problems = read_text(HEAD + '  "1":\n    kind: text\n    text: x\n' + fields)
        assert {problem.code for problem in problems} == {"unknown-field"}
        assert len(problems) == MAX_PROBLEMS


class TestLookalikes:
    """A character that looks like another is named, because nobody sees it."""

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("t\u0435xt", "character 2 is CYRILLIC SMALL LETTER IE (U+0435), which looks like 'e'"),
            ("\u0391.1", "character 1 is GREEK CAPITAL LETTER ALPHA (U+0391), which looks like 'A'"),
            ("after\u2010start", "character 6 is HYPHEN (U+2010), which looks like '-'"),
            ("4\u00a0hours", "character 2 is NO-BREAK SPACE (U+00A0), which looks like a blank"),
            ("ga\u200bp", "character 3 is ZERO WIDTH SPACE (U+200B), which cannot be seen"),
            ("\uff4bind", "character 1 is FULLWIDTH LATIN SMALL LETTER K (U+FF4B), which looks like 'k'"),
            ("text", None),
            ("réponse", None),
            ("szolgáltatás", None),
            ("måned", None),
        ],
    )
    def test_it_is_named_with_what_it_looks_like(self, text: str, says: str | None) -> None:
        assert strange_character(text) == says

    @pytest.mark.parametrize(
        ("clause", "where", "told"),
        [
            ("{kind: text, t\u0435xt: x}", "clause 1 > t\u0435xt", "CYRILLIC SMALL LETTER IE"),
            ("{kind: t\u0435xt, text: x}", "clause 1 > kind", "CYRILLIC SMALL LETTER IE"),
            ("{kind: effort, text: x, k\u0131nd: y}", "clause 1 > k\u0131nd", "LATIN SMALL LETTER DOTLESS I"),
            (
                "{kind: time-target, measure: m, within: 4 hours, counting: after\u2011start}",
                "clause 1 > counting",
                "HYPHEN",
            ),
        ],
    )
    def test_the_problem_names_it(self, clause: str, where: str, told: str) -> None:
        _, problems = read_text(HEAD + f'  "1": {clause}\n')
        assert where in [problem.where for problem in problems]
        assert told in "".join(problem.says for problem in problems)

    def test_in_prose_every_alphabet_is_at_home(self) -> None:
        assert read_text(HEAD + '  "1": {kind: text, text: Служба поддержки}\n')[1] == ()


def test_a_document_of_the_largest_size_is_read() -> None:
    clause = '  "{}": {{kind: text, text: {}}}\n'
    text = HEAD
    number = 0
    while len(text) + 1_100 < MAX_BYTES:
        text += clause.format(number, "x" * 1_000)
        number += 1
    (source,), problems = read_text(text)
    assert (len(source.model.clauses), problems) == (number, ())
