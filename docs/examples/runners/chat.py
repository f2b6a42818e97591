"""A guide in a chat: what to send, and what to do with each message that comes. Try it in a terminal.

It needs `guide.py` beside it, and the files of `izeja export --for json`: python chat.py guides/en.json modem
"""

import json
import sys
from pathlib import Path
from typing import Any

from guide import Run


def message(document: Any, run: Run) -> str:
    """Return what to send: the heading, the text, who takes over, and what can be chosen, with its number."""
    node, words = run.node(), document["words"]
    lines = [f"*{node['heading']['text']}*"]
    for key in ("hint", "body"):
        lines += texts(document, node.get(key, {}), run.known())
    lines += [reached(document, key, document["contacts"][key]["text"]) for key in node.get("contacts", [])]
    for action in node.get("actions", []):
        text = action["text"]["text"]
        if "contact" in action:
            lines.append(reached(document, action["contact"], text))
        elif "url" in action:
            lines.append(f"{text}: {action['url']}")
    if "prepare" in node:
        lines.append(f"{words['Have this at hand']}: {', '.join(one['text'] for one in node['prepare'])}")
    default = words["Done"] if node["kind"] == "step" else words["I need more help"]
    for number, way in enumerate(run.ways(), 1):
        lines.append(f"{number}. {way['text']['text'] if 'text' in way else default}")
    return "\n".join(lines)


def texts(document: Any, text: Any, known: dict[str, str]) -> list[str]:
    """Return a text: of one that depends on a fact, what is for its value, or all if nobody knows it."""
    if "fact" not in text:
        return [text[form] for form in ("text", "markdown") if form in text]
    values, other = document["facts"][text["fact"]]["values"], text.get("otherwise", {})
    if text["fact"] in known:
        return texts(document, text["texts"].get(known[text["fact"]], other), known)
    cases = [(values[value], one) for value, one in text["texts"].items()]
    cases.append((document["words"]["In all other cases"], other))
    return [f"{name}: {said}" for name, one in cases for said in texts(document, one, known)]


def reached(document: Any, key: str, name: str) -> str:
    """Return how a contact is reached: the whole address of a page, and numbers as people read them."""
    ways = document["contacts"][key]["ways"]
    return f"{name}: {', '.join(way['href' if way['channel'] == 'url' else 'text'] for way in ways)}"


def take(run: Run, text: str) -> bool:
    """Take a message. Return whether it was an answer; if it was none, send the step again."""
    typed = text.strip()
    # Python refuses to read thousands of digits.
    if not typed.isdecimal() or len(typed) > 9 or not 1 <= int(typed) <= len(run.ways()):
        return False
    run.choose(int(typed) - 1)
    return True


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Usage: python chat.py guides/en.json GUIDE")
    guides = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    if sys.argv[2] not in guides["guides"]:
        sys.exit(f"There is no guide '{sys.argv[2]}'. There are: {', '.join(guides['guides'])}")
    customer = Run(guides, sys.argv[2])
    print(message(guides, customer))
    for line in sys.stdin:
        take(customer, line)
        print(f"\n{message(guides, customer)}")
