"""Merged shards equal the site that one build makes; every message of `izeja merge`.

A case in `tests/site/merging` has the files of the shards `one` and `two`, and the output and files of
`izeja merge`.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import txtar
from conftest import build
from golden import read_case
from izeja.cli.main import main
from izeja.site.merge import merge
from izeja.site.replacement import Replacement
from izeja.site.search import counting
from izeja.site.search_pieces import pieces_of
from izeja.site.shard import MANIFEST, MergeError, Shard

SITE = txtar.split((Path(__file__).parent.parent / "hosts" / "sameness" / "site.txtar").read_text("utf-8"))
CASES = sorted((Path(__file__).parent / "merging").glob("*.txtar"))
PARTS = {
    "folders": ({"ONLY": "phones/repair"}, {"ONLY": "phones/battery"}, {"ONLY": "top,visit"}),
    "languages": ({"LANGUAGES": "en"}, {"LANGUAGES": "lv"}, {"LANGUAGES": "ar"}),
    "one-language": ({"ONLY": "phones"}, {"ONLY": "top"}),
}
SETTINGS = """
INHERIT: {base}
hooks: [hooks/many.py]
plugins:
  izeja: {{only: !ENV [ONLY, ""], only_languages: !ENV [LANGUAGES, ""]}}
nav: [index.md, topics/index.md, tags.md]
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("merge")
    txtar.unpack({name: text for name, text in SITE.items() if "phones/index.yml" not in name}, folder)
    for library in ("decision_trees", "trees-three"):
        shutil.copytree(folder / "shared", folder / library, dirs_exist_ok=True)
    return folder


def files_of(site: Path) -> dict[str, bytes]:
    files = {os.path.relpath(file, site): file.read_bytes() for file in site.rglob("*") if file.is_file()}
    # It holds the time at which it was made.
    files.pop("sitemap.xml.gz", None)
    return files


def built(project: Path, base: str, name: str, monkeypatch: pytest.MonkeyPatch, **only: str) -> Path:
    settings = project / f"settings-{base}.yml"
    settings.write_text(SETTINGS.format(base=f"mkdocs-{base}.yml"), "utf-8")
    for variable in ("ONLY", "LANGUAGES"):
        monkeypatch.setenv(variable, only.get(variable, ""))
    made = build(project, "-f", settings.name, "--quiet", "--site-dir", str(project / name))
    assert made.returncode == 0, made.stderr
    return project / name


@pytest.fixture(scope="module")
def wholes() -> dict[str, dict[str, bytes]]:
    """The files of sites that were built as a whole, by their settings."""
    return {}


@pytest.mark.slow
@pytest.mark.parametrize("kind", PARTS)
def test_merged_parts_are_the_whole(
    kind: str, project: Path, wholes: dict[str, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    base = "one" if kind == "one-language" else "three"
    parts = [
        str(built(project, base, f"{kind}-{number}", monkeypatch, **only))
        for number, only in enumerate(PARTS[kind])
    ]
    if base not in wholes:
        wholes[base] = files_of(built(project, base, f"{base}-whole", monkeypatch))
    whole = wholes[base]
    assert all(whole.keys() - files_of(Path(part)).keys() for part in parts)
    target = project / f"{kind}-merged"
    result = CliRunner().invoke(main, ["merge", *reversed(parts), "--into", str(target)])
    assert result.exit_code == 0, result.output
    assert files_of(target) == whole


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_merge(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    read = read_case(case, "expected", "expected/")
    txtar.unpack(read.given, tmp_path)
    monkeypatch.chdir(tmp_path)
    parts = dict.fromkeys(name.partition("/")[0] for name in read.given if name.startswith(("one", "two")))
    result = CliRunner().invoke(main, ["merge", *parts])
    said = {"expected": f"{result.output}exit {result.exit_code}\n"}
    for name, content in sorted(files_of(Path("site")).items()):
        said[f"expected/{name}"] = f"{content.decode().rstrip()}\n"
    read.compare(said, update=update_goldens)
    assert not Path(".site.izeja").exists()


def test_compressed_files_are_compared_by_their_content(tmp_path: Path) -> None:
    parts = [tmp_path / "one", tmp_path / "two"]
    for time, part in enumerate(parts):
        part.mkdir()
        (part / MANIFEST).write_text(Shard({}, {}).as_json(), "utf-8")
        (part / "sitemap.xml.gz").write_bytes(gzip.compress(b"the same", mtime=time))
    assert merge(parts, tmp_path / "site") == 1
    (parts[1] / "sitemap.xml.gz").write_bytes(gzip.compress(b"another", mtime=0))
    with pytest.raises(MergeError, match="differ: build all shards"):
        merge(parts, tmp_path / "site-2")


def shard(folder: Path, manifest: str = Shard({}, {}).as_json()) -> Path:
    folder.mkdir()
    (folder / MANIFEST).write_text(manifest, "utf-8")
    return folder


@pytest.mark.parametrize(
    "manifest", ["[" * 100_000, '{"version":' + '{"a":' * 100_000, "\ufeff", '"\\ud800"']
)
def test_a_manifest_that_breaks_readers_is_unreadable(manifest: str, tmp_path: Path) -> None:
    with pytest.raises(MergeError, match="cannot read"):
        merge([shard(tmp_path / "one", manifest)], tmp_path / "site")


def test_a_device_in_a_shard_is_refused(tmp_path: Path) -> None:
    os.mkfifo(shard(tmp_path / "one") / "pipe.html")
    with pytest.raises(MergeError, match=r"pipe\.html' is no file"):
        merge([tmp_path / "one"], tmp_path / "site")


def test_compressed_files_that_cannot_be_read_differ(tmp_path: Path) -> None:
    parts = [shard(tmp_path / "one"), shard(tmp_path / "two")]
    for content, part in zip((b"no gzip", gzip.compress(b"x" * 99)[:20]), parts, strict=True):
        (part / "sitemap.xml.gz").write_bytes(content)
    with pytest.raises(MergeError, match="differ: build all shards"):
        merge(parts, tmp_path / "site")


def test_a_merge_does_not_write_through_a_link(tmp_path: Path) -> None:
    """The folder for the unfinished site may be a link that somebody has left there."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".site.izeja").symlink_to(tmp_path / "elsewhere")
    (shard(tmp_path / "one") / "index.html").write_text("Home", "utf-8")
    assert merge([tmp_path / "one"], tmp_path / "site") == 1
    assert not [*(tmp_path / "elsewhere").iterdir()]


def test_a_site_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """A page lies below the file of the index."""
    one = shard(tmp_path / "one", Shard({"en": {"": "a/b.html"}}, {"en": "a/b.html/c"}).as_json())
    (one / "a" / "b.html").mkdir(parents=True)
    (one / "a" / "b.html" / "c").write_text("[]", "utf-8")
    two = shard(tmp_path / "two", (one / MANIFEST).read_text("utf-8"))
    (two / "a").mkdir()
    (two / "a" / "b.html").write_text("page", "utf-8")
    with pytest.raises(MergeError, match=r"cannot (?:read|write)"):
        merge([one, two], tmp_path / "site")
    assert {file.name for file in tmp_path.iterdir()} == {"one", "two"}


def test_what_cannot_be_written_is_named(tmp_path: Path) -> None:
    (shard(tmp_path / "one") / "index.html").write_text("Home", "utf-8")
    (tmp_path / "file").touch()
    target = tmp_path / "file" / "site"
    with pytest.raises(MergeError) as error:
        merge([tmp_path / "one"], target)
    assert str(error.value) == f"cannot write '{target}': Not a directory. Choose another folder"


def test_what_cannot_be_read_any_more_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = shard(tmp_path / "one") / "index.html"
    page.write_text("Home", "utf-8")

    def begun(target: Path) -> Replacement:
        page.unlink()
        return Replacement(target)

    monkeypatch.setattr("izeja.site.merge.Replacement", begun)
    with pytest.raises(MergeError) as error:
        merge([tmp_path / "one"], tmp_path / "site")
    assert str(error.value) == f"cannot read '{page}': No such file or directory"


def test_a_manifest_names_its_version() -> None:
    content = Shard(
        {"lv": {"": "index.html", "rēķins/": "rēķins/index.html"}}, {"lv": "meklēt.json"}
    ).as_json()
    assert json.loads(content) == {
        "version": 1,
        "pages": {"lv": {"": "index.html", "rēķins/": "rēķins/index.html"}},
        "search": {"lv": "meklēt.json"},
    }
    assert "ē" in content


def test_the_merged_index_of_many_pages_is_cut_into_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("izeja.site.search.MANY_PAGES", 2)
    fields = {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}}
    pages = {"": "index.html", "a/": "a/index.html", "b/": "b/index.html"}
    manifest = {"version": 1, "pages": {"en": pages}, "search": {"en": "search/en.json"}}
    for part, own in (("one", ["", "a/"]), ("two", ["", "b/"])):
        txtar.unpack(
            {
                f"{part}/izeja-shard.json": json.dumps(manifest),
                f"{part}/search/search_index.json": json.dumps({"config": {"fields": fields}, "docs": []}),
                f"{part}/search/en.json": json.dumps(
                    [{"location": url, "title": f"Page {url}"} for url in own]
                ),
                **{f"{part}/{pages[url]}": "page" for url in own},
            },
            tmp_path,
        )
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["merge", "one", "two", "--into", "site"])
    assert result.exit_code == 0, result.output
    entries = json.loads(Path("site/search/en.json").read_text("utf-8"))
    assert [one["location"] for one in entries] == ["", "a/", "b/"]
    pieces = {file.name: file.read_bytes() for file in Path("site/search/en").iterdir()}
    assert pieces == dict(pieces_of(entries, counting(fields)))
