"""Videos lose what they say about their making, and stay as long as they were: nothing in them moves."""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izeja.reading.media.file import prepare
from izeja.reading.media.formats import METADATA, POSITION, Size, UnusableError

SAMPLES = Path(__file__).parent / "samples"
CLIPS = {"clip.webm": Size(320, 180), "turned.mp4": Size(180, 320)}
SOUND = {name: (SAMPLES / name).read_bytes() for name in CLIPS}


def box(name: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return struct.pack(">I4s", 8 + len(inside), name) + inside


def mp4(
    *, codec: bytes = b"avc1", kind: bytes = b"vide", moov: bytes = b"", trak: bytes = b"", hdlr: bytes = b""
) -> bytes:
    """Return a video of 640 by 360 without pictures."""
    upright = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    head = box(b"tkhd", bytes(40), upright, struct.pack(">II", 640 << 16, 360 << 16))
    coded = box(b"stsd", struct.pack(">II", 0, 1), box(codec, bytes(70)))
    media = box(b"mdia", box(b"hdlr", bytes(8), kind, bytes(12), hdlr), box(b"minf", box(b"stbl", coded)))
    film = box(b"moov", box(b"trak", head, media, trak), moov)
    return box(b"ftyp", b"isom", bytes(4), b"mp42") + film + box(b"mdat", bytes(100))


def element(name: int, *content: bytes) -> bytes:
    inside = b"".join(content)
    return name.to_bytes((name.bit_length() + 7) // 8) + b"\1" + len(inside).to_bytes(7) + inside


def webm(track: bytes = b"", segment: bytes = b"", info: bytes = b"") -> bytes:
    """Return a WebM with a track, without pictures."""
    tracks = element(0x1654AE6B, element(0xAE, track))
    inside = (element(0x1549A966, element(0x2AD7B1, b"\1"), info), tracks, segment)
    return element(0x1A45DFA3, element(0x4282, b"webm")) + element(0x18538067, *inside)


@pytest.mark.parametrize(
    "private",
    [
        {"info": element(0x7BA9, b"Jane")},
        {"info": element(0x4D80, b"Jane")},
        {"info": element(0x5741, b"Jane")},
        {"track": element(0x536E, b"Jane")},
        {"segment": element(0x1043A770, b"Jane")},
        {"segment": element(0xEC, b"Jane")},
        {"segment": element(0x1254C367, b"Jane" * 50)},
    ],
)
def test_only_what_plays_a_webm_is_left(private: dict[str, bytes]) -> None:
    raw = webm(**private)
    done = prepare(raw, ".webm")
    assert b"Jane" not in done.content
    assert (done.removed, len(done.content)) == (METADATA, len(raw))
    assert prepare(done.content, ".webm") == done._replace(removed="")


@pytest.mark.parametrize("name", CLIPS)
def test_a_video_loses_its_metadata_and_keeps_its_length(name: str) -> None:
    raw = SOUND[name]
    done = prepare(raw, Path(name).suffix)
    assert b"Jane" in raw
    assert b"+56.95" in raw
    assert b"Jane" not in done.content
    assert b"+56.95" not in done.content
    assert (done.size, done.removed, len(done.content)) == (CLIPS[name], POSITION, len(raw))
    assert prepare(done.content, Path(name).suffix) == done._replace(removed="")


@pytest.mark.parametrize(
    ("private", "removed"),
    [
        ({"moov": box(b"udta", box(b"\xa9xyz", b"+56.95+024.10/"))}, POSITION),
        ({"moov": box(b"udta", box(b"\xa9nam", b"Jane"))}, METADATA),
        ({"trak": box(b"uuid", bytes(16), b"Jane")}, METADATA),
        ({"moov": box(b"meta", bytes(4), b"Jane")}, METADATA),
        ({"moov": box(b"gps ", b"Jane")}, METADATA),
        ({"moov": box(b"free", b"Jane")}, METADATA),
        ({"moov": box(b"free", bytes(4))}, ""),
        ({"moov": box(b"udta", box(b"loci", b"+56.95"))}, POSITION),
        ({"moov": box(b"mvhd", bytes(4), b"Jane" * 2, bytes(88))}, METADATA),
        ({"moov": box(b"mvhd", b"\1\0\0\0", b"Jane" * 4, bytes(88))}, METADATA),
        ({"hdlr": b"Jane"}, METADATA),
        ({}, ""),
    ],
)
def test_what_phones_note_in_an_mp4_is_removed(private: dict[str, bytes], removed: str) -> None:
    done = prepare(mp4(**private), ".mp4")
    assert (done.removed, done.size) == (removed, Size(640, 360))
    assert b"Jane" not in done.content
    assert b"+56.95" not in done.content
    assert done.content.endswith(box(b"mdat", bytes(100)))


@pytest.mark.parametrize(
    ("raw", "suffix", "message"),
    [
        (mp4(codec=b"hvc1"), ".mp4", "coded as 'hvc1'"),
        (mp4(codec=b"encv"), ".mp4", "coded as 'encv'"),
        (mp4(kind=b"meta"), ".mp4", "a track of data"),
        (mp4(kind=b"text"), ".mp4", "a track of data"),
        (mp4(kind=b"gpmd"), ".mp4", "a track of data"),
        (box(b"ftyp", b"isom", bytes(4), b"mp42") + box(b"moov") * 10_001, ".mp4", "damaged"),
        (webm(element(0x83, b"\x11")), ".webm", "a track of data"),
        (webm(element(0x86, b"V_MPEG4/ISO/AVC")), ".webm", "coded as 'V_MPEG4/ISO/AVC'"),
        (webm(element(0xE0, element(0xB0, b"\xff" * 3000), element(0xBA, b"\1"))), ".webm", "damaged"),
        (
            webm(element(0xE0, element(0xB0, b"\xff\xff"), element(0xBA, b"\xff\xff"))),
            ".webm",
            "65,535 pixels",
        ),
        (mp4()[:200], ".mp4", "damaged"),
        (box(b"ftyp", b"isom", bytes(4)), ".mp4", "damaged"),
        (box(b"ftyp", b"qt  ", bytes(4)) + mp4(), ".mp4", "is not an MP4"),
        (SOUND["clip.webm"].replace(b"webm", b"matr", 1), ".webm", "a Matroska video"),
        (SOUND["clip.webm"][:5000], ".webm", "damaged"),
        (SOUND["clip.webm"], ".mp4", "is a WebM, although its name ends with '.mp4'"),
    ],
)
def test_what_browsers_do_not_play_is_refused(raw: bytes, suffix: str, message: str) -> None:
    with pytest.raises(UnusableError, match=message):
        prepare(raw, suffix)


CHANGES: list[Callable[[bytes, int, int], bytes]] = [
    lambda raw, at, byte: raw[:at] + bytes((byte,)) + raw[at + 1 :],
    lambda raw, at, _: raw[:at] + raw[at + 1 :],
    lambda raw, at, byte: raw[:at] + bytes((byte,)) * 3 + raw[at:],
]


@given(
    st.sampled_from(sorted(CLIPS)),
    st.lists(
        st.tuples(st.sampled_from(CHANGES), st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=5
    ),
)
def test_a_damaged_video_is_refused_or_as_long_as_it_was(
    name: str, changes: list[tuple[Callable[[bytes, int, int], bytes], float, int]]
) -> None:
    raw = SOUND[name]
    for change, share, byte in changes:
        raw = change(raw, int(share**2 * (len(raw) - 1)), byte)
    with suppress(UnusableError):
        assert len(prepare(raw, Path(name).suffix).content) == len(raw)
