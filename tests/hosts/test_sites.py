"""Sites of several kinds, built by MkDocs in a process of its own.

A case is a file in tests/hosts/sites: a whole project, and under `expected` what the plugin logs, then the
guides of the site, or the errors.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

import txtar
from conftest import ROOT, build, only_some_quick
from golden import read_case
from izeja.site.completeness import missing
from izeja.site.crawler import crawl
from izeja.site.html_page import read_page
from izeja.site.loaded_files import missing_files
from site_contents import contents_of

FOLDER = Path(__file__).parent / "sites"
CASES = sorted(FOLDER.glob("*.txtar"))
QUICK = [FOLDER / f"{name}.txtar" for name in ("one-language", "broken-tree")]


OTHERS = re.compile(r"INFO    -  (?!izeja:)")


def described(project: Path, returncode: int, said: str) -> str:
    """Describe the outcome of a build."""
    log = [line for line in said.replace(str(project), "PROJECT").splitlines() if not OTHERS.match(line)]
    if returncode:
        return "\n".join([*log, ""])
    return "\n".join([*log, *contents_of(project / "site"), ""])


@pytest.mark.parametrize("case", only_some_quick(CASES, *QUICK), ids=lambda path: path.stem)
def test_site(case: Path, tmp_path: Path, update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    read = read_case(case, "expected")
    txtar.unpack(read.given, tmp_path)
    built = build(tmp_path, "--strict")
    said = described(tmp_path, built.returncode, built.stderr + built.stdout)
    read.compare({"expected": said}, update=update_goldens)


@pytest.mark.slow
@pytest.mark.parametrize("structure", ["folders", "suffixes"])
def test_nothing_in_a_site_mentions_a_language_in_preparation(structure: str, tmp_path: Path) -> None:
    files = txtar.split((FOLDER / f"preparing-{structure}.txtar").read_text("utf-8"))
    txtar.unpack(files, tmp_path)
    assert build(tmp_path, "--strict").returncode == 0
    mentioned = re.compile(r'Deutsch|Willkommen|Mehr|Veel|hreflang="(?:de|et)"|["/](?:de|et)/')
    found = [
        file.relative_to(tmp_path)
        for file in (tmp_path / "site").rglob("*")
        if file.suffix in (".html", ".json", ".xml") and mentioned.search(file.read_text("utf-8"))
    ]
    assert not found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of this project, to break."""
    for name in ("mkdocs.yml", "docs", "hooks", "decision_trees"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.slow
def test_a_problem_leaves_the_last_good_site(project: Path) -> None:
    assert build(project, "--strict").returncode == 0
    before = {file: file.read_bytes() for file in (project / "site").rglob("*") if file.is_file()}
    tree = project / "decision_trees" / "microsoft" / "get-refund.yml"
    tree.write_text(tree.read_text("utf-8").replace("to: subscription", "to: subscriptoin"), "utf-8")
    built = build(project, "--strict")
    assert built.returncode != 0
    assert "there is no node 'subscriptoin' in this tree [unknown-target]" in built.stderr
    assert before == {file: file.read_bytes() for file in (project / "site").rglob("*") if file.is_file()}


def test_the_shipped_site_has_no_fault(site: Path) -> None:
    found = crawl(site)
    assert not found.findings
    assert not list(missing(site, found.pages))
    assert not list(missing_files(site, found.pages))
    assert found.guides


def searched(site: Path) -> list[dict[str, str]]:
    """Return the entries of the search in all languages."""
    return [
        entry
        for language in ("lv", "en")
        for entry in json.loads((site / "search" / f"{language}.json").read_text("utf-8"))
    ]


def test_search_finds_every_step_and_no_button(site: Path) -> None:
    entries = searched(site)
    found = {entry["location"] for entry in entries}
    for file in site.rglob("*.html"):
        page = read_page(file)
        address = file.parent.relative_to(site).as_posix()
        assert {f"{address}/#{node}" for node in page.sections} <= found
    words = re.compile(r"Sākt no jauna|Start over|Visi ceļveži|All guides")
    of_guides = [entry for entry in entries if "/microsoft/" in f"/{entry['location']}"]
    assert not [entry for entry in of_guides if words.search(entry["title"] + entry["text"])]
    assert of_guides


def test_a_step_is_found_with_its_own_text(site: Path) -> None:
    entries = searched(site)
    entry = next(one for one in entries if one["location"] == "en/microsoft/no-cancel-button/#apple")
    assert entry["title"] == "Cancel it in your Apple settings"
    assert "Tap your name" in entry["text"]
    assert "Google" not in entry["text"]


def test_every_guide_names_its_other_languages(site: Path) -> None:
    for file in site.glob("microsoft/*/index.html"):
        guide = file.parent.name
        assert f'href="../../en/microsoft/{guide}/" hreflang="en"' in file.read_text("utf-8")


def test_the_home_pages_offer_every_guide(site: Path) -> None:
    for home in (site, site / "en"):
        html = (home / "index.html").read_text("utf-8")
        for guide in home.glob("microsoft/*/index.html"):
            assert f'href="microsoft/{guide.parent.name}/"' in html
