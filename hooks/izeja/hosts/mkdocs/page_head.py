"""What the head of a page with guides says to search engines, and to programs that show a link to it.

Sources: Google Search Central, "Tell Google about localized versions of your page" (absolute addresses, each
page names itself too, `x-default`); the Open Graph protocol (https://ogp.me).
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from izeja.hosts.mkdocs import i18n_internals
from izeja.hosts.mkdocs.i18n_internals import site_languages
from izeja.hosts.mkdocs.site_look import in_head
from izeja.site.look import picture_in_head
from izeja.site.skeleton import in_attribute

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    from izeja.site.look import SiteLook

END_OF_HEAD = re.compile(r"</head>|<body\b", re.IGNORECASE)
_ALTERNATE = re.compile(r'<link rel="alternate" href="([^"]*)" hreflang="([^"]*)">')
_OPEN_GRAPH = 'property="og:'


def complete_head(html: str, page: Page, config: MkDocsConfig, look: SiteLook, title: str = "") -> str:
    """Return a page whose head has its title for links, its address in all languages, icons and colour.

    What a theme or another plugin has written about that stays.

    Args:
        html: the whole page.
        page: the page.
        config: of the site.
        look: of the site.
        title: a placeholder for the title, if this page is filled with others.
    """
    found = END_OF_HEAD.search(html)
    if found is None:
        return html
    head, rest = html[: found.start()], html[found.start() :]
    if config.site_url:
        head = _with_alternates(head, page, config)
    more = "" if _OPEN_GRAPH in head else _open_graph(page, title, look, config)
    return f"{head}{in_head(look, page.url, head)}{more}{rest}"


def _with_alternates(head: str, page: Page, config: MkDocsConfig) -> str:
    """Make the links to the other languages absolute, and add the language of all other customers."""
    here = page.canonical_url or ""
    # Material prints them; other themes print none.
    found = {language: urljoin(here, href) for href, language in _ALTERNATE.findall(head)}
    links = found or {
        language: urljoin(config.site_url or "", file.url)
        for language, file in i18n_internals.other_languages(page.file).items()
    }
    if len(links) < 2:
        return head
    default = site_languages(config).default
    printed = {**links, **({"x-default": links[default]} if default in links else {})}
    lines = "".join(
        f'<link rel="alternate" href="{href if found else escape(href)}" hreflang="{language}">'
        for language, href in printed.items()
    )
    first = _ALTERNATE.search(head)
    at = first.start() if first else len(head)
    return _ALTERNATE.sub("", head[:at]) + lines + _ALTERNATE.sub("", head[at:])


def _open_graph(page: Page, title: str, look: SiteLook, config: MkDocsConfig) -> str:
    values = {
        "type": "website",
        "site_name": escape(config.site_name),
        "title": title or in_attribute(str(page.title)),
        "description": in_attribute(str(page.meta.get("description") or config.site_description or "")),
        "url": escape(page.canonical_url or ""),
    }
    return "".join(
        f'<meta property="og:{name}" content="{value}">' for name, value in values.items() if value
    ) + picture_in_head(look)
