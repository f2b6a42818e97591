"""An editor for tests, which starts `izeja lsp` and speaks to it. It shares no code with the server."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

SECONDS = 60


class Editor:
    """An editor with the files that are open in it, and what the server has said so far."""

    def __init__(self, folder: Path, capabilities: Mapping[str, Any] | None = None) -> None:
        self.folder, self._capabilities = folder, capabilities or {}
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.log: list[str] = []
        self.asked: list[dict[str, Any]] = []
        self.progress: list[dict[str, Any]] = []
        self._answers: dict[int, dict[str, Any]] = {}
        self._versions: dict[str, int] = {}
        self._number = 0
        self._news = threading.Condition()

    def __enter__(self) -> Self:
        self._errors = tempfile.TemporaryFile("w+")
        self._server = subprocess.Popen(
            [sys.executable, "-c", "from izeja.cli.main import main; main()", "lsp", "--stdio"],
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        assert self._server.stdin
        assert self._server.stdout
        self._to: IO[bytes] = self._server.stdin
        self._reader = threading.Thread(target=self._read, args=(self._server.stdout,), daemon=True)
        self._reader.start()
        folder = {"uri": self.folder.as_uri(), "name": "x"}
        self.capabilities = self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder["uri"],
                "workspaceFolders": [folder],
                "capabilities": self._capabilities,
            },
        )["capabilities"]
        self.tell("initialized", {})
        return self

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self.ask("shutdown", None)
            self.tell("exit", None)
            assert self._server.wait(SECONDS) == 0 or error
        finally:
            self._server.kill()
            self._server.wait()
            self._to.close()
            self._reader.join()
            self._errors.close()

    def open(self, name: str, text: str | None = None) -> None:
        """Open a file, with its own text or another one."""
        text = (self.folder / name).read_text("utf-8") if text is None else text
        document = {"uri": self.uri(name), "languageId": "yaml", "version": 0, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def type(self, name: str, text: str) -> None:
        """Replace the text of an open file."""
        self._versions[name] = self._versions.get(name, 0) + 1
        document = {"uri": self.uri(name), "version": self._versions[name]}
        change = {"textDocument": document, "contentChanges": [{"text": text}]}
        self.tell("textDocument/didChange", change)

    def close(self, name: str) -> None:
        """Close a file, whether it is saved or not."""
        self.tell("textDocument/didClose", {"textDocument": {"uri": self.uri(name)}})

    def at(self, name: str, line: int, character: int) -> dict[str, Any]:
        """Return the parameters of a question about a place."""
        return {"textDocument": {"uri": self.uri(name)}, "position": {"line": line, "character": character}}

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def problems(self, name: str) -> list[dict[str, Any]]:
        return self.diagnostics.get(self.uri(name), [])

    def errors(self) -> str:
        """Return what the server has written to its standard error, which editors keep in a log."""
        self._errors.seek(0)
        return self._errors.read()

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so, which is asked after each message of the server."""
        with self._news:
            assert self._news.wait_for(is_so, SECONDS), (self.diagnostics, self.log)

    def wait_for_codes(self, name: str, *codes: str) -> None:
        """Wait until a file has exactly the problems with these codes."""
        wanted = sorted(codes)
        self.wait_for(
            lambda: (
                self.uri(name) in self.diagnostics
                and sorted(one["code"] for one in self.problems(name)) == wanted
            )
        )

    def ask(self, method: str, params: Any) -> Any:
        """Ask the server, and return its answer.

        Raises:
            RuntimeError: it has answered with an error.
        """
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        self.wait_for(lambda: number in self._answers)
        answer = self._answers.pop(number)
        if "error" in answer:
            raise RuntimeError(answer["error"]["message"])
        return answer["result"]

    def tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._to.flush()

    def _read(self, stream: IO[bytes]) -> None:
        with stream:
            while head := stream.readline():
                length = int(head.partition(b":")[2])
                while stream.readline().strip():
                    pass
                self._take(json.loads(stream.read(length)))

    def _take(self, message: dict[str, Any]) -> None:
        with self._news:
            if "method" not in message:
                self._answers[message["id"]] = message
            elif message["method"] == "textDocument/publishDiagnostics":
                self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
            elif message["method"] == "window/logMessage":
                self.log.append(message["params"]["message"])
            elif message["method"] == "$/progress":
                self.progress.append(message["params"])
            elif "id" in message:
                self.asked.append(message)
                self._send({"id": message["id"], "result": None})
            self._news.notify_all()
