"""Guides as their writers see them at work: pages, problems and maps, served on this machine alone."""

PUBLIC = {
    "addresses": ["Page"],
    "assets": ["PANEL", "own_asset"],
    "audience": ["Audience"],
    "editors": ["EDITORS", "EditorError", "links_to", "template_of"],
    "live": ["LiveLibrary"],
    "panel": ["Guide"],
    "rendering": ["render_anyway"],
    "server": ["PreviewServer", "Site"],
    "updates": ["Updates"],
    "watching": ["watching"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
