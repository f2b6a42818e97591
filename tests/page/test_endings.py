"""Outcomes, actions, notes, groups and sources as the page shows them, and as the search knows them."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from lxml.html import fromstring
from markupsafe import Markup
from material.plugins.search.plugin import SearchIndex  # type: ignore[import-untyped]  # it has no types

import txtar
from conftest import ROOT
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.page.addresses import BareAddresses
from izeja.page.environment import piece
from izeja.page.render import Fragment, Head, render_guide
from izeja.page.search import entries_of
from izeja.page.view import ActionLink, Left, Section, Source
from izeja.translation.page_words import languages

ORDER = Markup('<b class="izeja-term">Order &amp; pay</b>')
TEXT = (ROOT / "tests" / "page" / "endings.txtar").read_text("utf-8")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    folder = tmp_path_factory.mktemp("endings")
    txtar.unpack(txtar.split(TEXT), folder)
    compiled = compile_library(folder)
    assert not compiled.failed, [problem.message for problem in compiled.problems]
    return compiled


def rendered(library: Compiled, language: str = "en", *, embedded: bool = False) -> Fragment:
    found = library.languages[language]
    return render_guide(found, library.graph, "a", BareAddresses(), embedded=embedded)


def section(fragment: Fragment, node: str) -> Section:
    return next(one for one in fragment.guide.sections if one.id == node)


def page(fragment: Fragment) -> Any:
    return fromstring(fragment.html)  # its queries have results of any type


def element(fragment: Fragment, node: str) -> Any:
    (found,) = page(fragment).xpath(f".//section[@id='{node}']")
    return found


def words(found: Any) -> str:
    return " ".join(found.text_content().split())


def test_a_resolution_has_an_outcome_and_other_nodes_have_none(library: Compiled) -> None:
    found = {one.id: one.outcome for one in rendered(library).guide.sections}
    others = dict.fromkeys(("which", "later", "help"))
    assert found == {"done": "done", "answer": "answer", "stop": "stop", **others}


@pytest.mark.parametrize(
    ("node", "icon", "said", "is_seen"),
    [
        ("done", "done", "Done", False),
        ("answer", "answer", "Answer", False),
        ("stop", "stop", "Important", True),
    ],
)
def test_an_outcome_has_a_shape_and_a_word(
    library: Compiled, node: str, icon: str, said: str, *, is_seen: bool
) -> None:
    found = element(rendered(library), node)
    assert found.get("data-outcome") == node
    (shape,) = found.xpath("p[@class='guide__outcome']/svg/path/@d")
    assert f' d="{shape}"' in piece("en", "", "icon")(icon)
    (described,) = found.xpath("h2/@aria-describedby")
    (word,) = found.xpath(f".//*[@id='{described}']")
    assert (word.text_content(), "hidden" not in word.attrib) == (said, is_seen)


@pytest.mark.parametrize(
    ("node", "asked", "offered", "told"),
    [
        ("done", "Did this solve it?", "No, I need more help", "This did not solve it"),
        (
            "answer",
            "Did this answer your question?",
            "No, I need more help",
            "This did not answer my question",
        ),
        ("stop", None, "I need more help", "I needed more help"),
        ("help", "Did this solve it?", "No, I need more help", "I needed more help"),
    ],
)
def test_an_ending_asks_what_fits_its_outcome(
    library: Compiled, node: str, asked: str | None, offered: str, told: str
) -> None:
    (line,) = element(rendered(library), node).find_class("guide__solved")
    assert line.xpath("span/text()") == ([asked] if asked else [])
    (link,) = line.xpath("a[@data-unsolved]")
    assert [one.text_content().strip() for one in link.xpath(".//*[@data-text]")] == [offered]
    assert link.get("data-told") == told


def test_where_no_leads_is_beneath_it(library: Compiled) -> None:
    fragment = rendered(library)
    beneath = {
        one.id: words(element(fragment, one.id).xpath(".//a[@data-unsolved]//small")[0])
        for one in fragment.guide.sections
        if one.unsolved
    }
    start = dict.fromkeys(("answer", "stop", "help"), "Which one?")
    assert beneath == {"done": "Was it later?", **start}


@pytest.mark.parametrize("language", languages())
def test_the_words_of_outcomes_differ_in_each_language(library: Compiled, language: str) -> None:
    english = library.languages["en"]
    graph, addresses = library.graph, BareAddresses()
    fragment = render_guide(replace(english, language=language), graph, "a", addresses)
    found = [element(fragment, node) for node in ("done", "answer", "stop", "help")]
    told = [one.xpath(".//a[@data-unsolved]/@data-told")[0] for one in found]
    assert len(set(told)) == 3
    asked = [one.xpath(".//p[contains(@class, 'guide__solved')]/span/text()") for one in found]
    assert asked[0] == asked[3] != asked[1] != asked[2] == []


def test_actions_lead_to_nodes_guides_pages_and_contacts(library: Compiled) -> None:
    assert section(rendered(library), "answer").actions == (
        ActionLink(Markup("Look &amp; {}").format(ORDER), "#later", "later", "", retry=True),
        ActionLink(Markup("Read on"), "/b/", "b#do", ""),
        ActionLink(Markup("Shop"), "https://www.example.org/?a=1&b=2", None, "example.org"),
        ActionLink(Markup("Talk"), "https://www.example.org/en", None, "example.org"),
    )
    in_latvian = section(rendered(library, "lv"), "answer").actions
    assert [one.href for one in in_latvian[2:]] == ["https://example.org/lv", "https://example.org/lv"]
    assert in_latvian[2].text == "Veikals"


def test_the_first_action_of_a_resolution_is_its_button(library: Compiled) -> None:
    fragment = rendered(library)
    classes = {
        node: element(fragment, node).xpath(".//ul[@class='guide__actions']//a/@class")
        for node in ("answer", "help")
    }
    # A support node has the button of its contact.
    assert classes == {"answer": ["guide__button", *["guide__answer"] * 3], "help": ["guide__answer"]}
    ways = element(fragment, "answer").xpath(".//ul[@class='guide__actions']//a[@data-answer]/@data-answer")
    assert ways == ["later", "b#do"]
    assert len(element(fragment, "answer").xpath(".//a[@data-action][@rel='external']")) == 2


def test_answers_have_notes_and_groups(library: Compiled) -> None:
    fragment = rendered(library)
    which = element(fragment, "which")
    groups = [
        (one.xpath("p/text()"), one.xpath(".//*[@data-text]/text()"))
        for one in which.xpath("div[@role='group']")
    ]
    assert groups == [(["Small & light"], ["First", "Second"]), (["Large"], ["Other guide"])]
    for one in which.xpath("div[@role='group']"):
        assert one.xpath("p/@id") == [one.get("aria-labelledby")]
    assert which.xpath("ul//*[@data-text]/text()") == ["None"]
    notes = which.xpath(".//a/span/small[not(@data-search-exclude)]")
    assert [words(one) for one in notes] == ['With Order & pay & "more"', "It is long"]
    assert [one.to for one in section(fragment, "which").answers] == ["done", "answer", "b#do", "stop"]


def test_notes_and_groups_are_translated_or_say_their_language(library: Compiled) -> None:
    which = element(rendered(library, "lv"), "which")
    assert which.xpath("div[@role='group'][1]/p/text()") == ["Mazi & viegli"]
    assert which.xpath("div[@role='group'][2]/p/span[@lang='en']/text()") == ["Large"]
    assert which.xpath("div[@role='group'][2]//small[1]/text()") == ["Tas ir garš"]


def test_a_node_has_sources_and_the_owner_is_on_no_page(library: Compiled) -> None:
    fragment = rendered(library)
    assert section(fragment, "which").sources == (
        Source("https://www.example.org/a", "example.org"),
        Source("https://example.com/b", "example.com"),
    )
    (line,) = element(fragment, "stop").find_class("guide__sources")
    assert words(line) == "Sources: example.org"
    (line,) = element(fragment, "which").find_class("guide__sources")
    assert words(line) == "Sources: example.org (1) example.com (2)"
    assert "Team" not in fragment.html


def test_ids_of_groups_begin_with_the_prefix_of_an_embedded_guide(library: Compiled) -> None:
    ids = page(rendered(library, embedded=True)).xpath(".//@id")
    assert len(ids) == len(set(ids))
    assert all(one.startswith("a--") for one in ids)


@pytest.mark.parametrize("language", ["en", "lv"])
def test_the_search_finds_what_material_finds(library: Compiled, language: str) -> None:
    fragment, index = rendered(library, language), SearchIndex()
    built = SimpleNamespace(content=fragment.html, toc=[], url="a/", meta={}, title="T")
    index.add_entry_from_context(built)
    materials = [{**one, "location": one["location"].removesuffix("--heading")} for one in index.entries]
    assert list(entries_of(Head("T", ""), fragment, "a/")) == materials


def test_the_search_finds_notes_groups_and_actions_and_no_words_of_the_page(library: Compiled) -> None:
    found = {one["location"]: one["text"] for one in entries_of(Head("T", ""), rendered(library), "a/")}
    assert found["a/#which"] == (
        "<p>Small &amp; light</p> "
        '<ul> <li> First With Order &amp; pay &amp; "more"</li> <li> Second</li> </ul> '
        "<p>Large</p> <ul> <li> Other guide It is long</li> </ul> <ul> <li> None</li> </ul>"
    )
    assert found["a/#answer"] == (
        "<p>And that's fine.</p> "
        "<ul> <li> Look &amp; Order &amp; pay</li> <li> Read on</li> <li> Shop </li> <li> Talk </li> </ul>"
    )
    assert found["a/#stop"] == ""


def test_the_last_question_is_the_last_one_also_if_an_ending_did_not_help(library: Compiled) -> None:
    found = {one.id: one.left for one in rendered(library).guide.sections}
    # From 'done', `unsolved` leads on to another question; from 'answer' and 'help', the ways lead back.
    assert found == {
        "which": Left(0, 1),
        "later": Left(0, 0),
        "done": None,
        "answer": None,
        "stop": None,
        "help": None,
    }
