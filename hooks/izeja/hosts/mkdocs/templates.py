"""A theme's templates, found and compiled faster than by MkDocs, through undocumented behaviour.

Undocumented behaviour that this module relies on:

- MkDocs calls `theme.get_env()` for each language, on the theme in its settings, and copies the files that
  `list_templates()` of the environment's loader returns, except templates and hidden files
  (`Files.add_files_from_theme`). So a theme may be given another `get_env`.
- Material keeps its 14,000 icons in a hidden folder, `.icons`, which MkDocs never copies.
- Jinja asks a `BytecodeCache`, which is documented, for a template of a name and a source, and not of an
  environment. What else of an environment decides how a template is compiled is in `_dialect`: the arguments
  of `Environment`, and which filters and tests Jinja may call while it compiles: those without the attribute
  `jinja_pass_arg` (`jinja2.nodes`, `jinja2.utils`).
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache, FileSystemLoader, TemplateError
from jinja2.ext import LoopControlExtension
from jinja2.meta import find_referenced_templates

from izeja.running.processes import free_cores

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from mkdocs.theme import Theme

_SYNTAX = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline"),
    *("optimized", "autoescape", "finalize", "undefined", "code_generator_class", "newstyle_gettext"),
)

# It gives a meaning to two tags, without which a template that has them cannot be compiled at all.
_HARMLESS = {LoopControlExtension.identifier}


_PAGE = "main.html"


class CompiledTemplates(BytecodeCache):
    """Keeps the templates of a theme compiled, which MkDocs would compile again for each language.

    Those of a page are compiled in another process, in the gaps that the work of a build leaves.
    """

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, Hashable], bytes] = {}
        self._ahead: tuple[Connection, Hashable] | None = None

    def compile_ahead(self, theme: Theme) -> None:
        """Start compiling the templates of a page in a copy of this process, where that is safe and pays."""
        # See `izeja.running.processes`: a copy has none of the other threads, and none of their locks.
        if sys.platform == "linux" and threading.active_count() == 1 and free_cores():
            context = multiprocessing.get_context("fork")
            env = theme.get_env()
            here, there = context.Pipe(duplex=False)
            context.Process(target=_compile_page, args=(env, here, there), daemon=True).start()
            there.close()
            self._ahead = here, _dialect(env)

    def stop(self) -> None:
        """End the process that compiles ahead, if nobody has asked for its templates."""
        if self._ahead:
            self._ahead[0].close()
            self._ahead = None

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in the code that a template of this source was compiled to, if it was."""
        if self._ahead:
            self._fetch(*self._ahead)
        if found := self._compiled.get((bucket.key, _dialect(bucket.environment))):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code that a template was compiled to."""
        self._compiled[bucket.key, _dialect(bucket.environment)] = bucket.bytecode_to_string()

    def _fetch(self, ahead: Connection, dialect: Hashable) -> None:
        self._ahead = None
        # A process that died has sent nothing, and the templates are compiled here.
        with ahead, suppress(EOFError):
            self._compiled |= {(key, dialect): code for key, code in ahead.recv().items()}

    @property
    def code(self) -> Mapping[str, bytes]:
        """The code of each template, by its key, for a process that had a single environment."""
        return {key: code for (key, _), code in self._compiled.items()}

    def serve(self, theme: Theme) -> None:
        """Give these templates to all environments that a theme makes from now on."""
        if "get_env" not in vars(theme):
            theme.get_env = partial(self._served, theme.get_env)  # type: ignore[method-assign]  # MkDocs looks for files with one that no event has seen

    def _served(self, get_env: Callable[[], Environment]) -> Environment:
        env = get_env()
        env.bytecode_cache = env.bytecode_cache or self
        # Any other loader belongs to a plugin, which may list files of its own.
        if type(env.loader) is FileSystemLoader:
            env.loader = _Unhidden(env.loader.searchpath, env.loader.encoding, env.loader.followlinks)
        return env


class _Unhidden(FileSystemLoader):
    """Lists the files in the folders of a theme whose path has no name that begins with a dot.

    MkDocs would look at each of Material's icons, once for each language, to see whether it has to be copied.
    Templates that name an icon still find it.
    """

    def list_templates(self) -> list[str]:
        """Return the paths of the files, sorted."""
        found = set()
        for root in self.searchpath:
            for folder, folders, files in os.walk(root, followlinks=self.followlinks):
                folders[:] = [name for name in folders if not name.startswith(".")]
                below = Path(folder).relative_to(root)
                found |= {(below / name).as_posix() for name in files if not name.startswith(".")}
        return sorted(found)


def _dialect(env: Environment) -> Hashable:
    """Return everything about an environment that decides to what a template is compiled.

    Filters and tests that do not ask for the context are called at once on values that never change.
    """
    called = (*env.filters.items(), *env.tests.items())
    early = frozenset(one for one in called if not hasattr(one[1], "jinja_pass_arg"))
    syntax = tuple(getattr(env, name, None) for name in _SYNTAX)
    return syntax, frozenset(env.extensions) - _HARMLESS, early, env.policies["ext.i18n.trimmed"]


def _compile_page(env: Environment, here: Connection, there: Connection) -> None:
    # The work of the build goes first.
    os.nice(4)
    # As long as this process can read its own answer, it waits for ever for a build that was killed.
    here.close()
    kept = CompiledTemplates()
    names = [_PAGE]
    for name in names:
        names += [one for one in _compile_into(kept, env, name) if one not in names]
    with suppress(BrokenPipeError):
        there.send(kept.code)


def _compile_into(kept: CompiledTemplates, env: Environment, name: str) -> list[str]:
    """Compile a template, and return the names of those that it includes or extends."""
    assert env.loader is not None  # noqa: S101 - a theme has one
    try:
        source, filename, _ = env.loader.get_source(env, name)
        parsed = env.parse(source, name, filename)
        bucket = kept.get_bucket(env, name, filename, source)
        bucket.code = env.compile(parsed, name, filename)
    except (TemplateError, OSError, UnicodeError):
        # A page that needs this template reports the error.
        return []
    kept.set_bucket(bucket)
    return [one for one in dict.fromkeys(find_referenced_templates(parsed)) if one]
