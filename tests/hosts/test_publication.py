"""The site that is served is whole at every moment: builds that fail, are killed, or run at the same time."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import txtar
from conftest import build
from hosts.killed_builds import digest, write_version

CASE = Path(__file__).parent / "sites" / "one-language.txtar"
KILLS = 16


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project, in a folder whose name is not a plain word."""
    folder = tmp_path / "māja un dārzs"
    txtar.unpack(txtar.split(CASE.read_text("utf-8")), folder)
    return folder


@pytest.fixture
def built(project: Path) -> Path:
    """The same, with its site."""
    assert build(project, "--strict").returncode == 0
    return project


def leftovers(project: Path) -> list[str]:
    return [one.name for one in project.iterdir() if one.name.startswith(".site")]


def build_limited(project: Path, limit: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    """Build a site as a user whom the modes of files bind, which they do not bind root."""
    bound = ["setpriv", "--bounding-set=-dac_override"] if os.getuid() == 0 else []
    return subprocess.run(  # noqa: S603 - our own command
        [*bound, sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_a_killed_build_leaves_the_old_site_or_the_new_one(project: Path) -> None:
    run = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(Path(__file__).with_name("killed_builds.py")), str(project), str(KILLS)],
        capture_output=True,
        text=True,
        check=True,
        # A process that outlived its build would keep its output open.
        timeout=600,
    )
    found = Counter(run.stdout.split("\n"))
    assert found["old"] + found["new"] == KILLS, run.stdout
    assert found["new"] > 0
    assert found["looked: old, new"] == 1, run.stdout
    # What the last one left is deleted, by its successor or by itself.
    build(project, "--strict")
    assert not leftovers(project)


def test_a_build_that_stops_leaves_the_old_site(built: Path) -> None:
    before = digest(built / "site")
    # MkDocs notices it after it has written everything.
    (built / "docs" / "more.md").write_text("[nowhere](nowhere.md)\n", "utf-8")
    stopped = build(built, "--strict")
    assert "Aborted with 1 warnings in strict mode!" in stopped.stdout + stopped.stderr
    assert digest(built / "site") == before
    assert not leftovers(built)


@pytest.mark.slow
def test_two_builds_at_once(built: Path) -> None:
    write_version(built, 2)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    both = [
        subprocess.Popen(command, cwd=built, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own command
        for _ in range(2)
    ]
    said = [one.communicate()[1] for one in both]
    codes = [one.returncode for one in both]
    # They may just miss each other; see `test_replacement.py` for two that do not.
    assert codes in ([0, 0], [0, 1], [1, 0])
    for code, text in zip(codes, said, strict=True):
        assert code == 0 or "is being written by another process (mkdocs build --strict, process " in text
    after = digest(built / "site")
    build(built, "--strict")
    assert digest(built / "site") == after
    assert not leftovers(built)


@pytest.mark.slow
def test_a_file_that_cannot_be_written(built: Path) -> None:
    before = digest(built / "site")
    write_version(built, 2)

    def limit() -> None:
        # As on a full disk, the system refuses to write: here, more than so many bytes to one file.
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    stopped = build_limited(built, limit)
    assert stopped.returncode == 1
    assert "Traceback" not in stopped.stderr
    assert "Build stopped: File too large" in stopped.stderr
    assert "Your existing site is unchanged." in stopped.stderr
    assert digest(built / "site") == before
    assert not leftovers(built)


@pytest.mark.slow
def test_folders_that_nobody_may_write_to(built: Path) -> None:
    before = digest(built / "site")
    write_version(built, 2)
    site = built / "site"
    site.chmod(0o555)
    built.chmod(0o555)
    stopped = build_limited(built)
    assert "Traceback" not in stopped.stderr
    assert f"cannot write '{site}': Permission denied. Check who may write there" in stopped.stderr
    assert digest(site) == before
    # Where only the site may be written to, it is not replaced but filled, as without the plugin.
    site.chmod(0o755)
    filled = build_limited(built)
    built.chmod(0o755)
    assert filled.returncode == 0, filled.stderr
    assert "is not whole until the build ends: it cannot be replaced (Permission denied)" in filled.stderr
    assert digest(site) != before


@pytest.mark.slow
def test_a_link_stays_a_link(built: Path) -> None:
    (built / "site").rename(built / "elsewhere")
    (built / "site").symlink_to("elsewhere")
    write_version(built, 2)
    assert build(built, "--strict").returncode == 0
    assert (built / "site").is_symlink()
    assert "Version 2" in (built / "elsewhere" / "index.html").read_text("utf-8")


@pytest.mark.slow
def test_hidden_files_and_the_mode_stay(built: Path) -> None:
    site = built / "site"
    (site / ".git" / "objects").mkdir(parents=True)
    (site / ".git" / "HEAD").write_text("main", "utf-8")
    (site / ".nojekyll").touch()
    site.chmod(0o750)
    assert build(built, "--strict").returncode == 0
    assert (site / ".git" / "HEAD").read_text("utf-8") == "main"
    assert (site / ".git" / "objects").is_dir()
    assert (site / ".nojekyll").exists()
    assert site.stat().st_mode & 0o777 == 0o750
