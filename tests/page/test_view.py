"""The values of a tree that its page shows."""

from __future__ import annotations

import pytest
from markupsafe import Markup, escape

from izeja.compiler.compiled import Compiled
from izeja.page.addresses import BareAddresses
from izeja.page.contacts_view import ContactShown, HoursLine, HoursShown, Reach
from izeja.page.forms_view import Bounds, DateField, DatesForm
from izeja.page.listing import listing_of_all
from izeja.page.view import (
    Anchor,
    Change,
    Date,
    Group,
    Guide,
    Left,
    Next,
    Section,
    Source,
    Unsolved,
    Way,
)
from izeja.page.view_builder import view_of

PLUG = Markup('<b class="izeja-term">Plug &amp; play</b>')
LIGHT = Markup("Is the {} light on?").format(PLUG)
ADDED = Markup('Added &lt;<b class="izeja-term">Shop</b>&gt; &amp; more.')
CABLE = Markup("The cable")


def view(compiled: Compiled, language: str = "en", tree: str = "modem", prefix: str = "") -> Guide:
    return view_of(compiled.languages[language], compiled.graph, tree, BareAddresses(), prefix)


def section(guide: Guide, node: str) -> Section:
    return next(one for one in guide.sections if one.id == node)


def way(text: str, to: str, bounds: Bounds | None = None) -> Way:
    return Way(Markup(text), f"#{to}", to, None, bounds)  # noqa: S704 - a literal of a test


def test_a_guide(everything: Compiled) -> None:
    guide = view(everything)
    assert guide._replace(sections=()) == Guide(
        id="modem",
        prefix="",
        title_id="modem--title",
        title=Markup("The {} modem").format(PLUG),
        summary=Markup("What to do with &#34;it&#34; &amp; when"),
        kind="diagnosis",
        applies_to=(Markup("Modem &amp; router"), Markup("Shop")),
        reviewed=Date("2026-01-31", "31 January 2026"),
        sources=(
            Source("https://www.example.org/a", "example.org"),
            Source("https://example.com/b", "example.com"),
        ),
        changes=(
            Change(Date("2026-01-31", "31 January 2026"), ADDED),
            Change(Date("2025-12-01", "1 December 2025"), Markup("Added Modem B.")),
        ),
        home=None,
        path=(),
        language="en",
        source_language="English",
        direction="ltr",
        sections=(),
        meanings=(),
        asks=False,
    )
    assert [one.id for one in guide.sections] == [
        *("light", "bought", "turn", "fine", "find.where", "find.gone", "desk", "last"),
    ]


def test_a_guide_that_says_nothing_about_itself(everything: Compiled) -> None:
    guide = view(everything, tree="cables/cable")
    assert (guide.title_id, guide.summary, guide.reviewed) == ("cables--cable--title", None, None)
    assert (guide.applies_to, guide.sources, guide.changes) == ((), (), ())


def test_a_question(everything: Compiled) -> None:
    assert section(view(everything), "light") == Section(
        id="light",
        anchors=(),
        kind="question",
        foreign=False,
        heading=LIGHT,
        hint=Markup("See &lt;below&gt;."),
        body=Markup(
            "<p>Look at it &amp; wait:</p>\n<ol>\n<li>One</li>\n<li>Two</li>\n</ol>\n"
            '<p>Then see <a href="/help.md#top">the page</a>, '
            '<a href="/cables/cable/#end">the other guide</a>, '
            '<a href="https://www.example.org/en" rel="external">us</a> or '
            '<a href="https://example.org/?a=1&amp;b=2" rel="external">the web</a>.</p>\n'
        ),
        left=Left(0, 2),
        sources=(),
        groups=(
            Group(
                1,
                None,
                (
                    way("Yes", "bought"),
                    Way(Markup("No"), "/cables/cable/", "cables/cable#begin", CABLE, None),
                    Way(Markup("Elsewhere"), "/cables/cable/#end", "cables/cable#end", CABLE, None),
                ),
            ),
        ),
    )


def test_a_question_about_dates(everything: Compiled) -> None:
    bought = section(view(everything), "bought")
    fields = (DateField("since", Markup("Bought on")), DateField("until", Markup("Broken on")))
    assert bought.form == DatesForm(fields, None, None, far=7313)
    assert bought.answers == (
        way("Within two days", "fine", Bounds("-Infinity", "2")),
        way("Three to seven", "find.where", Bounds("3", "7")),
        way("Later", "turn", Bounds("8", "Infinity")),
        way("I do not know", "last"),
    )


def test_former_ids_and_those_of_includes_are_anchors(everything: Compiled) -> None:
    found = {one.id: one.anchors for one in view(everything, prefix="p--").sections if one.anchors}
    assert found == {
        "p--bought": (Anchor("p--purchase", is_taken=False),),
        "p--find.where": (Anchor("p--find", is_taken=False),),
    }


def test_the_last_question_has_none_left_and_other_nodes_say_nothing(everything: Compiled) -> None:
    assert {one.id: one.left for one in view(everything).sections} == {
        "light": Left(0, 2),
        "bought": Left(0, 1),
        "turn": None,
        "fine": None,
        "find.where": Left(0, 0),
        "find.gone": None,
        "desk": None,
        "last": Left(0, 0),
    }


def test_a_step(everything: Compiled) -> None:
    turn = section(view(everything), "turn")
    begin = section(view(everything, tree="cables/cable", prefix="p--"), "p--begin")
    assert turn.next == Next(Markup("Look at the cable"), "/cables/cable/", "cables/cable#begin", CABLE)
    assert begin.next == Next(Markup("Call &lt;us&gt;"), "#p--end", "end", None)


def test_an_ending_leads_to_the_next_way_out(everything: Compiled) -> None:
    guide = view(everything)
    start = Unsolved(LIGHT, "#light", retry=True)
    assert {one.id: one.unsolved for one in guide.sections if one.unsolved} == {
        "fine": Unsolved(Markup("Go to the desk"), "#desk", retry=False),
        "find.gone": start,
        "desk": start,
    }


@pytest.mark.parametrize(
    ("language", "url", "host"),
    [("en", "https://www.example.org/en", "example.org"), ("lv", "https://example.org/lv", "example.org")],
)
def test_support_has_the_contact_of_the_language(
    everything: Compiled, language: str, url: str, host: str
) -> None:
    end = section(view(everything, language, "cables/cable"), "end")
    (us,) = end.contacts
    assert us == ContactShown("us", us.text, (Reach("url", url, escape(host)),), None, None)
    assert (end.heading.striptags(), us.text.striptags()) == ("Call <us>", "Call <us>")


def test_a_heading_of_support_goes_before_the_name_of_the_contact(everything: Compiled) -> None:
    desk = section(view(everything), "desk")
    assert desk.heading == "Go to the desk"
    assert [one.key for one in desk.contacts] == ["desk", "us"]
    assert desk.contacts[0].text == "Desk"


def test_a_contact_has_every_way_to_reach_it(everything: Compiled) -> None:
    desk, _ = section(view(everything), "desk").contacts
    title = "The%20Plug%20%26%20play%20modem"
    assert desk.ways == (
        Reach("url", "https://desk.example.org/", Markup("desk.example.org")),
        Reach("phone", "tel:+37167000000;ext=12", Markup("+371 67 000 000 ext. 12")),
        Reach("email", f"mailto:a%26b@example.org?subject={title}", Markup("a&amp;b@<wbr>example.org")),
    )
    assert desk.note == "Say &lt;hello&gt;"
    lv, _ = section(view(everything, "lv"), "desk").contacts
    assert [one.channel for one in lv.ways] == ["url", "email"]


def test_hours_are_in_the_words_of_the_language(everything: Compiled) -> None:
    shown = {
        language: section(view(everything, language), "desk").contacts[0].hours for language in ("en", "lv")
    }
    assert shown["en"] == HoursShown(
        zone="Europe/Riga",
        week="540-1080 1980-2520 3420-3960 4860-5400 6300-6840 7800-7920 7980-8100 10020-10200",
        off="2026-12-24/2026-12-26 2027-01-01/2027-01-01",
        lines=(
            HoursLine("Monday\u2009\u2013\u2009Friday", "9\u202fAM\u2009\u2013\u20096\u202fPM"),
            HoursLine("Saturday", "10\u202fAM\u2009\u2013\u2009noon and 1\u2009\u2013\u20093\u202fPM"),
            HoursLine("Sunday", "11\u202fPM\u2009\u2013\u20092\u202fAM"),
        ),
        closed=("24\u201326 Dec 2026", "1 January 2027"),
        city="Riga",
    )
    assert shown["lv"] is not None
    assert shown["lv"].lines[0] == HoursLine("Pirmdiena\u2009\u2013\u2009piektdiena", "09:00\u201318:00")
    assert shown["lv"].city == "R\u012bga"


def test_texts_without_a_translation_say_their_language(everything: Compiled) -> None:
    guide = view(everything, "lv")
    english = '<span lang="en" dir="ltr">{}</span>'
    term = english.format("Plug &amp; play")
    assert guide.title.striptags() == "Modems Plug & play"
    assert guide.title.startswith("Modems ")
    assert guide.summary == english.format("What to do with &#34;it&#34; &amp; when")
    assert term not in guide.title
    assert section(guide, "turn").heading == english.format("Turn it off")
    body = section(guide, "desk").body
    assert body is not None
    assert body.startswith('<div lang="en" dir="ltr"><p>Say ')
    assert guide.reviewed == Date("2026-01-31", "2026. gada 31. janvāris")
    assert guide.source_language == "angļu"
    assert all(one.foreign for one in guide.sections)


def test_ids_and_links_inside_another_page_begin_with_the_prefix(everything: Compiled) -> None:
    guide = view(everything, prefix="modem--")
    assert {one.id.removeprefix("modem--") for one in guide.sections} == {
        one.id for one in view(everything).sections
    }
    light = section(guide, "modem--light")
    assert [(one.href, one.to) for one in light.answers] == [
        ("#modem--bought", "bought"),
        ("/cables/cable/", "cables/cable#begin"),
        ("/cables/cable/#end", "cables/cable#end"),
    ]


def test_cards_have_all_guides_and_no_parts(everything: Compiled) -> None:
    cards = listing_of_all(everything.languages["en"], BareAddresses()).guides
    assert sorted((one.href, one.title.striptags(), one.summary is not None, one.kind) for one in cards) == [
        ("/cables/cable/", "The cable", False, "procedure"),
        ("/modem/", "The Plug & play modem", True, "diagnosis"),
    ]
