"""A site that was built in parts and merged is the site that one build makes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import txtar
from conftest import build
from izeja.cli.main import main

SITE = txtar.split((Path(__file__).parent.parent / "hosts" / "sameness" / "site.txtar").read_text("utf-8"))
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
    files.pop("sitemap.xml.gz")
    return files


def built(project: Path, base: str, name: str, monkeypatch: pytest.MonkeyPatch, **only: str) -> Path:
    settings = project / f"settings-{base}.yml"
    settings.write_text(SETTINGS.format(base=f"mkdocs-{base}.yml"), "utf-8")
    for variable in ("ONLY", "LANGUAGES"):
        monkeypatch.setenv(variable, only.get(variable, ""))
    made = build(project, "-f", settings.name, "--quiet", "--site-dir", str(project / name))
    assert made.returncode == 0, made.stderr
    return project / name


@pytest.mark.parametrize(
    "kind",
    [
        "one-language",
        *(pytest.param(kind, marks=pytest.mark.slow) for kind in PARTS if kind != "one-language"),
    ],
)
def test_merged_parts_are_the_whole(kind: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = "one" if kind == "one-language" else "three"
    parts = [
        str(built(project, base, f"{kind}-{number}", monkeypatch, **only))
        for number, only in enumerate(PARTS[kind])
    ]
    whole = files_of(built(project, base, f"{kind}-whole", monkeypatch))
    assert all(whole.keys() - files_of(Path(part)).keys() for part in parts)
    target = project / f"{kind}-merged"
    result = CliRunner().invoke(main, ["merge", *reversed(parts), "--into", str(target)])
    assert result.exit_code == 0, result.output
    assert files_of(target) == whole
    for given, said in (
        ([*parts, "--into", str(target)], "is not empty"),
        ([parts[0], "--into", f"{target}-2"], "in none of the parts"),
        ([str(project / f"{kind}-whole"), "--into", f"{target}-2"], "is no part of a site"),
    ):
        refused = CliRunner().invoke(main, ["merge", *given])
        assert refused.exit_code == 2
        assert said in refused.output
        assert not Path(f"{target}-2").exists()
    page = next(Path(parts[0]).rglob("404.html"))
    page.write_text(page.read_text("utf-8") + "<!-- changed -->", "utf-8")
    refused = CliRunner().invoke(main, ["merge", *parts, "--into", f"{target}-2"])
    assert refused.exit_code == 2
    assert "differ: build all parts" in refused.output
