"""`izeja mcp`: the guides for assistants."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import click

from izeja.cli.export import site_in
from izeja.cli.options import LIBRARY, site_address
from izeja.cli.output import say
from izeja.compiler.compile import PUBLISHED, compile_library, day_of_build
from izeja.hosts.assistant.guides import Guides


@click.command(
    short_help="Serve the guides to assistants (MCP).",
    epilog="Example: izeja mcp decision_trees --site 'https://help.example.com/{language}'",
)
@LIBRARY
@click.option(
    "--site",
    metavar="URL",
    callback=site_address(),
    help="Where the site is, such as 'https://help.example.com/{language}', so that steps name their pages.",
)
@click.option(
    "--port",
    metavar="NUMBER",
    type=click.IntRange(1, 65535),
    help="Serve over HTTP on this port of this machine, at /mcp, instead of standard input and output.",
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
    from izeja.hosts.assistant.server import serve_http, server_of  # noqa: PLC0415 - see above

    compiled = compile_library(path, scope=PUBLISHED)
    if compiled.failed:
        # Standard output belongs to the protocol.
        say(compiled.report(compiled.unaccepted), err=True)
        say("Nothing is served. Fix the errors first.", err=True)
        sys.exit(1)
    languages = tuple(compiled.languages)
    sites = {one: where for one in languages if (where := site_in(site, one, languages))}
    server = server_of(Guides(compiled, sites, day_of_build()))
    if port is None:
        serve_stdio(server)
        return
    say(f"Serving guides to assistants on http://127.0.0.1:{port}/mcp. Stop with Ctrl-C.", err=True)
    serve_http(server, port)
