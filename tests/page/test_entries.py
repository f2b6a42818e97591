"""The entries of guides in the index of a search, beside those that Material makes from the same HTML."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from material.plugins.search.plugin import SearchIndex  # type: ignore[import-untyped]  # it has no types

from conftest import ROOT
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.hosts.mkdocs.writer import html_head
from izeja.language.reference import EXAMPLE
from izeja.page.addresses import BareAddresses
from izeja.page.render import Fragment, Head, render_guide
from izeja.page.search import also_called, as_published, entries_of, guide_as_published, shown, with_guides

Entry = dict[str, Any]


def entry(location: str, title: str = "", text: str = "") -> Entry:
    return {"location": location, "title": title, "text": text}


def pages(compiled: Compiled) -> list[tuple[Head, Fragment]]:
    return [
        (html_head(library, tree, "material"), render_guide(library, compiled.graph, tree, BareAddresses()))
        for library in compiled.languages.values()
        for tree in library.guides
    ]


def materials(head: Head, fragment: Fragment, url: str) -> list[Entry]:
    """Return the entries that Material makes, with the ids of nodes in place of those of their headings."""
    index = SearchIndex()
    page = SimpleNamespace(content=fragment.html, toc=[], url=url, meta={}, title=head.title)
    index.add_entry_from_context(page)
    return [{**one, "location": one["location"].removesuffix("--heading")} for one in index.entries]


@pytest.mark.parametrize("library", ["compiled", "everything", "example", "provider"])
def test_entries_are_those_that_material_finds(library: str, request: pytest.FixtureRequest) -> None:
    found = pages(request.getfixturevalue(library))
    assert len(found) >= 3
    for head, fragment in found:
        assert list(entries_of(head, fragment, "a/")) == materials(head, fragment, "a/")


@pytest.fixture(scope="module")
def example() -> Compiled:
    return compile_library(EXAMPLE)


@pytest.fixture(scope="module")
def provider() -> Compiled:
    return compile_library(ROOT / "docs" / "examples" / "provider" / "decision_trees")


def test_entries_say_what_a_guide_says(everything: Compiled) -> None:
    fragment = render_guide(everything.languages["en"], everything.graph, "modem", BareAddresses())
    page, title, light, _, turn, *_, desk, last = entries_of(Head("A &amp; b", "c"), fragment, "m/")
    assert page == entry("m/", "A &amp; b")
    assert title == entry(
        "m/#modem--title", "The Plug &amp; play modem", '<p>What to do with "it" &amp; when</p>'
    )
    assert light == entry(
        "m/#light",
        "Is the Plug &amp; play light on?",
        "<p>Look at it &amp; wait:</p> <ol> <li>One</li> <li>Two</li> </ol> "
        "<p>Then see the page, the other guide, us or the web.</p> <p>See &lt;below&gt;.</p> "
        "<ul> <li> Yes</li> <li> No</li> <li> Elsewhere</li> </ul>",
    )
    assert turn == entry("m/#turn", "Turn it off", '<ol> <li>Three</li> <li>Four "more"</li> </ol>')
    assert desk["text"] == (
        '<p>Say Plug &amp; play.</p> <ul> <li>Your "number"</li> <li>The Plug &amp; play</li> </ul> '
        "<p> Desk desk.example.org</p> <ul> <li> +371 67 000 000 ext. 12</li> <li> a&amp;b@example.org</li> "
        "<li>Say &lt;hello&gt;</li> <li> Call &lt;us&gt; example.org</li> </ul>"
    )
    assert last == entry("m/#last", "Again?", "<ul> <li> Once more</li> <li> Give up</li> </ul>")


def test_what_is_not_searched_is_marked_in_the_html_and_not_on_the_page() -> None:
    assert shown('<p data-search-exclude="true" id="a">b</p>') == '<p id="a">b</p>'


def test_the_words_of_customers_are_plain_text(everything: Compiled) -> None:
    assert also_called(everything.languages["en"], "modem") == ("router", "the Plug & play box")
    assert also_called(everything.languages["en"], "cables/cable") == ()


def test_a_guide_has_one_entry_with_the_words_of_customers() -> None:
    entries = [
        entry("guide/", "Guide"),
        entry("guide/#guide--title", "Guide", "What it does."),
        entry("guide/#step", "Step", "Guide"),
        entry("page/", "Page"),
        entry("page/#page", "Page", "By hand."),
    ]
    found = with_guides(entries, {"guide/": ("one", "other"), "gone/": ("two",)})
    assert found == [{**entry("guide/", "Guide", "What it does."), "also": "one; other"}, *entries[2:]]


def test_a_step_with_the_title_of_its_guide_keeps_its_entry() -> None:
    entries = [
        entry("guide/", "Guide"),
        entry("guide/#guide--title", "Guide", "What it does."),
        entry("guide/#guide", "Guide", "A step."),
    ]
    found = with_guides(entries, {"guide/": ()})
    assert found == [entry("guide/", "Guide", "What it does."), entry("guide/#guide", "Guide", "A step.")]


def test_a_guide_without_such_words_says_nothing_of_them() -> None:
    assert with_guides([entry("guide/", "Guide")], {"guide/": ()}) == [entry("guide/", "Guide")]


@pytest.mark.parametrize(
    ("text", "lean"),
    [
        ("", ""),
        ("a  b", "a  b"),
        ("<p>a b</p> <p> c</p>", "<p>a b</p><p>c</p>"),
        ("<ul> <li> a </li> <li>b</li> </ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("a <ol> <li>b</li></ol> c", "a<ol><li>b</li></ol>c"),
        (" a <p>b</p>", " a<p>b</p>"),
        ("<pre> a </pre> <p>b</p>", "<pre> a </pre> <p>b</p>"),
        ("<table> a </table>", "<table> a </table>"),
    ],
)
def test_published_text_has_no_spaces_between_blocks(text: str, lean: str) -> None:
    written = as_published([entry("a/", "A ā", text)], {})
    assert json.loads(b"[" + written + b"]") == [entry("a/", "A ā", lean)]
    assert "ā" in written.decode()


def test_a_guide_is_published_as_entries_without_a_list_around_them(everything: Compiled) -> None:
    head, fragment = pages(everything)[0]
    written = guide_as_published(head, fragment, "m/", ("one", "other"))
    found = json.loads(b"[" + written + b"]")
    assert found[0]["also"] == "one; other"
    assert [one["location"] for one in found] == ["m/", "m/#begin", "m/#end"]
    assert b", " not in written.split(b'"text":')[0]


def test_a_guide_is_published_without_the_spaces_of_materials_entries(everything: Compiled) -> None:
    for head, fragment in pages(everything):
        from_material = as_published(entries_of(head, fragment, "m/"), {"m/": ("one",)})
        assert guide_as_published(head, fragment, "m/", ("one",)) == from_material
