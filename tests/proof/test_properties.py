"""What holds for every text, however odd: reading never fails, places lie in the file, pages are safe."""

from __future__ import annotations

import html.parser
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from izeja.language.markup import (
    _REFUSED,
    _SIMPLE,
    TermName,
    _all_tokens,
    _reader,
    _simple_html,
    _writer,
    content_of,
    line_html,
    prose_html,
)
from izeja.language.model import Words
from izeja.language.validation import validate_tree
from izeja.problems.problem import Position
from izeja.problems.report import as_text
from izeja.reading.source import DEFAULT_BOUNDS, Source, _Builder, _read_simple, decode, parse

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
        source, problem = decode(file, "a.yml")
        assert problem is not None or parse(source)


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


# What is usual is read at a glance. Each of these holds the quick reader against the careful one.

SIMPLE_PIECES = (
    *("title: ", "nodes:", "  a: ", "    - ", "  - ", "- ", "x", "no", "1", "~", "'a b'", '"a\\n"', "|"),
    *(">-", "{b: c}", "[d, e]", "? ", ": ", "# e", "--- ", "...", "{term}", "*x*", "&", "!", "  ", "ā"),
    *("\n", "\n", "\n"),
)


@given(texts_of(SIMPLE_PIECES))
def test_a_quick_reading_is_a_careful_reading(text: str) -> None:
    quick = _read_simple(text, DEFAULT_BOUNDS.nesting)
    if quick is not None:
        builder = _Builder(Source("a.yml", text), DEFAULT_BOUNDS.nesting)
        assert builder.build() == quick
        assert not builder.problems


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
        *("1.", "a | b", "    code"),
    ]
)


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_a_glance_at_prose_sees_what_markdown_sees(text: str) -> None:
    if _SIMPLE.fullmatch(text):
        tokens = [token for token, _ in _all_tokens(_reader().parse(text))]
        seen = content_of(text, Words("prose"))
        kinds = Counter(token.type for token in tokens)
        assert seen.list_items == kinds["list_item_open"]
        assert (seen.emphasis, seen.strong) == (kinds["em_open"], kinds["strong_open"])
        assert list(seen.terms) == [token.content for token in tokens if token.type == "term"]
        assert not [token for token in tokens if token.type == "link_open" or token.type in _REFUSED]


ODD_SPACES = ("\u00a0", "\u3000", "\u200b", "\ufeff", "\x1f", "\0", " ", "\n\n")
ODD_MARKS = ("- ", "0. ", "007. ", "\u0663. ", '"', "'", "{", "}", "(", ")", ".", "*", "*a*", " **b c**")
ODD_LINES = texts_of((*ODD_SPACES, *ODD_MARKS, "{cancel}", "a", "ā", "\u0301", "1", "https://x.org"))


@given(st.lists(LINES | ODD_LINES, max_size=8).map("\n".join))
def test_a_glance_at_prose_shows_what_markdown_shows(text: str) -> None:
    if any(term not in TERMS for term in content_of(text, Words("prose")).terms):
        return
    simple = _simple_html(text, TERMS)
    assert simple is None or simple == _writer().render(text, {"terms": TERMS})
