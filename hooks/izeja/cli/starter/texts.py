"""The first guide, contact and home page in the languages that they were written in."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from izeja.language.locales import base_language

_FOLDER = Path(__file__).parent / "languages"
EXAMPLE = "device-does-not-work"
"""The id of the first guide of a site that names no other."""


@cache
def written_in(language: str) -> str | None:
    """Return the language of the texts for a language: itself, or the one that it is a variety of."""
    names = (language, base_language(language))
    return next((one for one in names if (_FOLDER / one).is_dir()), None)


def first_guide(language: str, title: str | None = None, *, contact: str | None = None) -> str:
    """Return a first guide as YAML.

    Args:
        language: one that `written_in` knows.
        title: in place of that of the example.
        contact: the id of the contact that it hands over to, in place of the one in `contact`.
    """
    text = _text(language, f"{EXAMPLE}.yml")
    if title is not None:
        text = _replaced(text, "title: ", title)
    return text if contact is None else _replaced(text, "support: ", contact)


def draft(language: str, title: str, contact: str | None) -> str:
    """Return a guide as `first_guide` does, which is a draft."""
    text = first_guide(language, title, contact=contact)
    return re.sub("^(title: .*\n)", r"\1draft: true\n", text, count=1, flags=re.MULTILINE)


def example_title(language: str) -> str:
    """Return the title of the first guide of a site that names no other."""
    return str(yaml.safe_load(first_guide(language))["title"])


def contact(language: str) -> str:
    """Return a `contacts.yml` with one contact."""
    return _text(language, "contacts.yml")


def home_page(language: str) -> str:
    """Return a page that shows all guides."""
    return _text(language, "index.md")


def scalar(text: str) -> str:
    """Return a text of one line as YAML writes it, in quotes where it needs them."""
    # As an item of a list, since PyYAML ends a document that is one word with `...`.
    listed: str = yaml.safe_dump([text], allow_unicode=True, width=float("inf"))
    return listed.removeprefix("- ").rstrip("\n")


def _replaced(text: str, start: str, value: str) -> str:
    """Return a file with another value in the only line that starts like this."""
    # By a function, since a backslash in a title would refer to a group.
    return re.sub(
        rf"^( *{start})\S.*?( +#.*)?$",
        lambda found: f"{found[1]}{scalar(value)}{found[2] or ''}",
        text,
        count=1,
        flags=re.MULTILINE,
    )


def _text(language: str, name: str) -> str:
    return (_FOLDER / str(written_in(language)) / name).read_text("utf-8")
