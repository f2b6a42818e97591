"""A guide as a fragment of HTML. Browser tests cover its behaviour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from lxml import html as lxml_html

from izeja.compiler.compiled import Compiled
from izeja.page import environment
from izeja.page.addresses import BareAddresses
from izeja.page.environment import forget_templates, template
from izeja.page.render import (
    Head,
    Heading,
    guide_head,
    prepare,
    render_cards,
    render_guide,
    render_moved,
)


class _WithHome(BareAddresses):
    def home(self) -> str | None:
        return "/home/"


def rendered(compiled: Compiled, language: str = "en", tree: str = "modem", *, embedded: bool = False) -> str:
    found = render_guide(
        compiled.languages[language], compiled.graph, tree, BareAddresses(), embedded=embedded
    )
    return found.html


def element(html: str) -> lxml_html.HtmlElement:
    return lxml_html.fragment_fromstring(html)


def texts(html: str, xpath: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in element(html).xpath(xpath)]


def test_every_node_is_a_section_in_the_order_of_the_guide(everything: Compiled) -> None:
    found = element(rendered(everything)).xpath(".//section/@id")
    assert found == [*("light", "bought", "turn", "fine", "find.where", "find.gone", "desk", "last")]


def test_every_link_into_the_guide_has_a_target(everything: Compiled) -> None:
    for embedded in (False, True):
        root = element(rendered(everything, embedded=embedded))
        ids = set(root.xpath(".//@id"))
        inside = [href.removeprefix("#") for href in root.xpath(".//@href") if href.startswith("#")]
        assert len(inside) > 10
        assert set(inside) <= ids


def test_an_embedded_guide_has_lower_headings_and_longer_ids(everything: Compiled) -> None:
    alone, embedded = (
        element(rendered(everything, tree="cables/cable", embedded=one)) for one in (False, True)
    )
    assert [one.tag for one in alone.xpath(".//h1 | .//h2 | .//h3")] == ["h1", "h2", "h2"]
    assert [one.tag for one in embedded.xpath(".//h1 | .//h2 | .//h3")] == ["h2", "h3", "h3"]
    assert embedded.xpath(".//section/@id") == ["cables--cable--begin", "cables--cable--end"]
    assert (alone.get("data-prefix"), embedded.get("data-prefix")) == (None, "cables--cable--")


@pytest.mark.parametrize(
    ("language", "more", "last"),
    [
        ("en", "Up to 2 more questions", "Last question in this guide"),
        ("lv", "Vēl ne vairāk kā 2 jautājumi", "Pēdējais jautājums šajā ceļvedī"),
    ],
)
def test_questions_say_how_many_may_follow(everything: Compiled, language: str, more: str, last: str) -> None:
    said = texts(rendered(everything, language), ".//p[@class='guide__left']")
    assert said == [more, said[1], last, last]


def test_the_words_of_the_page_are_those_of_its_language(everything: Compiled) -> None:
    ahead = ".//p[@class='guide__ahead']"
    assert texts(rendered(everything), ahead)[0] == "Your answer may lead to another guide: The cable"
    assert texts(rendered(everything, "lv"), ahead)[0].startswith("Atbilde var aizvest uz citu ceļvedi: ")
    assert "Your answer" not in rendered(everything, "lv")


def test_all_text_is_escaped(everything: Compiled) -> None:
    html = rendered(everything) + rendered(everything, tree="cables/cable")
    assert not re.search(r"<(?:it|us|below)>", html)
    assert "Call &lt;us&gt;" in html


def test_the_home_page_is_linked_where_there_is_one(everything: Compiled) -> None:
    library, graph = everything.languages["en"], everything.graph
    at_home = element(render_guide(library, graph, "modem", _WithHome()).html)
    assert at_home.xpath(".//a[@href='/home/']/text()") == ["All guides", "All guides"]
    assert "data-home" not in rendered(everything)


def test_headings_are_plain_text(everything: Compiled) -> None:
    library, graph = everything.languages["en"], everything.graph
    headings = render_guide(library, graph, "cables/cable", BareAddresses(), embedded=True).headings
    assert headings == (
        Heading("Look at the cable", "cables--cable--begin"),
        Heading("Call <us>", "cables--cable--end"),
    )


def test_the_head_of_a_page_is_plain_text(everything: Compiled) -> None:
    library = everything.languages["en"]
    assert guide_head(library, "modem") == Head("The Plug & play modem", 'What to do with "it" & when')
    assert guide_head(library, "cables/cable") == Head("The cable", "The cable")


def test_the_page_at_an_old_address_leads_to_the_new_one(everything: Compiled) -> None:
    title = guide_head(everything.languages["lv"], "modem").title
    page = render_moved(everything.languages["lv"], title, "../modem/?a=1&b=2", "../moved.js")
    root = lxml_html.document_fromstring(page)
    assert (root.get("lang"), root.get("dir")) == ("lv", "ltr")
    assert root.findtext(".//title") == "Modems Plug & play"
    assert root.xpath("//link/@href | //a/@href") == ["../modem/?a=1&b=2"] * 2
    assert root.xpath("//script/@src") == ["../moved.js"]
    assert root.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../modem/?a=1&b=2"]


def test_cards_link_to_guides(everything: Compiled) -> None:
    root = element(render_cards(everything.languages["en"], BareAddresses()))
    assert sorted(root.xpath(".//a/@href")) == ["/cables/cable/", "/modem/"]
    assert texts(render_cards(everything.languages["en"], BareAddresses()), ".//p") == [
        'What to do with "it" & when'
    ]


@pytest.fixture
def own_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of templates that a test may write."""
    (tmp_path / "pieces.html.j2").write_text(
        "{% macro icon(name) %}<svg>{{ name }}</svg>{% endmacro %}"
        "{% macro questions_left(num) %}{{ num }}{% endmacro %}"
    )
    monkeypatch.setattr(environment, "TEMPLATES", tmp_path)
    forget_templates()
    yield tmp_path
    forget_templates()


def said(folder: Path, text: str, language: str = "lv", **values: object) -> str:
    (folder / "one.j2").write_text(text, "utf-8")
    forget_templates()
    return template(language, "", "one.j2").render(**values)


def test_words_are_put_in_when_a_template_is_compiled(own_templates: Path) -> None:
    assert said(own_templates, '{{ _("Continue") }}') == "Turpināt"
    assert said(own_templates, '{{ _("Continue") }}', "en") == "Continue"
    assert said(own_templates, '<a title="{{ _("Continue") }}">') == '<a title="Turpināt">'


def test_values_are_put_into_words_and_escaped(own_templates: Path) -> None:
    text = '{{ _("Next: %(heading)s", heading=(value | upper)) }}.'
    assert said(own_templates, text, "en", value="<a>") == "Next: &lt;A&gt;."
    assert said(own_templates, '{{ _("100 %% of %(one)s", one=1) }}', "en") == "100 % of 1"
    both = '{{ _("%(one)s and %(two)s", two=two, one=[1, 2][(0)]) }}'
    assert said(own_templates, both, "en", two="2") == "1 and 2"


def test_words_that_come_with_a_value_are_left_to_jinja(own_templates: Path) -> None:
    assert said(own_templates, "{{ _(word) }}", word="Continue") == "Turpināt"


def test_a_name_that_a_page_does_not_have_is_an_error(own_templates: Path) -> None:
    with pytest.raises(UndefinedError):
        said(own_templates, "{{ nothing }}")


def test_html_is_printed_as_it_is_and_text_escaped(own_templates: Path) -> None:
    assert said(own_templates, "{{ 'check' | icon }}{{ '<' }}") == "<svg>check</svg>&lt;"


def test_templates_are_read_again_only_when_they_were_forgotten(own_templates: Path) -> None:
    assert said(own_templates, "old") == "old"
    (own_templates / "one.j2").write_text("new")
    assert template("lv", "", "one.j2").render() == "old"
    forget_templates()
    assert template("lv", "", "one.j2").render() == "new"


def test_what_is_prepared_is_not_loaded_again() -> None:
    forget_templates()
    prepare("lv", "")
    hits = environment.template.cache_info().hits
    template("lv", "", "guide.html.j2")
    assert environment.template.cache_info().hits == hits + 1


def test_lines_of_a_template_that_only_say_what_to_do_leave_nothing_behind(own_templates: Path) -> None:
    assert said(own_templates, "a\n  {% if true %}\n  b\n  {% endif %}\n{# c #}\nd") == "a\nb\nd"
