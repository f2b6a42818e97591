"""Servers for one person: only this machine reaches them, and only by its own names."""

from __future__ import annotations

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")


def hosts_at(port: int) -> frozenset[str]:
    """Return the values of `Host` in requests that were meant for a server of this machine.

    Another site can make its own name lead here, and its pages could then read everything (DNS rebinding).
    Their requests name that site.
    """
    return frozenset(f"{name}:{port}" for name in _NAMES)
