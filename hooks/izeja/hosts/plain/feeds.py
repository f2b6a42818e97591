"""The feed of each language of this host; see `izeja.page.feed`."""

from __future__ import annotations

from pathlib import Path

from izeja.hosts.plain.plan import SitePlan
from izeja.page.feed import FeedPlace, render_feed


def feed_files(site: SitePlan) -> list[str]:
    """Return the files of all feeds."""
    return [plan.feed.uri for plan in site.languages if plan.feed]


def write_feeds(site: SitePlan, folder: Path) -> None:
    """Write what is new in the guides of each language that has a feed."""
    for plan in site.languages:
        if plan.feed:
            pages = {tree_id: plan.url(tree_id) for tree_id in plan.library.guides}
            place = FeedPlace(plan.site_url, plan.folder, plan.language.site_name, plan.url(plan.home), pages)
            file = folder / plan.feed.uri
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(render_feed(plan.library, place), "utf-8", newline="\n")
