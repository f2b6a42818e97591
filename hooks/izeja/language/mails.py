"""E-mail addresses, and links that write to them (RFC 6068)."""

from __future__ import annotations

import re
from urllib.parse import quote

from izeja.language.refusal import refusal

# What HTML takes for an address, with letters of any script, and a domain that has a dot.
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_ADDRESS = re.compile(rf"[\w.!#$%&'*+/=?^`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})+")
_INSIDE = re.compile(r"[^\s<>,;:()\"]+@[^\s<>,;:()\"]+")


def checked_mail(text: str) -> str:
    """Return an e-mail address, or refuse it."""
    text = text.strip()
    if _ADDRESS.fullmatch(text):
        return text
    inside = _INSIDE.findall(text)
    if len(inside) > 1:
        hint = "write one address; for a second one, add a contact of its own"
    elif inside and _ADDRESS.fullmatch(inside[0]):
        hint = f"write '{inside[0]}'"
    else:
        hint = "write it like 'help@example.com'"
    raise refusal("'{text}' is not an e-mail address", text, hint)


def mail_link(address: str, subject: str) -> str:
    """Return the link that writes to an address.

    Args:
        address: one that `checked_mail` takes.
        subject: what the mail is about, as plain text; "" for none.
    """
    head = f"?subject={quote(subject, safe='')}" if subject else ""
    return f"mailto:{quote(address, safe='@')}{head}"
