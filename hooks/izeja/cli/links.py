"""`izeja links`: whether the addresses outside of the site still work."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import click

from izeja.authoring.links.addresses import Addresses, addresses_of
from izeja.authoring.links.answer import Answer
from izeja.authoring.links.kept_answers import Kept, recall, remember
from izeja.authoring.links.report import Finding, as_json, as_list, as_text
from izeja.cli.languages import in_language
from izeja.cli.options import FORMERLY_JSON, LIBRARY, format_option, refuse_without_effect
from izeja.cli.output import progress, say, write
from izeja.compiler.compile import Scope, compile_library
from izeja.problems.wording import counted


@click.command(
    short_help="Check whether the addresses outside of the site work.",
    epilog="Example: izeja links decision_trees --max-age 1",
)
@LIBRARY
@format_option("json")
@FORMERLY_JSON
@click.option(
    "--dry-run", is_flag=True, help="List the addresses and where they are written. No server is asked."
)
@click.option(
    "--max-age",
    metavar="DAYS",
    type=click.FloatRange(0, 365),
    default=7,
    show_default=True,
    help="Take answers that are not older than this from .izeja_cache. 0 asks for every address.",
)
@click.option(
    "--delay",
    metavar="SECONDS",
    type=click.FloatRange(0, 60),
    default=1,
    show_default=True,
    help="How long to wait between two requests to the same server.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(0.1, 300),
    default=20,
    show_default=True,
    help="How long to wait for an answer.",
)
@click.option(
    "--at-once",
    metavar="N",
    type=click.IntRange(1, 64),
    default=8,
    show_default=True,
    help="How many servers to ask at the same time.",
)
@click.option("--private", is_flag=True, help="Also ask addresses of this computer and of private networks.")
def links(  # noqa: PLR0913 - an argument for each option
    path: Path,
    form: str,
    *,
    former_json: bool | None,
    dry_run: bool,
    max_age: float,
    delay: float,
    timeout: float,
    at_once: int,
    private: bool,
) -> None:
    """Check whether the addresses outside of the site still work, and which have moved.

    PATH is the folder that holds library.yml (default: decision_trees). Every 'https://' address is checked:
    in texts, and of contacts, terms, actions and sources, in every language.

    Each server gets one request at a time, and robots.txt is obeyed. What works is not asked again for a
    week. Servers that block programs are reported, but are no failure. Ctrl-C ends the command with what
    was found so far.

    Exit codes: 0 no address is dead (some may have moved), 1 an address is dead, 2 not all could be asked.
    This needs the extra 'links': pip install 'izeja[links]'.
    """
    if dry_run:
        refuse_without_effect("with --dry-run", "max_age", "delay", "timeout", "at_once", "private")
        if form != "text" or former_json:
            refuse_without_effect("with --dry-run", "form", "former_json")
    addresses = _addresses(path)
    if dry_run:
        write(as_list({url: addresses.places(url) for url in addresses.urls}))
        return
    if None in map(find_spec, ("urllib3", "truststore", "protego")):
        message = "this needs another package: pip install 'izeja[links]' (--dry-run does not)"
        raise click.UsageError(message)
    # The packages for requests may be missing, and a dry run needs none of them.
    from izeja.authoring.links.asking import Asker, Manners  # noqa: PLC0415 - see above
    from izeja.authoring.links.many import ask_all  # noqa: PLC0415 - see above

    now = datetime.now(UTC)
    kept = recall(path, now, timedelta(days=max_age)) if max_age else {}
    left = [url for url in addresses.urls if url not in kept]
    asked = ask_all(left, Asker(Manners(delay, timeout, private=private)), at_once)
    try:
        with progress(asked, len(left), "Asking") as each:
            for url, answer in each:
                kept[url] = Kept(answer, now)
    except KeyboardInterrupt:
        say("\nStopped.", err=True)
    finally:
        # Also after Ctrl-C, so that the next run asks only for the rest.
        asked.close()
        remember(path, kept, addresses.urls)
    for_programs = former_json or form == "json"
    _report(addresses, {url: one.answer for url, one in kept.items()}, for_programs=for_programs)


def _addresses(path: Path) -> Addresses:
    compiled = compile_library(path, scope=Scope(lambda _: ()))
    library = in_language(compiled, None)
    if compiled.failed:
        errors = sum(problem.severity == "error" for problem in compiled.problems)
        say(f"The library has {counted(errors, 'error')}, so some addresses may be missing here.", err=True)
    return addresses_of(library)


def _report(addresses: Addresses, answers: Mapping[str, Answer], *, for_programs: bool) -> None:
    known = [url for url in addresses.urls if url in answers]
    findings = [Finding(url, answers[url], addresses.places(url)) for url in known]
    is_complete = len(known) == len(addresses.urls)
    is_offline = bool(findings) and all(one.answer.is_unknown for one in findings)
    if is_offline:
        # Nothing is known of any address, so none may be called dead.
        findings = [one._replace(answer=one.answer._replace(state="unclear")) for one in findings]
    if for_programs:
        write(as_json(findings, is_complete=is_complete))
    elif not is_offline:
        say(as_text(findings, addresses.texts))
    if is_offline:
        say("No server could be reached. Is this computer connected to the internet?", err=True)
    if not is_complete:
        say(f"{counted(len(addresses.urls) - len(known), 'address')} could not be checked.", err=True)
    if is_offline or not is_complete:
        sys.exit(2)
    sys.exit(1 if any(one.answer.state == "dead" for one in findings) else 0)
