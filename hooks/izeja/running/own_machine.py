"""Servers for one person: they answer on this machine, and to its own names alone."""

from __future__ import annotations

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")


def hosts_at(port: int) -> frozenset[str]:
    """Return what `Host` says in requests to a server of this machine.

    A page of another site can have its own name lead here, and would then read all that is served (DNS
    rebinding). Its requests name that site.
    """
    return frozenset(f"{name}:{port}" for name in _NAMES)
