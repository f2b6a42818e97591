"""The problems of a site, on the pages that a preview serves.

The server of the preview puts them into each page as it sends it. So no file of a site ever contains them,
and no page has to be built again when they change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from izeja.problems.html import as_html
from izeja.problems.report import errors_first
from izeja.problems.wording import counted
from izeja.translation.catalog_names import catalog_file

if TYPE_CHECKING:
    from izeja.compiler.compiled import Compiled
    from izeja.hosts.mkdocs.build import Build, Guide
    from izeja.library.library import Library
    from izeja.problems.problem import Problem

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A WSGI application (PEP 3333)."""

_MOST = 20
_FILES = 3
_CONTENT = re.compile(rb"<main\b[^>]*>|<body\b[^>]*>")
_PANEL = Markup(
    '<section class="izeja-problems" data-worst="{worst}" lang="en" dir="ltr"'
    ' aria-labelledby="izeja-problems"><details{is_open}><summary>'
    '<h2 id="izeja-problems">Preview: {title}</h2></summary>{content}</details></section>'
)
_LIST = Markup('<ol tabindex="0" aria-labelledby="izeja-problems">{}</ol>')
_STYLE = b"""<style>
.izeja-problems { margin: 0; padding: 8px 16px; background: #1d2330; color: #f4f5f7; color-scheme: dark;
  border-inline-start: 8px solid #6cb2ff; font: 400 16px/1.5 system-ui, sans-serif; text-align: start; }
.izeja-problems[data-worst=error] { border-color: #ff7b72; }
.izeja-problems[data-worst=warning] { border-color: #f2b84b; }
.izeja-problems :is(summary, h2, p, ol, li, pre, code) { color: inherit; font-size: inherit; }
.izeja-problems details { margin: 0; padding: 0; border: 0; box-shadow: none; background: none;
  overflow: visible; }
.izeja-problems summary { cursor: pointer; margin: 0; padding: 4px 0; background: none; }
.izeja-problems summary:focus-visible, .izeja-problems :is(ol, pre):focus-visible { outline: 2px solid #fff;
  outline-offset: 2px; }
.izeja-problems h2 { display: inline; margin: 0; font-weight: 700; line-height: 1.5; letter-spacing: 0; }
.izeja-problems ol { margin: 8px 0; padding: 0; list-style: none; max-height: 40vh; overflow-y: auto; }
.izeja-problems li { margin: 0 0 12px; padding-inline-start: 12px; border-inline-start: 2px solid #f2b84b; }
.izeja-problems li[data-severity=error] { border-color: #ff7b72; }
.izeja-problems p { margin: 4px 0; overflow-wrap: anywhere; }
.izeja-problems code { padding: 0; background: none; font-family: ui-monospace, monospace; }
.izeja-problems :is(.izeja-place, pre) { color: #c3cad6; font-size: 14px; }
.izeja-problems pre { margin: 6px 0; padding: 6px 10px; overflow-x: auto; background: #0e121a;
  line-height: 1.4; }
:is(.guide, .guides) [lang][dir] { outline: 1px dashed; outline-offset: 2px; }
:is(.guide, .guides) [lang][dir]::after { content: " [" attr(lang) "]"; font-size: .75em; opacity: .8; }
#not-readable .guide__icon { display: none; }
@media print { .izeja-problems { display: none; } }
</style>"""


class Split(NamedTuple):
    """The problems that a page shows in full, and those of other pages."""

    here: Sequence[Problem]
    elsewhere: Sequence[Problem]


def with_panel(application: Application, mount_path: str, panel: Callable[[str], Markup]) -> Application:
    """Return an application that puts a panel into each page that another one sends.

    Args:
        application: the one that sends the pages of a site.
        mount_path: where the site begins.
        panel: returns the HTML for a file of the site, "" for none.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun: list[Any] = []
        found = application(environ, lambda *arguments: begun.append(arguments))
        status, headers, *more = begun[0]
        if not dict(headers).get("Content-Type", "").startswith("text/html"):
            start_response(status, headers, *more)
            return found
        # As PEP 3333 has it: bytes that were read as Latin-1.
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        uri = path.removeprefix(mount_path).removeprefix("/")
        uri += "index.html" if not uri or uri.endswith("/") else ""
        html = put_in(b"".join(found), panel(uri))
        headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
        start_response(status, [*headers, ("Content-Length", str(len(html)))], *more)
        return [html]

    return answer


def put_in(page: bytes, panel: Markup) -> bytes:
    """Return a page with a panel at the top of its main content, and with marks on untranslated texts."""
    found = _CONTENT.findall(page)
    start = page.index(found[-1]) + len(found[-1]) if found else 0
    return page[:start] + _STYLE + panel.encode() + page[start:]


def panel_of(build: Build, uri: str, failure: str | None) -> Markup:
    """Return what a page says about its problems, those of the whole site, and how many others there are.

    Args:
        build: the last build that began.
        uri: the page's file.
        failure: why the last build did not end, if it did not.
    """
    compiled = build.library.compiled
    guide = _guide_at(build, uri)
    here, elsewhere = split(compiled, guide)
    messages = [*([failure] if failure else ()), *build.remarks]
    notes = [*_draft(compiled, guide), *_untranslated(compiled, guide)]
    if not (here or elsewhere or messages or notes):
        return Markup("")
    errors = sum(one.severity == "error" for one in here) + bool(failure)
    warnings = len(here) + bool(failure) - errors + len(build.remarks)
    foreign = sum(_foreign_texts(compiled, guide).values())
    numbers = ((errors, "error"), (warnings, "warning"), (foreign, "untranslated text"))
    title = ", ".join(counted(number, name) for number, name in numbers if number)
    listed = _LIST.format(as_html(here[:_MOST], compiled.texts)) if here else Markup("")
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
    here = [
        one
        for one in listed
        if one.language in ("", guide.language) and (one.is_about(files) or one.position.path not in of_trees)
    ]
    return Split(here, [one for one in listed if one not in here])


def _guide_at(build: Build, uri: str) -> Guide | None:
    found = (
        guide
        for language in tuple(build.languages.values())
        if language.pages is not None
        for guide, place in language.places.items()
        if place == uri
    )
    return next(found, None)


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
