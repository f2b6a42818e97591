"""How a site looks outside of its pages: its icons, its colour, and the picture beside links to it.

Sources: the Web Application Manifest (https://www.w3.org/TR/appmanifest/), HTML's `theme-color` and `icon`,
the Open Graph protocol (https://ogp.me), and Apple's "Configuring Web Applications" for `apple-touch-icon`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urljoin

from izeja.language.locales import direction_of, is_language
from izeja.reading.files import TooLargeError, read_bytes
from izeja.reading.media.file import prepare
from izeja.reading.media.formats import Size, UnusableError
from izeja.site.page_files import relative

if TYPE_CHECKING:
    # It loads templates and trees, and settings are read before these.
    from izeja.page.feed import FeedLink

WEB_MANIFEST = "site.webmanifest"
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
    describes the site in the language that is being built. `feed` leads to what is new in its guides.
    """

    icons: tuple[Icon, ...] = ()
    colours: tuple[str, str] | None = None
    picture: LinkPicture | None = None
    manifest: str = ""
    feed: FeedLink | None = None


class UnfitError(Exception):
    """A setting cannot be used; the message says which, and why."""


class LookSettings(NamedTuple):
    """What a site says of its look: the folder of its files, and what is in `mkdocs.yml`."""

    docs: Path
    site_url: str
    favicon: str
    icons: tuple[str, ...]
    theme_color: Any
    link_picture: str


def look_of(said: LookSettings) -> SiteLook:
    """Return how a site looks.

    Raises:
        UnfitError: a file is missing, or unfit for its use, or a colour is none.
    """
    # One file may be both a favicon and in the list.
    icons = tuple(dict.fromkeys(_icons(said)))
    return SiteLook(icons, _colours(said.theme_color), _picture(said))


def in_head(look: SiteLook, to: Callable[[str], str], head: str = "") -> str:
    """Return the lines about icons, colour and feed for the head of a page, without those that it has.

    Args:
        look: of the site.
        to: returns an address of the site as a link from the page.
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
        lines.append(f'<link rel="apple-touch-icon" href="{escape(to(quote(icon.uri)))}">')
    if look.manifest and 'rel="manifest"' not in head:
        lines.append(f'<link rel="manifest" href="{escape(to(quote(look.manifest)))}">')
    if look.feed:
        kind, title = "application/atom+xml", escape(look.feed.title)
        href = escape(to(quote(look.feed.uri)))
        lines.append(f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">')
    return "".join(lines)


def picture_in_head(look: SiteLook) -> str:
    """Return the lines about the picture beside links for the head of a page, if there is one."""
    if not look.picture:
        return ""
    values = {"image": escape(look.picture.url)}
    if look.picture.size:
        values |= {f"image:{side}": str(pixels) for side, pixels in look.picture.size._asdict().items()}
    # Without this, some show only the middle of the picture, as a small square.
    card = '<meta name="twitter:card" content="summary_large_image">'
    return card + "".join(f'<meta property="og:{name}" content="{value}">' for name, value in values.items())


def not_in_site(look: SiteLook, site: Path, docs: Path) -> Iterator[str]:
    """Yield a message for each file that a site names and does not publish, when its files are written."""
    names = {icon.uri: f"icons: {icon.uri}" for icon in look.icons}
    if look.picture:
        names[look.picture.name] = f"link_picture: {look.picture.name}"
    for name, option in names.items():
        if not (site / name).is_file():
            yield (
                f"mkdocs.yml has '{option}', and the site has no such file: it may be under 'exclude_docs', "
                f"outside of '{docs.name}', or in the folder of a language"
            )


def write_web_manifest(site: Path, look: SiteLook, name: str, description: str, language: str) -> None:
    """Write what a browser needs to put the site on a customer's home screen, unless there is such a file.

    Args:
        site: the folder of the site.
        look: of the site, with the path of the file.
        name: of the site in the language.
        description: the same.
        language: its code.
    """
    file = site / look.manifest
    if file.exists():
        return
    described: dict[str, Any] = {"name": name, "description": description}
    if is_language(language):
        described |= {"lang": language, "dir": direction_of(language)}
    # All addresses are seen from this file. Customers who change the language stay in the site.
    described |= {
        "start_url": "./",
        "scope": relative("", look.manifest),
        # The step is in the address, and Back is a button of the browser.
        "display": "minimal-ui",
        "theme_color": look.colours[0] if look.colours else None,
        "icons": [
            {"src": relative(quote(icon.uri), look.manifest), "sizes": icon.sizes, "type": icon.type}
            for icon in look.icons
        ],
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    known = {key: value for key, value in described.items() if value}
    file.write_text(f"{json.dumps(known, ensure_ascii=False, indent=2)}\n", "utf-8", newline="\n")


def _touch_icon(look: SiteLook) -> Icon | None:
    """Return the smallest icon that is large enough."""
    fitting = [icon for icon in look.icons if icon.size and min(icon.size) >= _TOUCH]
    return min(fitting, key=lambda icon: icon.size or (0, 0), default=None)


def _icons(said: LookSettings) -> Iterator[Icon]:
    favicon = said.favicon
    # That of a theme shows the sign of the theme. A bitmap is too small for anything but a tab.
    if Path(favicon).suffix.lower() == ".svg" and (said.docs / favicon).is_file():
        yield Icon(favicon, _TYPES[".svg"], None)
    for name in said.icons:
        suffix = Path(name).suffix.lower()
        if suffix not in _TYPES:
            raise _stopped("icons", name, "an icon is a PNG or an SVG")
        size = _size(said, "icons", name)
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


def _picture(said: LookSettings) -> LinkPicture | None:
    name = said.link_picture
    if not name:
        return None
    if Path(name).suffix.lower() not in _SHOWN:
        raise _stopped("link_picture", name, "programs that show links only take a PNG or a JPEG")
    size = _size(said, "link_picture", name)
    # Only whole addresses are allowed there.
    return LinkPicture(name, urljoin(said.site_url, quote(name)), size) if said.site_url else None


def _size(said: LookSettings, option: str, name: str) -> Size | None:
    try:
        return prepare(read_bytes(said.docs / name, _LIMIT), Path(name).suffix.lower()).size
    except OSError:
        raise _stopped(option, name, f"there is no such file in '{said.docs.name}'") from None
    except TooLargeError as fault:
        raise _stopped(option, name, str(fault)) from None
    except UnusableError as fault:
        raise _stopped(option, name, f"{fault}: {fault.hint}") from None


def _stopped(option: str, value: str, reason: str) -> UnfitError:
    return UnfitError(f"mkdocs.yml has '{option}: {value}': {reason}")
