"""An editor for tests: speaks the protocol as real ones do, with their recorded capabilities, and edits texts itself.

Its texts are kept in units of UTF-16, by other means than the server's, so that the two can disagree.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from bibtools.lsp.features import new_server
from bibtools.lsp.file_uris import path_of, uri_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bibtools.lsp.server import BibtoolsServer

CLIENTS = Path(__file__).parent / "clients"
Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
T = TypeVar("T")
LINE_END = re.compile(rb"\r\0\n\0|[\r\n]\0")  # in UTF-16


def recorded(client: str) -> Message:
    """Return what an editor said of itself when it began."""
    found: Message = json.loads((CLIENTS / f"{client}.json").read_text("utf-8"))
    return found


class EditorText:
    """A text that is open in the editor, in units of UTF-16."""

    def __init__(self, uri: str, text: str) -> None:
        self.uri, self.version = uri, 1
        self.units = text.encode("utf-16-le", "surrogatepass")

    @property
    def text(self) -> str:
        return self.units.decode("utf-16-le", "surrogatepass")

    def offset(self, line: int, character: int) -> int:
        """Return the byte at which a position is: a line ends with LF, CR or both."""
        text, at = self.units, 0
        for _ in range(line):
            at = self._line_end(at)[1]
        end = self._line_end(at)[0]
        return min(at + 2 * character, end) if at <= len(text) else len(text)

    def _line_end(self, at: int) -> tuple[int, int]:
        for match in LINE_END.finditer(self.units, at):
            if match.start() % 2 == 0:  # else it is of two units
                return match.span()
        return len(self.units), len(self.units)

    def position(self, offset: int) -> Message:
        """Return the position of a unit."""
        line = at = 0
        while True:
            end, following = self._line_end(at)
            if 2 * offset <= end or following == end:
                return {"line": line, "character": min(offset, end // 2) - at // 2}
            if 2 * offset < following:
                return {"line": line, "character": (end - at) // 2}
            line, at = line + 1, following

    def whole(self, offset: int) -> int:
        """Return a unit, or the one in front of it where that is the first half of a character."""
        return offset - (0xDC <= (self.units[2 * offset + 1 :] or b"\0")[0] <= 0xDF)

    def place(self, start: int, length: int) -> Message:
        """Return the range of some units, as far as there are any; no editor divides a character."""
        most = len(self.units) // 2
        begin, end = (self.whole(min(each, most)) for each in (start, start + length))
        return {"start": self.position(begin), "end": self.position(end)}

    def replace(self, place: Message, new: str) -> None:
        start, end = (self.offset(place[each]["line"], place[each]["character"]) for each in ("start", "end"))
        self.units = self.units[:start] + new.encode("utf-16-le", "surrogatepass") + self.units[max(start, end) :]

    def apply(self, edits: list[Message]) -> None:
        """Apply edits that are all about the text as it is; those at one place keep their order."""
        places = [
            tuple(
                self.offset(each["range"][edge]["line"], each["range"][edge]["character"]) for edge in ("start", "end")
            )
            for each in edits
        ]
        order = sorted(range(len(edits)), key=lambda index: (places[index], index))
        assert all(places[one][1] <= places[other][0] for one, other in pairwise(order)), "overlap"
        for index in reversed(order):
            start, end = places[index]
            new = edits[index]["newText"].encode("utf-16-le", "surrogatepass")
            self.units = self.units[:start] + new + self.units[end:]
        self.version += 1


class Editor:
    """One end of a connection: what a test does with it, an editor would do."""

    def __init__(self, send: Send, client: str = "vscode") -> None:
        self._send, self.client = send, client
        self._next = 0
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self.texts: dict[str, EditorText] = {}
        self.published: dict[str, list[Message]] = {}
        self.versions: dict[str, int | None] = {}
        self.shown: list[Message] = []  # messages, documents and logs
        self.requests: list[str] = []  # what the server has asked of the editor
        self.progress: list[Message] = []
        self.applied: list[Message] = []
        self.capabilities: Message = {}
        self._refused: asyncio.Queue[Message] = asyncio.Queue()
        self._news = asyncio.Event()

    async def begin(self, *folders: Path, options: Message | None = None, **changed: Any) -> Message:  # noqa: ANN401 - of the protocol
        said = recorded(self.client)
        params = {
            **said,
            "processId": None,
            "rootUri": uri_of(str(folders[0])) if folders else None,
            "rootPath": None,
            "workspaceFolders": [{"uri": uri_of(str(each)), "name": each.name} for each in folders],
            "initializationOptions": options or {},
            **changed,
        }
        self.capabilities = params["capabilities"]
        found: Message = await self.request("initialize", params)
        await self.notify("initialized", {})
        return found

    async def request(self, method: str, params: Any) -> Any:  # noqa: ANN401 - of the protocol
        _, future = await self.asking(method, params)
        return await asyncio.wait_for(future, 60)

    async def asking(self, method: str, params: Any) -> tuple[int, asyncio.Future[Any]]:  # noqa: ANN401 - the same
        self._next += 1
        number = self._next
        future = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        return number, future

    async def notify(self, method: str, params: Any) -> None:  # noqa: ANN401 - the same
        await self._send({"jsonrpc": "2.0", "method": method, "params": params})

    async def refused(self) -> Message:
        """Return the next answer to what was not sent as a request."""
        return await asyncio.wait_for(self._refused.get(), 30)

    def uri(self, path: Path) -> str:
        return uri_of(str(path))

    async def open(self, path: Path, text: str | None = None, language: str = "latex") -> str:
        """Open a file as editors do: without its byte order mark."""
        text = path.read_bytes().decode("utf-8").removeprefix("\ufeff") if text is None else text
        uri = self.uri(path)
        self.texts[uri] = EditorText(uri, text)
        item = {"uri": uri, "languageId": language, "version": 1, "text": text}
        await self.notify("textDocument/didOpen", {"textDocument": item})
        return uri

    async def close(self, uri: str) -> None:
        self.texts.pop(uri)
        await self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    async def save(self, uri: str) -> None:
        path = path_of(uri)
        assert path is not None
        Path(path).write_bytes(self.texts[uri].text.encode())
        await self.notify("textDocument/didSave", {"textDocument": {"uri": uri}})

    async def type(self, uri: str, start: int, end: int, new: str) -> None:
        """Replace a part of a text, given in units of UTF-16."""
        text = self.texts[uri]
        place = {"start": text.position(start), "end": text.position(end)}
        await self.change(uri, place, new)

    async def change(self, uri: str, place: Message | None, new: str) -> None:
        text = self.texts[uri]
        text.version += 1
        if place is None:
            text.units = new.encode("utf-16-le", "surrogatepass")
        else:
            text.replace(place, new)
        changes = [{"text": new} if place is None else {"range": place, "text": new}]
        await self._tell(text, changes)

    async def _tell(self, text: EditorText, changes: list[Message]) -> None:
        which = {"uri": text.uri, "version": text.version}
        await self.notify("textDocument/didChange", {"textDocument": which, "contentChanges": changes})

    async def diagnostics(self, uri: str) -> list[Message]:
        """Return what is shown of a text now: asked for where this editor asks, else pushed."""
        report = await self.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        if "diagnostic" in self.capabilities.get("textDocument", {}):
            found: list[Message] = report["items"]
            return [*found, *self.published.get(uri, [])]
        return self.published.get(uri, [])

    async def actions(self, uri: str, place: Message, only: list[str] | None = None) -> list[Message]:
        context = {"diagnostics": [], **({"only": only} if only else {})}
        params = {"textDocument": {"uri": uri}, "range": place, "context": context}
        found: list[Message] | None = await self.request("textDocument/codeAction", params)
        return found or []

    async def choose(self, action: Message) -> Any:  # noqa: ANN401 - of the protocol
        """Do what choosing an action does: its edit, then its command."""
        if "edit" in action:
            self._applying(action["edit"])
            await self._told()
        if "command" in action:
            command = action["command"] if isinstance(action["command"], dict) else action
            return await self.execute(command["command"], *command.get("arguments", []))
        return None

    async def execute(self, command: str, *arguments: Any) -> Any:  # noqa: ANN401 - the same
        return await self.request("workspace/executeCommand", {"command": command, "arguments": list(arguments)})

    def at(self, uri: str, part: str, nth: int = 0) -> Message:
        """Return the range of a part of a text."""
        text = self.texts[uri].text
        start = -1
        for _ in range(nth + 1):
            start = text.index(part, start + 1)
        units = [len(text[:each].encode("utf-16-le")) // 2 for each in (start, start + len(part))]
        return {edge: self.texts[uri].position(each) for edge, each in zip(("start", "end"), units, strict=True)}

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds; what the server does not say by then, it will not say."""
        async with asyncio.timeout(30):
            while not holds():
                self._news.clear()
                await self._news.wait()

    # What the server says.

    async def receive(self, message: Message) -> None:
        if "method" not in message:
            future = self._waiting.pop(message["id"], None)
            if future is None:
                self._refused.put_nowait(message)
            elif not future.cancelled():
                if "error" in message:
                    future.set_exception(RefusedRequest(message["error"]))
                else:
                    future.set_result(message.get("result"))
        elif "id" in message:
            self.requests.append(message["method"])
            result = await self._answer(message["method"], message.get("params"))
            await self._send({"jsonrpc": "2.0", "id": message["id"], "result": result})
        else:
            self._hear(message["method"], message["params"])
        self._news.set()

    def _hear(self, method: str, params: Message) -> None:
        if method == "textDocument/publishDiagnostics":
            self.published[params["uri"]] = params["diagnostics"]
            self.versions[params["uri"]] = params.get("version")
        elif method == "$/progress":
            self.progress.append(params)
        else:
            self.shown.append({"method": method, **params})

    async def _answer(self, method: str, params: Message | None) -> Any:  # noqa: ANN401 - the same
        if method == "workspace/applyEdit" and params:
            self.applied.append(params)
            is_applied = self._applying(params["edit"])
            await self._told()
            return {"applied": is_applied}
        if method == "window/showDocument" and params:
            self.shown.append({"method": method, **params})
            return {"success": True}
        return None

    def _applying(self, edit: Message) -> bool:
        """Apply an edit of the workspace, as an editor does: nothing of one that is about another version."""
        parts = edit.get("documentChanges")
        if parts is None:
            parts = [
                {"textDocument": {"uri": uri, "version": None}, "edits": edits}
                for uri, edits in edit["changes"].items()
            ]
        for part in parts:
            if part.get("kind") == "create":
                continue
            text = self.texts.get(part["textDocument"]["uri"])
            version = part["textDocument"].get("version")
            if version is not None and (text is None or text.version != version):
                return False
        self._untold = []
        for part in parts:
            uri = part["uri"] if part.get("kind") == "create" else part["textDocument"]["uri"]
            if part.get("kind") == "create" or uri not in self.texts:
                path = Path(str(path_of(uri)))
                data = path.read_bytes().decode() if path.exists() else ""
                self.texts[uri] = EditorText(uri, data.removeprefix("\ufeff"))
                self._untold.append((uri, True))
            if part.get("kind") != "create":
                self.texts[uri].apply(part["edits"])
                self._untold.append((uri, False))
        return True

    async def _told(self) -> None:
        """Notify the server of texts that an edit has opened and changed."""
        new = {uri for uri, is_new in self._untold if is_new}
        for uri in dict.fromkeys(uri for uri, _ in self._untold):
            text = self.texts[uri]
            if uri in new:
                item = {"uri": uri, "languageId": "bibtex", "version": text.version, "text": text.text}
                await self.notify("textDocument/didOpen", {"textDocument": item})
            else:
                await self._tell(text, [{"text": text.text}])


class RefusedRequest(Exception):  # noqa: N818 - an answer
    """An error that the server answers with."""


class _Wire:
    """What the server writes to: one message a time, to the editor."""

    def __init__(self) -> None:
        self.messages: asyncio.Queue[Message] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()

    def write(self, data: bytes) -> None:
        message = json.loads(data.partition(b"\r\n\r\n")[2] or data)
        self._loop.call_soon_threadsafe(self.messages.put_nowait, message)

    def close(self) -> None:
        """Nothing is open."""


@asynccontextmanager
async def connected(
    client: str = "vscode", kind: type[Editor] = Editor
) -> AsyncIterator[tuple[Editor, BibtoolsServer]]:
    """Connect an editor with a server in this process."""
    server, wire = new_server(), _Wire()
    server.protocol.set_writer(wire)

    async def send(message: Message) -> None:
        given = json.loads(json.dumps(message), object_hook=server.protocol.structure_message)
        server.protocol.handle_message(given)
        await asyncio.sleep(0)

    editor = kind(send, client)

    async def listen() -> None:
        while True:
            await editor.receive(await wire.messages.get())

    listening = asyncio.create_task(listen())
    try:
        yield editor, server
    finally:
        listening.cancel()
        server.end()


def in_editor(run: Callable[[Editor], Coroutine[Any, Any, T]], client: str = "vscode") -> T:
    """Return what something gives that is done in an editor."""

    async def whole() -> T:
        async with connected(client) as (editor, _):
            return await run(editor)

    return asyncio.run(whole())
