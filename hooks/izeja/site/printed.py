"""Pages as PDF, printed by a browser that is installed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from izeja.site.browser import browser


def printed(pages: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the PDF of each page, by its name.

    Args:
        pages: the HTML of pages that request nothing, by their names.

    Raises:
        BrowserError: there is no browser, or it failed.
    """
    with browser("print") as opened, opened.new_context(java_script_enabled=False, offline=True) as context:
        page = context.new_page()
        for name, html in pages.items():
            page.set_content(html)
            yield name, page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
