"""The search of a site: one index for each language, and a worker that knows its words.

Material for MkDocs searches all languages of a site in one index, with lunr. Here the index is divided, so
that a customer loads and finds the pages of one language only; and each language gets a worker of its own,
which is Material's with the stemmer of that language before it. Knows no host: a host says where Material's
worker is, and writes nothing but what `publish` writes.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from izeja.language.markup import plain
from izeja.library.library import Library
from izeja.page.render import ASSETS, Fragment, Head, Section, Way

Entry = dict[str, Any]

FOLDER = "assets/javascripts/izeja"
"""Where the workers are. From here Material's worker finds its packs of languages, as from its own folder."""

INDEX = "search/search_index.json"
"""The index that Material's script asks for."""

# One field of an entry that is searched and never shown.
_ALSO = "also"
_MATERIAL_FIELDS = {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}}
# A word in a title says more than one in the text, but several in the text more than one in a title.
_FIELDS = {"title": {"boost": 3}, "text": {"boost": 1}, "tags": {"boost": 3}, _ALSO: {"boost": 1}}

_WORKER = re.compile(r"assets/javascripts/workers/search\.\w+\.min\.js")
_LOADER, _WORDS = "search.js", "search-words.js"
_OWN_PACKS = {"lv": "lunr.lv.js"}
# What lunr calls a language otherwise than the site does.
_LUNR_NAMES = {"nb": "no", "nn": "no"}
# Their words have to be found before they can be compared, which Material's worker does by itself.
_UNSPACED = frozenset({"hi", "ja", "th", "zh"})
_PACKS = "assets/javascripts/lunr/min"
_BLOCK = re.compile(r"(</?(?:p|li|ol|ul)>)")
# Material keeps the elements that make lines, without their attributes, and the text of all others.
_DROPPED = re.compile(r"<(?!/?(?:p|li|ol|ul)\b)[^>]*>")
_ATTRIBUTES = re.compile(r"(?<=<ol) [^>]*")
_MARK = ' data-search-exclude="true"'


@dataclass(frozen=True, slots=True)
class SiteSearch:
    """What a host says of its site: its languages, the one without a folder, and Material's files."""

    languages: tuple[str, ...]
    default: str
    worker: str
    files: frozenset[str]


def material_worker(files: Iterable[str]) -> str | None:
    """Return which of a site's files is the search worker of Material, or None where there is none."""
    return next((file for file in files if _WORKER.fullmatch(file)), None)


def worker_of(language: str) -> str:
    """Return where the search worker of a language is."""
    return f"{FOLDER}/search.{language}.js"


def also_called(library: Library, tree_id: str) -> tuple[str, ...]:
    """Return the words by which customers know a guide, as plain text."""
    terms = library.term_names()
    return tuple(plain(text, terms) for text in library.trees[tree_id].also_called)


def shown(html: str) -> str:
    """Return a page's content as Material shows it: without the marks that are for its search only."""
    return html.replace(_MARK, "")


def entries_of(head: Head, fragment: Fragment, url: str) -> Iterator[Entry]:
    """Make the entries of a guide, equal to those that Material finds in its HTML.

    Args:
        head: title and description of the page, as HTML.
        fragment: the guide.
        url: of its page.

    Returns:
        An entry for the page, one for its title, and one for each node.
    """
    return _entries(head, fragment, url, " ", str)


def _entries(
    head: Head, fragment: Fragment, url: str, space: str, body: Callable[[str], str]
) -> Iterator[Entry]:
    """Make the entries of a guide with a `space` between blocks, or none; `body` is what becomes of prose."""
    guide = fragment.guide
    yield _entry(url, head.title, "")
    summary = f"<p>{_text(guide.summary)}</p>" if guide.summary is not None else ""
    yield _entry(f"{url}#{guide.title_id}", _text(guide.title), summary)
    for section in guide.sections:
        text = space.join(_blocks(section, space, body))
        yield _entry(f"{url}#{section.id}", _text(section.heading), text)


def _blocks(section: Section, space: str, body: Callable[[str], str]) -> Iterator[str]:
    if section.body is not None:
        yield body(_text(section.body).strip())
    if section.hint is not None:
        yield f"<p>{_text(section.hint)}</p>"
    if section.answers:
        items = space.join([_item(way, space) for way in section.answers])
        yield f"<ul>{space}{items}{space}</ul>"
    if section.contact is not None:
        yield f"<p>{space}{_text(section.contact.text)} {_text(section.contact.host)}</p>"


def _item(way: Way, space: str) -> str:
    # Behind the words the page says that they lead into another guide, which is not searched.
    return f"<li>{space}{_text(way.text)}{space if way.guide is not None else ''}</li>"


def _entry(location: str, title: str, text: str) -> Entry:
    return {"location": location, "title": title.strip(), "text": text.strip()}


def _text(html: str) -> str:
    """Return HTML with the elements that Material keeps, and with its way of writing signs and lines."""
    # Markup would write the signs that are put into it as HTML does.
    html = str(html)
    if "<" in html:
        html = _DROPPED.sub("", html)
        if "<ol " in html:
            html = _ATTRIBUTES.sub("", html)
    if "&" in html:
        html = html.replace("&#34;", '"').replace("&quot;", '"').replace("&#39;", "'")
    return html.replace("\n", " ")


def divided(entries: Iterable[Entry], languages: Collection[str], default: str) -> dict[str, list[Entry]]:
    """Divide the entries of an index by language.

    A page of the default language has no folder of its own, those of the others are in a folder each.
    """
    found: dict[str, list[Entry]] = {language: [] for language in languages}
    for entry in entries:
        folder = str(entry["location"]).partition("/")[0]
        found[folder if folder in found else default].append(entry)
    return found


def with_guides(entries: Iterable[Entry], guides: Mapping[str, Sequence[str]]) -> list[Entry]:
    """Complete entries by the words that customers use for a guide, and leave one of two for its title.

    Args:
        entries: of an index; a page stands before its sections.
        guides: for the location of each guide the words by which customers know it.
    """
    made: list[Entry] = []
    pages: dict[str, Entry] = {}
    for entry in entries:
        location, _, section = entry["location"].partition("#")
        page = pages.get(location)
        if page is not None and section and entry["title"] == page["title"] and not page["text"]:
            page["text"] = entry["text"]
            continue
        made.append(entry)
        if location in guides and not section:
            pages[location] = entry
            if guides[location]:
                entry[_ALSO] = "; ".join(guides[location])
    return made


def settings(site: SiteSearch, language: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the worker of a language has to know; see `search.js`.

    Args:
        site: the site.
        language: one of its languages.
        fields: how much the fields of an entry count, as the site has set it.
    """
    code = re.split("[-_]", language)[0]
    code = _LUNR_NAMES.get(code, code)
    own = fields if fields != _MATERIAL_FIELDS else _FIELDS
    return {
        "worker": _from_folder(site.worker),
        "index": _from_folder(_index_of(language)) if len(site.languages) > 1 else None,
        "words": None if code in _UNSPACED else _WORDS,
        "language": code,
        "packs": _packs(code, site.files),
        "fields": _with_also(own),
    }


def guide_as_published(head: Head, fragment: Fragment, url: str, words: Sequence[str]) -> bytes:
    """Write the entries of a guide as a published index has them, without what stands around all of them.

    Args:
        head: as for `entries_of`, like `fragment` and `url`.
        fragment: the guide.
        url: of its page.
        words: those by which customers know it.
    """
    entries = list(_entries(head, fragment, url, "", _lean))
    return _as_json(with_guides(entries, {entries[0]["location"]: words}))


def as_published(entries: Iterable[Entry], guides: Mapping[str, Sequence[str]]) -> bytes:
    """Write entries as a published index has them, without what stands around all of them.

    Args:
        entries: as Material makes them; a page stands before its sections.
        guides: as for `with_guides`.
    """
    published = with_guides(entries, guides)
    for entry in published:
        entry["text"] = _lean(entry["text"])
    return _as_json(published)


def _as_json(entries: list[Entry]) -> bytes:
    # The brackets of the list go.
    return _json(entries)[1:-1].encode()


def publish(
    folder: Path,
    site: SiteSearch,
    guides: Mapping[str, Sequence[str]],
    more: Callable[[str], Iterable[bytes]],
) -> None:
    """Divide the index of a built site, and put a worker there for each of its languages.

    Args:
        folder: the site, with the index that Material has made.
        site: what is known of it.
        guides: as for `with_guides`.
        more: returns for a language what follows the entries of that index, `as_published`. It may have to
            wait for that, and is called when everything else has been done.
    """
    index = json.loads((folder / INDEX).read_text("utf-8"))
    fields = index["config"]["fields"]
    loader = (ASSETS / _LOADER).read_text("utf-8")
    for language in site.languages:
        known = _json(settings(site, language, fields))
        _write(folder / worker_of(language), f"self.izejaSearch = {known};\n{loader}".encode())
    for name in (_WORDS, *_OWN_PACKS.values()):
        shutil.copyfile(ASSETS / name, folder / FOLDER / name)
    known = _json({**index["config"], "fields": _with_also(fields)})
    is_divided = len(site.languages) > 1
    for language, entries in divided(index["docs"], site.languages, site.default).items():
        found = _listed([as_published(entries, guides), *more(language)])
        if is_divided:
            _write(folder / _index_of(language), found)
    docs = b"[]" if is_divided else found
    _write(folder / INDEX, b"".join((b'{"config":', known.encode(), b',"docs":', docs, b"}")))


def publish_again(
    folder: Path,
    site: SiteSearch,
    language: str,
    changed: Mapping[str, bytes],
) -> None:
    """Put other entries for some guides into the index of a published site.

    Args:
        folder: the site.
        site: what is known of it.
        language: of the guides.
        changed: the entries of each guide by its location, `as_published`.
    """
    file = folder / (_index_of(language) if len(site.languages) > 1 else INDEX)
    index = json.loads(file.read_text("utf-8"))
    entries = index if len(site.languages) > 1 else index["docs"]
    made = {location: json.loads(_listed([found])) for location, found in changed.items()}
    kept: list[Entry] = []
    for entry in entries:
        location, _, section = entry["location"].partition("#")
        if location not in made:
            kept.append(entry)
        elif not section:
            kept += made[location]
    entries[:] = kept
    _write(file, _json(index).encode())


def _listed(entries: Iterable[bytes]) -> bytes:
    return b"[" + b",".join(filter(None, entries)) + b"]"


def _packs(code: str, files: Collection[str]) -> list[str]:
    pack = _OWN_PACKS.get(code)
    if pack is None and f"{_PACKS}/lunr.{code}.min.js" in files:
        pack = _from_folder(f"{_PACKS}/lunr.{code}.min.js")
    return [_from_folder(f"{_PACKS}/lunr.stemmer.support.min.js"), pack] if pack else []


def index_files(languages: Sequence[str]) -> dict[str, str]:
    """Return where the published index of each language is."""
    return (
        {one: _index_of(one) for one in languages} if len(languages) > 1 else dict.fromkeys(languages, INDEX)
    )


def _index_of(language: str) -> str:
    return f"search/{language}.json"


def _from_folder(file: str) -> str:
    return "../" * len(PurePosixPath(FOLDER).parts) + file


def _with_also(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {**fields, _ALSO: fields.get(_ALSO, fields["title"])}


def _lean(text: str) -> str:
    # Between blocks a space says nothing, but is loaded by every customer.
    if "<pre" in text or "<" not in text:
        return text
    first, *pieces, last = _BLOCK.split(text)
    return "".join([first.rstrip(), *map(str.strip, pieces), last.lstrip()])


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _write(file: Path, text: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text)
