"""Filled guides equal those that MkDocs would have built: every file of a site, byte for byte.

The site and its cases are in tests/hosts/sameness.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

import txtar
from conftest import build

SITE = txtar.split((Path(__file__).parent / "sameness" / "site.txtar").read_text("utf-8"))
SAID = dict(line.split(": ", 1) for line in SITE["said"].splitlines())
CASES = sorted(name[len("mkdocs-") : -len(".yml")] for name in SITE if name.startswith("mkdocs-"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sameness")
    txtar.unpack(SITE, folder)
    for library in ("decision_trees", "trees-three"):
        shutil.copytree(folder / "shared", folder / library, dirs_exist_ok=True)
    return folder


def built(
    project: Path, case: str, *, fast: bool, monkeypatch: pytest.MonkeyPatch
) -> tuple[dict[str, bytes], str]:
    """Return every file of a site, and the output of its build."""
    monkeypatch.setenv("FAST", str(fast).lower())
    site = project / f"{case}-{'fast' if fast else 'slow'}"
    made = build(project, "--config-file", f"mkdocs-{case}.yml", "--site-dir", str(site))
    assert made.returncode == 0, made.stderr
    files = {os.path.relpath(file, site): file.read_bytes() for file in site.rglob("*") if file.is_file()}
    # It holds the time at which it was made.
    files.pop("sitemap.xml.gz")
    return files, made.stderr


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_each_file_is_the_same(case: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, said_of_slow = built(project, case, fast=False, monkeypatch=monkeypatch)
    fast, said = built(project, case, fast=True, monkeypatch=monkeypatch)
    assert fast.keys() == slow.keys()
    assert not [file for file in slow if slow[file] != fast[file]]
    assert len([file for file in slow if b"<guided-help" in slow[file]]) > 5
    reasons = [line for line in said.splitlines() if "page by page" in line]
    if case in SAID:
        assert len(reasons) == 1
        assert SAID[case] in reasons[0]
    else:
        assert not reasons
    assert "page by page" not in said_of_slow


@pytest.mark.slow
def test_titles_are_text_and_no_html(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, _ = built(project, "three", fast=True, monkeypatch=monkeypatch)
    page = files["phones/battery/index.html"].decode()
    assert "<charger>" not in page
    assert '<title>Battery &amp; &lt;charger&gt; of a "phone"' in page
    assert 'content="What&#x27;s to be done; &quot;quoted&quot; &amp; &lt;marked&gt;."' in page


@pytest.mark.slow
def test_what_is_not_found_leads_to_the_home_pages(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, _ = built(project, "three", fast=True, monkeypatch=monkeypatch)
    links = re.findall(r'<a href="([^"]*)" hreflang', files["404.html"].decode())
    assert links == ["/help/", "/help/lv/", "/help/ar/"]
