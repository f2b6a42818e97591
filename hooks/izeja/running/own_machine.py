"""Servers for one person: only this machine reaches them, and only by its own names."""

from __future__ import annotations

import errno

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")


def hosts_at(port: int) -> frozenset[str]:
    """Return the values of `Host` in requests that were meant for a server of this machine.

    Another site can make its own name lead here, and its pages could then read everything (DNS rebinding).
    Their requests name that site.
    """
    return frozenset(f"{name}:{port}" for name in _NAMES)


def cannot_serve(port: int, error: OSError) -> str:
    """Return why a port of this machine cannot be had, and what to do."""
    is_taken = error.errno == errno.EADDRINUSE
    reason = "is in use by another program" if is_taken else f"cannot be used: {error.strerror}"
    return f"port {port} {reason}; --port 0 takes a free one"
