"""A real language server with our schema: what an editor completes, and where it shows what is wrong."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contractkit.documents import CONVENTIONS, read_documents
from contractkit.documents.clauses.registry import effects, kinds, steps
from contractkit.documents.heads import DOCUMENTS
from contractkit.documents.schema import language_schema

ROOT = Path(__file__).parents[2]
ASKED_FOR = os.environ.get("CONTRACTKIT_YAML_SERVER")
SERVER = Path(ASKED_FOR or ROOT / ".tools/node_modules/yaml-language-server/bin/yaml-language-server")
NODE = shutil.which("node")
CASES = ROOT / "tests" / "cases" / "documents"

if not ASKED_FOR and (NODE is None or not SERVER.is_file()):
    pytest.skip(
        f"node or yaml-language-server is not there ({SERVER}); `make editor` installs the server and runs these tests, "
        "and CONTRACTKIT_YAML_SERVER names another one",
        allow_module_level=True,
    )

PAPER = """\
contractkit: 1
document: sla
id: SLA-1
title: A paper that is being written
conventions:
  counting: after-start
  on_reopen:{space}
  {space}
clauses:
  "1":
    kind:{space}
  "2":
    kind: time-target
    measure: response
    within: 4 hours
    counting:{space}
    {space}
  "3":
    kind: pause
    while: {{status: waiting}}
    area:{space}
""".format(space=" ")
URI = "file:///papers/sla.yaml"
AMENDMENT_URI = "file:///papers/amendment.yaml"
AMENDMENT = """\
contractkit: 1
document: amendment
id: A-1
title: A change that is being written
amends: C-1
effective_from: 2026-07-01
signed_on: 2026-06-01
running_clocks:{space}
changes:
  - clause: "4.1"
    action:{space}
  - clause: "4.2"
    action: add
    to:
      kind: settlement
      per: month
      order:
        - step:{space}
  - clause: "4.3"
    action: add
    to:
      kind: time-target
      measure: response
      within: 4 hours
      pays:
        - kind:{space}
""".format(space=" ")


Message = dict[str, Any]
_PATIENCE = 60
"""Seconds to wait for an answer."""


class LanguageServer:
    """A yaml-language-server with one schema for all files.

    Args:
        command: What starts the server.
        schema: The file with the schema.
    """

    def __init__(self, command: list[str], schema: Path) -> None:
        self.settings = {"schemas": {schema.as_uri(): "*.yaml"}, "validate": True, "completion": True, "hover": True}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.received: queue.Queue[Message] = queue.Queue()
        self.asked = 0
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        capabilities = {"workspace": {"configuration": True}, "textDocument": {"completion": {"completionItem": {}}}}
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self._send(method="initialized", params={})

    def close(self) -> None:
        """Let the server end."""
        self.ask("shutdown", None)
        self._send(method="exit", params=None)
        self.process.wait(_PATIENCE)
        self.reader.join(_PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()

    def open(self, uri: str, text: str) -> list[tuple[int, str]]:
        """Open a text, and return line (counted from 1) and sentence of everything that is wrong in it."""
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send(method="textDocument/didOpen", params={"textDocument": document})
        told = self._until(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri
            )
        )
        return sorted((one["range"]["start"]["line"] + 1, one["message"]) for one in told["params"]["diagnostics"])

    def completions(self, uri: str, line: int, column: int) -> list[str]:
        """Return what may stand at a place, counted from 1."""
        position = {"line": line - 1, "character": column - 1}
        found = self.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": position})
        return [item["label"] for item in (found["items"] if isinstance(found, dict) else found)]

    def hover(self, uri: str, line: int, column: int) -> str:
        """Return what an editor shows of a place, counted from 1."""
        position = {"line": line - 1, "character": column - 1}
        found = self.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": position})
        return str(found["contents"]["value"])

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and return its result."""
        self.asked += 1
        number = self.asked
        self._send(id=number, method=method, params=params)
        return self._until(lambda message: message.get("id") == number and "method" not in message)["result"]

    def _until(self, wanted: Any) -> Message:
        while True:
            message = self.received.get(timeout=_PATIENCE)
            if "method" in message and "id" in message:
                self._send(id=message["id"], result=self._answer(message))
            if wanted(message):
                return message

    def _answer(self, message: Message) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [self.settings if item.get("section") == "yaml" else {} for item in message["params"]["items"]]

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _read(self) -> None:
        assert self.process.stdout is not None
        while True:
            size = 0
            while (line := self.process.stdout.readline()) not in (b"\r\n", b""):
                name, _, value = line.decode().partition(":")
                if name.lower() == "content-length":
                    size = int(value)
            if not size:
                return
            self.received.put(json.loads(self.process.stdout.read(size)))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    schema = tmp_path_factory.mktemp("schema") / "contractkit.json"
    schema.write_text(json.dumps(language_schema()), encoding="utf-8")
    running = LanguageServer([NODE or "node", str(SERVER), "--stdio"], schema)
    running.open(URI, PAPER)
    running.open(AMENDMENT_URI, AMENDMENT)
    yield running
    running.close()


class TestCompletion:
    """Every word of a closed list can be chosen."""

    def test_of_the_kind_of_a_clause(self, server: LanguageServer) -> None:
        assert set(server.completions(URI, 11, 11)) == set(kinds())

    def test_of_the_conventions_that_are_not_settled_yet(self, server: LanguageServer) -> None:
        offered = set(server.completions(URI, 8, 3))
        assert set(CONVENTIONS) - offered <= {"counting", "on_reopen"}
        assert "claim" in offered

    def test_of_the_words_of_a_convention(self, server: LanguageServer) -> None:
        assert set(server.completions(URI, 7, 14)) == {"resume", "undo-stop", "restart", "new-cycle"}

    def test_of_the_words_of_a_field_of_a_clause(self, server: LanguageServer) -> None:
        assert set(server.completions(URI, 16, 15)) == {"after-start", "from-start"}
        assert set(server.completions(URI, 21, 11)) == {"service", "solution", "data", "others"}

    def test_of_the_fields_of_the_kind_and_no_others(self, server: LanguageServer) -> None:
        offered = server.completions(URI, 17, 5)
        assert {"reach", "per", "calendar", "cut_off"} <= set(offered)
        assert {"tiers", "week", "kind", "measure"} & set(offered) == set()


class TestCompletionOfAmendments:
    """An amendment has fields of its own, and whole clauses in it."""

    def test_of_the_words_of_its_head(self, server: LanguageServer) -> None:
        assert set(server.completions(AMENDMENT_URI, 8, 17)) == {"untouched", "keep", "restart", "retroactive"}

    def test_of_what_is_done_with_a_clause(self, server: LanguageServer) -> None:
        assert set(server.completions(AMENDMENT_URI, 11, 13)) == {"change", "replace", "add", "remove"}

    def test_of_the_steps_of_a_settlement(self, server: LanguageServer) -> None:
        assert set(server.completions(AMENDMENT_URI, 18, 17)) == set(steps())

    def test_of_what_a_target_pays(self, server: LanguageServer) -> None:
        assert set(server.completions(AMENDMENT_URI, 26, 17)) == set(effects())


def test_the_documents_can_be_chosen(server: LanguageServer) -> None:
    server.open("file:///papers/new.yaml", "contractkit: 1\ndocument: \n")
    assert set(server.completions("file:///papers/new.yaml", 2, 11)) == set(DOCUMENTS)


class TestErrors:
    """What is wrong is shown on the line on which it stands."""

    def test_an_empty_word_is_shown_where_it_stands(self, server: LanguageServer) -> None:
        lines = [line for line, _ in server.open("file:///papers/other.yaml", PAPER)]
        assert lines == [7, 11, 16, 21]

    def test_everything_that_is_wrong_is_red_where_it_stands(self, server: LanguageServer) -> None:
        """A missing kind or step is shown at the number of its clause: line 9 for the loader's line 10 has one already."""
        told = server.open("file:///papers/wrong.yaml", (CASES / "schema" / "wrong.yaml").read_text(encoding="utf-8"))
        assert {line for line, _ in told} == {
            6, 7, 9, 10, 11, 14, 15, 16, 19, 20, 21, 24, 26, 28, 29, 32, 33, 36,
        }  # fmt: skip

    @pytest.mark.parametrize("path", sorted((CASES / "bad").glob("*.yaml")), ids=lambda path: path.name)
    def test_no_line_is_red_that_the_loader_takes(self, server: LanguageServer, path: Path) -> None:
        problems = read_documents(path)[1]
        if {problem.code for problem in problems} & {
            "yaml",
            "several-documents",
            "directive",
            "version",
            "tab",
            "empty-value",
        }:
            pytest.skip("of what cannot be read, each reader tells what it sees first")
        lines = {problem.line for problem in problems}
        lines |= {problem.line - 1 for problem in problems if problem.line and problem.code.startswith("missing-")}
        told = server.open(f"file:///papers/{path.name}", path.read_text(encoding="utf-8"))
        assert {line for line, _ in told} - lines == set()

    def test_a_wrong_quantity_is_answered_with_right_ones(self, server: LanguageServer) -> None:
        told = server.open(
            "file:///papers/quantity.yaml", PAPER.replace("4 hours", "4h").replace(": \n", ": restart\n")
        )
        assert (15, "This is not a time limit; for example '4 hours' or '1 hour 30 minutes'") in told

    @pytest.mark.parametrize("path", sorted((CASES / "good").glob("*.yaml")), ids=lambda path: path.name)
    def test_a_good_document_is_not_red(self, server: LanguageServer, path: Path) -> None:
        assert server.open(f"file:///papers/good-{path.name}", path.read_text(encoding="utf-8")) == []


def test_what_a_convention_settles_is_shown_beside_it(server: LanguageServer) -> None:
    assert "Settles the day of the start. Left out: after-start; else from-start." in server.hover(URI, 6, 5)
