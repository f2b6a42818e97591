"""Hand-written pages of a site without MkDocs: links, titles, and what the search finds of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from lxml import etree
from lxml import html as lxml_html

from conftest import ROOT
from izeja.hosts.plain import sitemap
from izeja.hosts.plain.build import build_site
from izeja.hosts.plain.settings import read_settings
from izeja.hosts.plain.stopped import StoppedError

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


HEADINGS = """# Home **Wi**Fi &amp; *more*

H<sub>2</sub>O and<br>air

## The <b>se</b>cond

- one
- two
"""


def test_words_of_a_page_are_whole_and_apart(tmp_path: Path) -> None:
    settings = "site_name: Help\nmarkdown_extensions: [{toc: {permalink: true}}]\n"
    library = {"library.yml": "source_language: en\nlanguages: [en]\n", "restart.yml": TREE}
    trees = {f"decision_trees/{name}": text for name, text in library.items()}
    write(tmp_path, {"mkdocs.yml": settings, "docs/index.md": HEADINGS, **trees})
    build_site(read_settings(tmp_path))
    site = tmp_path / "site"
    home = lxml_html.parse(site / "index.html")
    assert home.xpath("//title/text()") == ["Home WiFi & more - Help"]
    entries = json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    assert [(one["title"], one["text"]) for one in entries[:3]] == [
        ("Home WiFi &amp; more", ""),
        ("Home WiFi &amp; more", "H2O and air"),
        ("The second", "one two"),
    ]


@pytest.mark.parametrize(
    ("front", "is_found"),
    [
        ("search: {exclude: true}", False),
        ("search:\n  exclude: true\n  boost: 2", False),
        ("search: {exclude: false}", True),
        ("search: {boost: 2}", True),
        ("search: true", True),
        ("search:", True),
    ],
)
def test_a_page_can_be_left_out_of_the_search(front: str, *, is_found: bool, tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "mkdocs.yml": "site_name: Help\nplugins: [izeja]",
            "docs/index.md": "# Home",
            "docs/prices.md": f"---\n{front}\n---\n# Prices\n\nWords.\n\n## Parts\n\nMore.",
            "decision_trees/library.yml": "source_language: en\nlanguages: [en]\n",
            "decision_trees/restart.yml": TREE,
        },
    )
    build_site(read_settings(tmp_path))
    assert (tmp_path / "site" / "prices" / "index.html").exists()
    index = json.loads((tmp_path / "site" / "search" / "search_index.json").read_text("utf-8"))
    found = [one["location"] for one in index["docs"] if one["location"].startswith("prices/")]
    assert found == (["prices/", "prices/#prices", "prices/#parts"] if is_found else [])


@pytest.mark.parametrize("limit", [{"MOST_PAGES": 3}, {"MOST_BYTES": 1500}, {"MOST_BYTES": 1}], ids=str)
def test_a_large_site_has_several_sitemaps(
    limit: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, most in limit.items():
        monkeypatch.setattr(sitemap, name, most)
    shutil.copytree(ROOT / "decision_trees", tmp_path / "decision_trees")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    build_site(read_settings(tmp_path))
    site = tmp_path / "site"
    index = etree.parse(site / "sitemap.xml")
    parts = [str(one.text).removeprefix("https://example.org/help/") for one in index.iterfind(".//{*}loc")]
    assert sorted(parts) == sorted(file.name for file in site.glob("sitemap-*.xml"))
    listed = {
        part: [str(one.text) for one in etree.parse(site / part).iterfind(".//{*}loc")] for part in parts
    }
    found = [one for part in parts for one in listed[part]]
    assert len(found) == len(set(found)) == len(list(site.rglob("index.html")))
    for part, pages in listed.items():
        assert len(pages) <= limit.get("MOST_PAGES", len(pages))
        # A page that alone is larger than a sitemap may be has one all the same.
        assert len(pages) == 1 or (site / part).stat().st_size <= limit.get("MOST_BYTES", 50_000_000)


def test_a_file_that_a_part_of_the_sitemap_would_replace_is_kept_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {"docs/sitemap-1.xml": "<urlset>mine</urlset>", "decision_trees/phones/restart.yml": TREE}
    write(tmp_path, {"mkdocs.yml": SETTINGS, "decision_trees/library.yml": LIBRARY, **own})
    build_site(read_settings(tmp_path))
    assert (tmp_path / "site" / "sitemap-1.xml").read_text("utf-8") == own["docs/sitemap-1.xml"]
    monkeypatch.setattr(sitemap, "MOST_PAGES", 1)
    with pytest.raises(StoppedError, match=r"'sitemap-1.xml' of your pages would be replaced"):
        build_site(read_settings(tmp_path))
    assert (tmp_path / "site" / "sitemap-1.xml").read_text("utf-8") == own["docs/sitemap-1.xml"]


def test_style_sheets_of_a_site_come_after_all_of_the_theme(tmp_path: Path) -> None:
    more = {"docs/own.css": "", "decision_trees/phones/restart.yml": TREE}
    settings = f"{SETTINGS}extra_css: [own.css]\n"
    write(tmp_path, {"mkdocs.yml": settings, "decision_trees/library.yml": LIBRARY, **more})
    build_site(read_settings(tmp_path))
    page = lxml_html.parse(tmp_path / "site" / "phones" / "restart" / "index.html")
    names = [one.rpartition("/")[2] for one in page.xpath("//link[@rel='stylesheet']/@href")]
    assert names == ["site.css", "own.css", "article.css", "later.css", "own.css"]


OF_MATERIAL = """
INHERIT: ../base.yml
site_name: Help
markdown_extensions:
  - attr_list
  - toc:
      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: none}}
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
  - pymdownx.superfences:
      custom_fences:
        - {name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }
  - pymdownx.snippets:
      base_path: [!relative , !relative $config_dir/shared, !relative $docs_dir/parts]
"""
WITH_OBJECTS = """# Home

## Two words

:material-check: :material-check:{ .large } :smile: :no-such-icon:

```mermaid
graph LR
```

--8<-- "beside.txt"
--8<-- "in-shared.txt"
--8<-- "in-parts.txt"
"""


def test_extensions_get_the_objects_and_folders_that_mkdocs_gives_them(tmp_path: Path) -> None:
    """Ids of headings are addresses, which must stay; nothing is loaded from the servers of others."""
    write(
        tmp_path,
        {
            "base.yml": "docs_dir: pages\n",
            "site/mkdocs.yml": OF_MATERIAL,
            "site/shared/in-shared.txt": "Shared words.",
            "site/pages/parts/in-parts.txt": "Words of a part.",
            "site/pages/help/beside.txt": "Words beside.",
            "site/pages/help/index.md": WITH_OBJECTS,
            "site/decision_trees/library.yml": "source_language: en\nlanguages: [en]\n",
            "site/decision_trees/restart.yml": TREE,
        },
    )
    settings = read_settings(tmp_path / "site")
    assert not settings.not_used
    build_site(settings)
    page = lxml_html.parse(tmp_path / "site" / "site" / "help" / "index.html")
    assert page.xpath("//h2/@id") == ["Two-words"]
    icons = page.xpath("//main//span[contains(@class, 'twemoji')]/svg")
    assert [(one.get("width"), one.get("height"), one.get("fill")) for one in icons] == [
        ("1em", "1em", "currentColor")
    ] * 2
    text = page.xpath("string(//main)")
    for words in ("😄", ":no-such-icon:", "Words beside.", "Shared words.", "Words of a part."):
        assert words in text
    assert not page.xpath("//main//img")
    assert page.xpath("//pre[@class='mermaid']/code/text()") == ["graph LR"]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("def", "SyntaxError: invalid syntax (izeja_broken.py, line 1)"),
        ("raise OSError('no disk')", "OSError: no disk"),
        ("raise RuntimeError('no reason')", "RuntimeError: no reason"),
    ],
)
def test_an_extension_that_cannot_be_loaded_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, why: str
) -> None:
    write(
        tmp_path,
        {
            "izeja_broken.py": code,
            "mkdocs.yml": "site_name: Help\nmarkdown_extensions: [izeja_broken]\n",
            "docs/index.md": "Hello",
            "decision_trees/library.yml": LIBRARY,
            "decision_trees/restart.yml": TREE,
        },
    )
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(StoppedError) as stopped:
        build_site(read_settings(tmp_path))
    assert str(stopped.value) == (
        f"mkdocs.yml names a Markdown extension that stopped with {why}"
        ". Correct its options, or delete its line"
    )


def test_a_menu_may_name_files_that_are_no_pages(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "mkdocs.yml": "site_name: Help\nnav: [index.md, {Prices: files/prices of 2026.pdf}]\n",
            "docs/index.md": "# Home",
            "docs/files/prices of 2026.pdf": "%PDF-",
            "decision_trees/library.yml": "source_language: en\nlanguages: [en]\n",
            "decision_trees/restart.yml": TREE,
        },
    )
    build_site(read_settings(tmp_path))
    found = lxml_html.parse(tmp_path / "site" / "restart" / "index.html")
    assert "../files/prices%20of%202026.pdf" in found.xpath("//header//a[text()='Prices']/@href")


LONG_MENU = """
nav:
  - index.md
  - Prices:
      - prices/index.md
      - Phones:
          - prices/phones.md
          - prices/tablets.md
      - prices/internet.md
  - Empty: [{Top: []}]
  - Elsewhere: [{Shop: https://shop.example/}, about.md]
"""


def rows(page: Path) -> list[tuple[str, list[tuple[str, str | None, str | None]]]]:
    """Return the rows of the menu: their names, and of each line the address and `aria-current`."""
    found = lxml_html.parse(page).xpath("//nav[@class='site-menu']")
    return [
        (row.get("aria-label"), [(one.text, one.get("href"), one.get("aria-current")) for one in row])
        for row in found
    ]


@pytest.mark.parametrize("is_long", [False, True])
def test_of_a_long_menu_the_top_and_the_section_of_the_page_are_shown(
    *, is_long: bool, tmp_path: Path
) -> None:
    names = ["index", "about", "prices/index", "prices/phones", "prices/tablets", "prices/internet"]
    more = ["  - " + json.dumps({f"Help {number}": "restart.md"}) for number in range(4 if is_long else 0)]
    write(
        tmp_path,
        {
            "mkdocs.yml": f"site_name: Help\n{LONG_MENU}" + "\n".join(more),
            **{f"docs/{name}.md": f"# {name.rpartition('/')[2]}" for name in names},
            "decision_trees/library.yml": "source_language: en\nlanguages: [en]\n",
            "decision_trees/restart.yml": TREE,
        },
    )
    build_site(read_settings(tmp_path))
    site = tmp_path / "site"
    found = rows(site / "prices" / "phones" / "index.html")
    if not is_long:
        assert [name for name, _ in found] == ["Pages"]
        assert [line[0] for line in found[0][1]] == [
            *["index", "Prices", "index", "Phones", "phones", "tablets", "internet"],
            *["Empty", "Top", "Elsewhere", "Shop", "about"],
        ]
        return
    assert [name for name, _ in found] == ["Pages", "Prices", "Phones"]
    assert found[0][1][:4] == [
        ("index", "../../", None),
        ("Prices", "../", "true"),
        ("Empty", None, None),
        ("Elsewhere", "https://shop.example/", None),
    ]
    assert found[1][1] == [
        ("index", "../", None),
        ("Phones", "./", "true"),
        ("internet", "../internet/", None),
    ]
    assert found[2][1] == [("phones", "./", "page"), ("tablets", "../tablets/", None)]
    assert [name for name, _ in rows(site / "index.html")] == ["Pages"]
    assert [name for name, _ in rows(site / "restart" / "index.html")] == ["Pages"]


def test_style_sheets_and_icons_may_be_elsewhere(tmp_path: Path) -> None:
    styles = ["https://cdn.example/a.css", "//cdn.example/b.css", "/c.css", "styles/d.css"]
    settings = (
        f"site_name: Help\nextra_css: {json.dumps(styles)}\ntheme: {{favicon: 'https://cdn.example/i.png'}}\n"
    )
    write(
        tmp_path,
        {
            "mkdocs.yml": settings,
            "docs/index.md": "# Home\n\n<!-- izeja:guides -->",
            "docs/styles/d.css": "",
            "decision_trees/library.yml": "source_language: en\nlanguages: [en]\n",
            "decision_trees/restart.yml": TREE,
        },
    )
    assert not build_site(read_settings(tmp_path)).remarks
    found = lxml_html.parse(tmp_path / "site" / "restart" / "index.html")
    links = set(found.xpath("//link/@href"))
    assert {*styles[:3], "../styles/d.css", "https://cdn.example/i.png"} <= links
