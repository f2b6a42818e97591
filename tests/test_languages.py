"""A language is added by files alone: what `izeja translate add` makes and prints, and translated words."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from click.testing import CliRunner

import txtar
from conftest import ROOT, build
from izeja.cli import main
from izeja.crawler import crawl
from izeja.wording import speaks

ESTONIAN = {
    "I'm still being charged": "Minult võetakse ikka veel raha",
    "Get a refund": "Raha tagasi saamine",
    "Contact Microsoft Support": "Võtke ühendust Microsofti toega",
    "Did you find the charge?": "Kas leidsite makse üles?",
    "Yes": "Jah",
}
SMALL_SITE = """
-- mkdocs.yml --
site_name: Many
theme: {name: material, font: false}
-- docs/en/index.md --
# Home

<!-- izeja:guides -->
-- decision_trees/library.yml --
source_language: en
languages: [en]
pages: ../docs/{language}
-- decision_trees/a.yml --
title: Restart
kind: procedure
start: b
nodes:
  b:
    resolution: It works
"""
FORTY = re.findall(
    r"[\w-]+",
    "en ar bg bn ca cs da de el es et eu fa fi fr gl he hi hr hu "
    "id is it ja ka ko lt lv mk nb nl pl pt-BR ro ru sk sl sv tr uk",
)


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
    config = Path("decision_trees", "library.yml")
    config.write_text(f"{config.read_text('utf-8')}untranslated: fallback\n", "utf-8")


def translate(catalog: Path, words: dict[str, str]) -> None:
    text = catalog.read_text("utf-8")
    for source, translation in words.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{translation}"')
    catalog.write_text(text, "utf-8")


def test_estonian_and_arabic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("mkdocs.yml", "docs", "hooks", "decision_trees"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    fall_back()
    assert "Translate docs/et/index.md" in add("et")
    add("ar")
    for catalog in Path("decision_trees/translations/et").rglob("*.po"):
        translate(catalog, ESTONIAN)
    built = build(tmp_path, "--strict")
    assert built.returncode == 0, built.stderr
    assert not crawl(tmp_path / "site").findings
    guide = {
        language: (tmp_path / "site" / language / "microsoft" / "still-charged" / "index.html").read_text(
            "utf-8"
        )
        for language in ("et", "ar")
    }
    assert ">Minult võetakse ikka veel raha</h1>" in guide["et"]
    assert "Alusta uuesti" in guide["et"]
    assert 'lang="et" dir="ltr"' in guide["et"]
    assert '<span lang="en" dir="ltr">Look the charge up in your Microsoft account</span>' in guide["et"]
    assert 'lang="ar" dir="rtl"' in guide["ar"]
    assert "البدء من جديد" in guide["ar"]


def test_forty_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    txtar.unpack(txtar.split(SMALL_SITE), tmp_path)
    monkeypatch.chdir(tmp_path)
    fall_back()
    config = Path("decision_trees", "library.yml")
    config.write_text(config.read_text("utf-8").replace("[en]", f"[{', '.join(FORTY[:-1])}]"), "utf-8")
    lines = CliRunner().invoke(main, ["translate", "add", FORTY[-1]]).output
    plugins = lines[lines.index("plugins:\n") :].partition("\n\n")[0]
    settings = Path("mkdocs.yml")
    settings.write_text(f"{settings.read_text('utf-8')}{plugins}\n  - izeja\n", "utf-8")
    for language in FORTY:
        page = Path("decision_trees", "translations", language, "page.po")
        assert page.exists() != speaks(language)
        if page.exists():
            fill(page)
    built = build(tmp_path, "--strict", "--quiet")
    assert built.returncode == 0, built.stderr
    assert not crawl(tmp_path / "site").findings
    assert len(list((tmp_path / "site").rglob("a/index.html"))) == len(FORTY) == 40


def fill(page: Path) -> None:
    with page.open("rb") as file:
        catalog = read_po(file)
    for message in catalog:
        if message.id:
            several = (message.id[-1],) * catalog.num_plurals
            message.string = message.id if isinstance(message.id, str) else several
    with page.open("wb") as file:
        write_po(file, catalog)
