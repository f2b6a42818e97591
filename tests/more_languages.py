"""The shipped site in two more languages, added as people add them: by a command, and by files."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from babel.messages.pofile import read_po, write_po
from click.testing import CliRunner

from conftest import ROOT, build
from izeja.cli.main import main

ESTONIAN = {
    "I'm still being charged": "Minult võetakse ikka veel raha",
    "Get a refund": "Raha tagasi saamine",
    "Contact Microsoft Support": "Võtke ühendust Microsofti toega",
    "Did you find the charge?": "Kas leidsite makse üles?",
    "Yes": "Jah",
}
WORDS = {
    "ar": "ثلاثة كلمات طويلة",
    "de": "auch wieder später Bestätigung",
    "et": "aga ka hiljem tellimuse",
    "lt": "taip pat vėliau prenumerata",
    "pl": "także później potwierdzenie",
    "uk": "також пізніше підписка",
}
"""Languages of the page that the shipped project lacks, and words that make its texts longer."""
LONGER = 1.35
"""How long translations from English become."""


def add(language: str) -> str:
    """Add a language as a person does: call the command, and paste what it prints into mkdocs.yml."""
    result = CliRunner().invoke(main, ["translate", "add", language])
    assert result.exit_code == 0, result.output
    lines = re.search(r"^( *- locale: .*\n(?: +(?:name|fixed_link): .*\n)+)", result.output, re.MULTILINE)
    assert lines is not None
    settings = Path("mkdocs.yml")
    before, after = settings.read_text("utf-8").split("\nnav:\n")
    settings.write_text(f"{before.rstrip()}\n{lines[1]}\nnav:\n{after}", "utf-8")
    return result.output


def fall_back() -> None:
    """Let untranslated texts be shown in the source language."""
    config = Path("decision_trees", "library.yml")
    text = config.read_text("utf-8")
    # Adding languages has written a mapping, with the new ones in preparation.
    assert "languages: {" in text
    config.write_text(re.sub("required|preparing", "fallback", text), "utf-8")


def translate(catalog: Path, words: dict[str, str]) -> None:
    """Put translations into a catalog."""
    text = catalog.read_text("utf-8")
    for source, translation in words.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{translation}"')
    catalog.write_text(text, "utf-8")


def lengthen(catalog: Path, words: Sequence[str]) -> None:
    """Translate all that a catalog lacks: the text as it is, and more words until it is a third longer."""
    with catalog.open("rb") as file:
        texts = read_po(file)
    for message in texts:
        source = str(message.id)
        if source and not message.string:
            text, more = source.rstrip(".?!:…"), cycle(words)
            end = source.removeprefix(text)
            while len(text) < LONGER * len(source):
                text += f" {next(more)}"
            message.string = text + end
    with catalog.open("wb") as file:
        write_po(file, texts, width=0)


def copy_project(project: Path) -> None:
    """Copy the shipped project."""
    for name in ("mkdocs.yml", "docs", "hooks", "decision_trees"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, project / name)


def add_estonian_and_arabic(project: Path) -> Path:
    """Copy the shipped project, add two languages to the copy, and build its site."""
    copy_project(project)
    with contextlib.chdir(project):
        assert "Translate docs/et/index.md" in add("et")
        add("ar")
        fall_back()
        for catalog in Path("decision_trees/translations/et").rglob("*.po"):
            translate(catalog, ESTONIAN)
    built = build(project, "--strict")
    assert built.returncode == 0, built.stderr
    return project / "site"


def add_long_translations(project: Path) -> Path:
    """Copy the shipped project, add the other languages of the page with long texts, and build its site."""
    copy_project(project)
    with contextlib.chdir(project):
        for language, words in WORDS.items():
            add(language)
            for catalog in Path("decision_trees/translations", language).rglob("*.po"):
                lengthen(catalog, words.split())
        fall_back()
    built = build(project)
    assert built.returncode == 0, built.stderr
    return project / "site"
