"""One tree in one language as a fragment of HTML. Knows no host, and asks it for addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol, cast
from urllib.parse import urlsplit

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup, escape
from rcssmin import cssmin  # type: ignore[import-untyped]  # it has no types
from rjsmin import jsmin  # type: ignore[import-untyped]  # nor has this

from izeja.language.fields import DayRange, url_in
from izeja.language.links import ContactLink, Link, PageLink, RefusedLink, TreeLink, WebLink
from izeja.language.locales import direction_of, locale_of, name_of
from izeja.language.markup import TermName, line_html, plain, prose_html
from izeja.language.model import Dates, Include, Node, Question, Step, Support, Tree
from izeja.language.words import words_of
from izeja.library.library import Library
from izeja.proof.graph import Edge, Graph, Place
from izeja.reading.data import Address
from izeja.translation.page_words import TEMPLATES, wording

ASSETS = Path(__file__).parent / "assets"
SCRIPT, STYLE, MOVED = "guided-help.js", "guided-help.css", "moved.js"
ANALYTICS = "analytics.js"
_GUIDE = "guide.html.j2"


class Addresses(Protocol):
    """What a host tells a page: where other pages are, seen from this one."""

    def guide(self, tree: str) -> str:
        """Return the address of a tree's page in the same language."""

    def page(self, path: str) -> str:
        """Return the address of a hand-written page in the same language, by its path."""

    def home(self) -> str | None:
        """Return the address of the page that lists all guides, if there is one."""


class Unpublished:
    """Where pages are as long as nobody publishes them; for tests."""

    def guide(self, tree: str) -> str:
        """Return the tree's id as an address."""
        return f"/{tree}/"

    def page(self, path: str) -> str:
        """Return the path as an address."""
        return f"/{path}"

    def home(self) -> str | None:
        """Return no address."""
        return None


class Heading(NamedTuple):
    """The heading of a node: its plain text, and the id of the node."""

    text: str
    node: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a host needs for the head of a page, as plain text."""

    title: str
    description: str


class _Days(NamedTuple):
    """A range of days as the script compares it: numbers of JavaScript, `-Infinity` and `Infinity` too."""

    low: str
    high: str


class Way(NamedTuple):
    """What a page shows of an answer; `guide` is the title of the other guide that it leads into."""

    text: Markup
    href: str
    to: str
    guide: Markup | None
    days: _Days | None


class _Dates(NamedTuple):
    since: Markup
    until: Markup


class _Unsolved(NamedTuple):
    heading: Markup
    href: str


class _Next(NamedTuple):
    heading: Markup
    href: str
    to: str
    guide: Markup | None


class _Contact(NamedTuple):
    text: Markup
    url: str
    host: str


class Section(NamedTuple):
    """What a page shows of a node, as HTML."""

    id: str
    anchors: tuple[str, ...]
    kind: str
    foreign: bool
    heading: Markup
    hint: Markup | None
    body: Markup | None
    left: int | None
    dates: _Dates | None
    answers: tuple[Way, ...]
    next: _Next | None
    contact: _Contact | None
    unsolved: _Unsolved | None


class _Date(NamedTuple):
    iso: str
    text: str


class _Source(NamedTuple):
    url: str
    host: str


class Guide(NamedTuple):
    """What a page shows of a tree, as HTML; `title_id` is the id of the element with its title."""

    id: str
    prefix: str
    title_id: str
    title: Markup
    summary: Markup | None
    kind: str
    applies_to: tuple[Markup, ...]
    reviewed: _Date | None
    sources: tuple[_Source, ...]
    home: str | None
    language: str
    source_language: str
    direction: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A rendered page: HTML for its body, and what it was made of, for contents and search."""

    html: str
    guide: Guide

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings of all nodes, that of the start first."""
        return tuple(Heading(section.heading.striptags(), section.id) for section in self.guide.sections)


class _Card(NamedTuple):
    href: str
    title: Markup
    summary: Markup | None
    kind: str


@cache
def asset(name: str) -> str:
    """Return a script or the style sheet as browsers get it: without remarks and needless spaces."""
    text = (ASSETS / name).read_text("utf-8")
    return str(cssmin(text) if name == STYLE else jsmin(text))


def guide_head(library: Library, tree_id: str) -> Head:
    """Return the title and the description of a tree's page."""
    tree, terms = library.trees[tree_id], library.term_names()
    return Head(plain(tree.title, terms), plain(tree.summary or tree.title, terms))


def render_guide(
    library: Library, graph: Graph, tree_id: str, addresses: Addresses, *, embedded: bool = False
) -> Fragment:
    """Render one guide, with the parts that it includes.

    Args:
        library: in the language of the page, without problems.
        graph: where its nodes lead.
        tree_id: the tree.
        addresses: where other pages are.
        embedded: whether it is to stand inside a page of other things, perhaps with other guides. Its ids
            then begin with that of the tree, and its headings are one level lower.

    Returns:
        The fragment. Its HTML is whole without JavaScript; all text in it is escaped.
    """
    tree = library.trees[tree_id]
    prefix = f"{tree_id.replace('/', '--')}--" if embedded else ""
    writer = _Writer(library, graph, tree_id, addresses, prefix)
    guide = writer.guide(tree)
    template = _template(library.language, library.page_words, _GUIDE)
    return Fragment(template.render(guide=guide), guide)


def prepare(language: str, page_words: str) -> None:
    """Load what all guides of a language need, and what the first one would wait for.

    Args:
        language: one that the page speaks.
        page_words: the site's own words in it; see `izeja.library.library.Library`.
    """
    _template(language, page_words, _GUIDE)
    _date(date.min, language)


def forget_templates() -> None:
    """Read the templates of pages anew when they are next wanted."""
    _template.cache_clear()
    _environment.cache_clear()


def render_moved(library: Library, tree_id: str, href: str, script: str) -> str:
    """Render the page that stands at an old address of a guide.

    Args:
        library: in the language of the page.
        tree_id: the guide.
        href: where the guide is now, seen from the old address.
        script: where `MOVED` is, seen from there.
    """
    return _template(library.language, library.page_words, "moved.html.j2").render(
        language=library.language,
        direction=direction_of(library.language),
        title=guide_head(library, tree_id).title,
        href=href,
        script=script,
    )


def render_cards(library: Library, addresses: Addresses) -> str:
    """Render the list of all guides of a library as cards."""
    terms = library.term_names()
    cards = [
        _Card(
            addresses.guide(tree_id),
            _in_its_language(library, "span", line_html(tree.title, terms), tree_id, ("title",)),
            _in_its_language(library, "span", line_html(tree.summary, terms), tree_id, ("summary",))
            if tree.summary
            else None,
            tree.kind,
        )
        for tree_id, tree in library.guides.items()
    ]
    return _template(library.language, library.page_words, "guides.html.j2").render(guides=cards)


class _Writer:
    def __init__(
        self, library: Library, graph: Graph, tree_id: str, addresses: Addresses, prefix: str
    ) -> None:
        self._library = library
        self._graph = graph
        self._tree_id = tree_id
        self._addresses = addresses
        self._prefix = prefix
        self._questions_left = graph.questions_left_here
        self._has_foreign = bool(library.foreign)
        self.terms: dict[str, TermName] = library.term_names()

    def guide(self, tree: Tree) -> Guide:
        return Guide(
            id=self._tree_id,
            prefix=self._prefix,
            title_id=f"{self._tree_id.replace('/', '--')}--title",
            title=self._line(tree.title, self._tree_id, (), "title"),
            summary=self._line(tree.summary, self._tree_id, (), "summary") if tree.summary else None,
            kind=tree.kind,
            applies_to=tuple(
                self._plain(text, self._tree_id, ("applies_to", index))
                for index, text in enumerate(tree.applies_to)
            ),
            reviewed=_date(tree.reviewed, self._library.language) if tree.reviewed else None,
            sources=tuple(_Source(url, _host(url)) for url in tree.sources),
            home=self._addresses.home(),
            language=self._library.language,
            source_language=name_of(self._library.config.source_language, self._library.language),
            direction=direction_of(self._library.language),
            sections=tuple([self._section(place) for place in self._graph.guides[self._tree_id]]),
        )

    def _section(self, place: Place) -> Section:
        placed = self._graph.placed[place]
        node, part, at = placed.node(self._library), placed.part, placed.address
        hint = node.hint if isinstance(node, _WITH_HINT) else None
        body = None if isinstance(node, Include) else node.body
        edges = self._graph.edges[place]
        return Section(
            id=self._prefix + place.node,
            anchors=tuple([self._prefix + anchor for anchor in self._graph.anchors.get(place, ())]),
            kind=node.kind,
            foreign=self._has_foreign and self._is_foreign(node, part, at),
            heading=self._heading_of(node, part, at),
            hint=self._line(hint, part, at, "hint") if hint else None,
            body=self._prose(body, part, (*at, "body")) if body else None,
            left=self._left(place),
            dates=self._dates(node.dates, part, at) if isinstance(node, Question) and node.dates else None,
            answers=self._answers(node, edges, part, at) if isinstance(node, Question) else (),
            next=self._next(edges[0]) if isinstance(node, Step) else None,
            contact=self._contact(node) if isinstance(node, Support) else None,
            unsolved=None if edges else self._unsolved(place),
        )

    def _left(self, place: Place) -> int | None:
        """Return how many more questions there may be; None where there is nothing to say about it."""
        asks = self._graph.asks(place)
        left = self._questions_left[place] - asks
        return left if left or asks else None

    def _dates(self, dates: Dates, part: str, at: Address) -> _Dates:
        return _Dates(
            self._line(dates.since, part, at, "dates", "since"),
            self._line(dates.until, part, at, "dates", "until"),
        )

    def _is_foreign(self, node: Node, part: str, at: Address) -> bool:
        if isinstance(node, Support) and self._library.is_foreign("contacts", node.support, "text"):
            return True
        return any(self._library.is_foreign(part, *text_at) for text_at, _, _ in words_of(node, at))

    def _heading(self, place: Place) -> Markup:
        placed = self._graph.placed[place]
        return self._heading_of(placed.node(self._library), placed.part, placed.address)

    def _heading_of(self, node: Node, part: str, at: Address) -> Markup:
        assert not isinstance(node, Include)  # noqa: S101 - an include is no node that a customer meets
        if not isinstance(node, Support):
            # What a node says first stands under the key that names its kind.
            return self._line(getattr(node, node.kind), part, at, node.kind)
        if node.heading is not None:
            return self._line(node.heading, part, at, "heading")
        return self._line(self._library.contacts[node.support].text, "contacts", (node.support,), "text")

    def _answers(self, node: Question, edges: tuple[Edge, ...], part: str, at: Address) -> tuple[Way, ...]:
        ways = []
        for index, (answer, edge) in enumerate(zip(node.answers, edges, strict=True)):
            href, to, guide = self._way(edge)
            text = self._line(answer.text, part, at, "answers", index, "text")
            ways.append(Way(text, href, to, guide, _days(answer.days) if answer.days else None))
        return tuple(ways)

    def _next(self, edge: Edge) -> _Next:
        href, to, guide = self._way(edge)
        assert edge.target is not None  # noqa: S101 - a library without problems has every target
        return _Next(self._heading(edge.target), href, to, guide)

    def _way(self, edge: Edge) -> tuple[str, str, Markup | None]:
        target = edge.target
        assert target is not None  # noqa: S101 - a library without problems has every target
        if target.tree == self._tree_id:
            return self._href(target), target.node, None
        title = self._library.trees[target.tree].title
        return self._href(target), str(target), self._plain(title, target.tree, ("title",))

    def _href(self, target: Place) -> str:
        if target.tree == self._tree_id:
            return f"#{self._prefix}{target.node}"
        is_start = target == self._graph.starts[target.tree]
        return self._addresses.guide(target.tree) + ("" if is_start else f"#{target.node}")

    def _unsolved(self, place: Place) -> _Unsolved | None:
        target = self._graph.ways_out.get(place)
        if target is None:
            return None
        is_guide = target.tree != self._tree_id and target == self._graph.starts[target.tree]
        title = self._library.trees[target.tree].title
        heading = self._line(title, target.tree, (), "title") if is_guide else self._heading(target)
        return _Unsolved(heading, self._href(target))

    def _contact(self, node: Support) -> _Contact:
        contact = self._library.contacts[node.support]
        url = url_in(contact.url, self._library.language)
        assert url is not None  # noqa: S101 - the model wants an address of every contact
        text = self._plain(contact.text, "contacts", (node.support, "text"))
        return _Contact(text, url, _host(url))

    def _line(self, text: str, part: str, at: Address, *more: str | int) -> Markup:
        html = line_html(text, self.terms)
        return _in_its_language(self._library, "span", html, part, at + more) if self._has_foreign else html

    def _plain(self, text: str, part: str, at: Address) -> Markup:
        return _in_its_language(self._library, "span", escape(plain(text, self.terms)), part, at)

    def _prose(self, text: str, part: str, at: Address) -> Markup:
        html = prose_html(text, self.terms, partial(self._address, part))
        return _in_its_language(self._library, "div", html, part, at)

    def _address(self, part: str, link: Link) -> str:
        match link:
            case TreeLink(node=node):
                tree = link.tree_from(part)
                assert tree is not None  # noqa: S101 - a library without problems has every target
                return self._addresses.guide(tree) + (f"#{node}" if node else "")
            case PageLink(path=path, fragment=fragment):
                return self._addresses.page(path) + fragment
            case ContactLink(key=key):
                return str(url_in(self._library.contacts[key].url, self._library.language))
            case WebLink(url):
                return url
            case RefusedLink(written):
                raise AssertionError(written)  # a library without problems has no such link


_WITH_HINT = (Question, Step)


def _in_its_language(library: Library, element: str, html: Markup, part: str, at: Address) -> Markup:
    if not library.foreign or not library.is_foreign(part, *at):
        return html
    language = library.config.source_language
    marked = Markup('<{element} lang="{language}" dir="{direction}">{html}</{element}>')
    return marked.format(element=element, language=language, direction=direction_of(language), html=html)


def _days(days: DayRange) -> _Days:
    low = "-Infinity" if days.low is None else str(days.low)
    return _Days(low, "Infinity" if days.high is None else str(days.high))


@lru_cache(maxsize=1024)
def _date(day: date, language: str) -> _Date:
    return _Date(day.isoformat(), format_date(day, "long", locale=locale_of(language)))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


class _FixedWords(Extension):
    """Puts the words of the page into a template when it is compiled, since an environment has one language.

    `{{ _("Next: %(heading)s", heading=text) }}` becomes `{{ "Tālāk: " | safe }}{{ text }}`, and what has
    nothing to put in becomes a part of the text around it.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        said = cast("Callable[[str], str]", self.environment.globals["gettext"])
        for token in stream:
            if not (
                token.test("name:_") and stream.current.type == "lparen" and stream.look().type == "string"
            ):
                yield token
                continue
            stream.skip()
            words = re.split(r"%\((\w+)\)s", said(next(stream).value))
            put_in = dict(self._arguments(stream))
            for index, piece in enumerate(words):
                if index:
                    yield Token(token.lineno, "variable_end", "}}")
                    yield Token(token.lineno, "variable_begin", "{{")
                if index % 2:
                    yield from put_in[piece]
                else:
                    yield Token(token.lineno, "string", piece.replace("%%", "%"))
                    yield Token(token.lineno, "pipe", "|")
                    yield Token(token.lineno, "name", "safe")

    @staticmethod
    def _arguments(stream: TokenStream) -> Iterator[tuple[str, list[Token]]]:
        """Take the arguments that follow, and the bracket after them."""
        while stream.skip_if("comma"):
            name = next(stream).value
            stream.expect("assign")
            value: list[Token] = []
            depth = 0
            while depth or stream.current.type not in ("comma", "rparen"):
                depth += {"lparen": 1, "rparen": -1}.get(stream.current.type, 0)
                value.append(next(stream))
            yield name, value
        stream.expect("rparen")


class _PlainCode(CodeGenerator):
    """Reads fields and looks for None as Python does, and writes what is HTML already as it is.

    Jinja looks for an item where there is no field, and copies HTML before it writes it; both together take
    as long as all the rest of a template.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name for it
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802 - as above
        if node.name != "none":
            super().visit_Test(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(" is None)")

    def _output_child_pre(self, *_: Any) -> None:
        self.write("(html if (html := ")

    def _output_child_post(self, *_: Any) -> None:
        self.write(").__class__ is Markup else environment.escaped(html))")


class _Environment(Environment):
    code_generator_class = _PlainCode
    # Ids and addresses stand on a page several times, and most are the same on other pages.
    escaped = staticmethod(lru_cache(maxsize=4096, typed=True)(escape))


@cache
def _template(language: str, page_words: str, name: str) -> Template:
    template = _environment(language, page_words).get_template(name)
    # Jinja copies it each time a page is made, and several times as fast if it is a plain dictionary.
    template.globals = dict(template.globals)
    return template


@lru_cache
def _environment(language: str, page_words: str) -> Environment:
    environment = _Environment(
        loader=FileSystemLoader(TEMPLATES),
        auto_reload=False,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", _FixedWords],
    )
    install: Callable[..., None] = environment.install_gettext_translations  # type: ignore[attr-defined]  # the extension adds it
    install(wording(language, page_words), newstyle=False)
    pieces = vars(environment.get_template("pieces.html.j2").module)
    environment.filters.update({name: cache(pieces[name]) for name in ("icon", "questions_left")})
    return environment
