"""The undocumented behaviour of Babel and gettext that Izeja relies on."""

from __future__ import annotations

import pytest

from izeja.translation import mo_files, po_files


@pytest.mark.parametrize("module", [mo_files, po_files], ids=lambda module: module.__name__)
def test_it_still_holds(module: object) -> None:
    module.check_assumptions()  # type: ignore[attr-defined]  # both modules have it


@pytest.mark.parametrize("assumption", po_files._ASSUMPTIONS)  # noqa: SLF001 - each one is broken here
def test_a_broken_one_of_babel_is_named(assumption: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(po_files._ASSUMPTIONS, assumption, lambda: False)  # noqa: SLF001 - as above
    with pytest.raises(RuntimeError, match=assumption.replace("|", r"\|")):
        po_files.check_assumptions()


def test_a_broken_one_of_gettext_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mo_files, "compiled", lambda _: None)
    with pytest.raises(RuntimeError, match="raises ValueError for plural forms that are not valid"):
        mo_files.check_assumptions()
