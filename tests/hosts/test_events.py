"""Which event of MkDocs calls what, and that the table of it is true."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from mkdocs.plugins import CombinedEvent, PluginCollection

from izeja.hosts.mkdocs import plugin

EVENTS = [name for name in dir(plugin.IzejaPlugin) if name.startswith("on_")]
CALLED = ["on_startup", "on_config", "on_build_error", "on_serve", "on_shutdown"]
"""These have a method of their own, since they have to do with more than one build."""


def handlers(event: str) -> Iterator[Callable[..., Any]]:
    found = getattr(plugin.IzejaPlugin, event)
    yield from found.methods if isinstance(found, CombinedEvent) else (found,)


def function_of(handler: Callable[..., Any]) -> str:
    names = inspect.getclosurevars(handler).nonlocals
    return f"{names['module']}.{names['name']}"


def test_the_table_lists_every_handler_with_its_priority_and_function() -> None:
    rows = [row for row in (plugin.__doc__ or "").splitlines() if row.startswith("| `")]
    table = {tuple(cell.strip(" `") for cell in row.strip("|").split("|")) for row in rows}
    found = {
        (event.removeprefix("on_"), str(getattr(handler, "mkdocs_priority", 0)), function_of(handler))
        for event in EVENTS
        if event not in CALLED
        for handler in handlers(event)
    }
    assert found == {(event, at, name) for event, at, _, name in table if f"on_{event}" not in CALLED}
    assert {event for event, *_ in table} == {event.removeprefix("on_") for event in EVENTS}


@pytest.mark.parametrize("event", [one for one in EVENTS if one not in CALLED])
def test_each_function_takes_what_its_event_passes(event: str) -> None:
    passed = list(inspect.signature(getattr(PluginCollection, event)).parameters.values())[1:]
    positional = [one for one in passed if one.kind is one.POSITIONAL_OR_KEYWORD]
    named = {one.name: None for one in passed if one.kind is one.KEYWORD_ONLY}
    for handler in handlers(event):
        module, name = function_of(handler).split(".")
        function = getattr(import_module(f"izeja.hosts.mkdocs.{module}"), name)
        inspect.signature(function).bind("the build", *positional, **named)


def test_an_event_passes_the_build_and_its_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    hook = plugin.IzejaHook()
    hook.build = "the build"  # type: ignore[assignment]  # anything will do
    monkeypatch.setattr("izeja.hosts.mkdocs.pages.content_of", lambda *args, **named: (args, named))
    assert hook.on_page_content("html", page=1, config=2, files=3) == (
        ("the build", "html"),
        {"page": 1, "config": 2, "files": 3},
    )
