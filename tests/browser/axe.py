"""The violations that axe-core finds on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Page, expect

OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def looks(page: Page) -> Iterator[None]:
    """Show a page of Material narrow and wide, light and dark; load it again in each look."""
    # It keeps the colours that it chose when a page was first loaded; an empty page has no storage.
    page.add_init_script("if (origin !== 'null') localStorage.clear()")
    for width in (320, 1280):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 740})
            page.emulate_media(color_scheme=scheme)
            yield
            expect(page.locator("body[data-md-color-scheme=slate]")).to_have_count(int(scheme == "dark"))


def violations(page: Page, within: str = "html", rules: Sequence[str] = ()) -> list[str]:
    """Return the violations within an element: of some rules, or of all."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # In the middle of a transition, colours are not meant to be read.
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    found: dict[str, Any] = page.evaluate(
        "([within, options]) => axe.run(within, options)",
        [within, {**OPTIONS, **({"runOnly": rules} if rules else {})}],
    )
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
