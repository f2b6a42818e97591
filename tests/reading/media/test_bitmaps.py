"""Pictures lose what they say about their making, and nothing that shows. Pillow says what they show."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from izeja.reading.media.file import prepare
from izeja.reading.media.formats import METADATA, POSITION, Prepared, Size, UnusableError

SIZE = (37, 23)
FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    ".png": ("PNG", {}),
    ".jpg": ("JPEG", {"quality": 90}),
    ".jpeg": ("JPEG", {"progressive": True, "comment": "by Jane"}),
    ".webp": ("WEBP", {"quality": 80}),
    ".avif": ("AVIF", {"quality": 80}),
}
SECRET = b"Jane's camera"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"


def drawn(size: tuple[int, int] = SIZE, mode: str = "RGB") -> Image.Image:
    """Return a picture whose every pixel differs from its neighbours."""
    chance = random.Random(1)  # noqa: S311 - no secret
    image = Image.new(mode, size)
    channels = len(image.getbands())
    pixels = [tuple(chance.randrange(256) for _ in range(channels)) for _ in range(size[0] * size[1])]
    image.putdata(pixels if channels > 1 else [one[0] for one in pixels])
    return image


def noted(orientation: int = 1, *, with_place: bool = True) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0110] = SECRET.decode()
    exif[0x0112] = orientation
    if with_place:
        exif.get_ifd(0x8825).update({1: "N", 2: (56.0, 57.0, 0.0), 3: "E", 4: (24.0, 6.0, 0.0)})
    return exif


def written(image: Image.Image, suffix: str, **more: Any) -> bytes:
    name, options = FORMATS[suffix]
    out = io.BytesIO()
    image.save(out, name, **{**options, **more})
    return out.getvalue()


def as_shown(content: bytes) -> Image.Image:
    """Return a picture as browsers show it: turned as it says."""
    shown = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
    assert shown is not None
    return shown


def pixels(image: Image.Image) -> bytes:
    return image.convert("RGBA").tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_picture_loses_its_metadata_and_no_pixel(suffix: str, orientation: int) -> None:
    raw = written(drawn(), suffix, exif=noted(orientation), xmp=XMP)
    done = prepare(raw, suffix)
    assert SECRET not in done.content
    assert SECRET in raw
    assert done.removed == POSITION
    before, after = as_shown(raw), as_shown(done.content)
    assert after.size == before.size == done.size
    assert pixels(after) == pixels(before)
    assert not as_shown(done.content).getexif().get_ifd(0x8825)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_prepared_picture_stays_as_it_is(suffix: str) -> None:
    done = prepare(written(drawn(), suffix, exif=noted(6)), suffix)
    again = prepare(done.content, suffix)
    assert again.content == done.content
    assert again.size == done.size


def test_a_picture_without_metadata_stays_as_it_is() -> None:
    raw = written(drawn(), ".png")
    assert prepare(raw, ".png") == Prepared(raw, Size(*SIZE), "")


def test_metadata_without_a_place_is_only_metadata() -> None:
    assert prepare(written(drawn(), ".jpg", exif=noted(with_place=False)), ".jpg").removed == METADATA


MODES = {
    ".png": ("1", "L", "LA", "P", "RGB", "RGBA"),
    ".jpg": ("L", "RGB", "CMYK"),
    ".webp": ("L", "RGB", "RGBA"),
}


@pytest.mark.parametrize("suffix", MODES)
def test_pictures_of_each_kind_are_known(suffix: str) -> None:
    for mode in MODES[suffix]:
        image = drawn().convert(mode) if mode in ("1", "P", "CMYK") else drawn(mode=mode)
        raw = written(image, suffix)
        done = prepare(raw, suffix)
        assert done.size == SIZE
        assert pixels(as_shown(done.content)) == pixels(as_shown(raw))


def test_what_follows_the_end_of_a_picture_is_left_out() -> None:
    for suffix in (".png", ".jpg", ".webp"):
        raw = written(drawn(), suffix)
        assert prepare(raw + SECRET, suffix).content == prepare(raw, suffix).content


@pytest.mark.parametrize("suffix", [".png", ".webp", ".avif"])
def test_a_picture_that_moves_is_refused(suffix: str) -> None:
    raw = written(drawn(), suffix, save_all=True, append_images=[drawn((37, 23), "L").convert("RGB")])
    with pytest.raises(UnusableError, match="animated"):
        prepare(raw, suffix)


@pytest.mark.parametrize("suffix", FORMATS)
def test_half_a_picture_is_refused(suffix: str) -> None:
    raw = written(drawn(), suffix, exif=noted())
    for length in range(12, len(raw) - 12, max(1, len(raw) // 50)):
        try:
            done = prepare(raw[:length], suffix)
        except UnusableError:
            continue
        # What holds the pixels of an AVIF comes last, and is not looked at.
        assert suffix == ".avif"
        assert done.size == SIZE


def foreign(name: str) -> bytes:
    out = io.BytesIO()
    drawn().save(out, name)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        (foreign("GIF"), "save it as PNG, or make it a video"),
        (foreign("BMP"), "save it as PNG"),
        (foreign("TIFF"), "save it as PNG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40), "save it as JPEG"),
        (b"", "save it as PNG"),
        (b"hello", "save it as PNG"),
    ],
)
def test_another_format_is_named_with_what_to_do(raw: bytes, hint: str) -> None:
    with pytest.raises(UnusableError) as found:
        prepare(raw, ".png")
    assert hint in found.value.hint


def test_a_name_that_does_not_fit_the_content_is_refused() -> None:
    with pytest.raises(UnusableError, match=r"is a JPEG, although its name ends with '\.png'") as found:
        prepare(written(drawn(), ".jpg"), ".png")
    assert found.value.hint == "rename it so that it ends with '.jpg', and replace no other file"


def test_a_picture_of_enormous_size_is_refused_unseen() -> None:
    with pytest.raises(UnusableError, match="60,000 x 60,000 pixels"):
        prepare(png_head(60_000, 60_000) + PNG[HEAD_OF_PNG:], ".png")


PNG, JPEG, WEBP = (written(drawn(), suffix) for suffix in (".png", ".jpg", ".webp"))
HEAD_OF_PNG = 33
FRAME, SCAN = JPEG.index(b"\xff\xc0"), JPEG.index(b"\xff\xda")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_head(width: int, height: int) -> bytes:
    return PNG[:8] + chunk(b"IHDR", struct.pack(">II5B", width, height, 8, 2, 0, 0, 0))


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def webp(*pieces: tuple[bytes, bytes]) -> bytes:
    body = b"WEBP" + b"".join(
        struct.pack("<4sI", name, len(data)) + data + bytes(len(data) % 2) for name, data in pieces
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


PIXELS = (b"VP8 ", WEBP[20:])


@pytest.mark.parametrize(
    ("raw", "suffix"),
    [
        (PNG[:HEAD_OF_PNG] + png_head(1, 1)[8:] + PNG[HEAD_OF_PNG:], ".png"),
        (PNG[:8] + PNG[HEAD_OF_PNG:], ".png"),
        (PNG[:8] + chunk(b"IDAT", b"") + PNG[8:], ".png"),
        (png_head(0, 20) + PNG[HEAD_OF_PNG:], ".png"),
        (PNG[:20] + b"\x09" + PNG[21:], ".png"),
        (JPEG[: FRAME + 5] + bytes(2) + JPEG[FRAME + 7 :], ".jpg"),
        (JPEG[:2] + JPEG[FRAME : FRAME + 19] + JPEG[2:], ".jpg"),
        (JPEG[:SCAN] + JPEG[-2:], ".jpg"),
        (JPEG[: FRAME + 2] + b"\0\2" + JPEG[FRAME + 19 :], ".jpg"),
        (webp((b"VP8X", b""), PIXELS), ".webp"),
        (webp((b"VP8X", bytes(4) + b"\x63\0\0\x63\0\0"), PIXELS), ".webp"),
        (webp(PIXELS, PIXELS), ".webp"),
        (webp((b"VP8 ", b"")), ".webp"),
    ],
)
def test_a_picture_that_lies_about_itself_is_damaged(raw: bytes, suffix: str) -> None:
    """Two sizes, a wrong sum, no size or no pixels: browsers would show something else, or nothing."""
    with pytest.raises(UnusableError, match="damaged"):
        prepare(raw, suffix)


def test_a_webp_that_only_says_that_it_moves_is_refused() -> None:
    canvas = b"\2" + bytes(3) + (SIZE[0] - 1).to_bytes(3, "little") + (SIZE[1] - 1).to_bytes(3, "little")
    assert prepare(webp((b"VP8X", bytes(1) + canvas[1:]), PIXELS), ".webp").size == SIZE
    with pytest.raises(UnusableError, match="animated"):
        prepare(webp((b"VP8X", canvas), PIXELS), ".webp")


def test_a_jpeg_with_finer_colours_than_browsers_know_is_refused() -> None:
    with pytest.raises(UnusableError, match="this kind of JPEG"):
        prepare(JPEG[: FRAME + 4] + b"\x0c" + JPEG[FRAME + 5 :], ".jpg")


@pytest.mark.parametrize(
    "hidden",
    [
        segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\2\2" + SECRET),
        segment(0xE0, b"JFXX\0\x10" + SECRET),
        segment(0xEE, b"Adobe" + bytes(7) + SECRET),
        segment(0xE2, b"MPF\0" + SECRET),
        segment(0xFE, SECRET),
    ],
)
def test_nothing_hides_behind_what_shows_a_jpeg(hidden: bytes) -> None:
    """An editor's small copy of the picture may show what was cut off it."""
    done = prepare(JPEG[:2] + hidden + JPEG[2:], ".jpg")
    assert SECRET not in done.content
    assert done.removed == METADATA
    assert pixels(as_shown(done.content)) == pixels(as_shown(JPEG))


PLACED = XMP.replace(SECRET, b'<rdf:Description exif:GPSLatitude="56,57N"/>')


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_place_in_xmp_is_named(suffix: str) -> None:
    more = {"pnginfo": itxt(PLACED)} if suffix == ".png" else {"xmp": PLACED}
    assert prepare(written(drawn(), suffix, **more), suffix).removed == POSITION


def itxt(xmp: bytes) -> PngInfo:
    info = PngInfo()
    info.add_itxt("XML:com.adobe.xmp", xmp.decode())
    return info


def test_a_place_is_found_in_the_first_of_two_notes_as_well() -> None:
    first = written(drawn(), ".jpg", exif=noted())
    second = noted(with_place=False).tobytes()
    at = first.index(b"\xff\xdb")
    assert prepare(first[:at] + segment(0xE1, second) + first[at:], ".jpg").removed == POSITION


def boxed(name: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return struct.pack(">I4s", 8 + len(inside), name) + inside


def avif(extents: bytes, *more: bytes, method: int = 0) -> bytes:
    """Return an AVIF of 37 by 23 with metadata in some stretches, each the place and the length."""
    item = boxed(b"infe", b"\2\0\0\0", struct.pack(">HH", 1, 0), b"Exif\0")
    head = struct.pack(">HHHHH", 1, 1, method, 0, len(extents) // 8)
    size = boxed(b"ipco", boxed(b"ispe", bytes(4), struct.pack(">II", *SIZE)))
    of_item = boxed(b"ipma", bytes(4), struct.pack(">IHBB", 1, 1, 1, 1))
    meta = boxed(
        b"meta",
        bytes(4),
        boxed(b"pitm", bytes(4), b"\0\1"),
        boxed(b"iinf", bytes(4), b"\0\1", item),
        boxed(b"iloc", b"\1\0\0\0\x44\0", head, extents),
        boxed(b"iprp", size, of_item),
    )
    return boxed(b"ftyp", b"avif", bytes(4), b"avif") + meta + b"".join(more)


@pytest.mark.parametrize(
    "raw",
    [
        avif(struct.pack(">II", 0, 100_000) * 65_535, boxed(b"mdat", bytes(100_000))),
        avif(struct.pack(">II", 0, 0)),
        avif(struct.pack(">II", 0, 10), method=1),
        avif(struct.pack(">II", 0, 10), method=2),
        avif(struct.pack(">II", 0, 100_000)),
    ],
)
def test_an_avif_whose_metadata_is_nowhere_is_damaged(raw: bytes) -> None:
    with pytest.raises(UnusableError, match="damaged"):
        prepare(raw, ".avif")


def test_what_shows_nothing_of_an_avif_is_emptied() -> None:
    done = prepare(
        avif(b"", boxed(b"udta", SECRET), boxed(b"free", SECRET), boxed(b"mdat", b"pixels")), ".avif"
    )
    assert (done.removed, done.size) == (METADATA, SIZE)
    assert SECRET not in done.content
    assert done.content.endswith(boxed(b"mdat", b"pixels"))


CHANGES: list[Callable[[bytes, int, int], bytes]] = [
    lambda raw, at, byte: raw[:at] + bytes((byte,)) + raw[at + 1 :],
    lambda raw, at, _: raw[:at] + raw[at + 1 :],
    lambda raw, at, byte: raw[:at] + bytes((byte,)) * 3 + raw[at:],
]


@given(
    st.sampled_from(sorted(FORMATS)),
    st.lists(
        st.tuples(st.sampled_from(CHANGES), st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=5
    ),
)
def test_a_damaged_picture_is_refused_or_small(
    suffix: str, changes: list[tuple[Callable[[bytes, int, int], bytes], float, int]]
) -> None:
    raw = _SOUND[suffix]
    for change, share, byte in changes:
        # Most heads are short, and decide everything.
        raw = change(raw, int(share**3 * (len(raw) - 1)), byte)
    with suppress(UnusableError):
        assert len(prepare(raw, suffix).content) <= len(raw) + 100


_SOUND = {suffix: written(drawn(), suffix, exif=noted(6), xmp=XMP) for suffix in FORMATS}
