"""Problems as HTML, for the pages of a preview. Everything in it is escaped: problems quote trees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from izeja.problems.problem import Problem
from izeja.problems.report import excerpt, place_of

_ITEM = Markup(
    '<li data-severity="{severity}"><p><strong>{name}:</strong> {message}</p>'
    '<p class="izeja-place"><code>{place}</code> <code>{code}</code></p>{lines}{hint}{related}</li>'
)
_LINES = Markup('<pre tabindex="0" role="group" aria-label="{place}"><code>{lines}</code></pre>')
_HINT = Markup("<p>{line}</p>")
_RELATED = Markup("<p>{message} ({place}):</p>")


def as_html(problems: Sequence[Problem], texts: Mapping[str, str]) -> Markup:
    """Return problems as items of a list.

    Args:
        problems: in the order to show them in.
        texts: the whole text of each file, by the path that positions name.
    """
    return Markup("").join(_item(problem, texts) for problem in problems)


def _item(problem: Problem, texts: Mapping[str, str]) -> Markup:
    hints = (problem.hint or "").splitlines()
    related = [
        _RELATED.format(message=one.message, place=place_of(one.position, problem.position))
        + _lines(str(one.position), excerpt(one.position, texts))
        for one in problem.related
    ]
    return _ITEM.format(
        severity=problem.severity,
        name=problem.severity.capitalize(),
        message=problem.message,
        place=problem.position,
        code=problem.code,
        lines=_lines(str(problem.position), excerpt(problem.position, texts)),
        hint=Markup("").join(_HINT.format(line=line) for line in hints),
        related=Markup("").join(related),
    )


def _lines(place: str, lines: str) -> Markup:
    return _LINES.format(place=place, lines=lines) if lines else Markup("")
