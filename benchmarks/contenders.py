"""The same guide as others would make a page of it: GOV.UK, SurveyJS, ink, and ours in a bare page.

All of them are made of the same compiled library, each in the way that its own documentation teaches:

- GOV.UK: its first question, as a page of radio buttons and *Continue*, with the files of its design system
  as they come from npm. Every further question is another page of the server.
- SurveyJS: a survey of one page for each node. A page is visible if an answer that leads to it was given
  (`visibleIf`); an answer that leads back skips there (a trigger). The files are those of its guide for plain
  HTML, as they come from npm, minified.
- ink: a story of one knot for each node, compiled to JSON beforehand; a short script shows text and buttons.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from articles import heading_of
from izeja.compiler.compiled import Compiled
from izeja.language.contact_ways import ways_of
from izeja.language.html import line_html, plain, prose_html
from izeja.language.nodes import Node, Question, Step, Support
from izeja.proof.graph import Edge, Place
from packages import PACKAGES

PAGES = Path(__file__).parent / "pages"
OWN = "own"
"""The folder of the built site that has the same site in Izeja's own theme."""

_OUR_HEADING = "section[data-kind] h2"
FLOOR_HEADING = "#floor section:not([hidden]) h2"
_GOVUK = PACKAGES / "govuk-frontend/dist/govuk"
_GOVUK_FILES = ("govuk-frontend.min.css", "govuk-frontend.min.js")
_SURVEY_FILES = (
    "survey-core/survey-core.fontless.min.css",  # the other one asks a foreign host for a font
    "survey-core/survey.core.min.js",
    "survey-js-ui/survey-js-ui.min.js",
)


@dataclass(frozen=True, slots=True)
class Contender:
    """A page: its name in tables, its path in the site, and a selector for the heading of its first step."""

    name: str
    path: str
    heading: str


class Pages:
    """Writes the pages of one guide in one language into a built site.

    Args:
        compiled: the library, without problems.
        language: of the pages; the first of the site, which has no folder of its own.
        tree: the guide.
        site: the folder of the built site.
    """

    def __init__(self, compiled: Compiled, language: str, tree: str, site: Path) -> None:
        self._graph = compiled.graph
        self._library = compiled.languages[language]
        self._tree = tree
        self._site = site
        self._terms = self._library.term_names
        self._numbers = {place: number for number, place in enumerate(self._graph.guides[tree])}

    @property
    def first_heading(self) -> str:
        """The heading of the guide's first step."""
        return self._plain(heading_of(self._node(self._graph.starts[self._tree]), self._library))

    @property
    def first_ending(self) -> str:
        """The id of the first node of the guide that leads nowhere."""
        return next(place.node for place in self._numbers if not self._graph.edges[place])

    def in_site(self) -> Contender:
        """Return the page that MkDocs has built."""
        return Contender("Izeja in the site", f"/{self._tree}/", _OUR_HEADING)

    def in_own_theme(self) -> Contender:
        """Return the page that Izeja has built without MkDocs, in a folder of the site."""
        return Contender("Izeja's own theme", f"/{OWN}/{self._tree}/", _OUR_HEADING)

    def bare(self) -> Contender:
        """Write a page of nothing but the guide and our files."""
        built = (self._site / self._tree / "index.html").read_text("utf-8")
        guide = built[built.index("<guided-help") : built.index("</guided-help>")] + "</guided-help>"
        folder = self._folder("bare")
        names = dict.fromkeys(re.findall(r'(?:href|src)="[./]*assets/izeja/([^"]+)"', built))
        shutil.copytree(self._site / "assets/izeja", folder, dirs_exist_ok=True)
        assets = "\n".join(map(_asset, names))
        self._write(folder / "index.html", "bare.html", assets=assets, guide=guide)
        return self._contender("Izeja, guide alone", "bare", _OUR_HEADING)

    def floor(self) -> Contender:
        """Write the guide's page with the least that a step can be in the place of the guide."""
        built = (self._site / self._tree / "index.html").read_text("utf-8")
        before, rest = built.split("<guided-help", 1)
        page = (PAGES / "floor.html").read_text("utf-8")
        least = page.split("<!-- floor -->")[1].split("<!-- /floor -->")[0]
        folder = self._site / f"{self._tree}-floor"  # as deep as the guide, for the theme's files
        folder.mkdir()
        text = before + least + rest.partition("</guided-help>")[2]
        (folder / "index.html").write_text(text, "utf-8")
        return Contender("floor", f"/{self._tree}-floor/", FLOOR_HEADING)

    def govuk(self) -> Contender:
        """Write the first question as a page of GOV.UK, after its page template."""
        folder = self._folder("govuk")
        for name in _GOVUK_FILES:
            shutil.copy(_GOVUK / name, folder)
        # Its style sheet asks for them at the root of the host.
        shutil.copytree(_GOVUK / "assets/fonts", self._site / "assets/fonts", dirs_exist_ok=True)
        start = self._graph.starts[self._tree]
        node = self._node(start)
        answers = node.answers if isinstance(node, Question) else ()
        radio = Template((PAGES / "govuk.radio.html").read_text("utf-8"))
        self._write(
            folder / "index.html",
            "govuk.html",
            heading=escape(self.first_heading),
            prose=self._html(start, node),
            radios="".join(
                radio.substitute(number=number, text=escape(self._plain(answer.text)))
                for number, answer in enumerate(answers)
            ),
        )
        return self._contender("GOV.UK's question", "govuk", "h1")

    def survey(self) -> Contender:
        """Write a page of SurveyJS."""
        folder = self._folder("survey")
        for name in _SURVEY_FILES:
            shutil.copy(PACKAGES / name, folder)
        self._write(folder / "index.html", "survey.html")
        survey = json.dumps(self._survey(), ensure_ascii=False, separators=(",", ":"))
        self._write(folder / "main.js", "survey.main.js", survey=survey)
        return self._contender("SurveyJS", "survey", "#survey :is(h2, .sd-question__title)")

    def ink(self) -> Contender:
        """Write a page of ink."""
        folder = self._folder("ink")
        shutil.copy(PACKAGES / "inkjs/dist/ink.js", folder)
        shutil.copyfile(PAGES / "ink.main.js", folder / "main.js")
        self._write(folder / "index.html", "ink.html")
        story = _compile("\n".join(self._story()))
        (folder / "story.js").write_text(f"const storyContent = {story};\n", "utf-8")
        return self._contender("inkjs", "ink", "#story h2")

    def _folder(self, name: str) -> Path:
        folder = self._site / "contenders" / name / self._library.language / self._tree
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _contender(self, name: str, folder: str, heading: str) -> Contender:
        return Contender(name, f"/contenders/{folder}/{self._library.language}/{self._tree}/", heading)

    def _write(self, file: Path, template: str, **parts: str) -> None:
        title = escape(self._plain(self._library.trees[self._tree].title))
        text = Template((PAGES / template).read_text("utf-8"))
        file.write_text(text.substitute(language=self._library.language, title=title, **parts), "utf-8")

    def _node(self, place: Place) -> Node:
        return self._graph.placed[place].node(self._library)

    def _plain(self, text: str) -> str:
        return plain(text, self._terms)

    def _html(self, place: Place, node: Node) -> str:
        """Return the prose of a node, and where it hands the customer over to."""
        body = getattr(node, "body", None)
        html = str(prose_html(body, self._terms, lambda link: link.written)) if body else ""
        if isinstance(node, Support):
            contact = self._library.contacts[node.contacts[0]]
            url = ways_of(contact, self._library.language)[0].href
            html += f'<p><a href="{escape(str(url))}">{escape(self._plain(contact.text))}</a></p>'
        if isinstance(node, Step) and (target := self._leaves(self._graph.edges[place][0])):
            html += self._link(target)
        return html

    def _leaves(self, edge: Edge) -> Place | None:
        return edge.target if edge.target and edge.target.tree != self._tree else None

    def _link(self, target: Place) -> str:
        title = escape(self._plain(self._library.trees[target.tree].title))
        return f'<p><a href="/{target.tree}/#{target.node}">{title}</a></p>'

    def _exits(self) -> dict[Place, str]:
        edges = (edge for place in self._numbers for edge in self._graph.edges[place])
        targets = dict.fromkeys(target for edge in edges if (target := self._leaves(edge)))
        return {target: f"exit{number}" for number, target in enumerate(targets)}

    # SurveyJS

    def _survey(self) -> dict[str, Any]:
        conditions = self._conditions()
        pages = [self._page(place, conditions[place]) for place in self._numbers]
        pages += [
            {
                "name": name,
                "visibleIf": conditions[target],
                "elements": [_text(f"{name}t", self._link(target))],
            }
            for target, name in self._exits().items()
        ]
        return {
            "title": self._plain(self._library.trees[self._tree].title),
            "locale": self._library.language,
            "autoAdvanceEnabled": True,
            "clearInvisibleValues": "onHidden",
            "requiredMark": "",
            "showQuestionNumbers": "off",
            "pages": pages,
            "triggers": [
                {
                    "type": "skip",
                    "expression": _given(self._numbers[place], index),
                    "gotoName": self._element(edge.target),
                }
                for place in self._numbers
                for index, edge in enumerate(self._graph.edges[place])
                if edge.retry and edge.target and not self._leaves(edge)
            ],
        }

    def _element(self, place: Place) -> str:
        return f"{'q' if self._graph.asks(place) else 't'}{self._numbers[place]}"

    def _page(self, place: Place, condition: str) -> dict[str, Any]:
        node, number = self._node(place), self._numbers[place]
        html = self._html(place, node)
        elements = [_text(f"h{number}", html)] if html and isinstance(node, Question) else []
        if isinstance(node, Question):
            elements.append(self._question(node, number))
        else:
            heading = escape(self._plain(heading_of(node, self._library)))
            elements.append(_text(f"t{number}", f"<h2>{heading}</h2>{html}"))
        page: dict[str, Any] = {"name": f"n{number}", "elements": elements}
        return {**page, "visibleIf": condition} if condition else page

    def _question(self, node: Question, number: int) -> dict[str, Any]:
        choices = [
            {"value": index, "text": self._plain(answer.text)} for index, answer in enumerate(node.answers)
        ]
        question = {
            "type": "radiogroup",
            "name": f"q{number}",
            "title": self._plain(node.question),
            "isRequired": True,
            "choices": choices,
        }
        return {**question, "description": self._plain(node.hint)} if isinstance(node.hint, str) else question

    def _conditions(self) -> dict[Place, str]:
        """Return for each node, and each guide that this one leads to, when SurveyJS is to show its page."""
        onward = [place for place in reversed(self._graph.after_their_targets) if place in self._numbers]
        ways: dict[Place, list[str]] = {place: [] for place in [*self._numbers, *self._exits()]}
        for place in onward:
            for index, edge in enumerate(self._graph.edges[place]):
                if edge.target in ways and not edge.retry:
                    came = [_given(self._numbers[place], index)] if edge.answer is not None else ways[place]
                    ways[edge.target] += came
        return {place: " or ".join(dict.fromkeys(given)) for place, given in ways.items()}

    # ink

    def _story(self) -> Iterator[str]:
        exits = self._exits()
        yield f"-> n{self._numbers[self._graph.starts[self._tree]]}"
        for place, number in self._numbers.items():
            yield f"=== n{number} ==="
            yield from self._knot(place, exits)
        for target, name in exits.items():
            yield from (f"=== {name} ===", _ink(self._link(target)), "-> END")

    def _knot(self, place: Place, exits: dict[Place, str]) -> Iterator[str]:
        node = self._node(place)
        yield _ink(f"<h2>{line_html(heading_of(node, self._library), self._terms)}</h2>")
        if html := self._html(place, node):
            yield _ink(html)
        if isinstance(node, Question | Step) and isinstance(node.hint, str):
            yield _ink(f"<p>{line_html(node.hint, self._terms)}</p>")
        for index, edge in enumerate(self._graph.edges[place]):
            assert edge.target is not None  # noqa: S101 - a library without problems has every target
            knot = exits.get(edge.target) or f"n{self._numbers[edge.target]}"
            next_heading = heading_of(self._node(edge.target), self._library)
            text = node.answers[index].text if isinstance(node, Question) else next_heading
            yield f"+ [{_ink(line_html(text, self._terms))}] -> {knot}"
        if not self._graph.edges[place]:
            yield "-> END"


def _asset(name: str) -> str:
    if name.endswith(".css"):
        return f'<link rel="stylesheet" href="{name}">'
    return f'<script type="module" src="{name}"></script>'


def _given(number: int, answer: int) -> str:
    return f"{{q{number}}} = {answer}"


def _text(name: str, html: str) -> dict[str, str]:
    return {"type": "html", "name": name, "html": html}


def _ink(text: str) -> str:
    """Return a text in one line, with everything escaped that ink would read as its own."""
    return re.sub(r"([\\{}\[\]|#~/<>*+=-])", r"\\\1", " ".join(text.split()))


def _compile(story: str) -> str:
    node = shutil.which("node")
    assert node  # noqa: S101 - install_packages has seen it
    compiled = subprocess.run(  # noqa: S603 - node, as found, and our own script
        [node, str(PAGES / "ink.compile.js")],
        input=story,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return compiled.stdout
