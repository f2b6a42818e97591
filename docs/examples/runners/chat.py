"""A guide in a chat: what to send, and what to do with each message that comes. Try it in a terminal.

It needs `guide.py` beside it, and the files of `izeja export --for json`: python chat.py guides/en.json modem
"""

import json
import sys
from pathlib import Path
from typing import Any

from guide import Run


def message(document: Any, run: Run) -> str:
    """Return what to send: the heading, the text, and what can be chosen, with its number."""
    node, known = run.node(), run.known()
    lines = [f"*{node['heading']['text']}*"]
    for key in ("hint", "body"):
        text = node.get(key, {})
        if "fact" in text:
            text = text["texts"].get(known.get(text["fact"]), text.get("otherwise", {}))
        lines += [text[form] for form in ("text", "markdown") if form in text]
    for key in node.get("contacts", []):
        contact = document["contacts"][key]
        lines.append(f"{contact['text']}: {', '.join(way['text'] for way in contact['ways'])}")
    words = document["words"]
    default = words["Done"] if node["kind"] == "step" else words["I need more help"]
    for number, way in enumerate(run.ways(), 1):
        lines.append(f"{number}. {way['text']['text'] if 'text' in way else default}")
    return "\n".join(lines)


def take(run: Run, text: str) -> bool:
    """Take a message. Return whether it was an answer; if it was none, send the step again."""
    if not text.strip().isdecimal() or not 1 <= int(text) <= len(run.ways()):
        return False
    run.choose(int(text) - 1)
    return True


if __name__ == "__main__":
    guides = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    customer = Run(guides, sys.argv[2])
    print(message(guides, customer))
    for line in sys.stdin:
        take(customer, line)
        print(f"\n{message(guides, customer)}")
