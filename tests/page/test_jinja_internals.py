"""Templates compiled by our code generator print the same as those compiled by Jinja's own."""

from __future__ import annotations

import pytest

from izeja.page.jinja_internals import AssumptionError, PlainCode, check_assumptions


def test_values_come_out_as_with_jinjas_own_code() -> None:
    check_assumptions()


@pytest.mark.parametrize("method", ["_output_child_pre", "_output_child_post", "visit_Test"])
def test_an_assumption_that_broke_is_named(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PlainCode, method, lambda self, *_: self.write("''"))
    with pytest.raises((AssumptionError, SyntaxError)):
        check_assumptions()
