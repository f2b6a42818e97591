"""Templates that are put into others when these are compiled."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from izeja.page.inlined import Inlined

OUTER = """\
{% set name = "outer" %}
{% for one in [1, 2] %}
  {% TAG "inner" %}
{{ name }}
{% endfor %}
"""
INNER = """\
{% set name = "inner " ~ one %}
{% macro shown(text) %}<{{ text }}>{% endmacro %}
  {{ shown(name) }}
"""


@pytest.mark.parametrize("blocks", [True, False])
def test_a_template_comes_out_as_if_it_were_included(blocks: bool) -> None:  # noqa: FBT001 - a parameter of the test
    environment = Environment(
        loader=DictLoader(
            {"inner": INNER, "a": OUTER.replace("TAG", "include"), "b": OUTER.replace("TAG", "inline")}
        ),
        autoescape=True,
        trim_blocks=blocks,
        lstrip_blocks=blocks,
        extensions=[Inlined],
    )
    included, inlined = (environment.get_template(name).render() for name in "ab")
    assert "&lt;inner" not in included
    assert "<inner 2>" in included
    assert inlined == included
