"""The parts that guides add to pages: title and content, cards, links to other languages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import is_error_template

from izeja.hosts.mkdocs import assets, i18n_internals, material_internals, own_theme, search, topics
from izeja.hosts.mkdocs.addresses import PageAddresses
from izeja.hosts.mkdocs.i18n_internals import site_languages
from izeja.hosts.mkdocs.page_head import complete_head
from izeja.hosts.mkdocs.terminal import StoppedError
from izeja.hosts.mkdocs.theme import StepLink, set_headings
from izeja.hosts.mkdocs.writer import render_where_it_is
from izeja.library.topics import all_topics
from izeja.page.markers import MarkerError, check_names, check_spelling, put_cards, put_guides, put_search
from izeja.site.way_to_guides import leads_to_guides

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from izeja.hosts.mkdocs.build import Build


def content_of(build: Build, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return the content of a page, with the guide that it is for, or those that it names.

    Raises:
        StoppedError: it names a guide or a topic that is not in the library, or has a misspelt comment.
    """
    language = build.language(config)
    if found := language.strategy.placeholders_of(page.file):
        page.toc = TableOfContents([StepLink("", found.start)])
        return found.content
    if guide := language.guides.get(page.file.src_uri):
        fragment = render_where_it_is(build.library, guide.language, guide.tree_id, page.file, config, files)
        set_headings(page, fragment, config.theme.name)
        search.find_in_guide(build, guide, fragment, page, config)
        return fragment.html
    if topic := language.topics.get(page.file.src_uri):
        search.find_in_topic(build, page, config)
        return topics.content_of(build, topic, page, files, config)
    search.find_in_written(build, html, page, config)
    words = build.words(config)
    addresses = PageAddresses(page, files, words.language, config)

    def embedded(tree_id: str) -> str:
        language.embedded.add(tree_id)
        return build.library.render(words.language, tree_id, addresses, embedded=True).html

    try:
        check_spelling(html)
        check_names(html, words.guides, [topic.id for topic in all_topics(words.topics)])
    except MarkerError as error:
        # What another plugin writes may be in no file.
        written = page.file.content_string if page.file.abs_src_path else page.markdown or ""
        message = error.at(page.file.src_uri, written)
        if not build.library.serving:
            raise StoppedError(message) from None
        build.remark(message)
        return html
    return put_guides(html, embedded)


def complete_page(
    build: Build, context: TemplateContext, *, page: Page, config: MkDocsConfig, **_: object
) -> None:
    """Put in the cards of all guides, and let the page's template know all pages.

    Material's search has read the page by now. It finds each guide by itself, and would find a page that
    lists them all for everything.
    """
    search.add_page(build, page, config)
    pages, words = build.language(config).site_pages, build.words(config)
    if page.content:
        addresses = PageAddresses(page, pages.files, words.language, config)
        page.content = put_cards(
            page.content, partial(build.library.render_listing, words.language, addresses)
        )
        page.content = put_search(
            page.content, partial(build.library.render_search, words.language, addresses)
        )
    language = build.language(config)
    if page.file.src_uri in language.guides or language.strategy.placeholders_of(page.file):
        # A table of contents would list all endings, and a theme may not know how to hide it. Material's link
        # to skip the menu is the first entry, and so is that of our theme.
        has_skip = material_internals.has_theme(config) or own_theme.is_used(config)
        page.toc = TableOfContents(list(page.toc)[:1] if has_skip else [])
    # Themes go through `pages` to list everything, and MkDocs leaves out the guides that we write.
    context["pages"] = pages.all


def complete_template(
    build: Build, context: TemplateContext, *, config: MkDocsConfig, **_: object
) -> TemplateContext:
    """Let a template of the site know all pages and languages: its sitemap lists them."""
    every = {code: language.pages.all for code, language in build.languages.items() if language.pages}
    more = {"pages": build.language(config).site_pages.all, **i18n_internals.with_alternates(config, every)}
    return cast("TemplateContext", {**context, **more})


def output_of_template(_build: Build, output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Return a template of the site as it is written: the page for missing addresses in the default language.

    static-i18n builds it once for each language, at the same address, and the last language would stay.
    """
    languages = site_languages(config)
    is_replaced = languages.default in languages.built and languages.current != languages.default
    # MkDocs writes no empty file.
    return "" if is_replaced and is_error_template(template_name) else output


def complete_output(build: Build, output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Return a page as it is written: with scripts, a style sheet and a full head if it has guides or cards.

    Notes whether a page leads to a guide.
    """
    language = build.language(config)
    path = page.file.src_uri
    is_ours = (
        path in language.guides or path in language.topics or language.strategy.placeholders_of(page.file)
    )
    if not (language.leads_to_guides or is_ours):
        language.leads_to_guides = leads_to_guides(output, page.url, language.guide_urls, config.site_url)
    if own_theme.is_used(config):
        return output
    complete = assets.add_to_page(
        output,
        page.url,
        analytics=build.options.analytics,
        in_material=material_internals.has_theme(config),
    )
    if complete == output:
        return output
    placeholders = language.strategy.placeholders_of(page.file)
    complete = complete_head(complete, page, config, language.look, placeholders.name if placeholders else "")
    return search.add_help(build, material_internals.corrected(complete), page, config)
