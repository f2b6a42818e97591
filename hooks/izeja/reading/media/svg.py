"""SVG: drawings, which can hold programs, and addresses that browsers load. These are refused.

Pages show a drawing in `<img>`, where none of that works; but its file can be opened by itself, and then it
would run as a page of the site. So only elements that draw are accepted. What editors note for themselves is
removed.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from izeja.reading.media import bitmaps
from izeja.reading.media.formats import (
    METADATA,
    Prepared,
    Size,
    UnusableError,
    animated,
    damaged,
    of_bearable_size,
)

if TYPE_CHECKING:  # slow to load, and most libraries have no drawing
    from lxml.etree import _Element

_SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
_DRAWING = frozenset(
    ("svg", "g", "defs", "symbol", "use", "title", "desc", "style", "text", "tspan", "textPath", "image")
) | {
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "marker"),
    *("linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "filter"),
}
# The parts of a filter, without `feImage`, which loads another file.
_FILTER = re.compile(r"fe(?!Image)[A-Z][A-Za-z]+")
_MOVING = frozenset(("animate", "animateMotion", "animateTransform", "set", "discard", "mpath"))
_XML_KEPT = frozenset((f"{{{_XML}}}lang", f"{{{_XML}}}space"))
_HREFS = frozenset(("href", f"{{{_XLINK}}}href"))
# Escapes could spell what the patterns below look for.
_FOREIGN_STYLE = re.compile(r"\\|@import|(?:url|image|image-set|src)\((?!\s*+['\"]?\s*+#)", re.IGNORECASE)
_USED_BY_STYLE = re.compile(r"url\(\s*+['\"]?\s*+#([^'\")\s]+)", re.IGNORECASE)
_DATA = re.compile(r"\s*data:image/(png|jpe?g|webp);base64,([A-Za-z0-9+/=\s]*)")
_EMBEDDED = {
    "png": (bitmaps.is_png, bitmaps.png),
    "jpg": (bitmaps.is_jpeg, bitmaps.jpeg),
    "jpeg": (bitmaps.is_jpeg, bitmaps.jpeg),
    "webp": (bitmaps.is_webp, bitmaps.webp),
}
_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d*)?|\.\d+)\s*(px|pt|pc|mm|cm|in)?\s*")
_BETWEEN = re.compile(r"\s*,\s*|\s+")
_LONGEST_SIDE = 1_000_000
# CSS Values 4, 6.2: an inch has 96 pixels, whatever the screen.
_PIXELS = {None: 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_MOST_DRAWN, _DEEPEST_USE = 100_000, 8
_AGAIN = "export it as plain SVG, without programs, links and other files"


def is_svg(raw: bytes) -> bool:
    """Return whether a file may be an SVG: whether it begins like XML, in UTF-8 or UTF-16."""
    return raw[:100].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def svg(raw: bytes) -> Prepared:
    """Prepare an SVG.

    Raises:
        UnusableError: it is damaged, has no size, or has something that does not draw.
    """
    from lxml import etree  # noqa: PLC0415 - see its types above

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise damaged() from None
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and list(dtd.iterentities()):  # type: ignore[union-attr]  # the stubs leave it out
        raise _refused("entities")
    if root.tag != f"{{{_SVG}}}svg":
        raise UnusableError("this file is no SVG", f"begin it with '<svg xmlns=\"{_SVG}\">'")
    elements = list(root.iter())
    if len(elements) > _MOST_DRAWN:
        raise _too_many()
    is_noted = _without_notes(root, elements)
    for element in root.iter():
        _check(element)
    _check_uses(root)
    content = etree.tostring(root, encoding="utf-8")
    return Prepared(content, _size(root), METADATA if is_noted else "")


def _refused(what: str, quoted: str = "") -> UnusableError:
    return UnusableError(f"a drawing cannot have {what}" + (f" '{quoted}'" if quoted else ""), _AGAIN)


def _too_many() -> UnusableError:
    return _refused(f"more than {_MOST_DRAWN:,} shapes, those that it repeats included")


def _without_notes(root: _Element, elements: list[_Element]) -> bool:
    """Remove what editors note for themselves; return whether there was any."""
    from lxml import etree  # noqa: PLC0415 - as above

    # In lxml, the tag of an entity is a function. Comments and instructions were left out by the parser.
    if not all(isinstance(one.tag, str) for one in elements):
        raise _refused("entities")
    tags = {one.tag for one in elements}
    notes = {tag for tag in tags if not tag.startswith(f"{{{_SVG}}}")} | ({f"{{{_SVG}}}metadata"} & tags)
    # The tail is the text after an element, which belongs to the element around both.
    etree.strip_elements(root, *notes, with_tail=False)
    names = {str(name) for one in root.iter() for name in one.attrib}
    foreign = {name for name in names if name.startswith("{") and name not in _XML_KEPT | _HREFS}
    etree.strip_attributes(root, *foreign)
    etree.cleanup_namespaces(root)
    return bool(notes or foreign)


def _check(element: _Element) -> None:
    name = str(element.tag).partition("}")[2]
    if name in _MOVING:
        raise animated("drawing", _AGAIN)
    if name not in _DRAWING and not _FILTER.fullmatch(name):
        raise _refused("the element", f"<{name}>")
    if name == "style" and _FOREIGN_STYLE.search("".join(map(str, element.itertext()))):
        raise _refused("styles that load other files")
    for key, value in element.attrib.items():
        if str(key).lower().startswith("on"):
            raise _refused("programs, such as", str(key))
        if key in _HREFS:
            element.attrib[key] = _address(str(value))
        elif _FOREIGN_STYLE.search(str(value)):
            raise _refused("styles that load other files")


def _address(value: str) -> str:
    """Return where an element leads, if that is in the drawing; a picture inside loses its metadata."""
    if value.lstrip().startswith("#"):
        return value
    if not (found := _DATA.fullmatch(value)):
        raise _refused("addresses, such as", value[:40])
    is_it, prepared = _EMBEDDED[found[1].lower()]
    try:
        raw = base64.b64decode(found[2])
    except binascii.Error:
        raise damaged() from None
    if not is_it(raw):
        raise damaged()
    inside = of_bearable_size(prepared(raw))
    return f"data:image/{found[1]};base64,{base64.b64encode(inside.content).decode()}"


def _check_uses(root: _Element) -> None:
    """Refuse a drawing that repeats its parts so often that a browser would draw forever."""
    by_id = {str(one.get("id")): one for one in root.iter() if one.get("id")}
    known: dict[str, int] = {}

    def drawn(element: _Element, depth: int) -> int:
        if depth > _DEEPEST_USE:
            raise _refused("parts that use one another in a circle")
        total = 0
        for one in element.iter():
            total += 1
            for target in _used(one):
                if target in by_id:
                    if target not in known:
                        known[target] = drawn(by_id[target], depth + 1)
                    total += known[target]
            if total > _MOST_DRAWN:
                raise _too_many()
        return total

    drawn(root, 0)


def _used(element: _Element) -> Iterator[str]:
    is_use = str(element.tag).endswith("}use")
    for key, value in element.attrib.items():
        if key in _HREFS and is_use:
            yield str(value).strip().removeprefix("#")
        elif "(" in value:
            yield from _USED_BY_STYLE.findall(str(value))


def _size(root: _Element) -> Size:
    sides = [_pixels(root.get("width")), _pixels(root.get("height"))]
    box = _numbers(str(root.get("viewBox") or ""))
    if len(box) == 4 and all(0 < side < _LONGEST_SIDE for side in box[2:]):
        ratio = box[2] / box[3]
        if sides == [None, None]:
            sides = [box[2], box[3]]
        elif sides[0] is None and sides[1] is not None:
            sides = [sides[1] * ratio, sides[1]]
        elif sides[1] is None and sides[0] is not None:
            sides = [sides[0], sides[0] / ratio]
    width, height = (round(side or 0) for side in sides)
    if not width or not height:
        raise UnusableError("this drawing does not say how large it is", "add 'viewBox' to '<svg>'")
    return Size(width, height)


def _numbers(text: str) -> list[float]:
    try:
        return [float(one) for one in _BETWEEN.split(text.strip())]
    except ValueError:
        return []


def _pixels(length: str | None) -> float | None:
    found = _LENGTH.fullmatch(length or "")
    return float(found[1]) * _PIXELS[found[2]] if found else None
