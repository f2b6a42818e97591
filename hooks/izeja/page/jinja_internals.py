"""The details of Jinja's code generator, which it does not document and Izeja relies on.

Jinja looks for an item where an object has no attribute, and escapes a value again that is HTML already.
Both together take as long as the rest of a template, and a page of a guide has hundreds of values: writing
them out plainly makes writing pages about 7 % faster (`docs/fast-twins.md`).

Tried with Jinja 3.1.6. `check_assumptions` names what a later version has changed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from jinja2 import DictLoader, Environment, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape


class PlainCode(CodeGenerator):
    """Compiles templates that read attributes and compare with None as Python does.

    A template sees named tuples and `Markup` only, so there is no item to look for, and most values are HTML.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name for it
        """Write `one.name` as an attribute of Python."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802 - as above
        """Write `is none` as a comparison of Python, and leave other tests to Jinja."""
        if node.name != "none":
            super().visit_Test(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(" is None)")

    # Jinja writes these two around every value that a template prints.
    def _output_child_pre(self, *_: Any) -> None:
        self.write("(html if (html := ")

    def _output_child_post(self, *_: Any) -> None:
        self.write(").__class__ is Markup else environment.escaped(html))")


class PlainEnvironment(Environment):
    """An environment whose templates are compiled by `PlainCode`; use it with `autoescape` alone."""

    code_generator_class = PlainCode
    # Ids and addresses are on a page several times, and most of them on other pages too.
    escaped = staticmethod(lru_cache(maxsize=4096, typed=True)(escape))


class AssumptionError(RuntimeError):
    """Jinja no longer works as this module assumes; the message names the assumption."""


class _Sample(NamedTuple):
    html: Markup
    text: str
    nothing: None = None


def check_assumptions() -> None:
    """Check that a small template comes out as Jinja's own code generator makes it.

    Raises:
        AssumptionError: it does not.
    """
    source = "{{ one.html }}|{{ one.text }}|{% if one.nothing is none %}none{% endif %}|{{ 3 }}"
    made = []
    for kind in (Environment, PlainEnvironment):
        environment = kind(loader=DictLoader({"it": source}), autoescape=True, undefined=StrictUndefined)
        made.append(environment.get_template("it").render(one=_Sample(Markup("<b>"), "<i>")))
    if made[0] != made[1]:
        message = (
            "Jinja's CodeGenerator writes values of a template in another way than Izeja assumes "
            "(_output_child_pre, _output_child_post, visit_Getattr, visit_Test): "
            f"{made[1]!r} and not {made[0]!r}"
        )
        raise AssumptionError(message)
