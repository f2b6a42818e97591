"""Pages for other generators: what is written into a project, and what of others is left alone in it."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html as lxml_html

import txtar
from conftest import PROVIDER
from generators import front_matter
from golden import read_case
from izeja.cli.main import main
from izeja.hosts.generators import own_files
from izeja.hosts.generators.front_matter import front_matter as values_of
from izeja.hosts.generators.html_block import one_line
from izeja.hosts.generators.own_files import LIST, OwnFiles
from izeja.hosts.generators.refused import RefusedError
from izeja.hosts.generators.table import GENERATORS
from izeja.reading.writing import write_whole
from izeja.site.manifest import SITE_MANIFEST

FOLDER = Path(__file__).parent / "generators"
BLOCK = re.compile(r"^(.*?)(<link .*>)(\{\{.*|)$", re.MULTILINE)
CODE_OR_LINK = re.compile(r'<pre>.*?</pre>|<code>.*?</code>|<script.*?</script>|(?:href|src)="[^"]*"')
HTML = """
<div title="a
  b { {{ x">
  <p>Some <b>text</b>
     on lines, {% raw %}</p>

  <pre><code>    indented

  {{ last }}
</code></pre>
  <script type="application/ld+json">{"a": [{"b": "{{ c {% d"}]}</script>
</div>
"""


def export(*call: str) -> str:
    run = CliRunner().invoke(main, ["export", *call])
    assert run.exception is None or isinstance(run.exception, SystemExit), run.exception
    usage = "Usage: main export [OPTIONS] FOLDER [PATH]\nTry 'main export --help' for help.\n\n"
    return f"{run.output.removeprefix(usage)}exit code {run.exit_code}\n"


def is_shown(path: str) -> bool:
    """Return whether a golden has the content of a file: not of scripts, and other files of every page."""
    return not ("assets/izeja/" in path or path.endswith((LIST, SITE_MANIFEST)))


def shortened(text: str) -> str:
    """Return a page in which the HTML of ours is only its addresses, and the code that it shows."""
    short = BLOCK.sub(lambda found: "\n".join([found[1], *CODE_OR_LINK.findall(found[2]), found[3]]), text)
    return f"{short.rstrip()}\n"


@pytest.mark.parametrize("case", sorted(FOLDER.glob("*.txtar")), ids=lambda case: case.stem)
def test_writes(
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    update_goldens: bool,  # noqa: FBT001 - a fixture
) -> None:
    read = read_case(case, "call ", "after/")
    txtar.unpack({name: text for name, text in read.given.items() if name != "calls"}, tmp_path)
    monkeypatch.chdir(tmp_path)
    found = {}
    for number, call in enumerate(read.given["calls"].splitlines(), 1):
        before = contents(tmp_path)
        found[f"call {number}: {call}"] = export(*call.split())
        after = contents(tmp_path)
        gone = [f"{path}\n" for path in before if path not in after]
        changed = {path: text for path, text in after.items() if before.get(path) != text}
        found |= {
            f"after/{number}/{path}": shortened(text) for path, text in changed.items() if is_shown(path)
        }
        if gone := [path for path in gone if is_shown(path)]:
            found[f"after/{number}: deleted"] = "".join(gone)
    read.compare(found, update=update_goldens)


def contents(folder: Path) -> dict[str, str]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8", "replace") for file in files}


@pytest.mark.parametrize("name", front_matter.GENERATORS)
def test_front_matter_is_read_as_its_generator_reads_it(name: str) -> None:
    """`make test-generators` builds the same pages, and finds them there."""
    rules = GENERATORS[name].front_matter
    assert rules is not None
    fronts = {
        page.removeprefix(f"{rules.folder}/"): values_of(text)
        for page, text in front_matter.pages_of(name).items()
        if page.startswith(rules.folder)
    }
    said = [
        front_matter.Said(f"{rules.folder}/{page}", file, words)
        for page, told in rules.told(fronts, {"": "", "lv": "", "en": "en/"}).items()
        for file, words in told.files.items()
    ]
    assert sorted(said) == sorted(front_matter.expected(name))


@pytest.mark.parametrize("name", GENERATORS)
def test_a_second_export_changes_nothing(name: str, tmp_path: Path) -> None:
    trees = str(PROVIDER / "decision_trees")
    assert "exit code 0" in export("--for", name, str(tmp_path), trees)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*") if file.name != LIST}
    assert "0 files new or changed, 0 deleted" in export("--for", name, str(tmp_path), trees)
    assert {file: file.stat().st_mtime_ns for file in before} == before


def test_a_clone_with_other_ends_of_lines_is_no_edit(tmp_path: Path) -> None:
    trees, picture = str(PROVIDER / "decision_trees"), b"\0\r\n"
    assert "exit code 0" in export("--for", "zensical", str(tmp_path), trees)
    files = [file for file in tmp_path.rglob("*") if file.is_file() and b"\0" not in file.read_bytes()]
    for file in files:
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert "0 files new or changed, 0 deleted" in export("--for", "zensical", str(tmp_path), trees)
    home = tmp_path / "en" / "index.md"
    home.write_bytes(home.read_bytes() + b"An edit.\r\n")
    assert f"or were edited since: '{home}'" in export("--for", "zensical", str(tmp_path), trees)
    # What is no text has no lines.
    OwnFiles(tmp_path / "media").put({"a.jpg": picture})
    (tmp_path / "media" / "a.jpg").write_bytes(picture.replace(b"\r", b""))
    with pytest.raises(RefusedError, match="edited since"):
        OwnFiles(tmp_path / "media").put({"a.jpg": picture})


def test_a_link_that_leads_out_is_named_and_nothing_written(tmp_path: Path) -> None:
    folder, trees = tmp_path / "docs", str(PROVIDER / "decision_trees")
    outside = tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (folder / "assets").symlink_to(outside)
    assert export("--for", "html", str(folder), trees) == (
        f"Error: '{folder / 'assets'}' is a link to '{outside}', outside of '{folder}'. Delete the link, or "
        "choose another folder\nexit code 2\n"
    )
    assert [*outside.iterdir()] == []


def test_only_one_process_at_a_time_and_the_other_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/izeja", "export"])
    folder, trees = tmp_path / "docs", str(PROVIDER / "decision_trees")
    with own_files.own_files(folder):
        said = export("--for", "zensical", str(folder), trees)
        lock = folder / own_files.LOCK
        assert said == (
            f"Error: '{folder}' is being written by another process (izeja export, process {os.getpid()}): "
            f"wait until it has finished, then try again. If it no longer runs, delete '{lock}'\n"
            "exit code 2\n"
        )
        assert [file.name for file in folder.iterdir()] == [own_files.LOCK]
    assert not folder.exists()
    assert "exit code 0" in export("--for", "zensical", str(folder), trees)
    assert not (folder / own_files.LOCK).exists()


@pytest.mark.parametrize("room", [0, 1, 2])
def test_an_interrupted_export_is_taken_up(
    room: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, versions = [room], [b"first", b"second", b"third"]

    def until_full(file: Path, content: bytes) -> None:
        left[0] -= file.name != LIST
        if left[0] < 0:
            raise OSError(28, "No space left on device", str(file))
        write_whole(file, content)

    OwnFiles(tmp_path).put(dict.fromkeys(("a", "b", "old"), versions[0]))
    with monkeypatch.context() as patch:
        patch.setattr(own_files, "write_whole", until_full)
        with pytest.raises(RefusedError, match=r"cannot write '.*/[abc]': No space left"):
            OwnFiles(tmp_path).put(dict.fromkeys(("a", "b", "c"), versions[1]))
    assert OwnFiles(tmp_path).put(dict.fromkeys(("a", "b", "c"), versions[2])) == (3, 1)
    assert {name: text for name, text in contents(tmp_path).items() if name != LIST} == dict.fromkeys(
        ("a", "b", "c"), "third"
    )


def as_read(html: str) -> list[tuple[str, dict[str, str], str, str]]:
    """Return the elements of HTML as browsers read them, where only spaces between words may differ."""
    elements = []
    for element in lxml_html.fragment_fromstring(html, create_parent="main").iter():
        is_exact = any(one.tag == "pre" for one in (element, *element.iterancestors()))
        texts = [text or "" for text in (element.text, element.tail)]
        within = texts[0] if is_exact else " ".join(texts[0].split())
        elements.append((element.tag, dict(element.attrib), within, " ".join(texts[1].split())))
    return elements


TEXTS = st.text(st.sampled_from("{}%<a \n#`"), max_size=12).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
)


@given(TEXTS, TEXTS, TEXTS)
@example("\n\n    ", "{{", "\n\n")
def test_html_on_one_line_is_read_the_same(text: str, value: str, code: str) -> None:
    html = f'<p title="{value}">{text}<b>\n{text}</b></p>\n\n    <pre><code>{code}.</code></pre>'
    line = one_line(html)
    assert "\n" not in line
    assert "{" not in line
    assert as_read(line) == as_read(html)


def test_data_have_no_braces_of_templates() -> None:
    line = one_line(HTML)
    assert not [braces for braces in ("{{", "{%", "\n") if braces in line]
    assert '{"a": [{"b": "\\u007b{ c \\u007b% d"}]}' in line
