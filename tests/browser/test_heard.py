"""What somebody hears who cannot see the page: every state of a guide, as a screen reader says it.

A case in `tests/browser/heard` is a walk, with what is said after each of its steps: read it aloud.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from browser.conftest import NewPage, Server, built_site, serving
from browser.heard import Heard
from browser.walks import Listener, Step, Walk

FOLDER = Path(__file__).parent / "heard"
SITES = Path(__file__).parent / "sites"
# A Tuesday, when the contacts of the example are open.
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
CONTROLS = ("link", "button", "disclosure", "field", "search field", "checkbox", "date field")
BLOCKS = ("group", "list", "navigation", "region", "status", "table")


@pytest.fixture(scope="module")
def address_of_site(
    server: Server, provider: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], str]]:
    """Return the address of the site of a case."""
    with ExitStack() as served:

        @cache
        def serve(name: str) -> str:
            if name in ("shipped", "provider"):
                return {"shipped": server, "provider": provider}[name].address
            site = built_site(SITES / f"{name}.txtar", tmp_path_factory.mktemp(name))
            return served.enter_context(serving(site)).address

        yield serve


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.txt")), ids=lambda file: file.stem)
def test_what_is_heard(
    new_page: NewPage, address_of_site: Callable[[str], str], file: Path, *, update_goldens: bool
) -> None:
    walk = Walk.read(file)
    page = new_page(
        base_url=address_of_site(walk.site),
        locale="lv" if ".lv" in file.name else "en-GB",
        timezone_id="Europe/Riga",
        permissions=["clipboard-write"],
    )
    page.clock.set_fixed_time(NOW)
    listener = Listener(page)
    heard, faults = [], {}
    for action, wanted in walk.steps:
        heard.append(Step(action, listener.step(action, None if update_goldens else wanted)))
        faults[action] = [*faults_of(listener.now)] if listener.now else []
    now = walk._replace(steps=heard)
    if update_goldens:
        file.write_text(str(now), "utf-8")
    assert str(now) == str(walk) or update_goldens
    assert not any(faults.values()), faults
    assert "\nfocus: the page\n" not in str(now), "the focus is lost"


def faults_of(heard: Heard) -> Iterator[str]:
    """Yield what nobody should have to hear: things without a name, and things that are said twice."""
    main = next((one for one in heard.page.within() if one.role == "main"), heard.page)
    links: dict[tuple[str, str], set[str]] = {}
    heading = ""
    for one in main.within():
        if one.role in CONTROLS and not one.said.removeprefix(one.role):
            yield f"no name: {one.role}"
        if one.role == "heading":
            heading = one.name
            if same := [
                other.said for other in main.within() if other.name == heading and other.role in BLOCKS
            ]:
                yield f"said twice: {heading} ({same})"
        if one.role == "link":
            links.setdefault((heading, one.said), set()).add(str(one.properties.get("url")))
    for (heading, said), to in links.items():
        if len(to) > 1:
            yield f"{said}, after '{heading}', leads to {to}"
