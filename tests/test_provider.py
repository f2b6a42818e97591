"""The example of a provider uses the whole tree language, and is built and proved like the shipped site."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from conftest import PROVIDER, build
from izeja.cli.main import main
from izeja.language.config import Config, Limits
from izeja.language.entry import Entry

# A list of states says more than this old key, and the other settings are what a library does without.
LEFT_OUT = {"untranslated", "overdue_review", "allow", *Limits.model_fields} | {"entries"}


def subclasses(model: type[Entry]) -> Iterator[type[Entry]]:
    for one in model.__subclasses__():
        yield one
        yield from subclasses(one)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys(item)


@pytest.mark.slow
def test_its_site_has_no_faults(provider_site: Path) -> None:
    result = CliRunner().invoke(main, ["verify", str(provider_site)])
    assert result.exit_code == 0, result.output


@pytest.mark.slow
def test_its_merged_shards_are_the_whole_site(provider_site: Path, tmp_path: Path) -> None:
    project = shutil.copytree(PROVIDER, tmp_path / "provider")
    config = (project / "mkdocs.yml").read_text("utf-8")
    for language in ("en", "lv"):
        option = f"  - izeja: {{only_languages: [{language}]}}\n"
        (project / "mkdocs.yml").write_text(config.replace("  - izeja\n", option), "utf-8")
        made = build(project, "--strict", "--site-dir", str(tmp_path / language))
        assert made.returncode == 0, made.stderr
    shards = [str(tmp_path / "en"), str(tmp_path / "lv")]
    result = CliRunner().invoke(main, ["merge", *shards, "--into", str(tmp_path / "merged")])
    assert result.exit_code == 0, result.output
    assert files_of(tmp_path / "merged") == files_of(provider_site)


def files_of(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.*")}


@pytest.mark.slow
def test_its_site_is_the_same_page_by_page(provider_site: Path, tmp_path: Path) -> None:
    project = shutil.copytree(PROVIDER, tmp_path / "provider")
    config = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(config.replace("  - izeja\n", "  - izeja: {fast: false}\n"), "utf-8")
    made = build(project, "--strict", "--site-dir", str(tmp_path / "site"))
    assert made.returncode == 0, made.stderr
    files, filled = files_of(tmp_path / "site"), files_of(provider_site)
    assert files.keys() == filled.keys()
    assert not [name for name in files if files[name] != filled[name]]


def test_it_uses_every_key_of_the_tree_language() -> None:
    texts = [file.read_text("utf-8") for file in (PROVIDER / "decision_trees").rglob("*.yml")]
    used = {key for text in texts for key in keys(yaml.load(text, yaml.BaseLoader))}  # noqa: S506 - texts only
    models: list[type[Entry]] = [Config, *subclasses(Entry)]
    known = {field.alias or name for model in models for name, field in model.model_fields.items()}
    assert known - used <= LEFT_OUT


@pytest.mark.parametrize(
    "sign",
    ["> [!NOTE]", "> [!TIP]", "> [!IMPORTANT]", "> [!WARNING]", "> [!CAUTION]", "```", "| --- |", "## "],
)
def test_it_uses_every_form_of_text(sign: str) -> None:
    assert any(sign in file.read_text("utf-8") for file in (PROVIDER / "decision_trees").rglob("*.yml"))


@pytest.mark.slow
def test_every_branch_in_every_language_ends() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "decision_trees"]
    run = subprocess.run(command, cwd=PROVIDER, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert run.returncode == 0, run.stdout
    assert " failed" not in run.stdout
