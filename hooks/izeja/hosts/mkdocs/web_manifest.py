"""`site.webmanifest` of each language: what a browser needs to put the site on a customer's home screen.

Source: https://www.w3.org/TR/appmanifest/.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mkdocs.utils import get_relative_url

from izeja.hosts.mkdocs.site_look import not_in_site
from izeja.language.locales import direction_of, is_language

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from izeja.hosts.mkdocs.build import Build

WEB_MANIFEST = "site.webmanifest"


def write_web_manifest(build: Build, config: MkDocsConfig) -> None:
    """Write the manifest of the language that is being built, unless the site has a file of that name."""
    language = build.language(config)
    for message in not_in_site(language.look, config):
        build.remark(message)
    file = Path(config.site_dir, language.look.manifest)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(_described(build, config), ensure_ascii=False, indent=2)
        file.write_text(f"{text}\n", "utf-8", newline="\n")


def _described(build: Build, config: MkDocsConfig) -> dict[str, Any]:
    language = build.language(config)
    look, code = language.look, language.code
    described: dict[str, Any] = {"name": config.site_name, "description": config.site_description}
    if is_language(code):
        described |= {"lang": code, "dir": direction_of(code)}
    # All addresses are relative to this file. A customer who changes the language stays in the site.
    described |= {
        "start_url": "./",
        "scope": get_relative_url(".", look.manifest),
        # The step is in the address, and Back is a button of the browser.
        "display": "minimal-ui",
        "theme_color": look.colours[0] if look.colours else None,
        "icons": [
            {"src": get_relative_url(quote(icon.uri), look.manifest), "sizes": icon.sizes, "type": icon.type}
            for icon in look.icons
        ],
    }
    return {name: value for name, value in described.items() if value}
