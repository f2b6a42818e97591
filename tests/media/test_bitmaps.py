"""Pictures lose what they say about their making, and nothing that shows. Pillow says what they show."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from izeja.media.file import prepare
from izeja.media.formats import METADATA, POSITION, Prepared, Size, UnusableError

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
    with pytest.raises(UnusableError, match="moves"):
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
    assert found.value.hint == "rename it so that it ends with '.jpg'"


def test_a_picture_of_enormous_size_is_refused_unseen() -> None:
    raw = bytearray(written(drawn(), ".png"))
    raw[16:24] = (60_000).to_bytes(4) * 2
    with pytest.raises(UnusableError, match="60,000 x 60,000 pixels"):
        prepare(bytes(raw), ".png")


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
