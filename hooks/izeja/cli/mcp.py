"""`izeja mcp`: the guides for assistants."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from socket import create_server, socket

import click

from izeja.cli.options import LIBRARY, SITE_OF_ALL, site_address
from izeja.cli.output import say
from izeja.compiler.compile import PUBLISHED, compile_library, day_of_build
from izeja.hosts.assistant.guides import Guides
from izeja.running.own_machine import HOST, cannot_serve
from izeja.translation.page_links import sites_of


@click.command(
    short_help="Serve the guides to assistants (MCP).",
    epilog="Example: izeja mcp decision_trees --site https://help.example.com",
)
@LIBRARY
@click.option(
    "--site",
    metavar="URL",
    callback=site_address(),
    help=f"Where the site is, so that steps name their pages: {SITE_OF_ALL}",
)
@click.option(
    "--port",
    metavar="NUMBER",
    type=click.IntRange(0, 65535),
    help="Serve over HTTP on this port of this machine, at /mcp, instead of standard input and output. 0 "
    "takes any port that is free.",
)
def mcp(path: Path, site: str | None, port: int | None) -> None:
    """Serve the guides to assistants, over the Model Context Protocol (MCP).

    An assistant finds a guide by the customer's words, asks its questions one by one, and hands over where
    the guide does. It only reads, drafts are left out, and every step names where it is written.

    PATH is the folder that holds library.yml (default: decision_trees). It is read once: start the command
    again after an edit. Programs that start it themselves talk to it over standard input and output.
    """
    if find_spec("mcp") is None:
        message = "this needs another package: pip install 'izeja[mcp]'"
        raise click.UsageError(message)
    # The package may be missing, and is slow to load.
    from izeja.hosts.assistant.mcp_internals import serve_stdio  # noqa: PLC0415 - see above
    from izeja.hosts.assistant.server import PATH, serve_http, server_of  # noqa: PLC0415 - see above

    compiled = compile_library(path, scope=PUBLISHED)
    if compiled.failed:
        # Standard output belongs to the protocol.
        say(compiled.report(compiled.unaccepted), err=True)
        say("Nothing is served. Fix the errors first.", err=True)
        sys.exit(1)
    languages = tuple(compiled.languages)
    sites = sites_of(site, languages) if site else {}
    server = server_of(Guides(compiled, sites, day_of_build()))
    if port is None:
        serve_stdio(server)
        return
    with _listening(port) as listening:
        host, number = listening.getsockname()
        say(f"Serving guides to assistants on http://{host}:{number}{PATH}. Stop with Ctrl-C.", err=True)
        serve_http(server, listening)


def _listening(port: int) -> socket:
    try:
        return create_server((HOST, port))
    except OSError as error:
        raise click.UsageError(cannot_serve(port, error)) from None
