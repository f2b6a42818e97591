"""The Markdown extension `izeja`: guides where a page says `<!-- izeja:guide ID -->`, and lists of guides.

A page is made without knowing where it will be, so all addresses begin at the root of the site.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from izeja.hosts.python_markdown.addresses import RootAddresses
from izeja.hosts.python_markdown.errors import GuideError
from izeja.hosts.python_markdown.libraries import language_of, library_in
from izeja.language.corrections import nearest
from izeja.library.hand_written import CARDS, GUIDE
from izeja.library.topics import all_topics
from izeja.page.assets import with_own_assets
from izeja.page.markers import MarkerError, check_names, check_spelling, put_cards, put_guides, put_search
from izeja.page.render import render_cards, render_guide

# After the one that puts raw HTML back, which the comments are.
_PRIORITY = -10
_FIRST = 1000


class GuidesExtension(Extension):
    """Puts guides into pages.

    Options:
        library: the folder of trees, as seen from where the build starts.
        language: of the guides; by default the first one of the library.
        base: what the addresses of guides begin with, such as `/lv/`.
        assets: where scripts, styles and pictures are; by default `assets/izeja/` below `base`.
    """

    def __init__(self, **options: Any) -> None:
        """Take the options.

        Raises:
            GuideError: one of them does not exist.
        """
        self.config = {
            "library": ["decision_trees", "The folder of trees."],
            "language": ["", "The language of the guides."],
            "base": ["/", "What the addresses of guides begin with."],
            "assets": ["", "Where scripts, styles and pictures are."],
        }
        for name in options:
            if name not in self.config:
                close = nearest(name, self.config)
                hint = f"did you mean '{close}'?" if close else f"there are: {', '.join(self.config)}"
                message = f"the Markdown extension izeja has no option '{name}': {hint}"
                raise GuideError(message)
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name for it
        """Come last, but see the text of a page before all others."""
        written = _Written()
        md.preprocessors.register(written, "izeja", _FIRST)
        md.postprocessors.register(_Guides(self.getConfigs(), written), "izeja", _PRIORITY)


class _Written(Preprocessor):
    """The lines of a page as they are written."""

    def run(self, lines: list[str]) -> list[str]:
        """Remember the lines, and change none."""
        self.lines = lines
        return lines


class _Guides(Postprocessor):
    def __init__(self, options: dict[str, Any], written: _Written) -> None:
        super().__init__()
        self._written = written
        self._options = {name: str(value or "") for name, value in options.items()}

    def run(self, text: str) -> str:
        """Put guides and lists into the HTML of a page.

        Raises:
            GuideError: a guide or a topic is unknown or in a paragraph, a comment is misspelt, or the library
                has errors.
        """
        try:
            check_spelling(text)
        except MarkerError as error:
            raise self._error(error) from None
        # A site of others has its own search.
        text = put_search(text, str)
        has_guide, has_list = GUIDE.search(text), CARDS.search(text)
        if not has_guide and not has_list:
            return text
        addresses = RootAddresses.of(self._options["base"], self._options["assets"])
        html = self._filled(text, addresses)
        return with_own_assets(html, addresses.asset, has_guide=bool(has_guide), has_list=bool(has_list))

    def _error(self, error: MarkerError) -> GuideError:
        # Only the program that makes the page knows its file, and what was above the text.
        line = error.line("\n".join(self._written.lines))
        return GuideError(f"{f'line {line} of the text of a page' if line else 'a page'}: {error}")

    def _filled(self, text: str, addresses: RootAddresses) -> str:
        compiled = library_in(Path(self._options["library"]).absolute())
        library = compiled.languages[language_of(compiled, self._options["language"])]

        def embedded(tree_id: str) -> str:
            return render_guide(library, compiled.graph, tree_id, addresses, embedded=True).html

        try:
            check_names(text, library.guides, [topic.id for topic in all_topics(library.topics)])
        except MarkerError as error:
            raise self._error(error) from None
        return put_cards(put_guides(text, embedded), partial(render_cards, library, addresses))
