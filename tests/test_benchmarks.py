"""What `make bench` relies on: peers have the same content, and results are reported as measured."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from articles import article, headings
from conftest import ROOT
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from libraries import Size, write_library
from parts import measure
from peers import WRITERS, FromFile
from previews import shown_at
from processes import FailedError, _shares, apart, run
from projects import Project, files_of
from results import Goal, Part, as_page, part_as_text

GOLDEN = ROOT / "tests" / "benchmarks"

FACTS = {"date": "2026-11-23", "Hugo": "not installed"}
PARTS = [
    Part(
        title="Clean build",
        how="Whole processes.",
        head=("", "median, s", "min-max, s"),
        rows=[("Izeja", "2.10", "2.00-2.30"), ("Eleventy", "12.00", "11.00-13.00")],
        goals=[
            Goal("ours / Eleventy at most 1.0", 0.175, most=1.0),
            Goal("page by page / ours at least 8", 7.5, least=8),
        ],
    ),
    Part("Not measured: shards", "the plugin has no option 'only' yet"),
]


@pytest.fixture
def half_a_page() -> Iterator[str]:
    """Serve a page that ends before its end, as some do while they write it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write("half a p\u0101".encode()[:-1])

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_half_a_page_is_none_yet(half_a_page: str) -> None:
    assert not shown_at(half_a_page)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    folder = tmp_path_factory.mktemp("made") / "library"
    write_library(folder, Size(trees=3, nodes=8))
    return compile_library(folder)


@pytest.mark.parametrize("name", WRITERS)
def test_peers_have_each_heading_in_each_language(name: str, made: Compiled, tmp_path: Path) -> None:
    project = WRITERS[name](tmp_path / name, name, made)
    pages = {file: file.read_text("utf-8") for file in project.files if file.suffix == ".md"}
    for language, library in made.languages.items():
        for tree_id in made.graph.guides:
            page = next(
                text
                for file, text in pages.items()
                if file.as_posix().endswith(f"/{tree_id}.md") and f"# {library.trees[tree_id].title}" in text
            )
            wanted = list(headings(library, made.graph, tree_id))
            assert re.findall(r"^## (.+) \{#", page, re.MULTILINE) == wanted, (language, tree_id)
    for tree_id in made.graph.guides:
        assert (project.folder / project.sources.format(tree=tree_id)) in pages


def test_an_article_has_nothing_left_of_our_own_format(compiled: Compiled) -> None:
    for library in compiled.languages.values():
        for tree_id in library.guides:
            text = article(library, compiled.graph, tree_id, FromFile(tree_id))
            assert not re.findall(r"\{[\w-]+\}|\]\([^)]*\.yml|contact:|\(None\)", text)


@pytest.mark.parametrize("name", ["RESULTS.md", "results.txt"])
def test_results_are_told_as_they_are(name: str, update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    if name == "RESULTS.md":
        told = as_page("make bench", FACTS, ["Hugo is left out."], PARTS)
    else:
        told = "\n".join(map(part_as_text, PARTS)) + "\n"
    if update_goldens:
        (GOLDEN / name).write_text(told, "utf-8")
    assert told == (GOLDEN / name).read_text("utf-8")


def test_a_run_keeps_each_part_as_soon_as_it_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    pages: list[str] = []

    def keep(parts: Sequence[Part], missing: Sequence[str]) -> None:
        pages.append(as_page("make bench", FACTS, [], parts, missing))

    def failing() -> Iterator[Part]:
        yield PARTS[0]
        raise FailedError("no way")

    measures = {"clean": lambda: PARTS[:1], "growth": failing, "shards": lambda: PARTS[1:]}
    assert not measure(measures, (), keep)
    first, second, third = pages
    assert "The run did not get to: growth, shards." in first
    assert first.count("## Clean build") == 1
    assert second.count("## Clean build") == 2
    assert "## Not measured: growth\n\nno way" in second
    assert "did not get to" not in third
    assert "## Not measured: shards" in third
    said = capsys.readouterr()
    assert "Not measured: growth\n\n  no way" in said.out
    assert "Measuring: growth, 2 of 3" in said.err


def test_a_run_measures_only_what_is_asked_for() -> None:
    kept: list[str] = []
    measures = {part.title: lambda part=part: [part] for part in PARTS}
    assert measure(measures, [PARTS[1].title], lambda parts, _: kept.extend(one.title for one in parts))
    assert kept == [PARTS[1].title]


def test_a_clean_project_is_what_was_written_at_first(tmp_path: Path) -> None:
    (tmp_path / "trees").mkdir()
    (tmp_path / "trees" / "a.yml").touch()
    project = Project("ours", tmp_path, (), (), "", files_of(tmp_path))
    for made in ("site/index.html", "trees/.cache/a", ".cache/b"):
        (tmp_path / made).parent.mkdir(parents=True)
        (tmp_path / made).touch()
    project.clean()
    assert files_of(tmp_path) == {tmp_path / "trees" / "a.yml"}


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux reports it")
def test_memory_of_all_processes_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    looks = iter(range(500))

    def look(pid: int) -> list[float]:
        found = list(_shares(pid))
        # Both processes hold their memory until it has been seen, or has not been after a long while.
        if gate.exists() and (sum(found) > 75 or next(looks, None) is None):
            gate.write_text("go on", "ascii")
            gate.unlink()
        return found

    monkeypatch.setattr("processes._shares", look)
    held = "import os\nother = os.fork()\ndata = bytearray(40_000_000)\n"
    program = f"{held}os.wait() if other else open('gate').read()"
    took = run([sys.executable, "-c", program], tmp_path, watch=True)
    assert took.peak > 75


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="ended with 3:\nno way"):
        run([sys.executable, "-c", "print('no way'); raise SystemExit(3)"], tmp_path)


def test_work_apart_has_its_result() -> None:
    assert apart(sorted, "ba") == ["a", "b"]
