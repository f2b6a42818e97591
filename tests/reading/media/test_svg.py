"""Drawings have nothing but what draws, and lose what editors note for themselves."""

from __future__ import annotations

import base64
import io
import re
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from izeja.reading.media.file import prepare
from izeja.reading.media.formats import METADATA, Size, UnusableError

NOTED = "C:/jane/plan.svg"
DOUBLED = "".join(f"<g id='a{n}'>" + f"<use href='#a{n + 1}'/>" * 20 + "</g>" for n in range(7))
DOUBLED += "<use href='#a0'/>"
"""Each part is used twenty times by the one before it."""
CHUNKS = (b"IHDR" + struct.pack(">II5B", 60_000, 60_000, 8, 2, 0, 0, 0), b"IDAT", b"IEND")
ENORMOUS = b"\x89PNG\r\n\x1a\n" + b"".join(
    struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in CHUNKS
)


def drawing(inside: str = "", attributes: str = 'viewBox="0 0 40 20"') -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {names} {attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 40 20"', (40, 20)),
        ('viewBox="-5,-5,40.4,20.4"', (40, 20)),
        ('width="100" height="50"', (100, 50)),
        ('width="100px" viewBox="0 0 40 20"', (100, 50)),
        ('height="1in" viewBox="0 0 40 20"', (192, 96)),
        ('width="100%" height="100%" viewBox="0 0 40 20"', (40, 20)),
        ('width="10mm" height="5mm"', (38, 19)),
        ('viewBox=" 0 , 0\n4e1 +20 "', (40, 20)),
    ],
)
def test_the_size_of_a_drawing(attributes: str, size: tuple[int, int]) -> None:
    assert prepare(drawing(attributes=attributes), ".svg").size == Size(*size)


@pytest.mark.parametrize(
    "inside",
    [
        "<script/>",
        "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script><rect onload='alert(1)'/>",
        "<rect ONCLICK='alert(1)'/>",
        "<foreignObject><p>Words</p></foreignObject>",
        "<iframe src='https://example.org'/>",
        "<a href='javascript:alert(1)'><rect/></a>",
        "<a xlink:href='https://example.org'><rect/></a>",
        "<image href='https://example.org/a.png'/>",
        "<image xlink:href='//example.org/a.png'/>",
        "<image href='data:image/svg+xml;base64,PHN2Zy8+'/>",
        "<image href='data:text/html,hello'/>",
        "<use href='other.svg#a'/>",
        "<feImage href='#a'/>",
        "<set attributeName='href' to='javascript:alert(1)'/>",
        "<animate attributeName='x'/>",
        "<style>@import 'a.css';</style>",
        "<style>@font-face { src: url(https://example.org/a.woff) }</style>",
        "<style>rect { fill: u\\72l(https://example.org/a.svg#b) }</style>",
        "<rect style='fill: url( &quot;https://example.org/a.svg#b&quot;)'/>",
        "<rect fill='URL(a.svg#b)'/>",
        "<style>rect { mask-image: image-set('https://example.org/a.svg' 1x) }</style>",
        "<rect style=\"cursor: -webkit-image-set('a.svg' 1x)\"/>",
        f"<style>rect {{ fill: url({' ' * 50_000}a) }}</style>",
        "<image href='data:image/webp;base64,'/>",
        "<image href='data:image/png;base64,UklGRg=='/>",
        f"<image href='data:image/png;base64,{base64.b64encode(ENORMOUS).decode()}'/>",
        "<g id='a'><use href='#a'/></g><use href='#a'/>",
        "<mask id='a'><rect mask='url(#a)'/></mask>",
        DOUBLED,
        re.sub("<use href='(#a.)'/>", r"<rect style='fill: url( \1 )'/>", DOUBLED),
        "<g/>" * 100_001,
    ],
)
def test_what_does_not_draw_is_refused(inside: str) -> None:
    with pytest.raises(UnusableError):
        prepare(drawing(inside), ".svg")


@pytest.mark.parametrize(
    "raw",
    [
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + drawing("<text>&a;</text>"),
        b"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + drawing("<text>&a;</text>"),
        drawing("<g>" * 1000 + "</g>" * 1000),
        drawing(attributes=""),
        drawing(attributes='viewBox="0 0 99999 99999"'),
        drawing(attributes='viewBox="0 0 nan inf"'),
        drawing(attributes='viewBox="0 0 1e-9 1e9" width="9"'),
        b"<svg viewBox='0 0 40 20'/>",
        b"<svg",
    ],
)
def test_a_drawing_that_is_none_is_refused(raw: bytes) -> None:
    with pytest.raises(UnusableError):
        prepare(raw, ".svg")


def test_a_drawing_in_utf_16_is_a_drawing() -> None:
    assert prepare(drawing().decode().encode("utf-16"), ".svg") == prepare(drawing(), ".svg")


def test_what_an_editor_notes_is_removed() -> None:
    notes = (
        f"<?xml-stylesheet href='{NOTED}'?><!-- {NOTED} --><metadata>{NOTED}</metadata>"
        f"<i:view xmlns:i='http://www.inkscape.org/namespaces/inkscape' path='{NOTED}'>{NOTED}</i:view>"
        f"<g xmlns:i='http://www.inkscape.org/' i:filename='{NOTED}'><rect/></g>"
    )
    done = prepare(drawing(notes), ".svg")
    assert done.removed == METADATA
    assert NOTED.encode() not in done.content
    assert b"inkscape" not in done.content
    assert done.content.endswith(b"<g><rect/></g></svg>")
    assert prepare(done.content, ".svg").content == done.content


def test_shapes_words_and_styles_stay() -> None:
    inside = (
        "<title>A modem</title><defs><linearGradient id='g'><stop offset='0'/></linearGradient></defs>"
        "<style>.a { fill: url(#g) }</style><rect class='a' fill=\"url('#g')\" xml:space='preserve'/>"
        "<use xlink:href='#g'/><filter id='f'><feGaussianBlur/></filter><text>A &lt; B</text>"
    )
    done = prepare(drawing(inside), ".svg")
    assert done.removed == ""
    assert etree.canonicalize(done.content.decode()) == etree.canonicalize(drawing(inside).decode())


def test_a_picture_inside_a_drawing_loses_its_metadata_too() -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0110] = NOTED
    Image.new("RGB", (2, 1)).save(out, "JPEG", exif=exif)
    inside = f"<image href='data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode()}'/>"
    content = prepare(drawing(inside), ".svg").content
    left = base64.b64decode(content.partition(b"base64,")[2].partition(b'"')[0])
    assert NOTED.encode() in out.getvalue()
    assert NOTED.encode() not in left
    assert Image.open(io.BytesIO(left)).size == (2, 1)


@given(st.text(alphabet="<>/ =\"'&;#()sgruecthfuilon:", max_size=60))
def test_a_drawing_of_any_kind_is_refused_or_harmless(inside: str) -> None:
    try:
        content = prepare(drawing(inside), ".svg").content
    except UnusableError:
        return
    for element in etree.fromstring(content).iter():
        assert not any(str(name).lower().startswith("on") for name in element.attrib)
        assert "script" not in str(element.tag)
