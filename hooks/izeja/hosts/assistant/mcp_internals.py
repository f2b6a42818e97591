"""What the SDK of MCP does not document, so that every request on standard input gets an answer.

The SDK drops a line that it cannot read, such as one with half of a surrogate pair, and whoever sent it
waits. We assume that `MCPServer` has its `_lowlevel_server`, and that a line that cannot be read comes as its
`ValidationError`. `tests/hosts/assistant` would notice if this changed.
"""

from __future__ import annotations

import json
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

import anyio
from mcp.server import MCPServer
from mcp.server.stdio import stdio_server
from mcp.shared.message import SessionMessage
from mcp.types import INVALID_REQUEST, PARSE_ERROR, ErrorData, JSONRPCError
from pydantic import ValidationError


def serve_stdio(server: MCPServer[Any]) -> None:
    """Serve over standard input and output until the input ends."""
    anyio.run(_serve, server)


async def _serve(server: MCPServer[Any]) -> None:
    lowlevel = server._lowlevel_server  # noqa: SLF001 - see the module's docstring
    async with stdio_server() as (read, write):
        options = lowlevel.create_initialization_options()
        await lowlevel.run(_Answering(read, write), write, options)


class _Answering:
    """The messages of a stream that could be read; the others get their answer at once."""

    def __init__(self, read: Any, write: Any) -> None:
        self._read, self._write = read, write

    @property
    def last_context(self) -> Any:
        return self._read.last_context

    async def receive(self) -> Any:
        while isinstance(item := await self._read.receive(), Exception):
            if isinstance(item, ValidationError):
                await self._write.send(SessionMessage(_refusal(item)))
        return item

    async def aclose(self) -> None:
        await self._read.aclose()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Any:
        try:
            return await self.receive()
        except anyio.EndOfStream:
            raise StopAsyncIteration from None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()


def _refusal(error: ValidationError) -> JSONRPCError:
    first, *_ = error.errors(include_url=False)
    is_json = first["type"] != "json_invalid"
    message = "this is not a JSON-RPC request" if is_json else f"this line cannot be read: {first['msg']}"
    code = INVALID_REQUEST if is_json else PARSE_ERROR
    return JSONRPCError(jsonrpc="2.0", id=_id_in(first["input"]), error=ErrorData(code=code, message=message))


def _id_in(request: Any) -> int | str | None:
    """Return the id of a request, as text or as data; None if it has none that can be answered."""
    if isinstance(request, str):
        # Python reads what the SDK does not.
        with suppress(ValueError, RecursionError):
            request = json.loads(request)
    found = request.get("id") if isinstance(request, dict) else None
    if isinstance(found, str) and found.isascii():
        return found
    return found if isinstance(found, int) and not isinstance(found, bool) else None
