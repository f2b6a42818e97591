"""Links that GitHub follows lead to the same place in the documentation's site, and code stays as it is."""

from __future__ import annotations

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import documentation
from conftest import ROOT
from izeja import HOME


@pytest.fixture(scope="module")
def config() -> MkDocsConfig:
    # The menu and the languages are those of plugins, which are not wanted here.
    return load_config(str(ROOT / "mkdocs.docs.yml"), plugins=[], hooks=[], nav=None)


@pytest.mark.parametrize(
    ("written", "in_the_site"),
    [
        ("[here](other.md#part)", "[here](other.md#part)"),
        ("[web](https://example.com/a.md)", "[web](https://example.com/a.md)"),
        ("[XLIFF](../translating.md#xliff)", '<a href="../../translating/#xliff" hreflang="en">XLIFF</a>'),
        ("[`codes`](../problems/README.md)", '<a href="../../problems/" hreflang="en">`codes`</a>'),
        ('![A "text"](message.png)', '<img alt="A &quot;text&quot;" src="../../translators/message.png">'),
        ("[README](../../README.md#commands)", f"[README]({HOME}/blob/main/README.md#commands)"),
        ("[a recipe](../examples/s3.yml)", f"[a recipe]({HOME}/blob/main/docs/examples/s3.yml)"),
        ("[a site](../examples/provider)", f"[a site]({HOME}/tree/main/docs/examples/provider)"),
        ("`[words](../address.md)`", "`[words](../address.md)`"),
        ("```\n[words](../address.md)\n```", "```\n[words](../address.md)\n```"),
    ],
)
def test_a_link_of_a_latvian_page(config: MkDocsConfig, written: str, in_the_site: str) -> None:
    there = [
        File(
            path, config.docs_dir, config.site_dir, use_directory_urls=True, dest_uri=f"lv/{path}/index.html"
        )
        for path in ("translators/README.lv.md", "translators/other.md")
    ]
    page = Page("Handbook", there[0], config)
    page.file.url = "lv/translators/"
    assert documentation.on_page_markdown(written, page, config, Files(there)) == in_the_site


def test_a_folder_in_the_menu_stands_for_its_pages() -> None:
    menu = documentation.with_pages([{"Problems": ["problems/README.md", "problems/*"]}], ROOT / "docs")
    pages = menu[0]["Problems"]
    assert pages[0] == "problems/README.md"
    assert "problems/dead-end.md" in pages
    assert pages.count("problems/README.md") == 1
