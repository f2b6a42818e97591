"""Ids that scripts of a page would take for something else."""

from __future__ import annotations

from collections.abc import Iterator

from izeja.library.library import Library
from izeja.problems.problem import Problem

TAKEN = frozenset(
    (
        *("amplitude", "analytics", "appboy", "aptrinsic", "braze", "clarity", "define", "drift", "exports"),
        *("fathom", "fbq", "ga", "gapi", "global", "goatcounter", "google", "grecaptcha", "gtag", "hcaptcha"),
        *("heap", "hj", "hljs", "katex", "klaro", "lintrk", "lunr", "mermaid", "mixpanel", "module"),
        *("newrelic", "olark", "optimizely", "pendo", "pintrk", "pirsch", "plausible", "posthog", "process"),
        *("rdt", "require", "rudderanalytics", "smartlook", "snaptr", "snowplow", "splitbee", "swetrix"),
        *("ttq", "turnstile", "twq", "twttr", "uetq", "umami", "userpilot", "woopra", "ym", "zaraz"),
    )
)
"""Names that scripts look up on `window`, to see whether something is loaded: trackers, and kinds of modules.

A browser finds an element under the same name as its id (HTML, 7.3.3), as long as no script has set the name.
Others are harmless: what a browser defines itself comes first, and the rest have capitals, `_` or `$`.
"""


def prove_ids(library: Library) -> Iterator[Problem]:
    """`ambiguous-id`: no node has a name that other scripts look for on its page."""
    for tree_id, tree in library.guides.items():
        for name in tree.nodes.keys() & TAKEN:
            place = library.source_of(tree_id).key("nodes", name)
            message = f"'{name}' is also a name that other programs look for on a page"
            hint = f"choose another id; to keep an address that is published, add 'aliases: [{name}]'"
            yield Problem("ambiguous-id", message, place, hint)
