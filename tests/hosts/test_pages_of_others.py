"""What a page gets of ours, and that a page without guides gets nothing."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError
from types import SimpleNamespace

import pytest
from mkdocs.config.defaults import MkDocsConfig

from izeja.hosts.mkdocs import material_internals, other_plugins
from izeja.hosts.mkdocs.assets import add_to_page
from izeja.page.assets import STYLE, asset, style_outside_material
from izeja.site.skeleton import CONTENT

_STYLE = '<link rel="stylesheet" href="../assets/izeja/guided-help.css">'
_PRINT = '<link rel="stylesheet" href="../assets/izeja/print.css" media="print">'
STYLED = _STYLE + _PRINT
SCRIPTED = '<script type="module" src="../assets/izeja/guided-help.js"></script>'
GUIDE = '<guided-help data-tree="a"><section></section></guided-help>'
LISTED = f'{_STYLE}<link rel="stylesheet" href="../assets/izeja/listing.css">{_PRINT}'
CARDS = '<ul class="guides" role="list"></ul>'


def on_page(body: str, *, analytics: bool = False) -> str:
    return add_to_page(
        f"<html><head></head><body>{body}</body></html>", "page/", analytics=analytics, in_material=False
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (GUIDE, GUIDE + SCRIPTED),
        (CONTENT, CONTENT + SCRIPTED),
        (f"<p>a</p>{GUIDE}{GUIDE}", f"<p>a</p>{GUIDE}{SCRIPTED}{GUIDE}"),
        (CARDS, CARDS),
        (f"<p>{GUIDE}</p>", f"<p></p>{GUIDE}{SCRIPTED}</p>"),
        (
            f'<p class="x">See <b>this</b>: {GUIDE}</p>',
            f'<p class="x">See <b>this</b>: </p>{GUIDE}{SCRIPTED}</p>',
        ),
        (f"<p>{CONTENT}", f"<p></p>{CONTENT}{SCRIPTED}"),
        (f"<p>a<div>{GUIDE}</div>", f"<p>a<div>{GUIDE}{SCRIPTED}</div>"),
        (f"<p>a<main>{GUIDE}</main>", f"<p>a<main>{GUIDE}{SCRIPTED}</main>"),
    ],
)
def test_a_page_with_guides_or_cards_loads_what_these_need(body: str, expected: str) -> None:
    style = LISTED if body == CARDS else STYLED
    assert on_page(body) == f"<html><head>{style}</head><body>{expected}</body></html>"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>guided-help, guides and guides__card</p>",
        "<code>&lt;guided-help data-tree=a&gt;&lt;/guided-help&gt;</code>",
        '<code>&lt;ul class="guides" role="list"&gt;</code>',
        '<link rel="alternate" href="en/" hreflang="en">',
    ],
)
def test_a_page_without_guides_stays_as_it_is(body: str) -> None:
    page = f"<html><head></head><body>{body}</body></html>"
    assert add_to_page(page, "page/", analytics=True, in_material=False) == page


def test_a_page_without_a_head_keeps_its_first_line() -> None:
    assert (
        add_to_page(f"<!doctype html>{CARDS}", "page/", analytics=False, in_material=False)
        == f"<!doctype html>{LISTED}{CARDS}"
    )
    assert (
        add_to_page(f"<!doctype html><body class=a>{CARDS}", "page/", analytics=False, in_material=False)
        == f"<!doctype html>{LISTED}<body class=a>{CARDS}"
    )


@pytest.mark.parametrize(("body", "style"), [(GUIDE, STYLED), (CARDS, LISTED)])
def test_the_theme_is_prepared_before_its_scripts_run(body: str, style: str) -> None:
    page = add_to_page(
        f"<head></head>{body}<script>theme()</script>", "page/", analytics=False, in_material=True
    )
    assert f'<head>{style}<script src="../assets/izeja/material.js"></script></head>' in page


def test_what_counts_steps_listens_before_the_first_is_shown() -> None:
    scripts = re.findall(r"izeja/([\w-]+\.js)", on_page(GUIDE, analytics=True))
    assert scripts == ["analytics.js", "guided-help.js"]


def test_other_themes_get_sizes_and_colours_of_their_own() -> None:
    style = style_outside_material(STYLE)
    assert not re.search(r"[\d.]rem\b", style)
    used = set(re.findall(r"var\((--md-[\w-]+)\)", asset(STYLE)))
    assert used == set(re.findall(r"[{;](--md-[\w-]+):", style))


def test_a_theme_that_is_made_from_material_keeps_its_search(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: str) -> str:
        raise PackageNotFoundError

    plugin = type("SearchPlugin", (), {"__module__": "material.plugins.search.plugin"})()
    config = MkDocsConfig()
    config.load_dict({"site_name": "Test", "plugins": []})
    config.validate()
    config.plugins["search"] = plugin
    monkeypatch.setattr(material_internals, "version", none)
    material_internals.is_installed.cache_clear()
    try:
        material_internals.check(config)
        assert material_internals.search_entries(config) is None
        assert material_internals.keeps_its_index(config)
        handler = SimpleNamespace(
            call=SimpleNamespace(__module__="material.plugins.tags.plugin"), origin="materialx/tags"
        )
        monkeypatch.setattr(other_plugins, "handlers", lambda *_: [handler])
        assert other_plugins.why_page_by_page(config, ()) == "materialx/tags may change them"
    finally:
        material_internals.is_installed.cache_clear()
