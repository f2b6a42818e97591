"""Files as text: their encoding, their size, and files that cannot be read."""

from __future__ import annotations

import codecs
import errno
import os
from pathlib import Path

import pytest

from izeja.problems.problem import Position, Problem
from izeja.reading.files import DEFAULT_BOUNDS, decode, decode_bytes
from izeja.reading.parse import reading_of
from izeja.reading.source import Source

AS_UTF_8 = "save the file as UTF-8 (in most editors: Save with Encoding)"


def decoded(raw: bytes, size: int = 100) -> tuple[Source, Problem | None]:
    return decode_bytes(raw, "a.yml", size)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"", ""),
        (b"a: b\r\n", "a: b\r\n"),
        ("a: ā🙂".encode(), "a: ā🙂"),
        (codecs.BOM_UTF8 + b"a: b", "a: b"),
        (codecs.BOM_UTF8 * 2 + b"a", "\ufeffa"),
        (b"a" + codecs.BOM_UTF8, "a\ufeff"),
        (b"\0", "\0"),
    ],
)
def test_utf_8_is_read_without_its_mark(raw: bytes, text: str) -> None:
    assert decoded(raw) == (Source("a.yml", text), None)


@pytest.mark.parametrize(
    ("raw", "line"),
    [(b"\xe9", 1), (b"a\xe9", 1), (b"a\n\n\xe9", 3), (b"a\r\n\xe9\n\xe9", 2), ("a".encode("utf-16"), 1)],
)
def test_another_encoding_is_refused_at_its_first_line(raw: bytes, line: int) -> None:
    problem = Problem("not-utf-8", f"line {line} is not UTF-8 text", Position("a.yml"), AS_UTF_8)
    assert decoded(raw) == (Source("a.yml", ""), problem)


def test_a_file_may_have_exactly_its_bound_in_bytes() -> None:
    assert decoded(b"x" * 1234, 1234) == (Source("a.yml", "x" * 1234), None)
    hint = "split it, or raise 'limits: file_size' in library.yml"
    message = "this file has 1,235 bytes; the limit is 1,234"
    problem = Problem("too-large", message, Position("a.yml"), hint)
    assert decoded(b"x" * 1235, 1234) == (Source("a.yml", ""), problem)


def test_bytes_count_and_not_characters(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("ā" * 5, "utf-8")
    assert decode(file, "a.yml", 10)[1] is None
    assert decode(file, "a.yml", 9)[1] is not None


def test_the_usual_bounds_are_a_megabyte_and_twenty_levels(tmp_path: Path) -> None:
    assert (DEFAULT_BOUNDS.size, DEFAULT_BOUNDS.nesting) == (1_000_000, 20)
    file = tmp_path / "a.yml"
    file.write_bytes(b"x" * 1_000_000)
    assert decode(file, "a.yml")[1] is None
    file.write_bytes(b"x" * 1_000_001)
    assert decode(file, "a.yml")[1] is not None


def test_a_file_is_shown_as_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("title: One", "utf-8")
    assert decode(tmp_path / "a.yml", "trees/a.yml") == (Source("trees/a.yml", "title: One"), None)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    problem = Problem("not-a-file", "this is a folder, but a file was expected", Position("trees/a.yml"))
    assert decode(tmp_path, "trees/a.yml") == (Source("trees/a.yml", ""), problem)


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yml").symlink_to("gone.yml")
    message = "this is a link to 'gone.yml', which does not exist"
    hint = "delete it, or put the file there"
    problem = Problem("unreadable-file", message, Position("a.yml"), hint)
    assert decode(tmp_path / "a.yml", "a.yml") == (Source("a.yml", ""), problem)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda file: None, "No such file or directory"),  # noqa: ARG005 - it makes nothing
        (lambda file: file.symlink_to("a.yml"), "Too many levels of symbolic links"),
    ],
)
def test_a_file_that_cannot_be_opened_says_why(make: object, reason: str, tmp_path: Path) -> None:
    assert callable(make)
    make(tmp_path / "a.yml")
    hint = "check that it exists and that you have permission to open it"
    message = f"this file cannot be read: {reason}"
    problem = Problem("unreadable-file", message, Position("a.yml"), hint)
    assert decode(tmp_path / "a.yml", "a.yml") == (Source("a.yml", ""), problem)


def test_a_file_without_permission_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    # Root may read every file, so the refusal is the system's own error and not its decision.
    monkeypatch.setattr("builtins.open", refuse)
    problem = decode(tmp_path / "a.yml", "a.yml")[1]
    monkeypatch.undo()
    assert problem is not None
    assert problem.message == "this file cannot be read: Permission denied"


def test_what_cannot_be_read_is_not_parsed() -> None:
    source, problem = decoded(b"\xe9")
    reading = reading_of(source, problem)
    assert (reading.source, reading.data, reading.problems) == (source, None, (problem,))


def test_what_can_be_read_is_parsed() -> None:
    assert reading_of(*decoded(b"a: b")).data == {"a": "b"}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yml")
    message = "this is a pipe or a device, but a file was expected"
    hint = "delete it, or put the file itself here"
    problem = Problem("not-a-file", message, Position("a.yml"), hint)
    assert decode(tmp_path / "a.yml", "a.yml") == (Source("a.yml", ""), problem)


def test_a_device_has_no_end_and_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.yml").symlink_to("/dev/zero")
    found = decode(tmp_path / "a.yml", "a.yml")[1]
    assert found is not None
    assert found.code == "not-a-file"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.yml").open("wb") as file:
        file.truncate(10**12)
    found = decode(tmp_path / "a.yml", "a.yml")[1]
    assert found is not None
    assert found.message == "this file has 1,000,000,000,000 bytes; the limit is 1,000,000"


def test_a_file_of_the_system_that_seems_to_be_empty_is_not_read_to_its_end() -> None:
    found = decode(Path("/proc/self/smaps"), "a.yml", 100)[1]
    assert found is not None
    assert found.code == "too-large"
