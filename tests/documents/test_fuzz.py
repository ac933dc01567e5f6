"""Whatever the bytes, reading ends in documents and problems, never in an exception."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from contractkit.documents import read_data, read_text
from contractkit.documents.loading import read_bytes_of
from contractkit.errors import Problem

CASES = Path(__file__).parents[1] / "cases" / "documents"
SEEDS = [path.read_bytes() for folder in ("good", "bad") for path in sorted((CASES / folder).iterdir())]
PIECES = st.sampled_from(
    [
        b"&a ",
        b"*a",
        b"!!str ",
        b"<<: ",
        b"? ",
        b"- ",
        b": ",
        b"\n",
        b"  ",
        b"\t",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b"'",
        b'"',
        b"#",
        b" #",
        b"|\n",
        b">-\n",
        b"%YAML 1.1\n",
        b"---\n",
        b"...\n",
        b"\\",
        b"\x00",
        b"\x85",
        b"\xe2\x80\xa8",
        b"\xef\xbb\xbf",
        b"\xff",
        b"~",
        b"null",
        b"kind: ",
        b"rows:",
        b"clauses:\n",
        b'"1":\n',
        b"4h",
        b"1e999",
        b"\\ud800",
        b"\\x",
        b"@",
        b"`",
        b"document: sla\n",
        b"pays: [{kind: curve}]",
    ]
)
few = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
NAMES = st.sampled_from(["a.yaml", "a.json", "a.toml", None])


def judge(data: bytes, name: str | None) -> None:
    sources, problems = read_bytes_of(data, name)
    assert all(isinstance(problem, Problem) and str(problem) for problem in problems)
    assert sources or problems
    for source in sources:
        assert source.model.model_dump(mode="json", by_alias=True, exclude_unset=True)


class TestAnyBytes:
    """Reading never fails otherwise than by problems."""

    @few
    @given(data=st.binary(max_size=200), name=NAMES)
    def test_of_any_kind(self, data: bytes, name: str | None) -> None:
        judge(data, name)

    @few
    @given(text=st.text(max_size=200), name=NAMES)
    def test_of_any_text(self, text: str, name: str | None) -> None:
        judge(text.encode("utf-8", "surrogatepass"), name)

    @few
    @given(pieces=st.lists(PIECES, max_size=25).map(b"".join), name=NAMES)
    @example(pieces=b'a: "\\UFFFFFFFF"', name="a.yaml")
    @example(pieces=b"%YAML 99999999999999999999.1\n---\na", name="a.yaml")
    @example(pieces=b"a = " + b"9" * 5000, name="a.toml")
    def test_of_pieces_of_yaml(self, pieces: bytes, name: str | None) -> None:
        judge(pieces, name)

    @few
    @given(data=st.data())
    def test_of_documents_with_a_piece_put_in_or_left_out(self, data: st.DataObject) -> None:
        seed = data.draw(st.sampled_from(SEEDS))
        for _ in range(data.draw(st.integers(1, 3))):
            at = data.draw(st.integers(0, len(seed)))
            gone = data.draw(st.sampled_from([0, 0, 1, 3, 20]))
            seed = seed[:at] + data.draw(PIECES | st.just(b"")) + seed[at + gone :]
        judge(seed, "a.yaml")


ANY_DATA = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.dates()
    | st.binary(max_size=3)
    | st.decimals(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=6) | st.integers() | st.none(), inner, max_size=4)
    ),
    max_leaves=12,
)
GOOD = [read_text(path.read_text(encoding="utf-8"))[0][0] for path in sorted((CASES / "good").iterdir())]


class TestAnyData:
    """Python data never fail otherwise than by problems."""

    @few
    @given(data=st.dictionaries(st.text(max_size=8), ANY_DATA, max_size=4))
    def test_of_any_kind(self, data: dict[str, Any]) -> None:
        sources, problems = read_data(data)
        assert sources or problems

    @few
    @given(data=st.data())
    def test_with_any_value_in_the_place_of_another(self, data: st.DataObject) -> None:
        source = data.draw(st.sampled_from(GOOD))
        document = source.model.model_dump(mode="json", by_alias=True, exclude_unset=True)
        here: Any = document
        while True:
            key = data.draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
            deeper = here[key]
            if not isinstance(deeper, dict | list) or not deeper or data.draw(st.booleans()):
                here[key] = data.draw(ANY_DATA)
                break
            here = deeper
        sources, problems = read_data(document)
        assert sources or problems
