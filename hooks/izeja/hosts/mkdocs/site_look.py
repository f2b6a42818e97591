"""How a site of MkDocs looks outside of its pages; see `izeja.site.look`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.utils import get_relative_url

from izeja.hosts.mkdocs.terminal import StoppedError
from izeja.site import look as shared
from izeja.site.look import LookSettings, SiteLook, UnfitError, not_in_site, write_web_manifest

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from izeja.hosts.mkdocs.build import Build
    from izeja.hosts.mkdocs.options import Options


def look_of(config: MkDocsConfig, options: Options) -> SiteLook:
    """Return how a site looks, from its `mkdocs.yml`.

    Raises:
        StoppedError: a file is missing, or unfit for its use, or a colour is none.
    """
    said = LookSettings(
        docs=Path(config.docs_dir),
        site_url=config.site_url or "",
        favicon=str(config.theme.get("favicon") or ""),
        icons=tuple(options.icons),
        theme_color=options.theme_color,
        link_picture=options.link_picture,
    )
    try:
        return shared.look_of(said)
    except UnfitError as error:
        raise StoppedError(str(error)) from None


def in_head(look: SiteLook, url: str, head: str) -> str:
    """Return the lines about icons and colour for the head of the page at an address; see `look.in_head`."""
    return shared.in_head(look, partial(get_relative_url, other=url), head)


def write_manifest(build: Build, config: MkDocsConfig) -> None:
    """Write the manifest of the language that is being built, and remark files that are not there."""
    language = build.language(config)
    for message in not_in_site(language.look, Path(config.site_dir), Path(config.docs_dir)):
        build.remark(message)
    write_web_manifest(
        Path(config.site_dir),
        language.look,
        config.site_name,
        config.site_description or "",
        language.code,
    )
