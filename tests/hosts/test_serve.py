"""The live preview shows each edit of a tree."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import ROOT

PATIENCE = 60.0


class Preview:
    def __init__(self, project: Path, log: Path, port: int, *, is_fast: bool) -> None:
        self.is_fast = is_fast
        self.tree = project / "decision_trees" / "microsoft" / "get-refund.yml"
        self._log = log
        self._address = f"http://127.0.0.1:{port}/en/microsoft/get-refund/"

    def said(self) -> str:
        return self._log.read_text("utf-8")

    def shown(self) -> str:
        try:
            with urllib.request.urlopen(self._address, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
                return str(answer.read().decode())
        except urllib.error.URLError:
            return ""

    def edit(self, before: str, after: str) -> None:
        text = self.tree.read_text("utf-8")
        assert before in text
        self.tree.write_text(text.replace(before, after), "utf-8")


def wait_for(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


@pytest.fixture(params=[True, False], ids=["from skeletons", "page by page"])
def preview(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Preview]:
    for name in ("mkdocs.yml", "docs", "hooks", "decision_trees"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    config = tmp_path / "mkdocs.yml"
    before, extra, after = config.read_text("utf-8").partition("\nextra:\n")
    assert extra
    fast = f"  izeja: {{fast: {str(request.param).lower()}}}\n"
    config.write_text(f"{before}{extra}{fast}{after}", "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "log"
    with log.open("w") as out:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=tmp_path,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            yield Preview(tmp_path, log, port, is_fast=request.param)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def test_shows_an_edit_and_survives_a_mistake(preview: Preview) -> None:
    assert wait_for(lambda: "What would you like a refund for?" in preview.shown()), preview.said()
    preview.edit("to: something-else", "to: something-els")
    assert wait_for(lambda: "there is no node 'something-els'" in preview.said()), preview.said()
    assert wait_for(lambda: "The preview still shows the last guides without errors." in preview.said())
    assert "What would you like a refund for?" in preview.shown()
    preview.edit("to: something-els", "to: something-else")
    preview.edit("review_every: 180 days", "review_every: 90 days")
    preview.edit("reviewed: 2026-11-22", "reviewed: 2026-11-21")
    assert wait_for(lambda: "2026-11-21" in preview.shown()), preview.said()
    updated = re.search(r"izeja: Updated \d+ guides?: .*microsoft/get-refund", preview.said())
    assert bool(updated) is preview.is_fast, preview.said()
