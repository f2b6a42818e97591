"""What keeps the guides of a language on a customer's device, so that they work without a network.

Each language has a worker of its own, in its folder: a browser keeps the languages that its customer reads.
The worker lists the files of its language with their content, so a version is kept as a whole or not at all;
see `docs/decisions/0064`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from izeja.page.assets import SERVICE_WORKER, asset
from izeja.page.search import as_json
from izeja.site.page_files import url_of
from izeja.site.search import FOLDER, own_index, worker_of

MOST_BYTES = 50_000_000
"""What a language may take on a device."""
_KEPT = frozenset(
    {
        ".avif",
        ".css",
        ".gif",
        ".html",
        ".ico",
        ".jpeg",
        ".jpg",
        ".js",
        ".json",
        ".png",
        ".svg",
        ".webp",
        ".woff2",
    }
)
"""What pages are made of. Videos and documents need a network."""
_NOT_KEPT = frozenset({"404.html", "izeja-site.json", "izeja-shard.json"})
_LETTERS = 16


def worker_in(prefix: str) -> str:
    """Return where the worker of a language is; `prefix` is its folder in the site."""
    return f"{prefix}{SERVICE_WORKER}"


def write_workers(site: Path, prefixes: Mapping[str, str]) -> dict[str, int]:
    """Write a worker for each language, when all other files are written.

    Args:
        site: its folder.
        prefixes: the folder of each language in it, with a slash; that of the default language is empty.

    Returns:
        The bytes of each language that is too large, and has none.
    """
    files = {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*")) if file.is_file()}
    too_large = {}
    for language, prefix in prefixes.items():
        others = {code: one for code, one in prefixes.items() if code != language}
        uris = [uri for uri in files if _is_kept(uri, prefix, others)]
        size = sum(files[uri].stat().st_size for uri in uris)
        if size > MOST_BYTES:
            too_large[language] = size
            continue
        # An index is at the address of its folder, whatever the addresses of other pages.
        listed = {url_of(uri, with_folders=True): _digest(files[uri]) for uri in uris}
        text = as_json({"root": "../" * prefix.count("/") or "./", "files": listed})
        worker = site / worker_in(prefix)
        worker.write_text(f"self.izejaOffline = {text};\n{asset(SERVICE_WORKER)}", "utf-8", newline="\n")
    return too_large


def workers_of(site: Path, prefixes: Mapping[str, str]) -> list[str]:
    """Return the workers that `write_workers` has written, from the root of the site."""
    return [name for name in map(worker_in, prefixes.values()) if (site / name).is_file()]


def too_large_messages(found: Mapping[str, int]) -> Iterator[str]:
    """Yield what to say of each language that is too large; see `write_workers`."""
    for language, size in found.items():
        yield (
            f"the pages in '{language}' need a network: they would take {size // 1_000_000} MB on a device, "
            f"and the most is {MOST_BYTES // 1_000_000} MB"
        )


def _is_kept(uri: str, prefix: str, others: Mapping[str, str]) -> bool:
    name = uri.rpartition("/")[2]
    if Path(uri).suffix.lower() not in _KEPT or uri in _NOT_KEPT or name == SERVICE_WORKER:
        return False
    if any(uri.startswith(tuple(_of_language(code, one))) for code, one in others.items()):
        return False
    return uri.startswith(prefix) or not uri.endswith(".html")


def _of_language(language: str, prefix: str) -> Iterator[str]:
    """Yield what the files of a language begin with."""
    if prefix:
        yield prefix
    yield from (own_index(language), worker_of(language), f"search/{language}/", f"{FOLDER}/lunr.{language}.")


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:_LETTERS]
