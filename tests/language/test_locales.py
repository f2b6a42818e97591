"""A language is added by files alone: what `izeja translate add` makes and prints, and translated words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from click.testing import CliRunner

import txtar
from conftest import build
from izeja.cli.main import main
from izeja.site.crawler import crawl
from izeja.translation.page_words import speaks
from more_languages import add_estonian_and_arabic, fall_back

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


@pytest.mark.slow
def test_estonian_and_arabic(tmp_path: Path) -> None:
    add_estonian_and_arabic(tmp_path)
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


@pytest.mark.slow
def test_forty_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    txtar.unpack(txtar.split(SMALL_SITE), tmp_path)
    monkeypatch.chdir(tmp_path)
    config = Path("decision_trees", "library.yml")
    config.write_text(config.read_text("utf-8").replace("[en]", f"[{', '.join(FORTY[:-1])}]"), "utf-8")
    lines = CliRunner().invoke(main, ["translate", "add", FORTY[-1]]).output
    fall_back()
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
