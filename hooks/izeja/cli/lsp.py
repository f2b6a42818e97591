"""`izeja lsp`: what editors start."""

from __future__ import annotations

from importlib.util import find_spec

import click


@click.command(short_help="Start the language server for your editor.", epilog="Example: izeja lsp")
@click.option("--stdio", is_flag=True, hidden=True, help="Some editors add this. It is what happens anyway.")
def lsp(*, stdio: bool) -> None:  # noqa: ARG001 - see its help
    """Start the language server for editors: problems, completion and more as you type.

    You need not run this yourself. Editors that know the Language Server Protocol start it, and speak to it
    over standard input and output. docs/writers/editors.md says how to set up VS Code, JetBrains, Neovim
    and Helix. It needs the extra 'lsp': pip install 'izeja[lsp]'.
    """
    if find_spec("pygls") is None:
        message = "the language server needs another package: pip install 'izeja[lsp]'"
        raise click.UsageError(message)
    from izeja.authoring.language_server.server import start  # noqa: PLC0415 - pygls is optional, and takes long to load

    start()
