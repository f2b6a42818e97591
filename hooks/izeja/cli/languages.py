"""The library in the language that a command was asked for."""

from __future__ import annotations

import click

from izeja.compiler.compiled import Compiled
from izeja.library.library import Library


def in_language(compiled: Compiled, language: str | None) -> Library:
    """Return a library in a language, or in that of its trees.

    Raises:
        click.UsageError: `library.yml` cannot be read, or does not list the language.
    """
    if not compiled.languages:
        message = f"library.yml cannot be read:\n\n{compiled.report()}"
        raise click.UsageError(message)
    source = compiled.source
    if language is None:
        return source
    if language not in compiled.languages:
        known = ", ".join(source.config.languages)
        message = f"library.yml does not list the language '{language}'; use one of: {known}"
        raise click.BadParameter(message, param_hint="'--language'")
    return compiled.languages[language]
