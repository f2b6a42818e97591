"""What a guide says in the words of schema.org, judged by the types of schema-dts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

import txtar
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.language.html import plain
from izeja.language.nodes import Question
from izeja.page.addresses import BareAddresses
from izeja.page.render import render_guide
from izeja.page.structured_data import as_script
from javascript import node

TYPES = "schema-dts/dist/schema.d.ts"


class WithHome(BareAddresses):
    def home(self) -> str | None:
        return "../"


def said(compiled: Compiled, language: str, tree: str, *, embedded: bool = False) -> list[dict[str, Any]]:
    library = compiled.languages[language]
    page = render_guide(library, compiled.graph, tree, WithHome(), embedded=embedded).html
    scripts = lxml_html.fragment_fromstring(page).xpath(".//script[@type='application/ld+json']/text()")
    return [json.loads(script) for script in scripts]


def things(compiled: Compiled, language: str, tree: str) -> list[dict[str, Any]]:
    (data,) = said(compiled, language, tree)
    return list(data["@graph"])


def test_a_guide_is_described_by_its_kind(compiled: Compiled) -> None:
    kinds: dict[str, set[str]] = {}
    for tree_id, tree in compiled.source.guides.items():
        kinds.setdefault(tree.kind, set()).add(
            " ".join(one["@type"] for one in things(compiled, "en", tree_id))
        )
    assert kinds == {
        "procedure": {"HowTo BreadcrumbList"},
        "causes": {"FAQPage BreadcrumbList"},
        "diagnosis": {"BreadcrumbList"},
    }


def test_steps_are_those_of_the_page_in_its_language(compiled: Compiled) -> None:
    tree_id = "microsoft/cancel-subscription"
    how, path = things(compiled, "lv", tree_id)
    placed = {place.node: compiled.graph.placed[place] for place in compiled.graph.guides[tree_id]}
    nodes = {name: one.node(compiled.source) for name, one in placed.items()}
    wanted = [f"#{name}" for name, node in nodes.items() if node.kind in ("question", "step")]
    assert [step["url"] for step in how["step"]] == wanted
    assert how["name"] == compiled.languages["lv"].trees[tree_id].title
    assert how["inLanguage"] == "lv"
    assert [(one["position"], one["name"], one.get("item")) for one in path["itemListElement"]] == [
        (1, "Visi ceļveži", "../"),
        (2, how["name"], None),
    ]


def test_a_cause_has_what_to_do_about_it(compiled: Compiled) -> None:
    faq, _ = things(compiled, "en", "microsoft/no-cancel-button")
    tree, terms = compiled.source.trees["microsoft/no-cancel-button"], compiled.source.term_names
    start = tree.nodes[tree.start]
    assert isinstance(start, Question)
    leads = {plain(answer.text, terms): answer.to.written for answer in start.answers}
    found = {one["name"]: one["acceptedAnswer"]["url"] for one in faq["mainEntity"]}
    assert found
    assert found == {name: f"#{to}" for name, to in leads.items() if name in found}
    left = {to for name, to in leads.items() if name not in found}
    assert all(to not in tree.nodes or isinstance(tree.nodes[to], Question) for to in left)


def test_a_page_with_several_guides_is_about_none_of_them(compiled: Compiled) -> None:
    assert not said(compiled, "en", "microsoft/cancel-subscription", embedded=True)


LIBRARY = txtar.split("""\
-- library.yml --
source_language: en
languages: [en]
-- terms.yml --
power: {text: Power}
globe: {text: Globe, meaning: "A ball with lines"}
-- wide.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="640" height="320"/>
-- small.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"/>
-- restart.webm.raw --
\\x1aE\\xdf\\xa3\\x87B\\x82\\x84webm\\x18S\\x80g\\x83\\xec\\x81
-- restart.en.vtt --
WEBVTT

00:00.200 --> 00:01.000
Wait for green.
""")
# What a writer can put into a text, and the words that a page shows of it.
BLOCKS = {
    "Turn it on & wait, 1 < 2.": "Turn it on & wait, 1 < 2.",
    "Press **Re**start,\nthen {power} or {globe}s.": "Press Restart, then Power or Globes.",
    "See [the manual](https://example.com/a), or https://example.com/b.": (
        "See the manual, or https://example.com/b."
    ),
    "- one\n- `two`": "one two",
    "1. first\n2. *second*": "first second",
    "![The light is here](wide.svg)": "The light is here",
    "![A switch](small.svg)": "A switch",
    "Press![the switch](small.svg)once.": "Press the switch once.",
    "> [!WARNING]\n> Pull the plug.\n>\n> Wait.": "Warning Pull the plug. Wait.",
    "```\nping 1.1.1.1\nping 8.8.8.8\n```": "ping 1.1.1.1 ping 8.8.8.8",
    "| Light | Means |\n| --- | ---: |\n| red | stop |": "Light Means red stop",
    "## Then": "Then",
    "![A restart](restart.webm)": "A restart Transcript of the video Wait for green.",
}


@settings(max_examples=25)
@given(written=st.lists(st.sampled_from([*BLOCKS]), min_size=1, max_size=6))
@example(written=[*BLOCKS])
def test_an_answer_has_the_words_of_the_page(
    written: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("library")
    txtar.unpack(LIBRARY, folder)
    nodes = {
        "start": {"question": "Which?", "answers": [{"text": one, "to": "end"} for one in ("This", "That")]},
        "end": {"resolution": "So it is", "body": "\n\n".join(written)},
    }
    tree = {"title": "A", "kind": "causes", "start": "start", "nodes": nodes}
    (folder / "a.yml").write_text(yaml.safe_dump(tree, sort_keys=False), "utf-8")
    compiled = compile_library(folder)
    assert not compiled.failed, compiled.report(compiled.problems)
    faq = things(compiled, "en", "a")[0]
    answer = faq["mainEntity"][0]["acceptedAnswer"]["text"]
    assert answer.split() == f"So it is {' '.join(map(BLOCKS.__getitem__, written))}".split()


def test_a_text_cannot_end_the_script() -> None:
    for text in ("</script><b>", "<!--<script>", "]]>", "\u2028", '"\\'):
        script = as_script({"name": text})
        assert "<" not in script
        assert json.loads(script) == {"name": text}


@pytest.mark.slow
def test_all_of_it_is_as_schema_org_says(compiled: Compiled, everything: Compiled, tmp_path: Path) -> None:
    found = [
        *(said(compiled, one, tree)[0] for one in compiled.languages for tree in compiled.source.guides),
        *(said(everything, "en", tree)[0] for tree in everything.source.guides),
    ]
    assert len(found) > 10
    lines = [f"export const guide{index}: Graph = {json.dumps(one)};" for index, one in enumerate(found)]
    # The types notice a property that a thing does not have.
    wrong = '{"@context": "https://schema.org", "@graph": [{"@type": "HowTo", "stepz": []}]}'
    lines += ["// @ts-expect-error", f"export const wrong: Graph = {wrong};"]
    text = "\n".join(['import type { Graph } from "schema-dts";', *lines])
    assert node.type_faults(text, {"schema-dts": TYPES}, tmp_path) == ""
