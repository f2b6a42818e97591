"""What a guide says to search engines about itself, in the words of schema.org.

Sources: https://schema.org/HowTo, https://schema.org/FAQPage and https://schema.org/BreadcrumbList. Addresses
are relative to the page (JSON-LD 1.1, 4.1.3), so no host needs to be known.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from markupsafe import Markup

from izeja.page.html_text import text_of
from izeja.page.view import Guide, Section, Way

Thing = dict[str, Any]
CONTEXT = "https://schema.org"


def structured_data(guide: Guide, home: str) -> Markup:
    """Return what a page says about its guide: a description by its kind, and the path to it.

    Args:
        guide: the guide, alone on its page.
        home: the name of the home page.

    Returns:
        JSON for the content of a `script`; nothing if there is nothing to say.
    """
    things = described(guide, home)
    return as_script({"@context": CONTEXT, "@graph": things}) if things else Markup()


def described(guide: Guide, home: str) -> Sequence[Thing]:
    """Return what is said about a guide, with addresses as its view has them."""
    # In JSON, a text that has no translation could not say in which language it is.
    return [] if _is_foreign(guide) else [*_description(guide), *_path(guide, home)]


def as_script(data: Thing) -> Markup:
    """Return data as JSON that can be the content of a `script`."""
    # Only `<` can end a script, or begin a comment in it (HTML, 4.12.1.3).
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 - escaped above


def _is_foreign(guide: Guide) -> bool:
    texts = (guide.title, guide.summary or "", *(topic.title for topic in guide.path))
    return any(section.foreign for section in guide.sections) or any(' lang="' in text for text in texts)


def _description(guide: Guide) -> Iterator[Thing]:
    about = {"name": _text(guide.title), "inLanguage": guide.language}
    if guide.summary is not None:
        about["description"] = _text(guide.summary)
    if guide.changes:
        about["dateModified"] = guide.changes[0].date.iso
    if guide.kind == "procedure":
        steps = [
            {"@type": "HowToStep", "name": _text(one.heading), "url": f"#{one.id}"}
            for one in guide.sections
            if one.kind in ("question", "step")
        ]
        yield {"@type": "HowTo", **about, "step": steps}
    elif guide.kind == "causes" and (questions := list(_causes(guide.sections))):
        yield {"@type": "FAQPage", **about, "mainEntity": questions}


def _causes(sections: Sequence[Section]) -> Iterator[Thing]:
    """Yield each cause that the first question of a guide offers, with what to do about it."""
    by_id = {f"#{one.id}": one for one in sections}
    for answer in sections[0].answers:
        # What another question is asked about has no answer yet.
        if (found := by_id.get(answer.href)) and found.kind != "question":
            yield _question(answer, found)


def _question(answer: Way, found: Section) -> Thing:
    text = "\n".join(_text(one) for one in (found.heading, found.body) if one is not None)
    return {
        "@type": "Question",
        "name": _text(answer.text),
        "acceptedAnswer": {"@type": "Answer", "text": text, "url": answer.href},
    }


def _path(guide: Guide, home: str) -> Iterator[Thing]:
    if guide.home is None:
        return
    above = [(home, guide.home), *((_text(topic.title), topic.href) for topic in guide.path)]
    items: list[Thing] = [
        {"@type": "ListItem", "position": position, "name": name, "item": href}
        for position, (name, href) in enumerate(above, 1)
    ]
    items.append({"@type": "ListItem", "position": len(items) + 1, "name": _text(guide.title)})
    yield {"@type": "BreadcrumbList", "itemListElement": items}


def _text(html: Markup) -> str:
    return unescape(text_of(html))
