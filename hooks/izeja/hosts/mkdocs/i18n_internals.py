"""All undocumented parts of mkdocs-static-i18n that we use.

Assumed, and checked by `check` when a build starts:

1. `building` says that another language is being built inside `on_post_build` of the first.
2. `current_language` is the language that is being built, or None before the first. It can be set.
3. `all_languages`, `build_languages` and `default_language` are locales.
4. `i18n_files_per_language` has the languages that were built so far.
5. `extra_alternate` has the links to the home pages of all languages.
6. `config.docs_structure` is `folder` or `suffix`, and decides the path of a page's file.
7. `reconfigure_files(files, config)` makes the files of the current language, with their `alternates`, and
   changes nothing else.
8. `build` of a language in `config.languages` decides whether it is built, until `on_config` has run.
9. `on_config`, `on_files`, `on_nav` and `on_post_build` run at -100, `on_template_context` at 50.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from izeja.hosts.mkdocs.assumptions import Package
from izeja.hosts.mkdocs.terminal import StoppedError

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

STATIC_I18N = Package("mkdocs-static-i18n", "1.3.0", "1.3.1")

ATTRIBUTES = (
    *("building", "current_language", "all_languages", "build_languages", "default_language"),
    *("i18n_files_per_language", "extra_alternate", "reconfigure_files"),
)
PRIORITIES = {
    **dict.fromkeys(("on_config", "on_files", "on_nav", "on_post_build"), -100),
    "on_template_context": 50,
}


class SiteLanguages(NamedTuple):
    """The languages of a site: those that are built, the default one, and the one that is being built."""

    built: tuple[str, ...]
    default: str
    current: str


def check(config: MkDocsConfig) -> None:
    """Check the assumptions about static-i18n, if the site has it.

    Raises:
        StoppedError: it does not hold.
    """
    if i18n := _plugin(config):
        STATIC_I18N.require(
            {
                **{f"the plugin has no '{name}'": hasattr(i18n, name) for name in ATTRIBUTES},
                "'docs_structure' is neither 'folder' nor 'suffix'": getattr(
                    i18n.config, "docs_structure", None
                )
                in ("folder", "suffix"),
                **{
                    f"'{name}' does not run at {priority}": _priority(i18n, name) == priority
                    for name, priority in PRIORITIES.items()
                },
            }
        )


def is_used(config: MkDocsConfig) -> bool:
    """Return whether a site has static-i18n."""
    return _plugin(config) is not None


def is_inner_build(config: MkDocsConfig) -> bool:
    """Return whether this builds one more language, inside the build of the first."""
    # This is asked before `check` has run.
    return getattr(_plugin(config), "building", False) is True


def site_languages(config: MkDocsConfig) -> SiteLanguages:
    """Return the languages of a site."""
    if (i18n := _plugin(config)) is None:
        language = str(config.theme.get("language") or "en")
        return SiteLanguages((language,), language, language)
    return SiteLanguages(tuple(i18n.build_languages), str(i18n.default_language), str(i18n.current_language))


def is_narrowed(config: MkDocsConfig) -> bool:
    """Return whether a site of several languages is built in one of them alone (`build_only_locale`)."""
    i18n = _plugin(config)
    return i18n is not None and bool(i18n.config.build_only_locale)


def leave_out(languages: Collection[str], config: MkDocsConfig) -> None:
    """Let a site be built without some of its languages.

    Raises:
        StoppedError: one of them is the site's default.
    """
    if (i18n := _plugin(config)) is None:
        return
    for language in i18n.config.languages:
        if language.locale in languages:
            if language.default:
                message = (
                    f"mkdocs.yml has the default language '{language.locale}', which library.yml prepares: "
                    "write 'default: true' under another language, or publish this one"
                )
                raise StoppedError(message)
            language.build = False
    # A site may list the links of its language switcher itself.
    if alternates := config.extra.get("alternate"):
        config.extra["alternate"] = [one for one in alternates if one.get("lang") not in languages]


def is_of_language(path: str, language: str, config: MkDocsConfig) -> bool:
    """Return whether a file of the site is one of a language, by its path."""
    if (i18n := _plugin(config)) is None:
        return False
    if i18n.config.docs_structure == "suffix":
        return f".{language}." in path.rpartition("/")[2]
    return path.startswith(f"{language}/")


def has_language(config: MkDocsConfig, language: str) -> bool:
    """Return whether a site has a language, built or not."""
    i18n = _plugin(config)
    return i18n is None or language in i18n.all_languages


def language_names(config: MkDocsConfig) -> Mapping[str, str]:
    """Return what customers call each language that is built, by its code; none for a site of one."""
    if (i18n := _plugin(config)) is None:
        return {}
    return {one.locale: str(one.name or one.locale) for one in i18n.config.languages if one.build}


def page_path(name: str, language: str, config: MkDocsConfig) -> str:
    """Return the path of a page's file in a language."""
    if (i18n := _plugin(config)) is None:
        return f"{name}.md"
    return f"{name}.{language}.md" if i18n.config.docs_structure == "suffix" else f"{language}/{name}.md"


def localized(files: Files, config: MkDocsConfig, language: str | None = None) -> Files:
    """Return files as static-i18n makes them for a language (the current one); the same files without it."""
    if (i18n := _plugin(config)) is None:
        return files
    current = i18n.current_language
    i18n.current_language = language or current
    try:
        # The result is a new list, so files that we only look at never get into the site.
        made: Files = i18n.reconfigure_files(files, config)
    finally:
        i18n.current_language = current
    return made


def other_languages(file: File) -> Mapping[str, File]:
    """Return the files of the same page by language, its own too."""
    found: Mapping[str, File] = vars(file).get("alternates", {})
    return found


def with_alternates(config: MkDocsConfig, pages: Mapping[str, Sequence[File]]) -> dict[str, Any]:
    """Return the variables by which templates of the site, such as its sitemap, list its other languages.

    For the last page, static-i18n has replaced the links to the home pages of other languages, and leaves
    them so: the page for missing addresses (404) would link to the last page instead.

    Args:
        config: of the site; gets its links to home pages back.
        pages: all pages of each language that was built so far.
    """
    if (i18n := _plugin(config)) is None:
        return {}
    if i18n.extra_alternate:
        # A copy, since static-i18n edits these links in place for each page.
        setattr(config.extra, "alternate", deepcopy(i18n.extra_alternate))  # noqa: B010 - it has no such type
    # Without the site's address, the sitemap would list 'None/' for each page. MkDocs' own lists none then.
    listed = pages if config.site_url else dict.fromkeys(pages, ())
    return {"i18n_alternates": {one: listed[one] for one in i18n.i18n_files_per_language}}


def _plugin(config: MkDocsConfig) -> Any:
    return config.plugins.get("i18n")


def _priority(i18n: object, name: str) -> float:
    return float(getattr(getattr(i18n, name, None), "mkdocs_priority", 0))
