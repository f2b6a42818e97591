"""What MkDocs and other plugins see of the file of a guide."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from izeja.hosts.mkdocs.sources import Sources, head_as_meta, head_as_source
from izeja.page.render import Head

CODE = "https://example.org/code"


def generated(tmp_path: Path, **options: str) -> tuple[File, Page]:
    config = MkDocsConfig(str(tmp_path / "mkdocs.yml"))
    config.load_dict({"site_name": "Test", "plugins": [], **options})
    assert config.validate() == ([], [])
    # As MkDocs sets it while an event runs.
    config.plugins._current_plugin = "izeja"  # noqa: SLF001 - nothing else sets it
    file = File("lv/shop/pay.md", config.docs_dir, config.site_dir, use_directory_urls=True)
    Sources(tmp_path / "trees", config).make_generated(file, "shop/pay", Head("Pay", "How to pay"))
    return file, Page(None, file, config)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    return tmp_path


def test_the_file_of_a_guide_is_generated_from_its_tree(project: Path) -> None:
    file, _ = generated(project)
    assert file.generated_by == "izeja"
    assert file.src_dir is None
    assert file.abs_src_path == str(project / "trees" / "shop" / "pay.yml")
    assert file.content_string == head_as_source(Head("Pay", "How to pay"))
    assert file.is_documentation_page()
    assert file.dest_uri == "lv/shop/pay/index.html"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, None),
        ({"repo_url": CODE}, None),
        ({"repo_url": CODE, "edit_uri": "edit/main/docs/"}, f"{CODE}/edit/main/trees/shop/pay.yml"),
        ({"repo_url": CODE, "edit_uri": "edit/main/site/docs"}, f"{CODE}/edit/main/site/trees/shop/pay.yml"),
        ({"repo_url": f"{CODE}/", "edit_uri_template": "e/docs/{path}"}, f"{CODE}/e/trees/shop/pay.yml"),
        ({"repo_url": CODE, "edit_uri": "?file=docs/"}, None),
        ({"repo_url": CODE, "edit_uri": "#docs/"}, None),
        (
            {"edit_uri": "https://example.org/wiki/docs/"},
            "https://example.org/wiki/docs/../trees/shop/pay.yml",
        ),
    ],
)
def test_the_button_to_edit_a_guide_leads_to_its_tree(
    options: dict[str, str], expected: str | None, project: Path
) -> None:
    assert generated(project, **options)[1].edit_url == expected


@given(st.text(), st.text())
@example("\x7f\x85\u2028\ufeff\ufffe", "\U0001f600: 'a' \"b\" \\ --- &amp;\n---\n")
def test_the_head_of_a_page_is_read_as_it_was_written(title: str, description: str) -> None:
    head = Head(title, description)
    try:
        head_as_source(head).encode()
    except UnicodeEncodeError:  # half of a character, which no file has
        return
    assert get_data(head_as_source(head)) == ("", head_as_meta(head))
