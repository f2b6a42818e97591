"""Several processes write the same pages as one."""

from __future__ import annotations

import json
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest

from izeja.page.addresses import BareAddresses
from izeja.page.render import Fragment, guide_head, render_guide
from izeja.page.search import also_called, entries_of, guide_as_published
from izeja.running import processes
from izeja.site.skeleton import Skeleton, placeholders
from izeja.site.writer import Destination, GuideWriter, Layout, PageGroup, ParallelWriter

if TYPE_CHECKING:
    from pathlib import Path

    from izeja.compiler.compiled import Compiled

GROUP = PageGroup("", 2)
MARKS = placeholders(2)
ADDRESS = f"{'/'.join(MARKS.path)}#{MARKS.start}"
PAGE = f"<title>{MARKS.title}</title><i>{MARKS.description}</i>{ADDRESS} {MARKS.content}"
LANGUAGES = ("en", "lv")
Guides = dict[str, list[str]]


@pytest.fixture
def guides(compiled: Compiled) -> Guides:
    return {language: list(compiled.graph.guides) for language in LANGUAGES}


def writers_of(compiled: Compiled, folder: Path, *, is_published: bool = True) -> dict[str, GuideWriter]:
    writers = {}
    for language in LANGUAGES:
        library = compiled.languages[language]
        heads = {one: guide_head(library, one) for one in compiled.graph.guides}
        writers[language] = GuideWriter(
            lambda heads=heads: heads,  # type: ignore[misc]  # mypy infers no type of a default
            partial(rendered, compiled, language),
            str.upper,
            partial(also_called, library),
        )
        destinations = {
            one: Destination(str(folder / language / one / "index.html"), f"{language}/{one}/", GROUP)
            for one in compiled.graph.guides
        }
        writers[language].layout = Layout({GROUP: Skeleton(PAGE, MARKS.flat())}, destinations, is_published)
    return writers


def rendered(compiled: Compiled, language: str, tree_id: str) -> Fragment:
    return render_guide(compiled.languages[language], compiled.graph, tree_id, BareAddresses())


@pytest.fixture(params=["fork", None])
def method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str | None:
    """How workers are started, of which there is one if there are any."""
    found: str | None = request.param
    monkeypatch.setattr(processes, "_start_method", lambda: found)
    monkeypatch.setattr(processes, "_worth_starting", lambda *_, **__: int(found is not None))
    return found


@pytest.mark.parametrize("order", [LANGUAGES, LANGUAGES[::-1]])
@pytest.mark.usefixtures("method")
def test_every_page_is_written(
    order: tuple[str, ...], compiled: Compiled, guides: Guides, tmp_path: Path
) -> None:
    writers = writers_of(compiled, tmp_path)
    writer = ParallelWriter(writers, guides)
    for language in LANGUAGES:
        writer.queue(language)
    found = {language: writer.written(language) for language in order}
    for language, one in writers.items():
        assert list(found[language]) == guides[language]
        for tree_id in guides[language]:
            fragment = one.render(tree_id)
            url, words = f"{language}/{tree_id}/", one.also_called(tree_id)
            assert found[language][tree_id] == guide_as_published(one.heads[tree_id], fragment, url, words)
            page = (tmp_path / language / tree_id / "index.html").read_text("utf-8")
            head = one.heads[tree_id]
            assert page == one.page(tree_id, fragment)
            assert page == (
                f"<title>{head.title}</title><i>{head.description}</i>{tree_id}"
                f"#{fragment.guide.sections[0].id} {fragment.html.upper()}"
            )


@pytest.mark.usefixtures("method")
def test_an_index_that_is_not_divided_gets_entries(
    compiled: Compiled, guides: Guides, tmp_path: Path
) -> None:
    writers = writers_of(compiled, tmp_path, is_published=False)
    writer = ParallelWriter(writers, guides)
    for language in LANGUAGES:
        writer.queue(language)
        for tree_id, found in writer.written(language).items():
            entries = writers[language].entries(tree_id, rendered(compiled, language, tree_id))
            assert json.loads(found) == entries
            assert entries[0]["location"] == f"{language}/{tree_id}/"


@pytest.mark.usefixtures("method")
def test_a_guide_without_a_destination_is_not_written(
    compiled: Compiled, guides: Guides, tmp_path: Path
) -> None:
    writers = writers_of(compiled, tmp_path)
    first, *others = guides["en"]
    layout = writers["en"].layout
    writers["en"].layout = layout._replace(
        destinations={one: place for one, place in layout.destinations.items() if one != first}
    )
    writer = ParallelWriter(writers, {"en": guides["en"]})
    writer.queue("en")
    assert list(writer.written("en")) == others
    assert not (tmp_path / "en" / first).exists()


@pytest.mark.usefixtures("method")
def test_a_language_in_the_queue_is_written_when_the_others_are_stopped(
    compiled: Compiled, guides: Guides, tmp_path: Path
) -> None:
    writer = ParallelWriter(writers_of(compiled, tmp_path), guides)
    writer.queue("en")
    writer.stop()
    assert list(writer.written("en")) == guides["en"]
    assert not (tmp_path / "lv").exists()


def test_a_writer_that_is_stopped_cancelled_or_finished_leaves_no_thread(
    method: str | None, compiled: Compiled, guides: Guides, tmp_path: Path
) -> None:
    before = threading.active_count()
    stopped = ParallelWriter(writers_of(compiled, tmp_path), guides)
    assert (threading.active_count() > before) == (method is not None)
    stopped.stop()
    cancelled = ParallelWriter(writers_of(compiled, tmp_path), guides)
    cancelled.queue("en")
    cancelled.cancel()
    finished = ParallelWriter(writers_of(compiled, tmp_path), {"en": guides["en"]})
    finished.queue("en")
    finished.written("en")
    assert threading.active_count() == before


def test_a_layout_is_cut_to_some_guides(compiled: Compiled, tmp_path: Path) -> None:
    whole = writers_of(compiled, tmp_path)["en"].layout
    whole = whole._replace(pages={**whole.pages, PageGroup("other", 1): Skeleton("", ("x",))})
    first = next(iter(whole.destinations))
    some = whole.only([first, "not-there"])
    assert some.destinations == {first: whole.destinations[first]}
    assert some.pages == {GROUP: whole.pages[GROUP]}
    assert some.is_published
    assert whole.only(["not-there"]) == Layout({}, {}, is_published=True)


def test_a_guide_that_was_rendered_ahead_is_not_rendered_again(compiled: Compiled, tmp_path: Path) -> None:
    writer = writers_of(compiled, tmp_path)["en"]
    first = next(iter(compiled.graph.guides))
    writer.rendered[first] = rendered(compiled, "lv", first)
    written = writer.write(first)
    assert not writer.rendered
    assert written != writer.write(first)


@pytest.mark.parametrize("existing", ["", "site", "site/en/get-refund"])
@pytest.mark.parametrize("is_published", [True, False])
def test_one_guide_is_written_here(
    existing: str, *, is_published: bool, compiled: Compiled, tmp_path: Path
) -> None:
    tree_id, url = "microsoft/get-refund", "en/get-refund/"
    group, marks = PageGroup("microsoft", 1), placeholders(1)
    text = f"{marks.description}|{marks.title}|{marks.path[0]}#{marks.start}|{marks.content}"
    file = tmp_path / "site/en/get-refund/index.html"
    (tmp_path / existing).mkdir(parents=True, exist_ok=True)
    writer = writers_of(compiled, tmp_path)["en"]
    destinations = {tree_id: Destination(str(file), url, group)}
    writer.layout = Layout({group: Skeleton(text, marks.flat())}, destinations, is_published)

    written = writer.write(tree_id)

    fragment, head = rendered(compiled, "en", tree_id), writer.heads[tree_id]
    start = fragment.guide.sections[0].id
    page = f"{head.description}|{head.title}|get-refund#{start}|{fragment.html.upper()}"
    assert file.read_bytes() == page.encode()
    assert writer.page(tree_id, fragment) == page
    entries = list(entries_of(head, fragment, url))
    assert writer.entries(tree_id, fragment) == entries
    words = writer.also_called(tree_id)
    expected = (
        guide_as_published(head, fragment, url, words) if is_published else json.dumps(entries).encode()
    )
    assert written == expected
    assert writer.write("not-there") == b""


def test_a_guide_that_is_not_written_is_forgotten(compiled: Compiled, tmp_path: Path) -> None:
    writer = writers_of(compiled, tmp_path)["en"]
    writer.rendered["not-there"] = rendered(compiled, "en", "microsoft/get-refund")
    assert writer.write("not-there") == b""
    assert not writer.rendered
    assert not list(tmp_path.iterdir())
