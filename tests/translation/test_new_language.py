"""A new language changes as little as possible in the settings, and nothing that people have written."""

from __future__ import annotations

from pathlib import Path

import pytest

import txtar
from izeja.library.library import Library
from izeja.library.reader import read_library
from izeja.translation import copied_pages
from izeja.translation.copied_pages import copies, copy_pages, copy_problems, pages_folder
from izeja.translation.new_language import UneditableError, add_to_config, missing_lines

TREE = "title: A\nkind: causes\nstart: a\nnodes:\n  a:\n    resolution: A\n"


def library_of(root: Path, config: bytes) -> Library:
    (root / "trees").mkdir(exist_ok=True)
    (root / "trees" / "a.yml").write_text(TREE, "utf-8")
    (root / "trees" / "library.yml").write_bytes(config)
    library, _, problems = read_library(root / "trees")
    assert library is not None, problems
    return library


@pytest.mark.parametrize(
    ("languages", "added"),
    [
        ("languages: [en]", "languages: {en: required, et: preparing}"),
        ("languages: [lv, 'en' ] # x", "languages: {lv: required, 'en': required, et: preparing } # x"),
        (
            "languages:\n- lv\n- en # x",
            "languages:\n  lv: required\n  en: required # x\n  et: preparing",
        ),
        ("languages:\r\n  - en\r", "languages:\r\n    en: required\r\n    et: preparing\r"),
        (
            "languages: [\n  lv,\n  en,\n]",
            "languages: {\n  lv: required,\n  en: required, et: preparing,\n}",
        ),
        ("languages: {en: required}", "languages: {en: required, et: preparing}"),
        ("languages:\n  en: required # x", "languages:\n  en: required # x\n  et: preparing"),
        (
            "languages:\n  lv: 'fallback'\n\n  en: required",
            "languages:\n  lv: 'fallback'\n\n  en: required\n  et: preparing",
        ),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_language_is_added_to_the_list(languages: str, added: str, mark: str, tmp_path: Path) -> None:
    before, after = (f"{mark}{one}\nsource_language: en\n".encode() for one in (languages, added))
    assert add_to_config(library_of(tmp_path, before), "et")
    file = tmp_path / "trees" / "library.yml"
    assert file.read_bytes() == after
    assert not add_to_config(library_of(tmp_path, after), "et")
    assert file.read_bytes() == after


def test_a_list_that_is_hard_to_edit_stays(tmp_path: Path) -> None:
    config = b"source_language: en\nlanguages:\n  -\n    en\n"
    with pytest.raises(UneditableError, match=r"add 'et: preparing' to 'languages:' in .* by hand"):
        add_to_config(library_of(tmp_path, config), "et")
    assert (tmp_path / "trees" / "library.yml").read_bytes() == config


I18N = """plugins:
  - search
  - i18n:
      languages:
        - locale: en
          name: English
          default: true
          fixed_link: /en/
"""
LINES = "        - locale: et\n          name: Eesti"
SHALLOW = "      - locale: et\n        name: Eesti\n        fixed_link: /et/"
PLUGIN = f"""plugins:
  - i18n:
      docs_structure: folder
      languages:
        - locale: en
          name: English
          default: true
{LINES}"""


@pytest.mark.parametrize(
    ("mkdocs", "lines"),
    [
        (I18N, f"{LINES}\n          fixed_link: /et/"),
        (I18N.replace("locale: en", "locale: et"), None),
        (I18N.replace("          fixed_link: /en/\n", ""), LINES),
        (
            I18N.replace("        - l", "      - l").replace(" " * 10, " " * 8),
            SHALLOW,
        ),
        (I18N.replace("name: English", "name: !ENV NAME"), f"{LINES}\n          fixed_link: /et/"),
        ("plugins: [search]\n", PLUGIN),
        ("plugins: [{i18n: {languages: nothing}}]\n", PLUGIN),
        ("plugins: [", PLUGIN),
        (None, PLUGIN),
    ],
)
def test_the_lines_for_mkdocs(mkdocs: str | None, lines: str | None, tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    if mkdocs is not None:
        file.write_text(mkdocs, "utf-8")
    assert missing_lines(file, "et", ("en", "et")) == lines


def test_a_pseudo_language_is_called_by_its_code(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(I18N, "utf-8")
    assert missing_lines(tmp_path / "mkdocs.yml", "en-XA", ("en", "en-XA")) == (
        "        - locale: en-XA\n          name: En-XA\n          fixed_link: /en-XA/"
    )


PAGES = {
    "docs/en/index.md": "---\ntitle: Home\n---\n\n# Home\n",
    "docs/en/plain.md": "# Plain\n\n---\n\nA line above.\n",
    "docs/en/close.md": "---\ntitle: Close\n---\n# Close\n",
    "docs/en/more/page.md": "# Page\n",
    "docs/en/more/picture.png": "not text",
    "docs/et/more/page.md": "# Leht\n",
}
MARK = "<!-- izeja: translate this page, then delete this line. It was copied from docs/en/{} -->\n"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    txtar.unpack({**PAGES, "trees/a.yml": TREE}, tmp_path)
    config = b"source_language: en\nlanguages: [en, et, en-XA]\npages: ../docs/{language}\n"
    (tmp_path / "trees" / "library.yml").write_bytes(config)
    monkeypatch.chdir(tmp_path)
    library, _, _ = read_library(Path("trees"))
    assert library is not None
    return library


def test_pages_are_copied_once_with_a_mark(library: Library) -> None:
    assert list(copy_pages(library, "et")) == ["docs/et/close.md", "docs/et/index.md", "docs/et/plain.md"]
    texts = {
        file.relative_to("docs/et").as_posix(): file.read_text() for file in Path("docs/et").rglob("*.*")
    }
    assert texts == {
        "close.md": f"---\ntitle: Close\n---\n\n{MARK.format('close.md')}\n# Close\n",
        "index.md": f"---\ntitle: Home\n---\n\n{MARK.format('index.md')}\n# Home\n",
        "plain.md": f"{MARK.format('plain.md')}\n# Plain\n\n---\n\nA line above.\n",
        "more/page.md": "# Leht\n",
        "more/picture.png": "not text",
    }
    assert list(copy_pages(library, "et")) == []


def test_copies_are_found_until_they_are_translated(library: Library) -> None:
    assert list(copies(library, "et")) == []
    list(copy_pages(library, "et"))
    places = [(place.path, place.line, place.end_column) for place in copies(library, "et")]
    assert places == [
        ("docs/et/close.md", 5, len(MARK.format("close.md"))),
        ("docs/et/index.md", 5, len(MARK.format("index.md"))),
        ("docs/et/plain.md", 1, len(MARK.format("plain.md"))),
    ]
    problem = next(copy_problems(library, "et"))
    assert (problem.code, problem.severity) == ("untranslated", "error")
    assert problem.message == "this page is not translated into 'et'"
    assert problem.hint == "translate it, then delete this line"
    Path("docs/et/close.md").write_text("# Lähedal\n", "utf-8")
    assert len(list(copy_problems(library, "et"))) == 2


def test_a_pseudo_language_has_copies_without_a_mark(library: Library) -> None:
    assert len(list(copy_pages(library, "en-XA"))) == 4
    assert Path("docs/en-XA/index.md").read_text() == PAGES["docs/en/index.md"]
    assert list(copies(library, "en-XA")) == []


def test_the_source_language_is_no_copy(library: Library) -> None:
    assert list(copy_pages(library, "en")) == []


@pytest.mark.parametrize("pages", [b"", b"pages: docs\n"])
def test_languages_without_folders_have_no_copies(pages: bytes, tmp_path: Path) -> None:
    library = library_of(tmp_path, b"source_language: en\nlanguages: [en, et]\n" + pages)
    assert pages_folder(library, "et") is None
    assert list(copy_pages(library, "et")) == []
    assert list(copies(library, "et")) == []


def test_pages_are_copied_whatever_is_in_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copied_pages, "MAX_BYTES", 1000)
    library = library_of(tmp_path, b"source_language: en\nlanguages: [en, lv]\npages: ../docs/{language}\n")
    pages = tmp_path / "docs" / "en"
    pages.mkdir(parents=True)
    (pages / "latin.md").write_bytes(b"# Caf\xe9\n")
    (pages / "large.md").write_text("x" * 1001, "utf-8")
    (pages / "link.md").symlink_to(tmp_path)
    assert [Path(one).name for one in copy_pages(library, "lv")] == ["latin.md"]
    made = tmp_path / "docs" / "lv"
    assert [file.name for file in made.iterdir()] == ["latin.md"]
    assert (made / "latin.md").read_bytes().endswith(b"\n\n# Caf\xe9\n")
    assert [place.line for place in copies(library, "lv")] == [1]
