"""What open pages are sent: each edit at once, its problems later, and never what an older state says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

import txtar
from izeja.authoring.preview.addresses import Page
from izeja.authoring.preview.audience import Audience
from izeja.authoring.preview.content import Content, content_of
from izeja.authoring.preview.live import LiveLibrary, State
from izeja.authoring.preview.server import Site
from izeja.authoring.preview.updates import Updates
from izeja.problems.html import no_links

LIBRARY = {
    "library.yml": "source_language: en\nlanguages: [en]\n",
    "modem.yml": "title: Modem\nkind: diagnosis\nstart: end\nnodes: {end: {resolution: It works}}\n",
}
PAGE = Page(("en",), "modem")


class Desk:
    """A library, and a browser that looks at one page of it."""

    def __init__(self, folder: Path, news: SimpleQueue[Content], updates: Updates, said: list[str]) -> None:
        self.folder = folder
        self.news = news
        self.updates = updates
        self.said = said

    def save(self, text: str, file: str = "modem.yml") -> None:
        (self.folder / file).write_text(text, "utf-8")
        self.updates.show()

    def sent(self) -> list[tuple[bool, bool, bool]]:
        """Return of each page that was sent: whether it says `It is on`, has an error, and is proved."""
        contents = [self.news.get() for _ in range(self.news.qsize())]
        return [("It is on" in one.html, "error" in (one.panel or ""), one.is_proved) for one in contents]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    txtar.unpack(LIBRARY, tmp_path)
    library, audience = LiveLibrary(tmp_path), Audience()
    said: list[str] = []
    updates = Updates(library, audience, no_links, said.append)
    with audience.joined(PAGE, content_of(library.state, PAGE, no_links).digest) as seat:
        yield Desk(tmp_path, seat.news, updates, said)
    assert not audience.pages()


def test_an_edit_is_shown_before_it_is_proved(desk: Desk) -> None:
    desk.save(LIBRARY["modem.yml"].replace("It works", "It is on"))
    assert desk.sent() == [(True, False, False)]
    desk.updates.prove()
    assert desk.sent() == [(True, False, True)]


def test_a_mistake_of_the_file_is_shown_at_once(desk: Desk) -> None:
    desk.save(LIBRARY["modem.yml"].replace("start: end", "start: nowhere"))
    assert desk.sent() == [(False, True, False)]
    desk.save(LIBRARY["modem.yml"])
    desk.updates.prove()
    assert desk.sent()[-1] == (False, False, True)


def test_the_text_of_others_is_proved_too(desk: Desk) -> None:
    desk.save("title: Modem\nkind: diagnosis\nstart: a\nnodes: {a: {resolution: A}}\n", "other.yml")
    desk.sent()
    desk.updates.prove()
    (content,) = [desk.news.get() for _ in range(desk.news.qsize())]
    assert "twin-titles" in (content.panel or "")


def test_what_was_edited_during_a_proof_stays_on_the_screen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    compile_now = LiveLibrary.compile

    def compile_and_edit(library: LiveLibrary) -> None:
        compile_now(library)
        monkeypatch.undo()
        desk.save(LIBRARY["modem.yml"].replace("It works", "It is on"))

    monkeypatch.setattr(LiveLibrary, "compile", compile_and_edit)
    desk.save(LIBRARY["modem.yml"].replace("It works", "It blinks"))
    desk.updates.prove()
    assert desk.sent() == [(False, False, False), (True, False, False)]
    # A page that is opened now shows the same.
    assert "It is on" in content_of(desk.updates.library.now(PAGE), PAGE, no_links).html
    desk.updates.prove()
    assert desk.sent() == [(True, False, True)]


def test_what_a_page_shows_is_found_and_sent_before_another_edit_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that was just opened could otherwise get the text from before an edit after that of the edit."""
    library, audience = desk.updates.library, desk.updates.audience
    now, has_turn = LiveLibrary.now, []

    def looked_up(library: LiveLibrary, page: Page) -> State:
        has_turn.append(audience.turn.locked())
        return now(library, page)

    monkeypatch.setattr(LiveLibrary, "now", looked_up)
    with Site(library, audience, no_links).joined(PAGE, "seen before") as seat:
        assert "It works" in seat.news.get().html
        desk.save(LIBRARY["modem.yml"].replace("It works", "It is on"))
        desk.updates.prove()
        assert "It is on" in seat.news.get().html
    assert has_turn == [True] * 3
    assert not audience.turn.locked()


def test_a_fault_of_ours_is_told_and_ends_with_the_next_edit(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: LiveLibrary) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(LiveLibrary, "compile", fail)
    desk.save(LIBRARY["modem.yml"])
    desk.updates.prove()
    assert "ZeroDivisionError" in desk.said[0]
    assert desk.sent()[-1] == (False, True, True)
    monkeypatch.undo()
    desk.save(LIBRARY["modem.yml"].replace("It works", "It is on"))
    desk.updates.prove()
    assert desk.sent()[-1] == (True, False, True)


def test_a_guide_that_is_gone_and_settings_that_are_gone(desk: Desk) -> None:
    (desk.folder / "library.yml").unlink()
    desk.updates.show()
    desk.updates.prove()
    assert desk.sent() == [(False, True, True)]
    desk.save(LIBRARY["library.yml"], "library.yml")
    (desk.folder / "modem.yml").rename(desk.folder / "router.yml")
    desk.updates.show()
    desk.updates.prove()
    contents = [desk.news.get() for _ in range(desk.news.qsize())]
    assert not contents[-1].is_there
