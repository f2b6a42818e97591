"""What a site says to search engines about its guides, for pages that other programs make.

A page of Izeja's has the same in itself; see `izeja.page.structured_data`. Here, all addresses are whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from izeja.export.addresses import DataAddresses
from izeja.library.library import Library
from izeja.library.step_addresses import address_of
from izeja.page.structured_data import CONTEXT, described
from izeja.page.view_builder import view_of
from izeja.proof.graph import Graph
from izeja.translation.page_words import wording


@dataclass(frozen=True)
class _SiteAddresses(DataAddresses):
    site: str

    def guide(self, tree: str) -> str:
        return address_of(self.site, tree)


def schema_org(library: Library, graph: Graph, site: str) -> Iterator[tuple[str, str]]:
    """Yield the file of each guide of which there is something to say, as JSON-LD.

    Args:
        library: in one language.
        graph: where its nodes lead.
        site: where the site in this language is.
    """
    home = wording(library.language, library.page_words).gettext("All guides")
    addresses = _SiteAddresses(site)
    for key in library.guides:
        things = described(view_of(library, graph, key, addresses, ""), home)
        if things:
            data = {"@context": CONTEXT, "@graph": [_whole(one, addresses.guide(key)) for one in things]}
            yield f"{key}.jsonld", json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _whole(data: Any, page: str) -> Any:
    """Return data in which steps have the address of their page, too."""
    if isinstance(data, list):
        return [_whole(one, page) for one in data]
    if not isinstance(data, dict):
        return data
    whole = {key: _whole(value, page) for key, value in data.items()}
    address = str(whole.get("url", ""))
    return whole | {"url": page + address} if address.startswith("#") else whole
