"""The places where guides are published. Only these packages know a host."""

PUBLIC = {
    "assistant.guides": ["Guides"],
    "assistant.mcp_internals": ["serve_stdio"],
    "assistant.server": ["serve_http", "server_of"],
    "generators.project": ["write_pages"],
    "generators.refused": ["RefusedError"],
    "generators.table": ["GENERATORS"],
    "mkdocs.plugin": ["IzejaHook"],
    "plain.build": ["build_site"],
    "plain.serve": ["Builds", "build_after_edits", "serving"],
    "plain.settings": ["Settings", "never_offline", "read_settings"],
    "plain.stopped": ["StoppedError"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
