"""A whole site: every page of every language, written beside the last site, and then put in its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from izeja.compiler.compile import PUBLISHED, compile_library, no_garbage_collection
from izeja.compiler.compiled import Compiled
from izeja.hosts.plain.content import of_missing, of_page, of_topic
from izeja.hosts.plain.feeds import feed_files, write_feeds
from izeja.hosts.plain.frame import MISSING_PAGE, Frame
from izeja.hosts.plain.guides import GuidePages, WrittenGuides
from izeja.hosts.plain.last_site import LastSite, Past
from izeja.hosts.plain.markdown_pages import WrittenPage, made_home, read_page
from izeja.hosts.plain.plan import LanguagePlan, SitePlan, plan_site, refuse_collisions
from izeja.hosts.plain.search import search_files, search_of, write_search
from izeja.hosts.plain.settings import Settings
from izeja.hosts.plain.sitemap import SITEMAPS, write_sitemap
from izeja.hosts.plain.stopped import StoppedError
from izeja.library.hand_written import GUIDE
from izeja.page.assets import MOVED
from izeja.page.render import guide_head, render_moved, topic_head
from izeja.page.search import Entry
from izeja.reading.containment import real
from izeja.reading.file_states import file_states
from izeja.reading.folder import Readings
from izeja.reading.writing import cannot_write
from izeja.running.lock import BusyError
from izeja.site.look import WEB_MANIFEST, not_in_site, write_web_manifest
from izeja.site.lunr_search import worker_file
from izeja.site.manifest import SITE_MANIFEST, manifest_of
from izeja.site.media import files_of, write_files
from izeja.site.offline import too_large_messages, worker_in, workers_of, write_workers
from izeja.site.page_files import relative
from izeja.site.replacement import Replacement, has_files, what_stays
from izeja.site.robots import write_robots
from izeja.site.search import SiteSearch
from izeja.site.theme_files import in_site, listed_files, theme_files, write_theme
from izeja.site.way_to_guides import leads_to_guides, no_way_to_guides
from izeja.site.writer import prepare_pages

_ELSEWHERE = "give another --site-dir"


@dataclass(frozen=True)
class Built:
    """What became of a build: the library, and how many pages the site has.

    `remarks` are what is wrong with the site, although it was built.
    """

    compiled: Compiled
    pages: int
    remarks: tuple[str, ...] = ()


def build_site(settings: Settings, readings: Readings | None = None, past: Past | None = None) -> Built:
    """Build a site. If the library has errors, nothing is written.

    Args:
        settings: of the site.
        readings: the files of its library, if other processes have begun to read them.
        past: what earlier builds of a preview remember; it remembers this one too. The site is the same as
            without it.

    Raises:
        StoppedError: it cannot be built; the last site is unchanged.
    """
    if not settings.library.is_dir():
        message = (
            f"the folder of trees '{settings.library}' does not exist: set 'library' of izeja in mkdocs.yml"
        )
        raise StoppedError(message)
    # All of it lives until the end, and the collector would go through it again and again.
    with no_garbage_collection():
        memory = past.memory if past else None
        compiled = compile_library(
            settings.library, memory=memory, readings=readings, meanwhile=prepare_pages, scope=PUBLISHED
        )
        return Built(compiled, 0) if compiled.failed else _built(settings, compiled, past)


def _built(settings: Settings, compiled: Compiled, past: Past | None) -> Built:
    own = [*theme_files(settings.theme), MISSING_PAGE, *SITEMAPS, SITE_MANIFEST]
    own += files_of(compiled.source, compiled.languages)
    if settings.theme.is_offline:
        own += map(worker_in, ("", *(f"{one}/" for one in compiled.languages)))
    site = plan_site(settings, compiled.languages)
    own += feed_files(site)
    search = search_of(site) if settings.theme.has_search else None
    refuse_collisions(site, [*own, *(search_files(site, search) if search else ())])
    pages = _read_pages(site)
    replacement = _replacement(settings)
    try:
        remarks, written = _write(site, compiled, search, pages, replacement.new, past)
    except OSError as error:
        replacement.discard()
        # A full disk names no file.
        where = error.filename or settings.site
        message = f"{cannot_write(where, error, _ELSEWHERE)}. {what_stays(settings.site)}"
        raise StoppedError(message) from error
    except BaseException:
        replacement.discard()
        raise
    replacement.publish()
    if past:
        past.site = written
    return Built(compiled, sum(1 for plan in site.languages for _ in plan.names), remarks)


def _read_pages(site: SitePlan) -> dict[str, list[WrittenPage]]:
    """Return the hand-written pages of each language.

    Raises:
        StoppedError: some cannot be read; the message says all that is wrong, each once.
    """
    pages: dict[str, list[WrittenPage]] = {plan.code: [] for plan in site.languages}
    wrong: list[str] = []
    for plan in site.languages:
        for name, file in plan.pages.items():
            try:
                pages[plan.code].append(read_page(name, file, plan, site))
            except StoppedError as error:
                wrong += str(error).splitlines()
    if wrong:
        raise StoppedError("\n".join(dict.fromkeys(wrong)))
    return pages


def _replacement(settings: Settings) -> Replacement:
    site = settings.site
    _refuse_to_delete(settings)
    try:
        return Replacement(site)
    except BusyError as error:
        raise StoppedError(str(error)) from None
    except OSError as error:
        raise StoppedError(cannot_write(site, error, _ELSEWHERE)) from None


def _refuse_to_delete(settings: Settings) -> None:
    """Let no site take the place of what it is made of, or of anything that is no site."""
    site = real(settings.site)
    for folder in (settings.root, settings.docs, settings.library):
        if real(folder).is_relative_to(site):
            message = f"the site would replace '{folder}': set another site_dir, or --site-dir"
            raise StoppedError(message)
    if site.is_relative_to(real(settings.docs)):
        message = f"the site cannot be inside '{settings.docs}': set another site_dir, or --site-dir"
        raise StoppedError(message)
    if has_files(site) and not (site / SITE_MANIFEST).exists():
        message = (
            f"'{settings.site}' has files that are not a site's: give an empty folder, or another --site-dir"
        )
        raise StoppedError(message)


def _write(
    site: SitePlan,
    compiled: Compiled,
    search: SiteSearch | None,
    pages: Mapping[str, list[WrittenPage]],
    folder: Path,
    past: Past | None,
) -> tuple[tuple[str, ...], LastSite | None]:
    """Write all files; return what is wrong with the site, and what there is to remember of it."""
    settings = site.settings
    last = past.site if past else None
    guides = GuidePages(
        site.languages, compiled.graph, last.unchanged(site, compiled, folder) if last else None
    )
    kept: dict[str, WrittenGuides] = {}

    def entries(code: str) -> Iterable[bytes]:
        written = guides.written(code)
        if past:
            kept[code] = written
        return written.entries.values()

    try:
        frames = _frames(site, search, pages)
        guides.write(frames, folder)
        found, no_way = _write_others(site, compiled, frames, pages, folder)
        if search:
            write_search(site, search, found, entries, folder)
        else:
            for plan in site.languages:
                entries(plan.code)
    except BaseException:
        guides.cancel()
        raise
    too_large = _write_workers(site, folder)
    files = [*listed_files(settings.theme), *workers_of(folder, _prefixes(site)), *feed_files(site)]
    manifest = manifest_of(compiled.source, compiled.graph, _listed(site), files)
    _write_text(folder / SITE_MANIFEST, manifest.as_json())
    remarks = (*not_in_site(site.look, folder, settings.docs), *too_large, *no_way)
    return remarks, LastSite(compiled, site, frames, kept, file_states([folder])) if past else None


def _frames(
    site: SitePlan, search: SiteSearch | None, pages: Mapping[str, list[WrittenPage]]
) -> dict[str, Frame]:
    return {
        plan.code: Frame(
            site,
            plan,
            {page.name: page.title for page in pages[plan.code]},
            worker_file(search, plan.code) if search else "",
        )
        for plan in site.languages
    }


def _write_others(
    site: SitePlan,
    compiled: Compiled,
    frames: Mapping[str, Frame],
    pages: Mapping[str, list[WrittenPage]],
    folder: Path,
) -> tuple[dict[str, list[Entry]], list[str]]:
    """Write all that is no guide, while guides are rendered and then written.

    Returns:
        The search entries of these pages, by language, and what to do about each language without a page
        that leads to a guide.
    """
    settings = site.settings
    for path, to in site.docs.items():
        _copy(settings.docs / path, folder / to)
    write_theme(settings.theme, folder)
    write_files(settings.library, files_of(compiled.source, compiled.languages), folder)
    found: dict[str, list[Entry]] = {}
    no_way: list[str] = []
    for plan in site.languages:
        frame = frames[plan.code]
        entries, has_way = _write_pages(plan, frame, compiled, pages[plan.code], folder)
        found[plan.code] = [*entries, *_write_topics(plan, frame, folder)]
        if not has_way:
            home = settings.docs / plan.pages[plan.home].path
            no_way.append(no_way_to_guides(plan.code, home, settings.root))
        _write_moved(plan, folder)
    _write_text(folder / MISSING_PAGE, frames[site.default.code].missing_page(of_missing(site)))
    write_feeds(site, folder)
    write_sitemap(site, frames, folder)
    write_robots(folder, settings.site_url)
    for plan in site.languages:
        look = site.look._replace(manifest=f"{plan.folder}{WEB_MANIFEST}")
        write_web_manifest(folder, look, plan.language.site_name, plan.language.description, plan.code)
    return found, no_way


def _write_workers(site: SitePlan, folder: Path) -> tuple[str, ...]:
    """Write what keeps each language on a device, and return what is wrong with that."""
    if not site.settings.theme.is_offline:
        return ()
    return tuple(too_large_messages(write_workers(folder, _prefixes(site))))


def _prefixes(site: SitePlan) -> dict[str, str]:
    return {plan.code: plan.folder for plan in site.languages}


def _write_pages(
    plan: LanguagePlan, frame: Frame, compiled: Compiled, written: list[WrittenPage], folder: Path
) -> tuple[list[Entry], bool]:
    """Write the hand-written pages of a language.

    Returns:
        Their search entries, and whether one of them shows a guide or leads to one.
    """
    if plan.home not in plan.pages:
        written = [made_home(plan), *written]
    guides = {*map(plan.url, (*plan.library.guides, *plan.topics))}
    entries: list[Entry] = []
    has_way = False
    for page in written:
        html = frame.page(of_page(page, plan, compiled.graph), frame.place(page.name))
        url = plan.url(page.name)
        _write_text(folder / plan.file(page.name), html)
        entries += page.entries(url)
        has_way = (
            has_way or bool(GUIDE.search(page.html)) or leads_to_guides(html, url, guides, plan.site_url)
        )
    return entries, has_way


def _write_topics(plan: LanguagePlan, frame: Frame, folder: Path) -> Iterator[Entry]:
    """Write the topics of a language, and yield their search entries."""
    for name, topic in plan.topics.items():
        content = of_topic(topic, name, plan)
        _write_text(folder / plan.file(name), frame.page(content, frame.place(name)))
        yield {"location": plan.url(name), "title": content.title, "text": content.description}


def _write_moved(plan: LanguagePlan, folder: Path) -> None:
    for name, _, page in plan.moved():
        topic = plan.topics.get(name)
        head = guide_head(plan.library, name) if topic is None else topic_head(plan.library, topic)
        script = relative(in_site(MOVED), page.url)
        # A static host has no redirects, so each old address is a small page of its own.
        _write_text(folder / page.uri, render_moved(plan.library, head.title, page.href, script))


def _listed(site: SitePlan) -> dict[str, dict[str, str]]:
    """Return the file of the page at every id of a guide or topic, present or old."""
    return {
        plan.code: {name: plan.file(name) for name in (*plan.library.guides, *plan.topics)}
        | {old: page.uri for _, old, page in plan.moved()}
        for plan in site.languages
    }


def _copy(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, target)


def _write_text(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", "xmlcharrefreplace", newline="\n")
