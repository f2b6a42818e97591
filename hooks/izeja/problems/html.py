"""Problems as HTML, for the pages of a preview. Everything in it is escaped: problems quote trees."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from izeja.problems.problem import Position, Problem
from izeja.problems.report import excerpt, place_of

_ITEM = Markup(
    '<li data-severity="{severity}"><p><strong>{name}:</strong> {message}</p>'
    '<p class="izeja-place">{place} <code>{code}</code></p>{lines}{hint}{related}</li>'
)
_LINES = Markup('<pre tabindex="0" role="group" aria-label="{place}"><code>{lines}</code></pre>')
_LINKED = Markup('<a href="{href}">{shown}</a>')
_HINT = Markup("<p>{line}</p>")
_RELATED = Markup("<p>{message} ({place}):</p>")

Links = Callable[[Position], str]
"""Returns the address at which an editor opens a place; "" for none."""


def no_links(_position: Position) -> str:
    """Return no address: no editor is known."""
    return ""


def as_html(problems: Sequence[Problem], texts: Mapping[str, str], links: Links = no_links) -> Markup:
    """Return problems as items of a list.

    Args:
        problems: in the order to show them in.
        texts: the whole text of each file, by the path that positions name.
        links: where an editor opens a place.
    """
    return Markup("").join(_item(problem, texts, links) for problem in problems)


def _item(problem: Problem, texts: Mapping[str, str], links: Links) -> Markup:
    hints = (problem.hint or "").splitlines()
    related = [
        _RELATED.format(
            message=one.message, place=_linked(place_of(one.position, problem.places), one.position, links)
        )
        + _lines(str(one.position), excerpt(one.position, texts))
        for one in problem.related
    ]
    return _ITEM.format(
        severity=problem.severity,
        name=problem.severity.capitalize(),
        message=problem.message,
        place=_linked(Markup("<code>{}</code>").format(problem.position), problem.position, links),
        code=problem.code,
        lines=_lines(str(problem.position), excerpt(problem.position, texts)),
        hint=Markup("").join(_HINT.format(line=line) for line in hints),
        related=Markup("").join(related),
    )


def _linked(shown: str, position: Position, links: Links) -> str:
    href = links(position)
    return _LINKED.format(href=href, shown=shown) if href else shown


def _lines(place: str, lines: str) -> Markup:
    return _LINES.format(place=place, lines=lines) if lines else Markup("")
