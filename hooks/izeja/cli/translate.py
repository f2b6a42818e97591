"""The command line for translators: `izeja translate`, with its commands in `cli/translating/`."""

from __future__ import annotations

import click

from izeja.cli.lazy_group import LazyGroup


class _Translate(LazyGroup):
    modules = {  # noqa: RUF012 - its type is that of LazyGroup, a ClassVar
        "add": "translating.new_language",
        "check": "translating.progress",
        "export": "translating.exchange",
        "fill": "translating.memory",
        "glossary": "translating.glossary",
        "import": "translating.exchange",
        "screenshots": "translating.screenshots",
        "status": "translating.progress",
        "update": "translating.update",
    }
    functions = {"check": "check_translations", "export": "export_xliff", "import": "import_xliff"}  # noqa: RUF012 - as above


@click.group(short_help="Add a language, update catalogs, see what is left.", cls=_Translate)
def translate() -> None:
    """Translate a library: add a language, update its catalogs, see what is left.

    \b
    add LANGUAGE    once, for a new language
    update          after every change of the trees
    status          to see the progress of each language
    check           in continuous integration: fails while anything is left
    fill LANGUAGE   with what was translated before, in a memory or here
    glossary        the terms of the library, for tools for terms and back
    screenshots     a picture of each step, for translation tools that show them
    export, import  for translation tools that use XLIFF
    """  # noqa: D301 - click reads \b as: keep these lines
