"""The file of a page for each generator: front matter, or none, and the HTML of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from izeja.hosts.generators.generator import Page
from izeja.library.hand_written import EXPORTED
from izeja.site.yaml_value import as_yaml

HUGO_SHORTCODE, HUGO_TEMPLATE = "layouts/shortcodes/izeja-html.html", "{{ .Inner }}\n"
"""What puts HTML into a page of Hugo, which by default takes neither pages of HTML nor HTML in Markdown."""
# CommonMark 2.4: any of these is itself after a backslash.
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def for_zensical(page: Page) -> str:
    """Return a page in Markdown, as Python-Markdown reads it."""
    return _front({"title": page.title, "description": page.description}) + _block(page)


def for_hugo(page: Page) -> str:
    """Return a page in Markdown. Its address is the same whatever a site's settings say."""
    head = {"title": page.title, "description": page.description, "weight": page.order, "url": f"/{page.url}"}
    return f"{_front(head)}{{{{< izeja-html >}}}}{page.html}{{{{< /izeja-html >}}}}\n"


def for_starlight(page: Page) -> str:
    """Return a page in Markdown, without what is for pages that are read from top to bottom."""
    head = {"title": page.title, "description": page.description, "sidebar": {"order": page.order}}
    return _front(head | {"tableOfContents": False, "prev": False, "next": False}) + _block(page)


def for_sphinx(page: Page) -> str:
    """Return a page in MyST's Markdown, with the pages below it."""
    head = _front({"myst": {"html_meta": {"description": page.description or page.title}}})
    below = "".join(f"{one}\n" for one in page.children)
    toctree = f"```{{toctree}}\n:hidden:\n\n{below}```\n\n" if below else ""
    # The line has no fence in it: no line of it begins with one.
    return f"{head}# {_in_markdown(page.title)}\n\n{toctree}```{{raw}} html\n{page.html}\n```\n"


def for_html(page: Page) -> str:
    """Return a whole page of HTML, with nothing around its content."""
    title, description = escape(page.title), escape(page.description)
    head = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{title}</title>",
        *([f'<meta name="description" content="{description}">'] if description else []),
    ]
    body = [*([] if page.has_title else [f"<h1>{title}</h1>"]), page.html]
    start = f'<!doctype html>\n<html lang="{page.language}" dir="{page.direction}">\n<head>'
    return "\n".join([start, *head, "</head>\n<body>\n<main>", *body, "</main>\n</body>\n</html>\n"])


def _front(values: Mapping[str, Any]) -> str:
    lines = "".join(f"{key}: {as_yaml(value)}\n" for key, value in values.items() if value not in ("", None))
    return f"---\n{EXPORTED}\n{lines}---\n\n"


def _block(page: Page) -> str:
    # An element that Markdown does not know, such as that of a guide, would be part of a paragraph.
    return f"<div>{page.html}</div>\n"


def _in_markdown(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", text)
