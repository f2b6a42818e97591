"""Inputs that can be made as large as one likes, each of one kind of repetition.

What is said about them, and how fast, must grow no faster than they do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fuzz.targets import CONTACTS, DOCUMENT, LIBRARY, TREE

Make = Callable[[int], str]

_HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
_TREE = "title: T\nkind: procedure\nstart: n0\nnodes:\n"


def _body(text: str) -> str:
    """Return a tree with a text."""
    indented = text.replace("\n", "\n      ")
    return f"{_TREE}  n0:\n    step: S\n    body: |\n      {indented}\n    next: e\n  e:\n    resolution: R\n"


def _line(text: str) -> str:
    """Return a tree with a one-line text."""
    quoted = text.replace("'", "''")
    return f"{_TREE}  n0:\n    step: '{quoted}'\n    next: e\n  e:\n    resolution: R\n"


def _nodes(count: int, node: str) -> str:
    """Return a tree with many nodes; `{0}` is the number of the node, `{1}` that of the next."""
    nodes = "".join(f"  n{one}:\n" + node.format(one, one + 1) for one in range(count))
    return f"{_TREE}{nodes}  n{count}:\n    resolution: R\n"


_QUESTION = "    question: Q{0}\n    answers:\n"
_ANSWER = "      - text: A{2}\n        to: n{1}\n"


def _answers(count: int, answer: str, before: str = "") -> str:
    """Return a tree with one question and many answers; `{0}` is the number of the answer."""
    answers = "".join(answer.format(one) for one in range(count))
    return f"{_TREE}  n0:\n    question: Q\n{before}    answers:\n{answers}  e:\n    resolution: R\n"


def _messages(count: int, message: str, head: str = _HEAD) -> str:
    return head + "".join(message.replace("@", str(one)) for one in range(count))


def _many(piece: str, around: Callable[[str], str]) -> Make:
    """Return what repeats a piece, and puts it into a file."""
    return lambda n: around(piece * n)


_SIGNS = (
    *("[", "]", "![", "[x](", "[x](y", "[x]: y\n", "](", "*", "**", "_", "__", "*a", "**a", "_a ", "*a_", "`", "`a", "`` "),
    *("```\n", "~~~", "<", "<a", "<a ", "<!--", "<!", "<?", "<![CDATA[", ">", "> ", ">a\n", "\\", "\\\\", "\\[", "&", "&amp", "&#1"),
    *("{", "{{", "{a", "{a}", "}", "{a-", "#", "# ", "a # ", "=", "==", "==a", "a\n==\n", "- ", "-", "--", "1. ", "1) a\n", "+ ", "++a"),
    *("|", "|a", "|a|\n", "a|b\n", "|-|\n", "~", "~~", "~~a", "$$", "$$a", ":", ":a", ":a:", "a:", "::: a\n", "!!! a\n", "??? ", "/", "//"),
    *("a//b ", "://", "http://", "https://a ", "www.", "www.a", "@", "a@", "a@a", "a@a.", "a.@", "(", ")", "(a)", "(a", "(a)[", "a) ", "a) b) "),
    *("(1) ", "(1) a\n", "i. a\n", "[^", "[^a", "[TOC]\n", "[ ] ", "- [ ] a\n", "[[", "[[a", "[a][", "[a] (", "8<-", "-8<- a\n", "TODO", "TODO\n"),
    *('"', "'", "“", "„a", "«", "’", "\u2022", "\u2022 a\n", "\u2013 a\n", "\xa0", "\xa0 ", "\u200b", "\u200d", "\u202e", "\u05d0\u200f"),
    *("\x7f", "\u2028", " ", "  \n", " \n", "\n", "\n\n", "a\n\n", "a\n", "- a\n", "- a\n\n", "1. a\n", "1. a\n\n", "7. a\n", "a", "a ", "\u00e4", "a.", "1", "1 "),
    *("*a* ", "**a** ", "*a ", "a* ", "{a} ", "[a](https://b) ", "[a](b.yml) ", "[a](b.md) ", "[a](contact:b) ", "<https://a> ", "\\n", "a.\\n"),
    *(" #a", ". #a ", "\t", "\u3000", "e\u0301", "&#x", "&lt;", "<br>", "<b", "</", "<a>", "\\`", "\\*", "*\\", "[\\", "(<", "[a](<", "[a]((", '[a](b "'),
    *("[](", "[]()", "![](", "[a]\n", "[a]:\n", "[a]: <", "*a**", "**a*", "***a", "*a*b", "_a_b", "a_", "a*", "`a`", "`a``", "- - ", "> - ", "- > "),
    *("> [!NOTE]\n", "\n> [!TIP]\n> a\n", "> ```\n", "```a\nb\n```\n", "~~~\na\n", "|-|-|\n", "|a|b|\n|-|-|\n|c|d|\n", "|`a`", "\n## a\n"),
    *("https://a.b ", "https://a.b/(", "https://a:", "https://a@", "https://", "a@b.c ", "a.b-c+", "a@b.", "`a``b```c", "``a`", "{a}`"),
)  # fmt: skip
"""What can be repeated in a text, so that something looks for its other end again and again."""

TEXTS: Mapping[str, Make] = {
    **{f"prose {sign!r}": _many(sign, lambda signs: _body(f"x{signs}")) for sign in _SIGNS},
    **{
        f"line {sign!r}": _many(sign, lambda signs: _line(f"x{signs}"))
        for sign in _SIGNS
        if not set(sign) & set("\n\u2028\x7f")
    },
    "prose nested lists": lambda n: _body("\n".join("  " * min(one, 2000) + "- a" for one in range(n // 40))),
    "prose nested emphasis": lambda n: _body("*a " * n + "a*" * n),
    "prose nested brackets": lambda n: _body("[" * n + "]" * n),
    "prose nested brackets and parentheses": lambda n: _body("[" * n + "](a)" * n),
    "prose parentheses in an address": lambda n: _body("[a](" + "(" * n + ")" * n + ")"),
    "prose backticks of all lengths": lambda n: _body(" ".join("`" * one for one in range(1, int(n**0.5)))),
    "prose one long link": lambda n: _body(f"[a](https://a.example/{'b' * n})"),
    "prose many definitions": lambda n: _body("\n".join(f"[a{one}]: b" for one in range(n))),
    "prose table": lambda n: _body("| a | b |\n|---|---|\n" + "| c | d |\n" * n),
    "prose different links": lambda n: _body(" ".join(f"[a](https://a.example/{one})" for one in range(n))),
    "prose different unknown terms": lambda n: _body(" ".join(f"{{a{one}}}" for one in range(n))),
    "prose different bad links": lambda n: _body(" ".join(f"[a](b{one}.yml)" for one in range(n))),
}

_YAML: Mapping[str, Make] = {
    **{
        f"{where} {piece!r}": _many(piece, before.__add__)
        for where, before in (("file of", ""), ("value of", "title: "), ("node of", f"{_TREE}  "), ("quoted", 'a: "'))
        for piece in (
            *("[", "{", "- ", "? ", ": ", "a: ", "a:\n", "- a\n", "[]\n", "&a ", "*a ", "!a ", "!", "&", "*", "'", '"', "''", "\\"),
            *("#", " #", "# a\n", "\n", " \n", "---\n", "...\n", "%", "%a\n", "|", "|\n", ">\n", "a\n", "a ", "\t", "\t\n", " ", "{a: ", "[a, "),
            *("a: b\n", "a: {b: c}\n", "\xa0", "\xa0a: b\n", "<<: a\n", "\\x41", "'a' ", '"a" ', ", ", "a,", "]", "}", "-", "--", "- - "),
            *("<<<<<<< a\n", "=======\n", "\r", "\r\n", "\ufeff", "\u2028", "@", "`", "a: *b\n", "a: &b c\n", "a: !b c\n", "a: b #c\n", "? a\n"),
        )
    },
    "keys": lambda n: "".join(f"a{one}: b\n" for one in range(n)),
    "repeated keys in items": lambda n: "a:\n" + "  - b: c\n    b: d\n" * n,
    "deeper and deeper": lambda n: "".join(" " * one + "a:\n" for one in range(min(n, 3000))),
    "long key": lambda n: "a" * n + ": b\n",
    "long text": lambda n: f"title: {'a' * n}\n",
    "long id": lambda n: f"{_TREE}  {'a' * n}:\n    resolution: R\n",
    "long quoted text over lines": lambda n: f'title: "{"a " * n}\n{"b" * n}"\n',
    "unclosed quote, then keys": lambda n: 'title: "a\n' + "b: c\n" * n,
    "false spaces": lambda n: "".join(f"a{one}\xa0: b\n" for one in range(n)),
    "cut texts": lambda n: "".join(f"a{one}: b #c\n" for one in range(n)),
    "empty values": lambda n: "".join(f"a{one}:\n" for one in range(n)),
    "quotes, then a mistake": lambda n: 'a: "b"\n' * n + "c: d: e\n",
    "brackets beside a cut text": lambda n: "a: b #c\nd: " + "[" * n,
    "lines of keys, then a mistake": lambda n: "a: [b\n" + "us:\n::\n" * n,
    "alias of a list": lambda n: "a: &a [" + "b, " * n + "]\n" + "c: *a\n" * n,
}  # fmt: skip

TREES: Mapping[str, Make] = {
    **_YAML,
    **TEXTS,
    "nodes in a row": lambda n: _nodes(n, "    step: S{0}\n    next: n{1}\n"),
    "questions in a row": lambda n: _nodes(
        n, _QUESTION + "      - text: A\n        to: n{1}\n      - text: B\n        to: n{1}\n"
    ),
    "nodes back to the start": lambda n: _nodes(
        n, _QUESTION + "      - text: A\n        to: n{1}\n      - text: B\n        to: n0\n"
    ),
    "retries to the start": lambda n: _nodes(
        n, _QUESTION + "      - text: A\n        to: n{1}\n      - text: B\n        to: n0\n        retry: true\n"
    ),
    "a circle": lambda n: _nodes(n, "    step: S\n    next: n{1}\n").replace(
        f"  n{n}:\n    resolution: R\n", f"  n{n}:\n    step: S\n    next: n0\n"
    ),
    "many circles of two": lambda n: _nodes(n, "    step: S\n    next: n{0}x\n  n{0}x:\n    step: S\n    next: n{0}\n"),
    "islands": lambda n: _nodes(n, "    resolution: R{0}\n"),
    "unknown targets": lambda n: _nodes(n, "    step: S\n    next: m{0}\n"),
    "unknown targets, unlike all": lambda n: _nodes(n, "    step: S\n    next: zzzz-qqqq{0}-wwww\n"),
    "unknown trees": lambda n: _nodes(n, "    step: S\n    next: m{0}.yml\n"),
    "unknown contacts": lambda n: _nodes(n, "    support: us{0}\n"),
    "unknown terms": lambda n: _nodes(n, "    step: S {{plug{0}}}\n    next: n{1}\n"),
    "unknown keys": lambda n: _nodes(n, "    step: S\n    next: n{1}\n    nxt{0}: a\n"),
    "no kind": lambda n: _nodes(n, "    stepp: S\n    next: n{1}\n"),
    "missing keys": lambda n: _nodes(n, "    step: S\n"),
    "wrong shapes": lambda n: _nodes(n, "    step: [a]\n    next: n{1}\n"),
    "bad ids": lambda n: _nodes(n, "    step: S\n    next: n{1}\n  N_{0}:\n    resolution: R\n"),
    "bold one-line texts": lambda n: _nodes(n, "    step: S **a**\n    next: n{1}\n"),
    "aliases": lambda n: _nodes(n, "    step: S\n    aliases: [a{0}]\n    next: n{1}\n"),
    "aliases of one node": lambda n: _nodes(
        1, "    step: S\n    aliases: [" + ", ".join(f"a{one}" for one in range(n)) + "]\n    next: n{1}\n"
    ),
    "the same alias": lambda n: _nodes(n, "    step: S\n    aliases: [a]\n    next: n{1}\n"),
    "aliases of a tree": lambda n: TREE.replace("[router]", "[" + ", ".join(f"a{one}" for one in range(n)) + "]"),
    "includes": lambda n: _nodes(n, "    include: parts/part.yml\n    next: n{1}\n"),
    "unsolved": lambda n: _nodes(n, "    resolution: R\n    unsolved: n{1}\n"),
    "sources": lambda n: TREE.replace("start:", "sources: [" + "https://a.example/, " * n + "]\nstart:", 1),
    "applies to": lambda n: TREE.replace("start:", "applies_to: [" + "a, " * n + "]\nstart:", 1),
    "also called": lambda n: TREE.replace("start:", "also_called: [" + '"a {plug}", ' * n + "]\nstart:", 1),
    "answers": lambda n: _answers(n, "      - text: A{0}\n        to: e\n"),
    "answers that read the same": lambda n: _answers(n, "      - text: A\n        to: e\n"),
    "answers with bad keys": lambda n: _answers(n, "      - text: A{0}\n        too: e\n"),
    "answers with days": lambda n: _answers(
        n, "      - text: A{0}\n        days: {0}\n        to: e\n", "    dates: {since: A, until: B}\n"
    ),
    "answers with the same days": lambda n: _answers(
        n, "      - text: A{0}\n        days: 3\n        to: e\n", "    dates: {since: A, until: B}\n"
    ),
    "answers with ranges": lambda n: _answers(
        n, "      - text: A{0}\n        range: {0}\n        to: e\n", "    number: {label: A, most: 999999999}\n"
    ),
    "answers with the same ranges": lambda n: _answers(
        n, "      - text: A{0}\n        range: 3\n        to: e\n", "    number: {label: A, most: 999999999}\n"
    ),
    "answers without a tick": lambda n: _answers(
        n, "      - text: A{0}\n        none: true\n        to: e\n", "    several: true\n"
    ),
    "answers with days and no dates": lambda n: _answers(n, "      - text: A{0}\n        days: 3\n        to: e\n"),
    "a knot": lambda n: _nodes(
        int(n**0.5), _QUESTION + "".join(_ANSWER.replace("{2}", str(k)).replace("{1}", str(k)) for k in range(int(n**0.5)))
    ),
}  # fmt: skip

SETTINGS: Mapping[str, Make] = {
    "order": lambda n: LIBRARY + "order: [" + ", ".join(f"t{one}" for one in range(n)) + "]\n",
    "the same order": lambda n: LIBRARY + "order: [" + "t, " * n + "]\n",
    "languages": lambda n: LIBRARY.replace(
        "lv]", "lv, " + ", ".join(f"lv-a{one}" for one in range(n // 50)) + "]"
    ),
    "the same language": lambda n: LIBRARY.replace("lv]", "lv, " + "lv, " * n + "]"),
    "allow": lambda n: LIBRARY + "allow: [" + "long-text, " * n + "]\n",
    "wrong allow": lambda n: LIBRARY + "allow: [" + ", ".join(f"long{one}" for one in range(n)) + "]\n",
    "unknown keys": lambda n: LIBRARY + "".join(f"a{one}: b\n" for one in range(n)),
}

ENTRIES: Mapping[str, Make] = {
    "entries": lambda n: (
        CONTACTS + "".join(f"us{one}:\n  text: A\n  url: https://a.example/\n" for one in range(n))
    ),
    "bad urls": lambda n: (
        CONTACTS + "".join(f"us{one}:\n  text: A\n  url: http://a.example/\n" for one in range(n))
    ),
    "urls of languages": lambda n: (
        CONTACTS
        + "them:\n  text: A\n  url:\n"
        + "".join(f"    a{chr(97 + one % 26)}-b{one}: https://a.example/\n" for one in range(n))
    ),
    "long url": lambda n: CONTACTS.replace("example.org/", f"example.org/{'a' * n}"),
    "no text": lambda n: CONTACTS + "".join(f"us{one}:\n  url: https://a.example/\n" for one in range(n)),
}

_MESSAGE = 'msgctxt "t#n@ step"\nmsgid "A"\nmsgstr "B"\n\n'
CATALOGS: Mapping[str, Make] = {
    **{
        f"lines of {line!r}": _many(
            line, lambda lines: f'{_HEAD}{lines}\nmsgctxt "t title"\nmsgid "A"\nmsgstr "B"\n'
        )
        for line in (
            *("\n", " \n", "\r\n", "# a\n", "#\n", "#. a\n", "#: a\n", "#, fuzzy\n", "#, a, b\n", '#| msgid "a"\n', "#|\n", "#~\n"),
            *('#~ msgid "a"\n', '#~| msgid "a"\n', '"a"\n', '"\n', '""\n', 'msgid "a"\n', 'msgstr "a"\n', 'msgctxt "a"\n', 'msgstr[0] "a"\n'),
            *('msgid_plural "a"\n', "a\n", "<<<<<<< a\n", ">>>>>>> a\n", "<<<<<<< a\n>>>>>>> b\n", '"\\\\"\n', '"\\q"\n', '"\\n"\n', " ", "\t", "#", "\\"),
        )
    },
    **{
        f"strings of {piece!r}": _many(
            piece, lambda pieces: f'{_HEAD}msgctxt "t title"\nmsgid "A"\nmsgstr "{pieces}"\n'
        )
        for piece in ("a", "\\\\", "\\n", '\\"', "\\q", "\\", " ", "\xa0", "%(a)s", "\\n\\n", '"\n"', '\\n"\n"', "{a} ", "<b>", "*a ")
    },
    "messages": lambda n: _messages(n, _MESSAGE),
    "messages, the same": lambda n: _messages(n, 'msgctxt "a"\nmsgid "A"\nmsgstr "B"\n\n'),
    "messages with comments": lambda n: _messages(n, f"# a\n#. b\n#: c\n#, fuzzy\n{_MESSAGE}"),
    "messages with older texts": lambda n: _messages(n, f'#, fuzzy\n#| msgid "A"\n{_MESSAGE}'),
    "messages without context": lambda n: _messages(n, 'msgid "A@"\nmsgstr "B"\n\n'),
    "messages of one context": lambda n: _messages(n, 'msgctxt "t title"\nmsgid "A@"\nmsgstr "B"\n\n'),
    "fuzzy messages of one context": lambda n: _messages(n, '#, fuzzy\nmsgctxt "t title"\nmsgid "A@"\nmsgstr "B"\n\n'),
    "messages of one part of a word": lambda n: _messages(n, 'msgctxt "t#light question"\nmsgid "A@"\nmsgstr "B"\n\n'),
    "obsolete messages": lambda n: _messages(n, '#~ msgctxt "t title"\n#~ msgid "A@"\n#~ msgstr "B"\n\n'),
    "obsolete messages, the same": lambda n: _messages(n, '#~ msgctxt "t title"\n#~ msgid "A"\n#~ msgstr "B"\n\n'),
    "plural forms": lambda n: _HEAD.replace("UTF-8\\n", "UTF-8\\nPlural-Forms: nplurals=2; plural=n!=1;\\n")
    + _messages(n, 'msgid "A@"\nmsgid_plural "As"\nmsgstr[0] "B"\nmsgstr[1] "B"\n\n', ""),
    "many plural forms": lambda n: f'{_HEAD}msgid "A"\nmsgid_plural "As"\n'
    + "".join(f'msgstr[{one}] "B"\n' for one in range(n)),
    "wrong plural forms": lambda n: _HEAD.replace("UTF-8\\n", "UTF-8\\nPlural-Forms: nplurals=2; plural=n!=1;\\n")
    + _messages(n, 'msgid "A@"\nmsgid_plural "As"\nmsgstr[0] "B"\n\n', ""),
    "announced plural forms": lambda n: _HEAD.replace("UTF-8\\n", f"UTF-8\\nPlural-Forms: nplurals={n * 100}; plural=0;\\n")
    + 'msgid "A"\nmsgid_plural "As"\nmsgstr[0] "B"\n\n',
    "a long formula": lambda n: _HEAD.replace("UTF-8\\n", f"UTF-8\\nPlural-Forms: nplurals=2; plural={'(' * n}n{')' * n};\\n"),
    "a formula of sums": lambda n: _HEAD.replace("UTF-8\\n", f"UTF-8\\nPlural-Forms: nplurals=2; plural=n{'+1' * n};\\n"),
    "a formula of choices": lambda n: _HEAD.replace("UTF-8\\n", f"UTF-8\\nPlural-Forms: nplurals=2; plural={'n?0:' * n}1;\\n"),
    "wrong ends": lambda n: _messages(n, 'msgid "A@\\n"\nmsgstr "B"\n\n'),
    "header": lambda n: _HEAD.replace('\\n"\n\n', '\\n"\n' + '"A: b\\n"\n' * n + "\n"),
    "charset": lambda n: _HEAD.replace("UTF-8", "A" * n),
}  # fmt: skip

_UNIT = '<unit id="u{0}" name="t title"><segment><source>The {{plug}} modem</source><target>M</target></segment></unit>'
_GROUP = '<group id="g{0}"><unit id="g{0}.1" name="a"><segment><source>A</source><target>M</target></segment></unit></group>'


def _document(inside: str) -> str:
    return DOCUMENT.partition("<unit")[0].partition("?>")[2] + inside + "</file></xliff>"


DOCUMENTS: Mapping[str, Make] = {
    "units": lambda n: _document("".join(_UNIT.format(one) for one in range(n))),
    "plural units": lambda n: _document("".join(_GROUP.format(one) for one in range(n))),
    "segments": lambda n: _document(
        '<unit id="u" name="t title">'
        + "<segment><source>a</source><target>b</target></segment>" * n
        + "</unit>"
    ),
    "notes": lambda n: _document(
        _UNIT.format(1).replace("<segment>", "<notes>" + "<note>a</note>" * n + "</notes><segment>")
    ),
    "different notes": lambda n: _document(
        _UNIT.format(1).replace(
            "<segment>", "<notes>" + "".join(f"<note>{one}</note>" for one in range(n)) + "</notes><segment>"
        )
    ),
    "nested": lambda n: _document("<group>" * n + "</group>" * n),
    "nested marks": lambda n: _document(_UNIT.format(1).replace("M", "<mrk>" * n + "M" + "</mrk>" * n)),
    "attributes": lambda n: _document("<unit " + " ".join(f'a{one}=""' for one in range(n)) + "/>"),
    "unclosed": lambda n: _document("<unit>" * n),
    "text": lambda n: _document(_UNIT.format(1).replace("M", "M\n" * n)),
    "comments": lambda n: _document("<!-- a -->" * n),
    "entities": lambda n: _document("&amp;" * n),
    "files": lambda n: (
        DOCUMENT.partition("<file")[0].partition("?>")[2] + '<file original="t"/>' * n + "</xliff>"
    ),
}

_GUIDE = '<guided-help data-tree="t">{}</guided-help>'
_ASKS = '<section id="{0}" data-kind="question"><a data-answer href="#{1}">A</a></section>'


def _guide(inside: str) -> str:
    return _GUIDE.format(inside)


PAGES: Mapping[str, Make] = {
    **{
        f"tags {tag!r}": _many(tag, str)
        for tag in (
            *("<", "</", "<a", "<a ", "<a b", "<a b='", '<a b="', "<a b=c ", "<!", "<!-", "<!--", "<!--a", "<!-- a -->", "<![", "<![CDATA[", "<?"),
            *("<?a>", "&", "&#", "&#1", "&amp", "<template>", "</template>", "<section>", "</section>", '<section data-kind="step">', "<script>"),
            *("<script", "</script", "<style>", "<textarea>", "<title>", "<a href='x'>", "<a data-answer href='x'>", "<guided-help>", "\n", ">", "'", '"'),
            *("<a a=a>", "<a =", "</a ", "</ ", "</a", "<svg>", "<plaintext>", "<a/", "<a / ", "<!doctype ", "<!doctype [", "<!a", "]]>", "--", "-->", "<p id=a>"),
        )
    },
    "questions without an ending": lambda n: _guide("".join(_ASKS.format(f"n{k}", f"n{k + 1}") for k in range(n)) + _ASKS.format(f"n{n}", "n0")),
    "questions with an ending": lambda n: _guide("".join(_ASKS.format(f"n{k}", f"n{k + 1}") for k in range(n)) + f'<section id="n{n}" data-kind="resolution"></section>'),
    "questions that lead nowhere": lambda n: _guide("".join(_ASKS.format(f"n{k}", f"m{k}") for k in range(n))),
    "questions to the start": lambda n: _guide("".join(_ASKS.format(f"n{k}", "n0") for k in range(n))),
    "islands": lambda n: _guide(_ASKS.format("s", "s") + "".join(_ASKS.format(f"n{k}", f"n{k}") for k in range(n))),
    "nested sections": lambda n: _guide('<section><a href="#a" data-answer>A</a>' * n),
    "nested nodes": lambda n: _guide("".join(f'<section id="n{k}" data-kind="step"><a href="#n{k}" data-answer>A</a>' for k in range(n))),
    "links in nested sections": lambda n: _guide('<section id="a" data-kind="step">' + "<section>" * n + '<a data-answer href="#a">A</a>' * n),
    "links of one node": lambda n: _guide('<section id="a" data-kind="step">' + '<a data-answer href="#a">A</a>' * n),
    "bad links of one node": lambda n: _guide('<section id="a" data-kind="step">' + '<a data-answer href="x/">A</a>' * n),
    "long link": lambda n: _guide(f'<section id="a" data-kind="step"><a data-answer href="{"../" * n}">A</a>'),
    "long link of slashes": lambda n: _guide(f'<section id="a" data-kind="step"><a data-answer href="{"/" * n}">A</a>'),
    "long link of percents": lambda n: _guide(f'<section id="a" data-kind="step"><a data-answer href="{"%41%" * n}">A</a>'),
    "attributes": lambda n: _guide("<section " + " ".join(f"a{k}=b" for k in range(n)) + ">"),
    "guides": lambda n: '<guided-help data-tree="t"></guided-help>' * n,
    "wrong kinds": lambda n: _guide("".join(f'<section id="n{k}" data-kind="x"></section>' for k in range(n))),
}  # fmt: skip

GROWING: Mapping[str, Mapping[str, Make]] = {
    "tree": TREES,
    "library": SETTINGS,
    "contacts": ENTRIES,
    "catalog": CATALOGS,
    "page-words": CATALOGS,
    "xliff": DOCUMENTS,
    "page": PAGES,
}
"""By target: what to repeat."""
