"""What each kind of page shows: a hand-written page, a topic, a guide, and the page for missing addresses."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlsplit

from izeja.hosts.plain.addresses import SiteAddresses
from izeja.hosts.plain.markdown_pages import WrittenPage
from izeja.hosts.plain.plan import LanguagePlan, SitePlan
from izeja.page.assets import MISSING
from izeja.page.markers import put_cards, put_guides, put_search
from izeja.page.render import (
    render_cards,
    render_guide,
    render_missing,
    render_search,
    render_topic,
    topic_head,
)
from izeja.page.search import shown
from izeja.proof.graph import Graph
from izeja.site.frame import Content, content_of_written, quoted

_MOST = 6
"""How many guides the page for missing addresses lists: those that `order` names first."""


def of_page(page: WrittenPage, plan: LanguagePlan, graph: Graph) -> Content:
    """Return a hand-written page with the guides and lists that it names."""
    library = plan.library
    addresses = SiteAddresses(plan, plan.url(page.name))

    def embedded(tree_id: str) -> str:
        return render_guide(library, graph, tree_id, addresses, embedded=True).html

    html = put_guides(page.html, embedded)
    html = put_cards(html, partial(render_cards, library, addresses))
    html = shown(put_search(html, partial(render_search, library, addresses)))
    return content_of_written(quoted(page.title), quoted(page.description), html)


def of_topic(topic_id: str, name: str, plan: LanguagePlan) -> Content:
    """Return the page of a topic."""
    head = topic_head(plan.library, topic_id)
    html = shown(render_topic(plan.library, topic_id, SiteAddresses(plan, plan.url(name))))
    title = quoted(head.title)
    return Content(title, title, quoted(head.description), html)


def of_missing(site: SitePlan) -> Content:
    """Return the page for missing addresses: a section for each language, of which a script shows one."""
    root = urlsplit(site.settings.site_url or "/").path
    sections = [
        render_missing(
            plan.library,
            {guide: root + plan.url(guide) for guide in list(plan.library.guides)[:_MOST]},
            root + plan.url(plan.home),
        )
        for plan in site.languages
    ]
    name = quoted(site.default.language.site_name)
    return Content(name, name, "", "".join(sections), modules=(MISSING,))
