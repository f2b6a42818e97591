"""The panel of a preview is put into pages, and into nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from markupsafe import Markup

from izeja.hosts.mkdocs.panel import put_in, with_panel


def sent(path: str, kind: str, content: bytes, mount: str = "/") -> tuple[bytes, dict[str, str], list[str]]:
    """Return what an application with a panel sends, and the files that it asks the panel of."""
    asked: list[str] = []
    headers: dict[str, str] = {}

    def pages(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content[:3], content[3:]]

    def panel(uri: str) -> Markup:
        asked.append(uri)
        return Markup("<p>panel</p>")

    answer = with_panel(pages, mount, panel)(
        {"PATH_INFO": path.encode().decode("latin-1")}, lambda _status, found: headers.update(found)
    )
    return b"".join(answer), headers, asked


@pytest.mark.parametrize(
    ("path", "mount", "uri"),
    [
        ("/", "/", "index.html"),
        ("/en/a/", "/", "en/a/index.html"),
        ("/en/a.html", "/", "en/a.html"),
        ("/help/en/a/", "/help/", "en/a/index.html"),
        ("/ā/", "/", "ā/index.html"),
    ],
)
def test_a_page_gets_the_panel_of_its_file(path: str, mount: str, uri: str) -> None:
    html, headers, asked = sent(path, "text/html", b"<body><main>a</main></body>", mount)
    assert asked == [uri]
    assert b"<p>panel</p>a</main>" in html
    assert headers["Content-Length"] == str(len(html))


@pytest.mark.parametrize("kind", ["text/css", "application/json", "text/plain"])
def test_other_files_stay_as_they_are(kind: str) -> None:
    assert sent("/a", kind, b"<main>") == (b"<main>", {"Content-Type": kind, "Content-Length": "6"}, [])


@pytest.mark.parametrize(
    ("page", "at"),
    [
        (b"<body class=a><div>", b"<body class=a>"),
        (b"<body><main class=a>x</main>", b"<main class=a>"),
        (b"404 Not Found", b""),
    ],
)
def test_the_panel_is_at_the_top_of_the_content(page: bytes, at: bytes) -> None:
    head, style, rest = put_in(page, Markup("<p>panel</p>")).partition(b"<style>")
    assert (head, style) == (page[: page.index(at) + len(at)], b"<style>")
    assert rest.endswith(b"<p>panel</p>" + page[page.index(at) + len(at) :])
