"""The templates of a theme, found and compiled in less time than MkDocs takes for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache, FileSystemLoader, TemplateError
from jinja2.ext import LoopControlExtension
from jinja2.meta import find_referenced_templates

from izeja.running.processes import Crew, News

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from mkdocs.theme import Theme

_PAGE = "main.html"
_SYNTAX = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline"),
    *("optimized", "autoescape", "finalize", "undefined", "code_generator_class", "newstyle_gettext"),
)

# It gives a meaning to two tags, without which a template that has them cannot be compiled at all.
_HARMLESS = {LoopControlExtension.identifier}


class CompiledTemplates(BytecodeCache):
    """Keeps the templates of a theme compiled, which MkDocs would compile for each language again.

    Those of a page are compiled in another process, while this one has other things to do.
    """

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, Hashable], bytes] = {}
        self._ahead: Callable[[], None] | None = None

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what a template of this source was compiled to."""
        if self._ahead:
            self._ahead()
        if found := self._compiled.get((bucket.key, _dialect(bucket.environment))):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self._compiled[bucket.key, _dialect(bucket.environment)] = bucket.bytecode_to_string()

    def of(self, env: Environment) -> dict[str, bytes]:
        """Return what was compiled as an environment does it, by the keys of the templates."""
        dialect = _dialect(env)
        return {key: code for (key, one), code in self._compiled.items() if one == dialect}

    def start(self, theme: Theme) -> None:
        """Begin to compile the templates of a theme's page."""
        env = theme.get_env()
        crew = Crew(partial(_compiled_for, env), {_PAGE: [_PAGE]}, pays=True)
        self._ahead = partial(self._fetch, crew, _dialect(env))

    def serve(self, theme: Theme) -> None:
        """Be at hand for all environments that a theme makes from now on."""
        if "get_env" not in vars(theme):
            theme.get_env = partial(self._served, theme.get_env)  # type: ignore[method-assign]  # MkDocs looks for files with one that no event has seen

    def _fetch(self, crew: Crew[str, dict[str, bytes]], dialect: Hashable) -> None:
        self._ahead = None
        for _, found in crew.each(_PAGE):
            self._compiled |= {(key, dialect): code for key, code in found.items()}

    def _served(self, get_env: Callable[[], Environment]) -> Environment:
        env = get_env()
        env.bytecode_cache = env.bytecode_cache or self
        if type(env.loader) is FileSystemLoader:
            env.loader = _Unhidden(env.loader.searchpath, env.loader.encoding, env.loader.followlinks)
        return env


class _Unhidden(FileSystemLoader):
    """Lists what is in the folders of a theme, but for what is hidden: its name begins with a dot.

    MkDocs looks at each of Material's 14,000 icons, once for each language, to see whether it is to be
    copied, and copies nothing that is hidden. The icons are, and stay there for whoever asks for one.
    """

    def list_templates(self) -> list[str]:
        """Return the paths of all files, sorted."""
        found = set()
        for root in self.searchpath:
            for folder, folders, files in os.walk(root, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = Path(folder).relative_to(root)
                found |= {(below / name).as_posix() for name in files if not name.startswith(".")}
        return sorted(found)


def _dialect(env: Environment) -> Hashable:
    """Return what of an environment decides to what a template is compiled.

    Filters and tests are called when it is, with what does not change, unless they want to know the context.
    """
    called = (*env.filters.items(), *env.tests.items())
    early = frozenset(one for one in called if not hasattr(one[1], "jinja_pass_arg"))
    syntax = tuple(getattr(env, name, None) for name in _SYNTAX)
    return syntax, frozenset(env.extensions) - _HARMLESS, early, env.policies["ext.i18n.trimmed"]


def _compiled_for(
    env: Environment, _batch: str, names: Iterable[str], news: News | None
) -> Iterator[tuple[str, dict[str, bytes]]]:
    # Here nothing is compiled before it is wanted.
    if news:
        # Whatever else there is to do goes first.
        os.nice(4)
        for name in names:
            yield name, _with_its_parts(env, name)


def _with_its_parts(env: Environment, name: str) -> dict[str, bytes]:
    """Compile a template, and all that it names."""
    kept = CompiledTemplates()
    names = {name: None}
    left = [name]
    for one in left:
        try:
            assert env.loader is not None  # noqa: S101 - a theme has one
            source, filename, _ = env.loader.get_source(env, one)
            parsed = env.parse(source, one, filename)
            bucket = kept.get_bucket(env, one, filename, source)
            bucket.code = env.compile(parsed, one, filename)
        except (TemplateError, OSError, UnicodeError):
            # A page that needs it will tell.
            continue
        kept.set_bucket(bucket)
        more = {other: None for other in find_referenced_templates(parsed) if other and other not in names}
        left += more
        names |= more
    return kept.of(env)
