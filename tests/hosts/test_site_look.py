"""Icons, colour and link picture of a site, from its `mkdocs.yml` to its pages and its manifests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html
from mkdocs.config.defaults import MkDocsConfig
from PIL import Image

from conftest import build
from izeja.hosts.mkdocs.options import Options
from izeja.hosts.mkdocs.site_look import in_head, look_of
from izeja.hosts.mkdocs.terminal import StoppedError
from izeja.site.look import SiteLook, not_in_site

HOME = "https://example.org/help/"
PICTURE = "img/share it.png"


def look(folder: Path, site_url: str | None = HOME, **options: Any) -> SiteLook:
    config, chosen = MkDocsConfig(), Options()
    config.load_dict({"site_name": "Test", "site_url": site_url, "docs_dir": str(folder)})
    config.theme = {"favicon": "icon.svg"}  # type: ignore[assignment]  # all that is asked of a theme
    chosen.load_dict(options)
    assert chosen.validate() == ([], [])
    return look_of(config, chosen)


def head(file: Path) -> Any:
    return lxml_html.document_fromstring(file.read_bytes()).find("head")


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    (tmp_path / "img").mkdir()
    for name, size in ((PICTURE, (1200, 630)), ("small.png", (96, 96)), ("big.png", (512, 512))):
        Image.new("RGB", size).save(tmp_path / name)
    Image.new("RGB", (180, 180)).save(tmp_path / "touch.png")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    (tmp_path / "notes.txt").write_text("")
    (tmp_path / "huge.png").write_bytes(bytes(5_000_001))
    return tmp_path


def test_a_site_without_options_says_nothing(docs: Path) -> None:
    assert look(docs) == SiteLook()
    assert in_head(SiteLook(), "a/b/", "") == ""


def test_icons(docs: Path) -> None:
    (docs / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    found = look(docs, icons=["small.png", "icon.svg", "big.png", "touch.png"])
    assert [(icon.uri, icon.sizes, icon.type) for icon in found.icons] == [
        ("icon.svg", "any", "image/svg+xml"),
        ("small.png", "96x96", "image/png"),
        ("big.png", "512x512", "image/png"),
        ("touch.png", "180x180", "image/png"),
    ]
    assert in_head(found, "a/b/", "") == '<link rel="apple-touch-icon" href="../../touch.png">'
    assert in_head(found, "a/b/", '<link rel="apple-touch-icon" href="x">') == ""


def test_one_colour_or_two(docs: Path) -> None:
    one, two = look(docs, theme_color="#0a5c49"), look(docs, theme_color={"light": "#fff", "dark": "#000"})
    assert in_head(one, "", "") == '<meta name="theme-color" content="#0a5c49">'
    assert in_head(two, "", "") == (
        '<meta name="theme-color" content="#fff" media="(prefers-color-scheme: light)">'
        '<meta name="theme-color" content="#000" media="(prefers-color-scheme: dark)">'
    )
    assert in_head(two, "", '<meta name="theme-color" content="red">') == ""


def test_a_link_picture_needs_the_address_of_the_site(docs: Path) -> None:
    assert look(docs, link_picture=PICTURE).picture == (
        PICTURE,
        f"{HOME}img/share%20it.png",
        (1200, 630),
    )
    assert look(docs, site_url=None, link_picture=PICTURE).picture is None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"icons": ["none.png"]}, "icons: none.png': there is no such file in 'DOCS'"),
        ({"icons": ["notes.txt"]}, "icons: notes.txt': an icon is a PNG or an SVG"),
        ({"icons": ["broken.png"]}, "icons: broken.png': this file is not a PNG"),
        (
            {"link_picture": "icon.svg"},
            "link_picture: icon.svg': programs that show links only take a PNG or a JPEG",
        ),
        ({"link_picture": "none.png"}, "link_picture: none.png': there is no such file in 'DOCS'"),
        ({"link_picture": "huge.png"}, "this file has 5,000,001 bytes; the limit is 5,000,000"),
        ({"theme_color": "green"}, "theme_color: green': write '#0a5c49', or two colours"),
        ({"theme_color": "#12345"}, "theme_color: #12345': write '#0a5c49', or two colours"),
        (
            {"theme_color": {"light": "#fff"}},
            "theme_color: {'light': '#fff'}': write '#0a5c49', or two colours",
        ),
        ({"theme_color": '#fff"><script>'}, "': write '#0a5c49'"),
    ],
)
def test_what_does_not_fit_stops_the_build(options: dict[str, Any], message: str, docs: Path) -> None:
    with pytest.raises(StoppedError) as stopped:
        look(docs, **options)
    assert message.replace("DOCS", docs.name) in str(stopped.value)


@pytest.mark.parametrize(("folder", "language"), [("", "lv"), ("en", "en")])
def test_the_manifest_of_each_language(folder: str, language: str, site: Path) -> None:
    file = site / folder / "site.webmanifest"
    found = json.loads(file.read_text("utf-8"))
    assert found["lang"] == language
    assert (
        (file.parent / found["start_url"] / "index.html")
        .resolve()
        .is_relative_to((file.parent / found["scope"]).resolve())
    )
    assert (file.parent / found["scope"]).resolve() == site.resolve()
    for icon in found["icons"]:
        drawn = file.parent / icon["src"]
        assert drawn.is_file()
        if icon["sizes"] != "any":
            with Image.open(drawn) as picture:
                assert "{}x{}".format(*picture.size) == icon["sizes"]
    for page in (site / folder).rglob("index.html"):
        links: Any = head(page).xpath("link[@rel='manifest']/@href")
        spoken = "en" if page.is_relative_to(site / "en") else "lv"
        wanted = site / ("en" if spoken == "en" else "") / "site.webmanifest"
        assert [(page.parent / link).resolve() for link in links] in ([], [wanted.resolve()])


def test_a_file_that_is_not_published_is_named(docs: Path, tmp_path: Path) -> None:
    found, config = look(docs, icons=["small.png", "big.png"], link_picture=PICTURE), MkDocsConfig()
    config.load_dict({"docs_dir": str(docs), "site_dir": str(tmp_path / "site")})
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "small.png").touch()
    assert [message.partition(",")[0] for message in not_in_site(found, tmp_path / "site", docs)] == [
        "mkdocs.yml has 'icons: big.png'",
        f"mkdocs.yml has 'link_picture: {PICTURE}'",
    ]


@pytest.mark.slow
def test_a_manifest_of_the_site_stays(tmp_path: Path) -> None:
    for name, text in {
        "mkdocs.yml": f"site_name: Test\nsite_url: {HOME}\nplugins: [izeja: {{link_picture: p.png}}]\n",
        "docs/index.md": "# Home\n\n<!-- izeja:guides -->\n",
        "docs/site.webmanifest": '{"name": "Mine"}',
        "decision_trees/library.yml": "source_language: en\nlanguages: [en]\n",
        "decision_trees/one.yml": (
            "title: One\nkind: diagnosis\nstart: on\nnodes:\n  on:\n    resolution: Turn it on\n"
        ),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    Image.new("RGB", (1200, 630)).save(tmp_path / "docs" / "p.png")
    built = build(tmp_path)
    assert built.returncode == 0, built.stderr
    assert "Mine" in (tmp_path / "site" / "site.webmanifest").read_text()
    shown = head(tmp_path / "site" / "one" / "index.html")
    assert shown.xpath("link[@rel='manifest']/@href") == ["../site.webmanifest"]
    for name, value in {"": f"{HOME}p.png", ":width": "1200", ":height": "630"}.items():
        assert shown.xpath(f"meta[@property='og:image{name}']/@content") == [value]
    assert shown.xpath("meta[@name='twitter:card']/@content") == ["summary_large_image"]
