"""Messages that make no sense: each request is answered, the server goes on, and says nothing on closed streams."""

from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lsp.conftest import Write
from lsp.editor import Editor, RefusedRequest, connected
from lsp.server_process import ServerProcess

from bibtools.core.errors import CannotError
from bibtools.lsp.editor_stream import EditorInput, EditorOutput
from bibtools.lsp.features import new_server

INVALID_REQUEST, NOT_FOUND, INVALID_PARAMS, NOT_INITIALIZED = -32600, -32601, -32602, -32002
HERE = {"textDocument": {"uri": "file:///x.tex"}}
START = {"line": 0, "character": 0}
BAD_PARAMETERS: list[tuple[str, Any]] = [
    ("textDocument/hover", None),
    ("textDocument/hover", []),
    ("textDocument/hover", "x"),
    ("textDocument/hover", {}),
    ("textDocument/hover", {**HERE, "position": {"line": "one", "character": 0}}),
    ("textDocument/hover", {**HERE, "position": {"line": -1, "character": 0}}),
    ("textDocument/hover", {**HERE, "position": {"line": 2**70, "character": 0}}),
    ("textDocument/completion", {"textDocument": None, "position": START}),
    ("textDocument/codeAction", {**HERE, "range": {"start": START}, "context": {"diagnostics": []}}),
    ("textDocument/codeAction", {**HERE, "range": {"start": START, "end": START}, "context": 1}),
    ("textDocument/diagnostic", {"textDocument": "file:///x.tex"}),
    ("textDocument/inlayHint", {**HERE, "range": [0, 1]}),
    ("workspace/executeCommand", {"command": "bibtools.nothing"}),
    ("workspace/executeCommand", {"arguments": []}),
]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("method", "params"), BAD_PARAMETERS)
def test_a_request_whose_parameters_make_no_sense_is_refused(method: str, params: Any, write: Write) -> None:  # noqa: ANN401 - whatever is sent
    error = asyncio.run(answered_after(write, {"id": "a", "method": method, "params": params}))["error"]
    assert error["code"] == INVALID_PARAMS
    assert error["message"]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"id": None, "method": "shutdown"}, INVALID_REQUEST),
        ({"id": 1.5, "method": "shutdown"}, INVALID_REQUEST),
        ({"id": True, "method": "shutdown"}, INVALID_REQUEST),
        ({"id": {}, "method": "textDocument/hover"}, INVALID_REQUEST),
        ({"id": 1, "method": None}, INVALID_REQUEST),
        ({"id": 1, "method": ["shutdown"]}, INVALID_REQUEST),
        ({"id": 1, "method": "no/such", "params": {"jsonrpc": "2.0", "id": 7}}, NOT_FOUND),
        ({"id": 1, "method": "initialize", "params": {"capabilities": {}}}, INVALID_REQUEST),
        ({"id": 1, "method": "shutdown", "jsonrpc": "1.0"}, INVALID_REQUEST),
        ({"id": 1}, INVALID_REQUEST),
        ({}, INVALID_REQUEST),
        ([{"id": 1, "method": "shutdown"}], INVALID_REQUEST),
        (7, INVALID_REQUEST),
        (None, INVALID_REQUEST),
    ],
)
def test_what_is_no_request_is_refused(message: Any, code: int, write: Write) -> None:  # noqa: ANN401 - whatever is sent
    assert asyncio.run(answered_after(write, message))["error"]["code"] == code


async def answered_after(write: Write, message: Any) -> Any:  # noqa: ANN401 - the same
    """Return the first answer to a message; the server answers the next request, too."""
    folder = write({"paper.tex": "arXiv:1713.00001", "r.bib": ""})
    async with connected("neovim") as (editor, server):
        await editor.begin(folder)
        uri = await editor.open(folder / "paper.tex")
        await editor.diagnostics(uri)
        whole = {"jsonrpc": "2.0", **message} if isinstance(message, dict) else message
        server.protocol.handle_message(whole)
        found = await editor.refused()
        assert found.get("id") == (message["id"] if code_tells_id(message) else None)
        assert len(await editor.diagnostics(uri)) == 1
        return found


def code_tells_id(message: object) -> bool:
    return isinstance(message, dict) and type(message.get("id")) in {int, str}


@pytest.mark.parametrize("when", ["before", "after"])
def test_requests_at_the_wrong_time_are_refused(when: str, write: Write) -> None:
    folder = write({"paper.tex": ""})

    async def run() -> list[int]:
        async with connected() as (editor, server):
            if when == "after":
                await editor.begin(folder)
                await editor.request("shutdown", None)
            codes = []
            for number, method in enumerate(("textDocument/hover", "no/such", "shutdown")):
                server.protocol.handle_message({"jsonrpc": "2.0", "id": f"late{number}", "method": method})
                codes.append((await editor.refused())["error"]["code"])
            await editor.notify("textDocument/didOpen", {"textDocument": {}})
            await editor.notify("initialized", {})
            return codes

    assert asyncio.run(run()) == [NOT_INITIALIZED if when == "before" else INVALID_REQUEST] * 3


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("textDocument/didChange", {"textDocument": {"uri": "file:///no.tex", "version": 1}, "contentChanges": []}),
        ("textDocument/didClose", {"textDocument": {"uri": "file:///no.tex"}}),
        ("textDocument/didSave", {"textDocument": {"uri": "untitled:1"}}),
        ("textDocument/didOpen", {"textDocument": {"uri": "file:///x.tex"}}),
        ("textDocument/didOpen", None),
        ("workspace/didChangeWatchedFiles", {"changes": [{"uri": 1}]}),
        ("workspace/didChangeWorkspaceFolders", {"event": None}),
        ("workspace/didChangeConfiguration", None),
        ("$/cancelRequest", {}),
        ("$/cancelRequest", {"id": 77}),
        ("window/workDoneProgress/cancel", {"token": "x"}),
        ("$/setTrace", {"value": "loud"}),
        ("no/such", {"jsonrpc": "2.0"}),
        ("exit/not", None),
    ],
)
def test_notifications_that_make_no_sense_change_nothing(method: str, params: Any, write: Write) -> None:  # noqa: ANN401 - the same
    folder = write({"paper.tex": "arXiv:1713.00001", "r.bib": ""})

    async def run() -> None:
        async with connected("neovim") as (editor, _):
            await editor.begin(folder)
            uri = await editor.open(folder / "paper.tex")
            await editor.notify(method, params)
            assert len(await editor.diagnostics(uri)) == 1
            assert [each for each in editor.shown if each["method"] != "window/logMessage"] == []

    asyncio.run(run())


def test_a_text_that_has_changed_nobody_knows_how_is_as_its_file(write: Write) -> None:
    folder = write({"paper.tex": "", "r.bib": ""})

    async def run() -> None:
        async with connected("neovim") as (editor, server):
            await editor.begin(folder)
            uri = await editor.open(folder / "paper.tex", "arXiv:1713.00001")
            changes = [{"range": {"start": START, "end": {"line": -1, "character": 0}}, "text": "x"}]
            params = {"textDocument": {"uri": uri, "version": 2}, "contentChanges": changes}
            await editor.notify("textDocument/didChange", params)
            assert server.texts.at(uri) is None
            assert await editor.diagnostics(uri) == []
            assert "makes no sense" in editor.shown[0]["message"]

    asyncio.run(run())


@pytest.mark.parametrize("answer", [{"result": {}}, {"result": 5}, {"error": "no"}, {"error": {}}, {}])
def test_an_answer_that_makes_no_sense_ends_what_waits_for_it(answer: dict[str, Any], write: Write) -> None:
    folder = write({"paper.tex": "arXiv:1912.04958 \\bibliography{r}", "r.bib": ""})

    class Confused(Editor):
        async def receive(self, message: dict[str, Any]) -> None:
            if message.get("method") == "workspace/applyEdit":
                await self._send({"jsonrpc": "2.0", "id": message["id"], **answer})
            elif message.get("method") != "window/workDoneProgress/create":
                await super().receive(message)
            else:
                await self._send({"jsonrpc": "2.0", "id": message["id"], "error": {"code": 1, "message": "no"}})

    async def run() -> None:
        async with connected("vscode", Confused) as (editor, _):
            await editor.begin(folder)
            uri, library = await editor.open(folder / "paper.tex"), await editor.open(folder / "r.bib")
            number, waiting = await editor.asking(
                "workspace/executeCommand", {"command": "bibtools.add", "arguments": [{"uri": uri}]}
            )
            if answer:
                with pytest.raises(RefusedRequest):
                    await asyncio.wait_for(waiting, 30)
            else:  # it is no answer
                await editor.notify("$/cancelRequest", {"id": number})
                with pytest.raises(RefusedRequest, match="canceled"):
                    await asyncio.wait_for(waiting, 30)
            assert editor.texts[library].text == ""

    asyncio.run(run())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
METHODS = st.sampled_from(["initialize", "shutdown", "textDocument/hover", "workspace/executeCommand", "x", "exit/x"])


@given(st.lists(st.tuples(METHODS, JSON), min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_request_is_answered_once(sent: list[tuple[str, Any]]) -> None:
    async def run() -> list[int]:
        async with connected() as (editor, server):
            heard: list[int] = []

            async def receive(message: dict[str, Any]) -> None:
                heard.append(message["id"])

            editor.receive = receive  # type: ignore[method-assign] # it counts
            for number, (method, params) in enumerate(sent):
                server.protocol.handle_message({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
            for _ in range(20):
                await asyncio.sleep(0)
            return sorted(heard)

    assert asyncio.run(run()) == list(range(len(sent)))


@pytest.mark.parametrize(
    ("header", "read"),
    [
        (b"Content-Length: 12\r\n", b"Content-Length: 12\r\n"),
        (b"content-length:12\n", b"Content-Length: 12\r\n"),
        (b"Content-Type: x\r\n", b"Content-Type: x\r\n"),
        (b"\r\n", b"\r\n"),
        (b"", b""),
        (b"Content-Length: 99999999999999\r\n", None),
        (b"Content-Length: -1\r\n", None),
        (b"Content-Length: \xb2\r\n", None),
        (b"Content-Length: many\r\n", None),
    ],
)
def test_a_message_is_announced_with_its_length(header: bytes, read: bytes | None) -> None:
    stream = EditorInput(io.BytesIO(header))
    if read is None:
        with pytest.raises(CannotError, match="announces"):
            stream.readline()
    else:
        assert stream.readline() == read


def test_a_line_without_an_end_is_read_in_parts() -> None:
    assert len(EditorInput(io.BytesIO(b"x" * 1_000_000)).readline()) < 100_000


def test_who_is_gone_hears_nothing() -> None:
    stream = io.BytesIO()
    output = EditorOutput(stream)
    output.write(b"x")
    stream.close()
    output.write(b"y")
    output.close()
    assert output.is_gone


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 100_000, b'{"jsonrpc": "2.0", "id": 1, "method": "x"} {}'])
def test_what_is_no_json_is_answered(body: bytes) -> None:
    server, written = new_server(), io.BytesIO()
    stdin = io.BytesIO(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    server.start_io(EditorInput(stdin), Kept(written))  # type: ignore[arg-type] # what pygls asks of it
    answer = json.loads(written.getvalue().partition(b"\r\n\r\n")[2])
    assert (answer["id"], answer["error"]["code"]) == (None, -32700)


class Kept:
    """An output that is not closed."""

    def __init__(self, stream: io.BytesIO) -> None:
        self.write, self.flush = stream.write, stream.flush

    def close(self) -> None:
        """Leave it open."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "code"), [("exit", 1), ("end of input", 1), ("no reader", 1), ("no reader, later", 1), ("no message", 3)]
)
def test_an_editor_that_is_gone_leaves_no_traceback(
    how: str, code: int, tmp_path: Path, environ: dict[str, str]
) -> None:
    (tmp_path / "a.tex").write_text("arXiv:1713.00001", "utf-8")
    server = ServerProcess(tmp_path, environ)
    begin: dict[str, Any] = {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}}
    server.send({"id": 1, "method": "initialize", "params": begin})
    server.until(1)
    assert server.process.stdin is not None
    assert server.process.stdout is not None
    assert server.process.stderr is not None
    if "no reader" in how:
        server.process.stdout.close()
    server.send({"method": "initialized", "params": {}})
    server.send({"id": 2, "method": "textDocument/hover", "params": {}})
    if how == "exit":
        server.send({"method": "exit"})
    elif how == "no message":
        server.process.stdin.write(b"Content-Length: -5\r\n\r\n")
    if how == "no reader, later":
        server.send({"id": 3, "method": "shutdown"})
    server.process.stdin.close()
    assert server.process.wait(30) == code
    told = server.process.stderr.read().decode()
    assert "Traceback" not in told
    assert ("announces a message" in told) == (how == "no message")
    server.process.stdout.close()
    server.process.stderr.close()


@pytest.mark.slow
def test_an_editor_that_only_tries_whether_there_is_a_server_is_answered_so(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    server = ServerProcess(tmp_path, environ)
    out, err = server.process.communicate(timeout=60)
    assert (server.process.returncode, out, err) == (0, b"", b"")
