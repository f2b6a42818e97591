"""The files that a page in a language shows of a picture or a video, and what of them is published."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from shutil import copyfile

import pytest

from izeja.language.config import Config
from izeja.library.pictures import PictureFile, Pictures, content_of, read_pictures
from izeja.running.memo import Memory

SAMPLES = Path(__file__).parents[1] / "reading" / "media" / "samples"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><!-- by me --><path d="M0 0"/></svg>'
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:02.000\nPull the plug.\n"
CONFIG = Config.model_validate({"source_language": "en", "languages": ["en", "lv", "de"]})
FILES = (
    *("plug.svg", "plug.lv.svg", "only.en.svg"),
    *("clip.webm", "clip.de.webm", "clip.vtt", "clip.lv.vtt", "clip.svg", "clip.lv.svg"),
    *("silent.webm", "talk.en.webm", "broken.webm", "broken.vtt", "broken.svg"),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for number, name in enumerate(FILES):
        if name.endswith(".webm"):
            copyfile(SAMPLES / "clip.webm", tmp_path / name)
        elif name.startswith("broken"):
            (tmp_path / name).write_text("nothing of the kind", "utf-8")
        else:
            content = CAPTIONS.encode() if name.endswith(".vtt") else SVG
            (tmp_path / name).write_bytes(content.replace(b"0 0 20", b"0 0 %d" % (20 + number)))
    return tmp_path


@pytest.fixture
def pictures(root: Path) -> Pictures:
    paths = [
        "plug.svg",
        "only.svg",
        "clip.webm",
        "silent.webm",
        "talk.webm",
        "broken.webm",
        "broken.svg",
        "notes.txt",
    ]
    return read_pictures(root, "trees", CONFIG, paths, Memory())


@pytest.mark.parametrize(
    ("path", "language", "names", "is_foreign", "are_captions_foreign"),
    [
        ("plug.svg", "en", ["plug.svg", "", ""], False, False),
        ("plug.svg", "lv", ["plug.lv.svg", "", ""], False, False),
        ("plug.svg", "de", ["plug.svg", "", ""], False, False),
        # A picture whose name says the source language is foreign to all others.
        ("only.svg", "en", ["only.en.svg", "", ""], False, False),
        ("only.svg", "lv", ["only.en.svg", "", ""], True, False),
        ("clip.webm", "en", ["clip.webm", "clip.svg", "clip.vtt"], False, False),
        ("clip.webm", "lv", ["clip.webm", "clip.lv.svg", "clip.lv.vtt"], False, False),
        ("clip.webm", "de", ["clip.de.webm", "clip.svg", "clip.vtt"], False, True),
        ("silent.webm", "en", ["silent.webm", "", ""], False, True),
        ("talk.webm", "lv", ["talk.en.webm", "", ""], True, True),
        # A poster or captions that are wrong are not shown.
        ("broken.webm", "en", ["broken.webm", "", ""], False, False),
    ],
)
def test_a_page_shows_the_files_of_its_language(
    pictures: Pictures,
    path: str,
    language: str,
    names: list[str],
    is_foreign: bool,  # noqa: FBT001 - a column of the table
    are_captions_foreign: bool,  # noqa: FBT001 - as above
) -> None:
    shown = pictures.shown(path, language)
    assert shown is not None
    assert [one.path if one else "" for one in (shown.file, shown.poster, shown.captions)] == names
    assert (shown.is_foreign, shown.are_captions_foreign) == (is_foreign, are_captions_foreign)
    assert (pictures.version(path, language) is None) is is_foreign


def test_what_is_missing_or_broken_is_not_shown(pictures: Pictures) -> None:
    assert pictures.shown("missing.svg", "en") is None
    assert pictures.shown("broken.svg", "en") is None
    assert pictures.texts == {"trees/broken.vtt": "nothing of the kind"}


def test_each_file_is_published_once_as_it_was_read(pictures: Pictures, root: Path) -> None:
    published = list(pictures.published(["en", "lv", "de"]))
    assert {file.path for file in published} == {
        one for one in FILES if one not in ("broken.vtt", "broken.svg")
    }
    assert len(published) == len(set(published))
    for file in published:
        content = content_of(root, file)
        digest, _, suffix = file.name.partition(".")
        assert sha256(content).hexdigest().startswith(digest)
        assert (len(digest), f".{suffix}") == (16, Path(file.path).suffix)
        assert b"by me" not in content


def test_captions_are_read_and_a_mark_before_them_is_not_published(root: Path) -> None:
    (root / "clip.vtt").write_bytes(b"\xef\xbb\xbf" + CAPTIONS.encode())
    found = read_pictures(root, "trees", CONFIG, ["clip.webm"], Memory()).files["clip.vtt"]
    assert found == PictureFile("clip.vtt", found.name, weight=len(CAPTIONS), says=("Pull the plug.",))
    assert content_of(root, found) == CAPTIONS.encode()


def test_captions_that_are_too_large_are_a_problem(root: Path) -> None:
    config = CONFIG.model_copy(update={"limits": CONFIG.limits.model_copy(update={"file_size": 10})})
    found = read_pictures(root, "trees", config, ["clip.webm"], Memory()).files["clip.vtt"]
    assert (found.path, found.name) == ("clip.vtt", "")
    assert found.problem is not None
    assert (found.problem.code, found.problem.position.path) == ("too-large", "trees/clip.vtt")


def test_a_mistake_in_captions_is_where_it_is(root: Path) -> None:
    file = read_pictures(root, "trees", CONFIG, ["broken.webm"], Memory()).files["broken.vtt"]
    assert file.problem is not None
    place = file.problem.position
    assert (place.path, place.line, place.column, place.end_line, place.end_column) == (
        "trees/broken.vtt", 1, 1, 1, 1
    )  # fmt: skip
