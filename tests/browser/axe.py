"""The violations that axe-core finds on a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Page

OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# Material gives the box around its search the role of a dialog, and no name; its template is not ours.
MATERIALS_OWN = {"aria-dialog-name: .md-search"}


def violations(page: Page, within: str = "html") -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # In the middle of a transition, colours are not meant to be read.
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    found: dict[str, Any] = page.evaluate(
        "([within, options]) => axe.run(within, options)", [within, OPTIONS]
    )
    named = [
        f"{rule['id']}: {' '.join(map(str, node['target']))}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    return [name for name in named if name not in MATERIALS_OWN]
