"""The problems of a library on the pages of a preview: those of a page in full, and how many others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from izeja.compiler.compiled import Compiled
from izeja.library.library import Library
from izeja.problems.html import Links, as_html, no_links
from izeja.problems.problem import Problem
from izeja.problems.report import errors_first
from izeja.problems.wording import counted
from izeja.translation.catalog_names import catalog_file

_MOST = 20
_FILES = 3
_PANEL = Markup(
    '<section class="izeja-problems" data-worst="{worst}" lang="en" dir="ltr"'
    ' aria-labelledby="izeja-problems"><details{is_open}><summary>'
    '<h2 id="izeja-problems">Preview: {title}</h2></summary>{content}</details></section>'
)
_LIST = Markup('<ol tabindex="0" aria-labelledby="izeja-problems">{}</ol>')


class Guide(NamedTuple):
    """A guide, and the language of the library that it is in."""

    language: str
    tree_id: str


class Split(NamedTuple):
    """The problems that a page shows in full, and those of other pages."""

    here: Sequence[Problem]
    elsewhere: Sequence[Problem]


def panel_of(
    compiled: Compiled,
    guide: Guide | None,
    failure: str | None = None,
    remarks: Sequence[str] = (),
    links: Links = no_links,
) -> Markup:
    """Return what a page says about its problems, those of the whole site, and how many others there are.

    Args:
        compiled: the library as the preview shows it.
        guide: the one on the page; None for a page of another kind, which shows all problems.
        failure: why the preview could not be brought up to date, if it could not.
        remarks: what else is wrong with the site.
        links: returns the address at which an editor opens a place.
    """
    here, elsewhere = split(compiled, guide)
    messages = [*([failure] if failure else ()), *remarks]
    notes = [*_draft(compiled, guide), *_untranslated(compiled, guide)]
    if not (here or elsewhere or messages or notes):
        return Markup("")
    errors = sum(one.severity == "error" for one in here) + bool(failure)
    warnings = len(here) + bool(failure) - errors + len(remarks)
    foreign = sum(_foreign_texts(compiled, guide).values())
    numbers = ((errors, "error"), (warnings, "warning"), (foreign, "untranslated text"))
    title = ", ".join(counted(number, name) for number, name in numbers if number)
    listed = _LIST.format(as_html(here[:_MOST], compiled.texts, links)) if here else Markup("")
    lines = [
        *(Markup("<p><strong>{}</strong></p>").format(one) for one in messages),
        listed,
        *(Markup("<p>{}</p>").format(one) for one in (*_more(here, elsewhere), *notes)),
    ]
    return _PANEL.format(
        worst="error" if errors else "warning" if warnings else "note",
        is_open=Markup(" open") if errors or warnings else "",
        title=title or "no problems on this page",
        content=Markup("").join(lines),
    )


def split(compiled: Compiled, guide: Guide | None) -> Split:
    """Return which problems a page shows, those of the whole library too: all of them if it is no guide."""
    listed = errors_first(compiled.without_untranslated)
    if not listed or guide is None or guide.language not in compiled.languages:
        return Split(listed, ())
    library = compiled.languages[guide.language]
    files = frozenset(_files_of(library, _trees_of(compiled, guide), guide.language))
    of_trees = frozenset(_files_of(library, library.trees, *compiled.languages))
    here: list[Problem] = []
    elsewhere: list[Problem] = []
    for one in listed:
        # What is in no tree, such as library.yml, is about every page.
        concerns = one.is_about(files) or one.position.path not in of_trees
        (here if concerns and one.language in ("", guide.language) else elsewhere).append(one)
    return Split(here, elsewhere)


def _trees_of(compiled: Compiled, guide: Guide) -> set[str]:
    graph = compiled.graph
    places = graph.guides.get(guide.tree_id, ())
    return {guide.tree_id, *(graph.placed[place].file_id for place in places)}


def _files_of(library: Library, trees: Iterable[str], *languages: str) -> Iterable[str]:
    for tree in trees:
        yield f"{library.shown_root}/{tree}.yml"
        yield from (catalog_file(library, tree, one)[1] for one in languages)


def _more(here: Sequence[Problem], elsewhere: Sequence[Problem]) -> Iterable[str]:
    if len(here) > _MOST:
        yield f"{len(here) - _MOST:,} more are not listed here. 'izeja check' lists all."
    if elsewhere:
        files = sorted({one.position.path for one in elsewhere})
        others = f" and {counted(len(files) - _FILES, 'other file')}" if len(files) > _FILES else ""
        yield f"{counted(len(elsewhere), 'problem')} on other pages, in {', '.join(files[:_FILES])}{others}."


def _draft(compiled: Compiled, guide: Guide | None) -> Iterable[str]:
    library = compiled.languages.get(guide.language) if guide else None
    if library and guide and library.trees[guide.tree_id].draft:
        yield "This guide is a draft: the published site does not have it."


def _untranslated(compiled: Compiled, guide: Guide | None) -> Iterable[str]:
    for language, count in _foreign_texts(compiled, guide).items():
        library = compiled.languages[language]
        source = library.config.source_language
        where = "of this page" if guide else "of all guides"
        text = f"Not translated into '{language}' yet: {counted(count, 'text')} {where}, shown in '{source}'."
        if library.config.states[language] == "required":
            text += " The site cannot be published before that."
        yield text


def _foreign_texts(compiled: Compiled, guide: Guide | None) -> Mapping[str, int]:
    languages = [guide.language] if guide else [*compiled.languages]
    trees = _trees_of(compiled, guide) if guide else None
    known = [one for one in languages if one in compiled.languages]
    found = {
        language: [one for one, _ in compiled.languages[language].foreign if trees is None or one in trees]
        for language in known
    }
    return {language: len(files) for language, files in found.items() if files}
