"""MkDocs with the theme `izeja`: the same files as those of `izeja build`, to the last byte."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import txtar
from conftest import ROOT, build
from izeja.cli.main import main

SITES = Path(__file__).parent / "sites"
THEME = re.compile(r"name: material\b")
OF_ONE_HOST = ("sitemap.xml", "sitemap.xml.gz")
"""MkDocs writes a sitemap without pages where a site does not know its address; ours writes none."""
NEEDED = """\
mkdocs.yml has the theme 'izeja' without the plugin 'izeja', which makes its pages: write

plugins:
  - search
  - izeja
"""
WRONG = "add 'izeja' to the plugins in mkdocs.yml: this theme shows its pages"


def with_theme(project: Path) -> None:
    """Leave Material in one line."""
    settings = project / "mkdocs.yml"
    text, changed = THEME.subn("name: izeja", settings.read_text("utf-8"))
    assert changed == 1
    settings.write_text(text, "utf-8")


def files_of(site: Path) -> dict[str, bytes]:
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in site.rglob("*")
        if file.is_file() and file.name not in OF_ONE_HOST
    }


def by_both(project: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    built = build(project, "--strict")
    assert not built.returncode, built.stderr
    assert "WARNING" not in built.stderr
    plain = project / "plain"
    ran = CliRunner().invoke(main, ["build", str(project), "--site-dir", str(plain)], catch_exceptions=False)
    assert "Built " in ran.output
    return files_of(project / "site"), files_of(plain)


def test_the_shipped_site_leaves_material_in_one_line(tmp_path: Path) -> None:
    for name in ("mkdocs.yml", "docs", "hooks", "decision_trees"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    settings = tmp_path / "mkdocs.yml"
    offline = settings.read_text("utf-8").replace("\n  izeja:", "\n  izeja:\n    offline: true", 1)
    settings.write_text(offline, "utf-8")
    with_theme(tmp_path)
    by_mkdocs, by_us = by_both(tmp_path)
    assert by_mkdocs == by_us
    assert "en/service-worker.js" in by_us
    verified = CliRunner().invoke(main, ["verify", str(tmp_path / "site")])
    assert verified.exit_code == 0, verified.output


@pytest.mark.slow
@pytest.mark.parametrize(("name", "plugin"), [("embedded", None), ("suffixes", "izeja: {fast: false}")])
def test_sites_are_the_same_as_those_of_izeja_build(name: str, plugin: str | None, tmp_path: Path) -> None:
    files = txtar.split((SITES / f"{name}.txtar").read_text("utf-8"))
    if plugin:
        files["mkdocs.yml"] = files["mkdocs.yml"].replace("- izeja\n", f"- {plugin}\n")
    txtar.unpack({path: text for path, text in files.items() if path != "expected"}, tmp_path)
    with_theme(tmp_path)
    by_mkdocs, by_us = by_both(tmp_path)
    assert by_mkdocs == by_us


def test_a_long_menu_is_the_same_in_both_hosts(tmp_path: Path) -> None:
    files = txtar.split((SITES / "one-language.txtar").read_text("utf-8"))
    parts = "".join(f"  - Part {part}: [p{part}/a.md, Deeper: [p{part}/b.md]]\n" for part in range(4))
    files["mkdocs.yml"] = f"site_name: Help\ntheme: {{name: izeja}}\nplugins: [search, izeja]\nnav:\n{parts}"
    files |= {f"docs/p{part}/{name}.md": f"# {name} {part}\n" for part in range(4) for name in "ab"}
    txtar.unpack({path: text for path, text in files.items() if path != "expected"}, tmp_path)
    by_mkdocs, by_us = by_both(tmp_path)
    assert by_mkdocs == by_us
    page = by_us["p1/b/index.html"].decode()
    assert page.count('<nav class="site-menu"') == 3
    assert page.count('aria-current="true"') == 2


def test_a_blog_of_material_needs_its_theme(tmp_path: Path) -> None:
    files = txtar.split((SITES / "one-language.txtar").read_text("utf-8"))
    files["mkdocs.yml"] = "site_name: Help\ntheme: {name: izeja}\nplugins: [search, material/blog, izeja]\n"
    txtar.unpack({path: text for path, text in files.items() if path != "expected"}, tmp_path)
    built = build(tmp_path)
    assert built.returncode
    assert "the plugin 'material/blog' needs templates of Material: delete it" in built.stderr
    assert "Traceback" not in built.stderr


def test_the_theme_says_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").touch()
    (tmp_path / "docs" / "index.md").write_text("# Home\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Test\ntheme: izeja\n", "utf-8")
    built = build(tmp_path)
    assert built.returncode
    assert built.stderr.endswith(NEEDED)
    assert "Traceback" not in built.stderr
    assert (tmp_path / "site" / "index.html").exists()


def test_the_theme_says_what_it_needs_also_without_a_search(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Test\ntheme: izeja\nplugins: []\n", "utf-8")
    built = build(tmp_path)
    assert built.returncode
    assert WRONG in built.stderr.splitlines()[-1]
