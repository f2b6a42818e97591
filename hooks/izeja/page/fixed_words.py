"""A Jinja extension that puts the words of a page into its templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import cast

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

_DEEPER = {"lparen": 1, "rparen": -1, "lbracket": 1, "rbracket": -1, "lbrace": 1, "rbrace": -1}


class FixedWords(Extension):
    """Puts the words of the page into a template when it is compiled, since an environment has one language.

    The environment's `gettext` returns them as HTML, so they are not escaped again.

    `{{ _("Next: %(heading)s", heading=text) }}` becomes `{{ "Tālāk: " | safe }}{{ text }}`, and words without
    a placeholder become a part of the text around them.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Replace each call of `_` by the words in the language of the environment."""
        translated = cast("Callable[[str], Markup]", self.environment.globals["gettext"])
        for token in stream:
            if not (
                token.test("name:_") and stream.current.type == "lparen" and stream.look().type == "string"
            ):
                yield token
                continue
            stream.skip()
            words = re.split(r"%\((\w+)\)s", str(translated(next(stream).value)))
            put_in = dict(self._arguments(stream))
            for index, piece in enumerate(words):
                # Each piece is an expression of its own, so that autoescape works on values alone.
                if index:
                    yield Token(token.lineno, "variable_end", "}}")
                    yield Token(token.lineno, "variable_begin", "{{")
                # `re.split` also returns what its group has found: every second piece names a placeholder.
                if index % 2:
                    yield from put_in[piece]
                else:
                    yield Token(token.lineno, "string", piece.replace("%%", "%"))
                    yield Token(token.lineno, "pipe", "|")
                    yield Token(token.lineno, "name", "safe")

    @staticmethod
    def _arguments(stream: TokenStream) -> Iterator[tuple[str, list[Token]]]:
        """Take the arguments that follow, and the bracket after them."""
        while stream.skip_if("comma"):
            name = next(stream).value
            stream.expect("assign")
            value: list[Token] = []
            depth = 0
            # A comma inside brackets belongs to the value: `href=url(a, b)`.
            while depth or stream.current.type not in ("comma", "rparen"):
                depth += _DEEPER.get(stream.current.type, 0)
                value.append(next(stream))
            yield name, value
        stream.expect("rparen")
