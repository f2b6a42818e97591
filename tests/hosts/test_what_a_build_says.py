"""What a build says has no control characters, whatever it quotes."""

from __future__ import annotations

import logging

import pytest

from izeja.hosts.mkdocs.terminal import StoppedError, log, say

HARMFUL = "a\x1b[2J\x07\x9b\u202eb"
SHOWN = "a\u241b[2J\u2407\ufffd\ufffdb"


def test_errors_are_visible() -> None:
    assert str(StoppedError(f"{HARMFUL}\n", HARMFUL)) == f"{SHOWN}\u240a\n{SHOWN}"


def test_the_log_is_visible(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for write in (log.info, log.warning, log.error):
        write(f"{HARMFUL}\nb")
    assert caplog.messages == [f"izeja: {SHOWN}\nb"] * 3


def test_what_is_printed_is_visible(capsys: pytest.CaptureFixture[str]) -> None:
    say(HARMFUL)
    assert capsys.readouterr() == ("", f"{SHOWN}\n")
