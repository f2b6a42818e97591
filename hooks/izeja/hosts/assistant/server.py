"""The server that assistants talk to, over the Model Context Protocol (https://modelcontextprotocol.io)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from socket import socket
from typing import Annotated, Any, TypeVar

import uvicorn
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations
from pydantic import Field, StrictFloat, StrictInt, StrictStr

from izeja import __version__
from izeja.hosts.assistant.guides import AskError, Guides
from izeja.running.own_machine import hosts_at

PATH = "/mcp"
_READS_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_INSTRUCTIONS = """\
These guides lead a customer, one step at a time, to a solution or to somebody who can help. Every way through
them was proved to end.

1. Find the guide with find_guides, in the customer's own words. If nothing fits, try other words, or
   list_guides.
2. Call show_step with the guide and no answers. Ask the customer what it asks, with its choices, and wait.
3. Call show_step again with all answers so far, each the number of a choice, or what the customer entered.
   Go on until is_ending is true. Then give the customer what it says, with its contacts and offers, and
   hand over to contacts with for_support.

Say nothing that the step does not say, choose no answer for the customer, and skip no step. Name 'page' or
'sources' as the source. To change an answer, call show_step with the answers before it and the new one.
Languages: {languages}. Use that of the customer if there is one."""

_Result = TypeVar("_Result")
_Language = Annotated[str | None, Field(description="The language of the texts, such as 'en'.")]


def server_of(guides: Guides) -> MCPServer[Any]:
    """Return a server for some guides. It only reads."""
    server: MCPServer[Any] = MCPServer(
        "izeja",
        title="Guided help",
        version=__version__,
        instructions=_INSTRUCTIONS.format(languages=", ".join(guides.languages)),
        log_level="WARNING",
    )

    @server.tool(annotations=_READS_ONLY)
    def find_guides(
        words: Annotated[str, Field(description="What the customer says, or words of it.", max_length=1000)],
        language: _Language = None,
        most: Annotated[int, Field(description="How many guides at most.", ge=1, le=50)] = 5,
    ) -> list[dict[str, Any]]:
        """Find guides by the words of a customer, the best first."""
        if found := _answer(lambda: guides.find(words, language, most)):
            return found
        # Clients that read no structured answers would see nothing at all.
        raise ToolError("no guide has these words: ask in other words, or with list_guides")

    @server.tool(annotations=_READS_ONLY)
    def list_guides(language: _Language = None) -> list[dict[str, Any]]:
        """List all guides, in the order in which customers see them."""
        return _answer(lambda: guides.all(language))

    @server.tool(annotations=_READS_ONLY)
    def show_step(
        guide: Annotated[str, Field(description="The id of the guide, as find_guides has it.")],
        answers: Annotated[
            list[StrictStr | StrictInt | StrictFloat],
            Field(
                description="All answers so far, in order: the number of a choice, or what the customer "
                "entered where a step has 'enter'.",
                max_length=200,
            ),
        ] = [],  # noqa: B006 - pydantic copies it
        language: _Language = None,
        known: Annotated[
            dict[str, str],
            Field(description="What is known of the customer beforehand: values of facts, by fact."),
        ] = {},  # noqa: B006 - pydantic copies it
    ) -> dict[str, Any]:
        """Show the step that a customer comes to after some answers: what to ask or say, and the choices."""
        return _answer(lambda: guides.step(guide, [str(one) for one in answers], language, known))

    return server


def serve_http(server: MCPServer[Any], listening: socket) -> None:
    """Serve at a socket of this machine until Ctrl-C; requests with the name of another one are refused."""
    # A page in a browser could reach this server under a name of its own (DNS rebinding); see the warning in
    # https://modelcontextprotocol.io/specification/2025-06-18/basic/transports.
    hosts = hosts_at(listening.getsockname()[1])
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        # Each call names the whole way, so there is no session to keep or to lose.
        stateless_http=True,
        json_response=True,
        transport_security=TransportSecuritySettings(
            allowed_hosts=[*hosts], allowed_origins=[f"http://{host}" for host in hosts]
        ),
    )
    # It answers what is under way, and then passes Ctrl-C on.
    with suppress(KeyboardInterrupt):
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])


def _answer(ask: Callable[[], _Result]) -> _Result:
    try:
        return ask()
    except AskError as error:
        # The one error whose message the SDK sends on: the model reads it, and asks again.
        raise ToolError(str(error)) from None
