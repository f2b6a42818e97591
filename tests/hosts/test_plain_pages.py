"""Hand-written pages of a site without MkDocs: links, titles, and what the search finds of them."""

from __future__ import annotations

from pathlib import Path

from lxml import html as lxml_html

from izeja.hosts.plain.build import build_site
from izeja.hosts.plain.settings import read_settings

SETTINGS = """
site_name: Help
site_url: https://example.org/help/
plugins:
  - izeja
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true}
        - {locale: lv, name: Latviešu}
"""
LIBRARY = "source_language: en\nlanguages: {en: required, lv: fallback}\n"
TREE = """
title: Restart
kind: procedure
start: plug
nodes:
  plug:
    resolution: It works
"""
PAGE = """---
title: "Prices & \\"more\\" <b>"
---
# Prices

[home](../index.md) [guide](../phones/restart.md#plug) [shared](../../shared.png?a=1)
[own](own.png) [web](https://example.com/a.png) [here](#parts) [mail](mailto:a@example.com)
[address](../phones/)

## Parts
"""
FILES = {"prices.md": PAGE, "own.png": "own"}
"""What each language has in its folder `help`."""


def write(project: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, "utf-8")


def test_links_of_pages_lead_to_what_they_name(tmp_path: Path) -> None:
    page = {f"docs/{one}/help/{name}": text for one in ("en", "lv") for name, text in FILES.items()}
    write(
        tmp_path,
        {
            "mkdocs.yml": SETTINGS,
            "docs/shared.png": "shared",
            "docs/en/index.md": "# Home",
            "docs/lv/index.md": "# Sākums",
            **page,
            "decision_trees/library.yml": LIBRARY,
            "decision_trees/phones/restart.yml": TREE,
        },
    )
    build_site(read_settings(tmp_path))
    site = tmp_path / "site"
    for folder, root in (("", "../../"), ("lv/", "../../../")):
        found = lxml_html.parse(site / f"{folder}help/prices/index.html")
        assert found.xpath("//title/text()") == ['Prices & "more" <b> - Help']
        assert found.xpath("//main//p/a/@href") == [
            "../../",
            "../../phones/restart/#plug",
            f"{root}shared.png?a=1",
            "../own.png",
            "https://example.com/a.png",
            "#parts",
            "mailto:a@example.com",
            "../phones/",
        ]
        for href in found.xpath("//main//p/a/@href")[2:4]:
            assert (site / f"{folder}help/prices" / href.partition("?")[0]).is_file()
