"""Properties of every text, however odd: pages are safe, and the fast path agrees with the parser."""

from __future__ import annotations

import html.parser

from hypothesis import given
from hypothesis import strategies as st

from izeja.language.block_html import PLAIN, renderer
from izeja.language.fields import Words
from izeja.language.html import line_html, prose_html
from izeja.language.links import Link
from izeja.language.markdown import all_tokens, reader
from izeja.language.refused_markup import refused
from izeja.language.simple_prose import simple_content, simple_html
from izeja.language.term_html import TermName
from izeja.language.text_reader import _held, content_of

MARKDOWN_PIECES = (
    *("<script>", "</p>", "<b onclick=x>", "[a](", "https://x.org", "javascript:x", ")", "{cancel}"),
    *("*", "**", "_", "- ", "1. ", "\n", "\n\n", "![", "&lt;", "&#x3c;", "\\", "<", ">", '"', "'"),
    *("# ", "`", "    ", "[a]: ", "[a]", "---", "## ", "\n## ", "```", "\n```\n", "~~~\n", "``", "`a`"),
    *(
        "\n> ",
        "> [!NOTE]\n> ",
        "\n\n> [!TIP]\n",
        "|",
        "a|b\n-|-:\n",
        "\n| a |",
        "http://x.org",
        "a@x.org",
        "mailto:a@x.org",
        "@",
    ),
)


def texts_of(pieces: tuple[str, ...]) -> st.SearchStrategy[str]:
    piece = st.one_of(st.sampled_from(pieces), st.text(max_size=6))
    return st.lists(piece, max_size=30).map("".join)


MARKDOWN_LIKE = texts_of(MARKDOWN_PIECES)
BARE = ("p", "ul", "li", "em", "strong", "br", "h3", "thead", "tbody", "tr")
ATTRIBUTES: dict[str, set[str]] = {
    **{tag: set() for tag in BARE},
    "a": {"href", "rel"},
    "b": {"class"},
    "ol": {"start"},
    "code": {"dir"},
    "pre": {"dir"},
    "table": {"class"},
    "div": {"class", "data-note", "role", "aria-label", "tabindex"},
    "th": {"scope", "data-end"},
    "td": {"data-end"},
}
"""All that a text can put on a page: elements, each with its attributes."""
TERMS = {"cancel": TermName("Cancel <now>", "https://example.org/?a=1&b=2")}


class Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags_of(text: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(text)
    parser.close()
    return parser.found


@given(MARKDOWN_LIKE)
def test_no_text_puts_more_on_a_page_than_the_subset(text: str) -> None:
    if any(term not in TERMS for term in content_of(text, Words("prose")).terms):
        return
    for tag, attributes in tags_of(prose_html(text, TERMS, lambda _link: "https://safe.example/")):
        assert tag in ATTRIBUTES
        assert set(attributes) <= ATTRIBUTES[tag]
        assert (attributes.get("href") or "https://").lower().startswith(("https://", "mailto:"))


@given(MARKDOWN_LIKE)
def test_a_line_is_never_more_than_words_and_terms(text: str) -> None:
    if any(term not in TERMS for term in content_of(text, Words("line")).terms):
        return
    known: tuple[tuple[str, dict[str, str]], ...] = (("b", {"class": "izeja-term"}), ("code", {"dir": "ltr"}))
    assert all(tag in known for tag in tags_of(line_html(text, TERMS)))


@given(MARKDOWN_LIKE)
def test_every_link_of_a_text_is_seen_by_the_proof(text: str) -> None:
    seen = set(content_of(text, Words("prose")).links)
    asked: set[Link] = set()
    if all(term in TERMS for term in content_of(text, Words("prose")).terms):
        prose_html(text, TERMS, lambda link: asked.add(link) or "#")  # type: ignore[func-returns-value]  # add returns None
    assert asked <= seen


# Usual texts take a fast path. Each of these tests compares it with the careful one.

LINES = st.sampled_from(
    [
        *(
            "Some words.",
            "- an item",
            "- {cancel}",
            "1. one",
            "10. ten",
            "\u0661. one",
            "2) two",
            "* star",
            "",
            "",
            "    code",
        ),
        *("*a* b", "a **b c**, *d*.", "*a*b*", "** a**", "*{cancel}* is", "*a **b** c*", "a*", "(*a*)"),
        *("*emphasis* here", "__strong__ word", "a-b", "- - x", "---", "a: b", "{cancel} and {cancel}", "-"),
        *(
            "1.",
            "a | b",
            "    code",
            "`code` {cancel}",
            "```",
            "~~~",
            "## heading",
            "> [!NOTE]",
            "> words",
            "> - {cancel}",
        ),
        *(
            "a | b",
            "-|-",
            "| a | b |",
            "|---|--:|",
            "https://x.org/a",
            "See https://x.org.",
            "a@x.org",
            "HTTP://x.org",
        ),
    ]
)


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_a_glance_at_prose_sees_what_markdown_sees(text: str) -> None:
    simple = simple_content(text)
    if simple is not None:
        tokens = [*all_tokens(reader().parse(text))]
        assert simple == _held(tokens)
        assert not list(refused(text, tokens))


ODD_SPACES = ("\u00a0", "\u3000", "\u200b", "\ufeff", "\x1f", "\0", " ", "\n\n")
ODD_MARKS = ("- ", "0. ", "007. ", "\u0663. ", '"', "'", "{", "}", "(", ")", ".", "*", "*a*", " **b c**")
ODD_LINES = texts_of((*ODD_SPACES, *ODD_MARKS, "{cancel}", "a", "ā", "\u0301", "1", "https://x.org"))


@given(st.lists(LINES | ODD_LINES, max_size=8).map("\n".join))
def test_a_glance_at_prose_shows_what_markdown_shows(text: str) -> None:
    if any(term not in TERMS for term in content_of(text, Words("prose")).terms):
        return
    if simple_html(text) is not None:
        shown = prose_html(text, TERMS, lambda _link: "#")
        assert shown == renderer().render(text, {"terms": TERMS, "pieces": PLAIN})
