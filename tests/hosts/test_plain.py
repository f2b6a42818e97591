"""Sites without MkDocs: the same guides at the same addresses, and what is wrong in words."""

from __future__ import annotations

import gc
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

import txtar
from conftest import PROVIDER, ROOT
from first_view import weight_of
from izeja.cli.main import main
from izeja.site.manifest import SITE_MANIFEST
from site_contents import contents_of

FOLDER = Path(__file__).parent
SITES = {case.stem: txtar.split(case.read_text("utf-8")) for case in (FOLDER / "sites").glob("*.txtar")}
ELSEWHERE = {
    "not-in-the-library": "a language that the library lacks is refused",
    "several-languages-and-none": "without a language in mkdocs.yml, the site has those of the library",
}
"""Where this host builds another site than MkDocs, with the reason."""
MOST_AT_FIRST = 14 * 1024
"""What a new connection carries in its first round trip; see `docs/decisions/0074`."""
NO_WAY = re.compile("no page in .*")
LOGGED = ("INFO ", "WARNING ", "Aborted")
USAGE = "Usage: main build [OPTIONS] [FOLDER]\nTry 'main build --help' for help.\n\n"


def built_by_mkdocs(name: str) -> list[str]:
    """Return what MkDocs puts into a site: what is expected, without its log; nothing if it failed."""
    expected = SITES[name]["expected"]
    lines = [line for line in expected.splitlines() if line and not line.startswith(LOGGED)]
    return [] if "ERROR " in expected or "Aborted" in expected else lines


SAME = sorted(name for name in SITES if name not in ELSEWHERE and built_by_mkdocs(name))


def build(project: Path, *options: str) -> str:
    """Build the site of a project, and return what is said."""
    ran = CliRunner().invoke(main, ["build", str(project), "--no-color", *options], catch_exceptions=False)
    return ran.output.removeprefix(USAGE).replace(str(project), "PROJECT")


def html_files(site: Path) -> set[str]:
    return {file.relative_to(site).as_posix() for file in site.rglob("*.html")}


def listed(site: Path) -> dict[str, object]:
    """Return what the site lists for `izeja verify`, but for the files of its theme."""
    data: dict[str, object] = json.loads((site / SITE_MANIFEST).read_text("utf-8"))
    files = data.pop("files")
    assert isinstance(files, list)
    assert all((site / file).stat().st_size for file in files)
    return data


def urls(site: Path) -> set[str]:
    """Return the addresses that the sitemap lists."""
    file = site / "sitemap.xml"
    found = etree.parse(file).findall(".//{*}loc") if file.exists() else []
    return {str(one.text) for one in found}


@pytest.mark.parametrize("name", SAME)
def test_guides_are_where_mkdocs_puts_them(name: str, tmp_path: Path) -> None:
    txtar.unpack({path: text for path, text in SITES[name].items() if path != "expected"}, tmp_path)
    said = build(tmp_path)
    assert "Built " in said
    assert "leads to a guide" not in said
    assert contents_of(tmp_path / "site") == built_by_mkdocs(name)


@pytest.mark.parametrize(
    "name", sorted(name for name, site in SITES.items() if NO_WAY.search(site["expected"]))
)
def test_a_site_without_a_way_to_guides_is_told_what_mkdocs_is_told(name: str, tmp_path: Path) -> None:
    txtar.unpack({path: text for path, text in SITES[name].items() if path != "expected"}, tmp_path)
    said = build(tmp_path)
    assert NO_WAY.findall(said) == [f"{one}." for one in NO_WAY.findall(SITES[name]["expected"])]
    assert "Built " in said


@pytest.mark.slow
@pytest.mark.parametrize("project", [ROOT, PROVIDER], ids=["shipped", "provider"])
def test_whole_sites_have_the_same_pages_as_with_mkdocs(
    project: Path, site: Path, provider_site: Path, tmp_path: Path
) -> None:
    built = tmp_path / "site"
    assert "Built " in build(project, "--site-dir", str(built))
    by_mkdocs = site if project == ROOT else provider_site
    assert html_files(built) == html_files(by_mkdocs)
    assert contents_of(built) == contents_of(by_mkdocs)
    assert listed(built) == listed(by_mkdocs)
    if project == PROVIDER:  # the shipped site does not know its address
        assert urls(built) == urls(by_mkdocs)


@pytest.mark.parametrize("case", sorted((FOLDER / "plain").glob("*.txtar")), ids=lambda path: path.stem)
def test_what_a_build_says(case: Path, tmp_path: Path, update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    """A case is a project, and under `expected` what the build says."""
    text = case.read_text("utf-8")
    files = txtar.split(text)
    expected = files.pop("expected", "")
    txtar.unpack(files, tmp_path)
    said = build(tmp_path)
    if update_goldens and said != expected:
        case.write_text(txtar.join({**files, "expected": said}, text[: text.index("-- ")]), "utf-8")
    assert said == expected


def test_a_build_leaves_nothing_to_the_collector(tmp_path: Path) -> None:
    """Before the program ends, it would go through all that is left of a site: a tenth of a large build."""
    txtar.unpack({path: text for path, text in SITES[SAME[0]].items() if path != "expected"}, tmp_path)
    gc.unfreeze()
    try:
        assert "Built " in build(tmp_path)
        assert gc.get_freeze_count()
        assert gc.isenabled()
    finally:
        gc.unfreeze()


def test_no_file_of_a_theme_can_be_lost_unseen(tmp_path: Path) -> None:
    files = txtar.split((FOLDER / "sites" / "one-language.txtar").read_text("utf-8"))
    files["mkdocs.yml"] = "site_name: Help\nplugins: [izeja: {offline: true, analytics: true}]\n"
    txtar.unpack({path: text for path, text in files.items() if path != "expected"}, tmp_path)
    assert "Built " in build(tmp_path)
    site = tmp_path / "site"

    def verified() -> int:
        return CliRunner().invoke(main, ["verify", str(site)], catch_exceptions=False).exit_code

    assert verified() == 0
    theirs = [site / "service-worker.js", *(site / "assets" / "izeja").rglob("*.*")]
    assert {"service-worker.js", "izeja.js", "site.css", "later.css"} <= {file.name for file in theirs}
    for file in theirs:
        content = file.read_bytes()
        file.write_bytes(b"")
        assert verified() == 1, file
        file.unlink()
        assert verified() == 1, file
        file.write_bytes(content)


def test_every_first_view_comes_in_one_round_trip(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(ROOT, "--site-dir", str(site))
    found = {page.parent.relative_to(site).as_posix(): weight_of(page) for page in site.rglob("index.html")}
    over = {name: sum(files.values()) - MOST_AT_FIRST for name, files in found.items()}
    too_heavy = {
        name: f"{bytes_over} bytes over: {found[name]}" for name, bytes_over in over.items() if bytes_over > 0
    }
    assert found
    assert too_heavy == {}
