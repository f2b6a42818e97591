"""Sites of any size with the settings of the shipped one: writes them, builds them, serves them."""

from __future__ import annotations

import gzip
import math
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import yaml

from libraries import Size, languages_of, write_library

ROOT = Path(__file__).parent.parent

_COMPRESSED = ("text/", "application/javascript", "application/json", "application/xml", "image/svg+xml")


Settings = dict[str, Any]


def as_shipped(_settings: Settings) -> None:
    """Leave the settings of a site as they are."""


def write_site(folder: Path, size: Size, change: Callable[[Settings], None] = as_shipped) -> Path:
    """Write a library and a site around it, whose settings are those of the shipped `mkdocs.yml`.

    Args:
        folder: where to write them; it is emptied first.
        size: how large the library is to be, and in how many languages it and the site are to be.
        change: the settings to change.

    Returns:
        The site's `mkdocs.yml`.
    """
    write_library(folder / "decision_trees", size)
    docs = folder / "docs"
    shutil.rmtree(docs, ignore_errors=True)
    shutil.copytree(ROOT / "docs/stylesheets", docs / "stylesheets")
    for language in languages_of(size):
        (docs / language).mkdir()
        shutil.copyfile(ROOT / "docs/en/index.md", docs / language / "index.md")
    config = folder / "mkdocs.yml"
    settings = settings_of(languages_of(size))
    change(settings)
    config.write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    return config


def copy_site(folder: Path) -> Path:
    """Copy what the shipped site is built of, and return its `mkdocs.yml`."""
    for name in ("docs", "decision_trees"):
        shutil.copytree(ROOT / name, folder / name)
    config = folder / "mkdocs.yml"
    config.write_text(yaml.safe_dump(_shipped_settings(), allow_unicode=True), "utf-8")
    return config


def i18n_of(settings: Settings) -> Settings:
    """Return the settings of static-i18n."""
    found: Settings = next(plugin["i18n"] for plugin in settings["plugins"] if "i18n" in plugin)
    return found


def _shipped_settings() -> Settings:
    settings: Settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    settings["hooks"] = [str(ROOT / hook) for hook in settings["hooks"]]
    return settings


def settings_of(languages: tuple[str, ...]) -> Settings:
    """Return the settings of the shipped site for other languages, the first of them the default."""
    settings = _shipped_settings()
    settings["theme"]["language"] = languages[0]
    i18n = i18n_of(settings)
    known = {language["locale"]: language for language in i18n["languages"]}
    i18n["languages"] = [
        {
            **known.get(language, {"name": language}),
            "locale": language,
            "default": language == languages[0],
            "fixed_link": "./" if language == languages[0] else f"./{language}/",
        }
        for language in languages
    ]
    return settings


def build_site(config: Path, target: Path) -> Path:
    """Build a site in a process of its own.

    Args:
        config: its `mkdocs.yml`.
        target: the folder for the built site.

    Returns:
        That folder.

    Raises:
        SystemExit: the build failed; its output has been shown.
    """
    return _built(build_command(config, target), target)


def build_own_site(project: Path, target: Path) -> Path:
    """Build the site of a project in Izeja's own theme, without MkDocs; otherwise as `build_site`."""
    izeja = str(Path(sys.executable).with_name("izeja"))
    return _built([izeja, "build", str(project), "--site-dir", str(target)], target)


def _built(command: list[str], target: Path) -> Path:
    # Its output is no part of the tables.
    built = subprocess.run(  # noqa: S603 - our own command
        command, stdout=sys.stderr, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=False
    )
    if built.returncode:
        message = f"the site in {target} could not be built"
        raise SystemExit(message)
    return target


def build_command(config: Path, target: Path) -> list[str]:
    """Return the command that builds a site."""
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config), "-d", str(target)]


class Answer(NamedTuple):
    """What a static host sent: the path that was asked for, and how many bytes the body had."""

    path: str
    size: int


class Host(ThreadingHTTPServer):
    """A static host on 127.0.0.1: it compresses text with gzip, and notes what it has sent.

    Each answer waits for `latency` seconds and goes out at `bytes_per_second`, as over a line of that kind.
    """

    latency = 0.0
    bytes_per_second = math.inf

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.sent: list[Answer] = []

    @property
    def address(self) -> str:
        """Where the site is, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """Let a browser hang up, as it does whenever it leaves a page early."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body go out in one piece, as web servers send them. Otherwise the second waits until the
    # browser has acknowledged the first, and browsers open more connections than they need.
    wbufsize = 1 << 20

    def do_GET(self) -> None:
        assert isinstance(self.server, Host)  # noqa: S101 - only `Host` calls it
        path = unquote(urlsplit(self.path).path)
        file = self.server.folder / path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        body = _body(file) if file.is_file() else b""
        self.server.sent.append(Answer(path, len(body)))
        self.send_response(200 if file.is_file() else 404)
        kind = guess_type(file.name)[0] or "application/octet-stream"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if _is_text(file) else kind)
        if _is_text(file) and body:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        time.sleep(self.server.latency + len(body) / self.server.bytes_per_second)
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[Host]:
    """Serve a folder for as long as the context lasts."""
    with Host(folder) as host:
        thread = Thread(target=host.serve_forever)
        thread.start()
        try:
            yield host
        finally:
            host.shutdown()
            thread.join()


def zipped(data: bytes) -> bytes:
    """Return what `gzip -9` makes of data."""
    return gzip.compress(data, compresslevel=9, mtime=0)


def _is_text(file: Path) -> bool:
    return (guess_type(file.name)[0] or "").startswith(_COMPRESSED)


@cache
def _body(file: Path) -> bytes:
    data = file.read_bytes()
    return zipped(data) if _is_text(file) else data
