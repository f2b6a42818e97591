"""The settings of a site, from the `mkdocs.yml` that MkDocs builds the same site with.

There is no second file of settings: a site can go from MkDocs to this host and back without an edit. A site
that was never built with MkDocs needs one line, `site_name`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar

from pathspec import GitIgnoreSpec

from izeja.hosts.plain.settings_file import FILE, read_settings_file
from izeja.hosts.plain.stopped import StoppedError
from izeja.language.corrections import nearest
from izeja.language.locales import hint_for_code, is_language
from izeja.site.look import LookSettings
from izeja.site.site_url import is_site_url
from izeja.site.theme_files import ThemeOptions, colour_of

_I18N = "i18n"
_PLUGINS = ("izeja", _I18N)
_OWN_HOOK = "guided_help.py"
_OPTIONS = (
    "library",
    "search",
    "analytics",
    "offline",
    "icons",
    "theme_color",
    "link_picture",
    "only",
    "only_languages",
    "fast",
    "fast_beside",
    "profile",
)
"""Those from `only` on are for MkDocs alone."""

NavItem: TypeAlias = "tuple[str | None, str | tuple[NavItem, ...]]"
"""A line of the menu: its title, if it says one, and a page, an address, or the lines below it."""

_Kind = TypeVar("_Kind", str, bool, "dict[Any, Any]", "list[Any]")
_KINDS: Mapping[type, str] = {
    str: "text",
    bool: "true or false",
    dict: "lines like 'key: value'",
    list: "a list",
}


class SiteLanguage(NamedTuple):
    """A language of the site: its name for customers, and what the site is called in it."""

    code: str
    name: str
    site_name: str
    description: str
    nav: tuple[NavItem, ...] | None


@dataclass(frozen=True)
class Settings:
    """The settings of a site. All folders are absolute.

    `languages` is empty where only the library says them; the first is the default, without a folder of its
    own in the site. `in_folders` says whether each language has a folder of hand-written pages, and not an
    ending of their names; None where the folders decide. `falls_back` says whether other languages show the
    pages of the default language that they lack.
    """

    root: Path
    site_name: str
    site_url: str
    description: str
    docs: Path
    site: Path
    library: Path
    languages: tuple[SiteLanguage, ...]
    nav: tuple[NavItem, ...] | None
    in_folders: bool | None
    falls_back: bool
    with_folders: bool
    excluded: str
    extensions: Mapping[str, Mapping[str, Any]]
    styles: tuple[str, ...]
    icon: str | None
    theme: ThemeOptions
    look: LookSettings
    files: tuple[Path, ...] = field(default=())
    """`mkdocs.yml` and the files that it inherits from."""
    not_used: tuple[str, ...] = field(default=())
    """What the file says and only MkDocs does, in words."""


def read_settings(root: Path, site: Path | None = None) -> Settings:
    """Read the settings of the site in a folder.

    Args:
        root: the folder.
        site: where the site is wanted; by default where the settings say.

    Raises:
        StoppedError: there are none, or they cannot be used.
    """
    file = read_settings_file(root)
    found = _Reader(file.values, FILE)
    plugins = _named(found, "plugins")
    options = _Reader(plugins.get("izeja") or found.sub("extra").get("izeja", dict) or {}, f"{FILE}, izeja")
    _check_options(options)
    i18n = _Reader(plugins[_I18N] or {}, f"{FILE}, {_I18N}") if _I18N in plugins else None
    named = found.values.get("theme")
    theme = _Reader(named if isinstance(named, dict) else {}, f"{FILE}, theme")
    site_url = _site_url(found.get("site_url", str) or "")
    name, description = found.get("site_name", str) or "", found.get("site_description", str) or ""
    if not name:
        message = f"{FILE} has no 'site_name': write 'site_name: NAME', which customers see on each page"
        raise StoppedError(message)
    docs = _docs(root, found.get("docs_dir", str))
    return Settings(
        root=root,
        site_name=name,
        site_url=site_url,
        description=description,
        docs=docs,
        site=(site or root / (found.get("site_dir", str) or "site")).absolute(),
        library=(root / (options.get("library", str) or "decision_trees")).absolute(),
        languages=_languages(i18n, theme, name, description),
        nav=_nav(found),
        in_folders=None if i18n is None else _in_folders(i18n),
        falls_back=i18n is not None and i18n.get("fallback_to_default", bool) is not False,
        with_folders=found.get("use_directory_urls", bool) is not False,
        excluded="\n".join(_patterns(found, one) for one in ("exclude_docs", "draft_docs")),
        extensions=_named(found, "markdown_extensions"),
        styles=tuple(str(one) for one in found.get("extra_css", list) or ()),
        icon=theme.get("favicon", str),
        theme=_theme(theme, options),
        look=_look(theme, options, docs, site_url),
        files=file.files,
        not_used=tuple(dict.fromkeys((*_not_used(found, theme, plugins), *file.not_used))),
    )


def _not_used(found: _Reader, theme: _Reader, plugins: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a customer would miss, or find in another place, in words."""
    others = [one for one in plugins if one.rpartition("/")[2] not in (*_PLUGINS, "search")]
    if others:
        yield f"plugins ({', '.join(others)})"
    hooks = [str(one) for one in found.get("hooks", list) or () if Path(str(one)).name != _OWN_HOOK]
    if hooks:
        yield f"hooks ({', '.join(hooks)})"
    yield from (one for one in ("extra_javascript", "extra_templates") if found.values.get(one))
    if theme.values.get("custom_dir"):
        yield "theme.custom_dir"


def _docs(root: Path, named: str | None) -> Path:
    """Return the folder of pages, which may be missing unless `mkdocs.yml` names it: guides need none.

    Raises:
        StoppedError: the folder that it names does not exist.
    """
    docs = (root / (named or "docs")).absolute()
    if named and not docs.is_dir():
        close = nearest(docs.name, [one.name for one in docs.parent.glob("*/")])
        hint = f"did you mean '{Path(named).with_name(close)}'?" if close else "make it, or correct the line"
        message = f"{FILE}: 'docs_dir' names the folder '{named}', which does not exist: {hint}"
        raise StoppedError(message)
    return docs


def _theme(theme: _Reader, options: _Reader) -> ThemeOptions:
    return ThemeOptions(
        colour=colour_of(theme.values.get("palette")),
        has_search=options.get("search", bool) is not False,
        has_analytics=options.get("analytics", bool) is True,
        is_offline=options.get("offline", bool) is True,
    )


def _look(theme: _Reader, options: _Reader, docs: Path, site_url: str) -> LookSettings:
    return LookSettings(
        docs=docs,
        site_url=site_url,
        favicon=theme.get("favicon", str) or "",
        icons=tuple(str(one) for one in options.get("icons", list) or ()),
        theme_color=options.values.get("theme_color"),
        link_picture=options.get("link_picture", str) or "",
    )


def never_offline(settings: Settings) -> Settings:
    """Return the settings of a site that no browser keeps, such as a preview."""
    return replace(settings, theme=replace(settings.theme, is_offline=False))


def _check_options(options: _Reader) -> None:
    for name in options.values:
        if name not in _OPTIONS:
            close = nearest(str(name), _OPTIONS)
            hint = f"did you mean '{close}'?" if close else f"there are: {', '.join(_OPTIONS)}"
            message = f"{FILE}: izeja has no option '{name}': {hint}"
            raise StoppedError(message)
    if options.values.get("only") or options.values.get("only_languages"):
        message = f"{FILE} asks for a part of the site ('only'), which is for MkDocs: delete this option"
        raise StoppedError(message)


class _Reader:
    """Values of a mapping, each of its kind."""

    def __init__(self, values: Any, where: str) -> None:
        if not isinstance(values, dict):
            message = f"{where} must have lines like 'key: value'"
            raise StoppedError(message)
        self.values, self._where = values, where

    def get(self, key: str, kind: type[_Kind]) -> _Kind | None:
        """Return a value, None if there is none.

        Raises:
            StoppedError: it is of another kind.
        """
        value = self.values.get(key)
        if value is not None and not isinstance(value, kind):
            message = f"{self._where}: '{key}' must be {_KINDS[kind]}"
            raise StoppedError(message)
        return value

    def sub(self, key: str) -> _Reader:
        """Return the mapping of a key, which may be missing."""
        return _Reader(self.get(key, dict) or {}, f"{self._where}, {key}")


def _named(found: _Reader, key: str) -> dict[str, Any]:
    """Return plugins or extensions with their options: a list of names, or a mapping."""
    value = found.values.get(key)
    if isinstance(value, dict):
        return {str(name): options or {} for name, options in value.items()}
    named: dict[str, Any] = {}
    for one in found.get(key, list) or ():
        named |= (
            {str(name): options or {} for name, options in one.items()}
            if isinstance(one, dict)
            else {str(one): {}}
        )
    return named


def _languages(i18n: _Reader | None, theme: _Reader, name: str, description: str) -> tuple[SiteLanguage, ...]:
    if i18n is None:
        code = theme.values.get("language") or theme.values.get("locale")
        return (SiteLanguage(str(code), "", name, description, None),) if code else ()
    listed = [_Reader(one, f"{FILE}, {_I18N}, languages") for one in i18n.get("languages", list) or ()]
    built = [one for one in listed if one.get("build", bool) is not False]
    # Sorting is stable, so the others keep their order, which is that of the menu of languages.
    default_first = sorted(built, key=lambda one: one.get("default", bool) is not True)
    languages: list[SiteLanguage] = []
    for one in default_first:
        code = one.get("locale", str) or ""
        if not is_language(code):
            hint = hint_for_code(code, ())
            message = f"{FILE}, {_I18N}: 'locale: {code}' is not the code of a language: {hint}"
            raise StoppedError(message)
        if code in (one.code for one in languages):
            message = f"{FILE}, {_I18N}: the language '{code}' is listed twice: delete one of them"
            raise StoppedError(message)
        own_name, own = one.get("site_name", str) or name, one.get("site_description", str) or description
        languages.append(SiteLanguage(code, one.get("name", str) or code, own_name, own, _nav(one)))
    if not languages:
        message = f"{FILE}, {_I18N} has no languages: list each as '- locale: en'"
        raise StoppedError(message)
    return tuple(languages)


def _patterns(found: _Reader, key: str) -> str:
    """Return the patterns of files, a line each."""
    patterns = found.get(key, str) or ""
    for line in patterns.splitlines():
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError:
            message = (
                f"{FILE}: '{key}' has the line '{line.strip()}', which is not a pattern as in .gitignore: "
                "correct or delete it"
            )
            raise StoppedError(message) from None
    return patterns


def _nav(found: _Reader) -> tuple[NavItem, ...] | None:
    listed = found.get("nav", list)
    return None if listed is None else tuple(_items(listed))


def _items(listed: Sequence[Any]) -> list[NavItem]:
    items: list[NavItem] = []
    for one in listed:
        pairs = one.items() if isinstance(one, dict) else [(None, one)]
        for title, value in pairs:
            below = tuple(_items(value)) if isinstance(value, list) else str(value)
            items.append((None if title is None else str(title), below))
    return items


def _site_url(written: str) -> str:
    """Return the address of the site, which ends with a slash, or "" if none is given.

    Raises:
        StoppedError: no page can be below it.
    """
    if not written:
        return ""
    if not is_site_url(written):
        message = (
            f"{FILE}: 'site_url: {written}' is not the address of a site: write one such as "
            "'https://help.example.com/'"
        )
        raise StoppedError(message)
    return written if written.endswith("/") else f"{written}/"


def _in_folders(i18n: _Reader) -> bool:
    """Return whether each language has a folder, and not an ending of the names of its pages.

    Raises:
        StoppedError: it is neither.
    """
    structure = i18n.get("docs_structure", str) or "suffix"
    if structure not in ("folder", "suffix"):
        message = f"{FILE}, {_I18N}: 'docs_structure: {structure}' must be 'folder' or 'suffix'"
        raise StoppedError(message)
    return structure == "folder"
