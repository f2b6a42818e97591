"""How a site looks outside of its pages: its icons, its colour, and the picture beside links to it.

Sources: the Web Application Manifest (https://www.w3.org/TR/appmanifest/), HTML's `theme-color` and `icon`,
the Open Graph protocol (https://ogp.me), and Apple's "Configuring Web Applications" for `apple-touch-icon`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urljoin

from mkdocs.utils import get_relative_url

from izeja.hosts.mkdocs.terminal import StoppedError
from izeja.media.file import prepare
from izeja.media.formats import Size, UnusableError
from izeja.reading.files import TooLargeError, read_bytes

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from izeja.hosts.mkdocs.options import Options

_TYPES = {".png": "image/png", ".svg": "image/svg+xml"}
_SHOWN = (".png", ".jpg", ".jpeg")
"""The pictures that programs show beside links."""
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_LIMIT = 5_000_000
"""The bytes of a picture: what programs that show links take at most."""
_TOUCH = 180
"""The pixels on each side of the icon on an iPhone's home screen."""


class Icon(NamedTuple):
    """An icon: its path in the site, its media type, and its size, which a drawing (SVG) has not."""

    uri: str
    type: str
    size: Size | None

    @property
    def sizes(self) -> str:
        """Its size as a manifest has it."""
        return f"{self.size.width}x{self.size.height}" if self.size else "any"


class LinkPicture(NamedTuple):
    """The picture that programs show beside links: its file, its absolute address, and its size in pixels."""

    name: str
    url: str
    size: Size | None


class SiteLook(NamedTuple):
    """How a site looks outside of its pages.

    `colours` are those in light and in dark surroundings, and `manifest` is the path of the file that
    describes the site in the language that is being built.
    """

    icons: tuple[Icon, ...] = ()
    colours: tuple[str, str] | None = None
    picture: LinkPicture | None = None
    manifest: str = ""


def look_of(config: MkDocsConfig, options: Options) -> SiteLook:
    """Return how a site looks, from its `mkdocs.yml`.

    Raises:
        StoppedError: a file is missing, or unfit for its use, or a colour is none.
    """
    # One file may be both a favicon and in the list.
    icons = tuple(dict.fromkeys(_icons(config, options.icons)))
    return SiteLook(icons, _colours(options.theme_color), _picture(config, options.link_picture))


def in_head(look: SiteLook, url: str, head: str) -> str:
    """Return the lines about icons and colour for the head of a page, without those that it has.

    Args:
        look: of the site.
        url: the address of the page.
        head: what the page has already.
    """
    lines = []
    if look.colours and 'name="theme-color"' not in head:
        light, dark = look.colours
        schemes = {"": light} if light == dark else {"light": light, "dark": dark}
        for scheme, colour in schemes.items():
            media = f' media="(prefers-color-scheme: {scheme})"' if scheme else ""
            lines.append(f'<meta name="theme-color" content="{colour}"{media}>')
    if (icon := _touch_icon(look)) and 'rel="apple-touch-icon"' not in head:
        lines.append(f'<link rel="apple-touch-icon" href="{_address(icon.uri, url)}">')
    if look.manifest and 'rel="manifest"' not in head:
        lines.append(f'<link rel="manifest" href="{_address(look.manifest, url)}">')
    return "".join(lines)


def _address(uri: str, url: str) -> str:
    return escape(get_relative_url(quote(uri), url))


def not_in_site(look: SiteLook, config: MkDocsConfig) -> Iterator[str]:
    """Yield a message for each file that a site names and does not publish, when its files are written."""
    names = {icon.uri: f"icons: {icon.uri}" for icon in look.icons}
    if look.picture:
        names[look.picture.name] = f"link_picture: {look.picture.name}"
    for name, option in names.items():
        if not Path(config.site_dir, name).is_file():
            folder = Path(config.docs_dir).name
            yield (
                f"mkdocs.yml has '{option}', and the site has no such file: it may be under 'exclude_docs', "
                f"outside of '{folder}', or in the folder of a language"
            )


def _touch_icon(look: SiteLook) -> Icon | None:
    """Return the smallest icon that is large enough."""
    fitting = [icon for icon in look.icons if icon.size and min(icon.size) >= _TOUCH]
    return min(fitting, key=lambda icon: icon.size or (0, 0), default=None)


def _icons(config: MkDocsConfig, names: Iterable[str]) -> Iterator[Icon]:
    favicon = str(config.theme.get("favicon") or "")
    # That of a theme shows the sign of the theme. A bitmap is too small for anything but a tab.
    if Path(favicon).suffix.lower() == ".svg" and Path(config.docs_dir, favicon).is_file():
        yield Icon(favicon, _TYPES[".svg"], None)
    for name in names:
        suffix = Path(name).suffix.lower()
        if suffix not in _TYPES:
            raise _stopped("icons", name, "an icon is a PNG or an SVG")
        size = _size(config, "icons", name)
        yield Icon(name, _TYPES[suffix], None if suffix == ".svg" else size)


def _colours(wanted: Any) -> tuple[str, str] | None:
    if not wanted:
        return None
    both = (wanted.get("light"), wanted.get("dark")) if isinstance(wanted, dict) else (wanted, wanted)
    for one in both:
        if not _COLOUR.fullmatch(str(one)):
            reason = "write '#0a5c49', or two colours: {light: '#0a5c49', dark: '#000000'}"
            raise _stopped("theme_color", str(wanted), reason)
    return str(both[0]), str(both[1])


def _picture(config: MkDocsConfig, name: str) -> LinkPicture | None:
    if not name:
        return None
    if Path(name).suffix.lower() not in _SHOWN:
        raise _stopped("link_picture", name, "programs that show links only take a PNG or a JPEG")
    size = _size(config, "link_picture", name)
    # Only whole addresses are allowed there.
    return LinkPicture(name, urljoin(config.site_url, quote(name)), size) if config.site_url else None


def _size(config: MkDocsConfig, option: str, name: str) -> Size | None:
    try:
        return prepare(read_bytes(Path(config.docs_dir, name), _LIMIT), Path(name).suffix.lower()).size
    except OSError:
        raise _stopped(option, name, f"there is no such file in '{Path(config.docs_dir).name}'") from None
    except TooLargeError as fault:
        raise _stopped(option, name, str(fault)) from None
    except UnusableError as fault:
        raise _stopped(option, name, f"{fault}: {fault.hint}") from None


def _stopped(option: str, value: str, reason: str) -> StoppedError:
    return StoppedError(f"mkdocs.yml has '{option}: {value}': {reason}")
