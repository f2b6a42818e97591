"""What holds for every text, however odd: reading never fails, places lie in the file, pages are safe."""

from __future__ import annotations

import html.parser
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from izeja.markup import TermName, content_of, line_html, prose_html
from izeja.model import Words
from izeja.problem import Position
from izeja.report import as_text
from izeja.source import Source, parse, read
from izeja.validation import validate_tree

YAML_PIECES = (
    *("title: ", "nodes:\n", "  a:\n", "    step: ", "question: ", "answers:\n", "- ", ": ", "|\n"),
    *("[", "]", "{", "}", "&a ", "*a", "!t ", "<<: ", "---\n", "\n", "\t", '"', "'", "#"),
    *("ā", "🙂", "\u2028", "\x00", "\ufeff"),
)
MARKDOWN_PIECES = (
    *("<script>", "</p>", "<b onclick=x>", "[a](", "https://x.org", "javascript:x", ")", "{cancel}"),
    *("*", "**", "_", "- ", "1. ", "\n", "\n\n", "![", "&lt;", "&#x3c;", "\\", "<", ">", '"', "'"),
    *("# ", "`", "    ", "[a]: ", "[a]", "---"),
)


def texts_of(pieces: tuple[str, ...]) -> st.SearchStrategy[str]:
    piece = st.one_of(st.sampled_from(pieces), st.text(max_size=6))
    return st.lists(piece, max_size=30).map("".join)


YAML_LIKE = texts_of(YAML_PIECES)
MARKDOWN_LIKE = texts_of(MARKDOWN_PIECES)
TAGS = {"p", "ul", "ol", "li", "em", "strong", "a", "b", "br"}
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


def lies_in(text: str, place: Position) -> bool:
    return 0 <= place.line <= len(text.splitlines()) + 1 and place.column >= 0


@given(YAML_LIKE)
def test_any_text_is_read_or_refused(text: str) -> None:
    source = Source("a.yml", text)
    reading = parse(source)
    problems = list(reading.problems)
    if reading.data is not None:
        problems += validate_tree(reading.data, source)[2]
    assert all(lies_in(text, problem.position) for problem in problems)
    assert as_text(problems, {"a.yml": text}).count("error:") >= len(problems)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "a.yml")
        file.write_bytes(raw)
        read(file, "a.yml")


@given(MARKDOWN_LIKE)
def test_no_text_puts_more_on_a_page_than_the_subset(text: str) -> None:
    if any(term not in TERMS for term in content_of(text, Words("prose")).terms):
        return
    for tag, attributes in tags_of(prose_html(text, TERMS, lambda _link: "https://safe.example/")):
        assert tag in TAGS
        assert set(attributes) <= ({"href", "rel"} if tag == "a" else {"class"} if tag == "b" else {"start"})
        assert (attributes.get("href") or "https://").startswith("https://")


@given(MARKDOWN_LIKE)
def test_a_line_is_never_more_than_words_and_terms(text: str) -> None:
    if any(term not in TERMS for term in content_of(text, Words("line")).terms):
        return
    assert all(tag == ("b", {"class": "izeja-term"}) for tag in tags_of(line_html(text, TERMS)))


@given(MARKDOWN_LIKE)
def test_every_link_of_a_text_is_seen_by_the_proof(text: str) -> None:
    seen = set(content_of(text, Words("prose")).links)
    asked: set[str] = set()
    if all(term in TERMS for term in content_of(text, Words("prose")).terms):
        prose_html(text, TERMS, lambda link: asked.add(link) or "#")  # type: ignore[func-returns-value]  # add returns None
    assert asked <= seen
