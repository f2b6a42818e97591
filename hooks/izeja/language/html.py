"""Texts as safe HTML: terms are their names, and prose is blocks with links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from markupsafe import Markup, escape

from izeja.language.block_html import PLAIN, Pieces, renderer
from izeja.language.code_spans import line_with_code, pieces_of, without_marks
from izeja.language.links import Link
from izeja.language.literal_markup import TERM
from izeja.language.picture_html import PictureHtml, in_words
from izeja.language.simple_prose import simple_html
from izeja.language.term_html import TermName, name_html, term_html


def line_html(text: str, terms: Mapping[str, TermName]) -> Markup:
    """Return a line as HTML: terms are set in bold, and nothing can be clicked."""
    return _line_html(text, terms, lambda term: name_html(term.text))


def open_line_html(text: str, terms: Mapping[str, TermName]) -> Markup:
    """Return a line that is in no link as HTML: terms are set in bold, and their meanings can be opened."""
    return _line_html(text, terms, lambda term: term_html(replace(term, url=None)))


def _line_html(text: str, terms: Mapping[str, TermName], shown: Callable[[TermName], Markup]) -> Markup:
    # Most lines are nothing but words.
    if "{" not in text and "`" not in text:
        return escape(text)

    def words_html(words: str) -> Markup:
        return Markup(TERM.sub(lambda found: shown(terms[found[1]]), escape(words)))  # noqa: S704 - both are escaped

    return line_with_code(text, words_html)


def plain(text: str, terms: Mapping[str, TermName]) -> str:
    """Return a line as plain text, for titles and descriptions."""
    if "`" in text:
        return "".join(one.text if one.is_code else _plain_words(one.text, terms) for one in pieces_of(text))
    return _plain_words(text, terms)


def _plain_words(text: str, terms: Mapping[str, TermName]) -> str:
    return TERM.sub(lambda found: without_marks(terms[found[1]].text), text) if "{" in text else text


def prose_html(
    text: str,
    terms: Mapping[str, TermName],
    address_of: Callable[[Link], str],
    pieces: Pieces = PLAIN,
    picture_html: PictureHtml = in_words,
) -> Markup:
    """Return prose as block HTML.

    Args:
        text: the prose; anything outside of the subset comes out as the characters that are written.
        terms: the terms by their keys.
        address_of: returns the address of a link, seen from the page.
        pieces: what the page adds to notes, code and tables.
        picture_html: returns the HTML of a picture or a video.
    """
    html = simple_html(text)
    if html is None:
        env = {"terms": terms, "address_of": address_of, "pieces": pieces, "picture_html": picture_html}
        html = renderer().render(text, env)
    elif "{" in html:
        html = TERM.sub(lambda found: term_html(terms[found[1]]), html)
    return Markup(html)  # noqa: S704 - both ways escape all text
