"""`izeja preview`: guides in the browser, as they are after each edit."""

from __future__ import annotations

import webbrowser
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

import click

from izeja.authoring.preview.addresses import Page
from izeja.authoring.preview.audience import Audience
from izeja.authoring.preview.editors import EDITORS, EditorError, links_to, template_of
from izeja.authoring.preview.live import LiveLibrary
from izeja.authoring.preview.server import PreviewServer, Site
from izeja.authoring.preview.updates import Updates
from izeja.cli.check import chosen_trees
from izeja.cli.options import LIBRARY_OR_TREE
from izeja.cli.output import say
from izeja.compiler.compiled import Compiled
from izeja.running.own_machine import cannot_serve


def _editor(_context: click.Context, _option: click.Parameter, editor: str) -> str:
    try:
        return template_of(editor)
    except EditorError as error:
        raise click.BadParameter(str(error)) from None


def _languages(_context: click.Context, _option: click.Parameter, codes: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (one.strip() for one in (codes or "").split(",")))))


@click.command(
    short_help="Show guides in the browser, and each edit once it is saved.",
    epilog="Example: izeja preview decision_trees/microsoft/get-refund.yml",
)
@LIBRARY_OR_TREE
@click.option(
    "--languages",
    metavar="CODES",
    callback=_languages,
    help="The languages to show, such as lv, or en,lv side by side (default: that of the trees).",
)
@click.option(
    "--editor",
    metavar="NAME|ADDRESS",
    default="vscode",
    show_default=True,
    callback=_editor,
    help=f"The editor that links open: {', '.join(EDITORS)}, or an address with {{file}} and {{line}}.",
)
@click.option(
    "--port",
    metavar="NUMBER",
    type=click.IntRange(0, 65535),
    default=8400,
    show_default=True,
    help="The port on this machine; 0 for any that is free.",
)
@click.option("--open/--no-open", "is_opened", default=True, help="Open the browser, or don't.")
def preview(path: Path, languages: tuple[str, ...], editor: str, port: int, *, is_opened: bool) -> None:
    """Show guides in the browser, and each edit as soon as you save it.

    PATH is the file of a guide, or the folder that holds library.yml (default: decision_trees). The step that
    you look at stays. Problems are shown above the last good page. Click one to open your editor at its line;
    Edit does the same for a step. Map draws the guide beside its page.

    Only this machine can see the preview, and it writes nothing. Press Ctrl-C to end it.
    """
    if find_spec("watchdog") is None:
        message = "the preview needs another package: pip install 'izeja[preview]'"
        raise click.UsageError(message)
    root, trees = chosen_trees([path])
    # Loaded only now, since it is the module that needs the other package.
    from izeja.authoring.preview.watching import watching  # noqa: PLC0415 - see above

    with watching(root) as changes:
        library, audience = LiveLibrary(root), Audience()
        shown = library.state.shown
        page = _page(shown, next(iter(trees), None), languages)
        links = links_to(editor, root, shown.source.shown_root)
        with _server(Site(library, audience, links), port) as server:
            updates = Updates(library, audience, links, lambda text: say(text, err=True))
            Thread(target=updates.show_all, args=(changes,), daemon=True).start()
            Thread(target=updates.prove_all, daemon=True).start()
            address = server.address + page.address
            say(f"{address}\nThe preview shows each edit when you save it. Press Ctrl-C to end it.")
            if is_opened:
                # The port is taken already, so the browser waits until requests are answered.
                webbrowser.open(address)
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                say("\nThe preview has ended.")


def _server(site: Site, port: int) -> PreviewServer:
    try:
        return PreviewServer(site, port)
    except OSError as error:
        raise click.UsageError(cannot_serve(port, error)) from None


def _page(shown: Compiled, tree: str | None, languages: Sequence[str]) -> Page:
    """Return the page to begin with.

    Raises:
        click.UsageError: the library does not have it.
    """
    known = shown.languages
    for language in languages:
        if language not in known:
            message = f"library.yml does not list the language '{language}'; use {', '.join(known)}"
            raise click.BadParameter(message, param_hint="'--languages'")
    wanted = tuple(languages) or (shown.source.language,)
    if tree is None or tree in shown.source.guides:
        return Page(wanted, tree or "")
    # A part has no page of its own: a guide that includes it shows its steps.
    placed = shown.graph.placed
    guides = [
        guide
        for guide, places in shown.graph.guides.items()
        if any(placed[place].file_id == tree for place in places)
    ]
    if not guides:
        message = f"'{tree}' is a part, and no guide includes it: customers meet parts only in guides"
        raise click.UsageError(message)
    return Page(wanted, guides[0])
