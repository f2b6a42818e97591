"""The places where guides are published. Only these packages know a host."""

PUBLIC = {
    "assistant.guides": ["Guides"],
    "assistant.mcp_internals": ["serve_stdio"],
    "assistant.server": ["PATH", "serve_http", "server_of"],
    "generators.project": ["write_pages"],
    "generators.refused": ["RefusedError"],
    "generators.table": ["GENERATORS"],
    "mkdocs.plugin": ["IzejaHook"],
    "plain.build": ["Built", "build_site"],
    "plain.last_site": ["Past"],
    "plain.live": ["LiveSite"],
    "plain.open_pages": ["OpenPages"],
    "plain.serve": ["serving"],
    "plain.settings": ["Settings", "never_offline", "read_settings"],
    "plain.stopped": ["StoppedError"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
