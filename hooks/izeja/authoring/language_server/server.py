"""The language server: what an editor asks, and the answers, over standard input and output.

Only this module, `answers` and `places` know the protocol. Questions are answered at once, from the text in
the editor. What needs all trees, such as checks and renaming, runs in threads, so that nobody waits for it.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import traceback
from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from izeja import __version__
from izeja.authoring.changing.change import ChangeError
from izeja.authoring.language_server import answers
from izeja.authoring.language_server.answers import Asked
from izeja.authoring.language_server.desk import Desk, library_of
from izeja.authoring.language_server.places import Places
from izeja.compiler.compiled import Compiled
from izeja.problems.explain import url_of
from izeja.problems.problem import Problem, Related
from izeja.problems.terminal import visible
from izeja.reading.folder import shown

_BETWEEN_LETTERS = 0.05
"""Seconds without an edit after which the tree that is being written is checked."""
_PAUSE = 1.0
"""Seconds without an edit after which the whole library is checked."""
_PROVING = "izeja/proving"
"""Names the progress that the editor shows while all of a library is proved for the first time."""
_SEVERITIES = {"error": lsp.DiagnosticSeverity.Error, "warning": lsp.DiagnosticSeverity.Warning}


class _RefusedError(JsonRpcException):
    """What a writer asked for cannot be done; the editor shows the message."""

    CODE = lsp.LSPErrorCodes.RequestFailed.value


def _is_ours(record: logging.LogRecord) -> bool:
    """Return whether an entry of pygls' log is about a mistake of ours; it logs every refusal, too."""
    return not (record.exc_info and isinstance(record.exc_info[1], _RefusedError))


logging.getLogger("pygls.protocol.json_rpc").addFilter(_is_ours)


class Server(LanguageServer):
    """The server of one editor, with every library of which a file is open."""

    def __init__(self) -> None:
        # Editors send whole texts. pygls would put parts together by lines, with ends that no editor knows.
        super().__init__("izeja", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self._desks: dict[Path, Desk] = {}
        self._uris: dict[Path, str] = {}
        self._checks: dict[Path, asyncio.Task[None]] = {}
        self._numbers = count()
        self._shown: dict[Path, dict[str, list[lsp.Diagnostic]]] = defaultdict(dict)

    def report_server_error(self, error: Exception, source: object) -> None:  # noqa: ARG002 - pygls' signature
        """Write an error of ours to the log of the editor, and go on."""
        if isinstance(error, _RefusedError):
            return
        # pygls passes a wrapper without the traceback, but calls this while it handles the error itself.
        self.log("".join(traceback.format_exception(sys.exception() or error)))

    def log(self, message: str) -> None:
        """Write to the log of the editor."""
        self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, message))

    def desk_of(self, uri: str) -> tuple[Desk, Path] | None:
        """Return the library that a document belongs to, and its file; None if it belongs to none."""
        path = to_fs_path(uri)
        file = Path(path).absolute() if path else None
        root = library_of(file) if file else None
        if file is None or root is None:
            return None
        self._uris[file] = uri
        return self._desks.setdefault(root, Desk(root)), file

    def uri_of(self, file: Path) -> str:
        """Return the address of a file, written as the editor writes it."""
        return self._uris.get(file) or file.as_uri()

    def edited(self, uri: str, text: str | None) -> None:
        """Take the text of a document, None if it was closed, and check it soon."""
        if found := self.desk_of(uri):
            desk, file = found
            desk.put(file, text)
            self._check_soon(desk, file)

    def asked(self, document: lsp.TextDocumentIdentifier) -> Asked | None:
        """Return what a question is about; None if its document belongs to no library."""
        found = self.desk_of(document.uri)
        return Asked(*found, self._encoding) if found else None

    def changed_on_disk(self) -> None:
        """Check all libraries soon."""
        for desk in self._desks.values():
            desk.changed()
            self._check_soon(desk, None)

    def _check_soon(self, desk: Desk, file: Path | None) -> None:
        if last := self._checks.get(desk.root):
            last.cancel()
        self._checks[desk.root] = asyncio.get_running_loop().create_task(self._check(desk, file))

    async def _check(self, desk: Desk, file: Path | None) -> None:
        try:
            await asyncio.sleep(_BETWEEN_LETTERS)
            # An edit cancels this, and what was found in older texts is not kept.
            if file is not None and (compiled := await asyncio.to_thread(desk.check_tree, file)):
                await self._publish(desk, compiled)
                await asyncio.sleep(_PAUSE)
            await self._prove(desk)
        except Exception:  # noqa: BLE001 - the writer goes on writing, whatever is wrong with us
            self.log(traceback.format_exc())

    async def _prove(self, desk: Desk) -> None:
        """Check all of a library. The first time takes long, so the editor shows that it goes on."""
        window = self.client_capabilities.window
        shows = not desk.is_proved and window is not None and bool(window.work_done_progress)
        progress, token = self.work_done_progress, f"{_PROVING}/{next(self._numbers)}"
        if shows:
            await progress.create_async(token)
            name = shown(desk.root)
            progress.begin(token, lsp.WorkDoneProgressBegin("Izeja", message=f"proving all trees of {name}"))
        try:
            await self._publish(desk, await asyncio.to_thread(desk.check))
        finally:
            if shows:
                progress.end(token, lsp.WorkDoneProgressEnd())

    async def _publish(self, desk: Desk, compiled: Compiled) -> None:
        """Send the problems of each file for which they are not what the editor has."""
        desk.keep(compiled)
        found: dict[str, list[Problem]] = defaultdict(list)
        for problem in desk.problems:
            found[problem.position.path].append(problem)
        shown = self._shown[desk.root]
        for path in sorted({*found, *shown}):
            places = self.places(desk.texts.get(path, ""))
            now = [self._diagnostic(desk, places, problem) for problem in found.get(path, ())]
            if now != shown.get(path, []):
                uri = self.uri_of(desk.file_of(path))
                self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, now))
                shown[path] = now
            # A large library may have problems in a thousand files, and a writer may ask meanwhile.
            await asyncio.sleep(0)

    def places(self, text: str) -> Places:
        """Return the places of a text, in the units of the editor."""
        return Places(text, self._encoding)

    @property
    def _encoding(self) -> str:
        # UTF-16, unless editor and server have agreed on something else (LSP 3.17, PositionEncodingKind).
        encoding = self.workspace.position_encoding or lsp.PositionEncodingKind.Utf16
        return lsp.PositionEncodingKind(encoding).value

    def _diagnostic(self, desk: Desk, places: Places, problem: Problem) -> lsp.Diagnostic:
        return lsp.Diagnostic(
            range=places.range(problem.position),
            message=visible("\n".join(filter(None, (problem.message, problem.hint)))),
            severity=_SEVERITIES[problem.severity],
            code=problem.code,
            code_description=lsp.CodeDescription(url_of(problem.code)),
            source="izeja",
            related_information=[*self._related(desk, problem.related)],
        )

    def _related(
        self, desk: Desk, related: tuple[Related, ...]
    ) -> Iterator[lsp.DiagnosticRelatedInformation]:
        for one in related:
            place = self.places(desk.texts.get(one.position.path, "")).range(one.position)
            uri = self.uri_of(desk.file_of(one.position.path))
            yield lsp.DiagnosticRelatedInformation(lsp.Location(uri, place), visible(one.message))


def server() -> Server:
    """Return a server that knows how to answer."""
    made = Server()

    @made.feature(lsp.INITIALIZED)
    def initialized(_: lsp.InitializedParams) -> None:
        files = (
            made.client_capabilities.workspace and made.client_capabilities.workspace.did_change_watched_files
        )
        # What to watch can only be said after the start (LSP 3.17, workspace/didChangeWatchedFiles).
        if files and files.dynamic_registration:
            watchers = [lsp.FileSystemWatcher("**/*.{yml,po,md}")]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
            method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
            made.client_register_capability(
                lsp.RegistrationParams([lsp.Registration("files", method, options)])
            )

    @made.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        made.edited(params.text_document.uri, params.text_document.text)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        made.edited(uri, made.workspace.get_text_document(uri).source)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        made.edited(params.text_document.uri, None)

    @made.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def watched(_: lsp.DidChangeWatchedFilesParams) -> None:
        made.changed_on_disk()

    _answer(made)
    return made


def _answer(made: Server) -> None:  # noqa: C901 - a function for each question
    @made.feature(
        lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[" ", "#", "{", "(", "/", ":"])
    )
    def completion(params: lsp.CompletionParams) -> lsp.CompletionList | None:
        asked = made.asked(params.text_document)
        return answers.completion(asked, params.position) if asked else None

    @made.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        asked = made.asked(params.text_document)
        return answers.hover(asked, params.position) if asked else None

    @made.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(params: lsp.DefinitionParams) -> lsp.Location | None:
        asked = made.asked(params.text_document)
        return answers.defined(asked, params.position) if asked else None

    @made.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    async def references(params: lsp.ReferenceParams) -> list[lsp.Location]:
        asked, with_own = made.asked(params.text_document), params.context.include_declaration
        if asked is None:
            return []
        return await asyncio.to_thread(answers.referred, asked, params.position, with_own=with_own)

    @made.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare_rename(params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        asked = made.asked(params.text_document)
        return answers.renamable(asked, params.position) if asked else None

    @made.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    async def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        asked = made.asked(params.text_document)
        if asked is None:
            return None
        try:
            return await asyncio.to_thread(answers.rename, asked, params.position, params.new_name)
        except ChangeError as error:
            raise _RefusedError(visible(str(error))) from None

    @made.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
    )
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        asked = made.asked(params.text_document)
        return answers.actions(asked, params.range, params.context.diagnostics) if asked else []


def start() -> None:
    """Serve the editor that has started this process, until it ends the connection."""
    server().start_io()
