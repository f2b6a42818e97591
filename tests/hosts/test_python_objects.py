"""Objects of Python that `mkdocs.yml` names: some functions are used, and nothing else is imported or run."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

import pytest

from izeja.hosts.plain.python_objects import USED, NotUsedError, called, named
from izeja.hosts.plain.yaml_file import settings_mapping


@pytest.mark.parametrize("name", sorted(USED))
def test_each_function_is_one_of_the_module_that_names_it(name: str) -> None:
    function = named(name)
    assert inspect.isfunction(function)
    assert f"{function.__module__}.{function.__name__}" == name


@pytest.mark.parametrize(
    "name",
    [
        "os.system",
        # Modules and classes, which these packages have or import.
        "markdown.core.sys",
        "markdown.core.Markdown",
        "markdown.markdownFromFile",
        "markdown.extensions.toc.copy.deepcopy",
        "pymdownx.emoji.util",
        "pymdownx.emoji.makeExtension",
        "pymdownx.slugs",
        "pymdownx.slugs.slugify.__globals__",
        "material.extensions.emoji.os",
        "material.extensions.emojis.twemoji",
        "markdown",
        "",
    ],
)
def test_no_other_object_is_used(name: str) -> None:
    with pytest.raises(NotUsedError) as refused:
        named(name)
    assert str(refused.value) == f"the Python object {name}"
    with pytest.raises(NotUsedError) as refused:
        called(name, [], {})
    assert str(refused.value) == f"the Python object {name}"


def test_settings_write_no_file_and_import_no_module(tmp_path: Path) -> None:
    read, written = tmp_path / "read.md", tmp_path / "written.html"
    read.write_text("# Words\n", "utf-8")
    (tmp_path / "imported.py").write_text("raise SystemExit\n", "utf-8")
    files = f"{{kwds: {{input: {read}, output: {written}}}}}"
    values = {
        "file": f"!!python/object/apply:markdown.markdownFromFile {files}",
        "module": "!!python/object/apply:markdown.core.Markdown {kwds: {extensions: [imported]}}",
        "name": "!!python/name:markdown.core.sys",
    }
    sys.path.insert(0, str(tmp_path))
    try:
        found, not_used = settings_mapping("".join(f"{key}: {value}\n" for key, value in values.items()), "a")
    finally:
        sys.path.remove(str(tmp_path))
    assert found == {}
    assert not_used == tuple(
        f"the Python object {name}"
        for name in ("markdown.markdownFromFile", "markdown.core.Markdown", "markdown.core.sys")
    )
    assert not written.exists()
    assert "imported" not in sys.modules


def test_a_package_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "material.extensions.emoji", None)
    with pytest.raises(NotUsedError) as refused:
        named("material.extensions.emoji.to_svg")
    assert str(refused.value) == "the Python object material.extensions.emoji.to_svg (not installed)"


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("!!python/object/apply:pymdownx.slugs.slugify {kwds: 1}", "must be a mapping"),
        ("!!python/object/apply:pymdownx.slugs.slugify {args: 1}", "must be an iterable"),
        ("!!python/object/apply:pymdownx.superfences.fence_code_format [a, b, c, d, e]", "(KeyError: 'class"),
    ],
)
def test_whatever_a_call_raises_is_said(value: str, why: str) -> None:
    found, (not_used,) = settings_mapping(f"a: {value}", "mkdocs.yml")
    assert found == {}
    assert not_used.startswith("the Python object pymdownx.")
    assert why in not_used
