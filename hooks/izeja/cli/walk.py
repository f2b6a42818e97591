"""`izeja walk`: a guide in the terminal, answer by answer."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from izeja.authoring.overview.answers import answered
from izeja.authoring.overview.entered import EntryError
from izeja.authoring.overview.seen_step import Seen, Steps
from izeja.authoring.overview.step_text import Style, as_event, as_lines
from izeja.authoring.overview.walk import State, Walk
from izeja.cli.check import chosen_trees
from izeja.cli.languages import in_language
from izeja.cli.options import COLOUR, FORMERLY_JSON, LIBRARY_OR_TREE, format_option
from izeja.cli.output import say, show, write
from izeja.compiler.compile import Scope, compile_library, day_of_build
from izeja.compiler.stand_ins import with_stand_ins
from izeja.problems.terminal import visible, visible_json
from izeja.problems.wording import counted

_HELP = """\
  2      the second answer; #2, where a question asks for dates or a number
  b      back to the last step
  c 2    change the second answer of the trail
  j ID   jump to a node, such as: j manage, or j microsoft/get-refund#start
  q      quit, with the summary that support would get"""


@click.command(
    short_help="Walk through a guide in the terminal.",
    epilog="Example: izeja walk decision_trees/microsoft/get-refund.yml",
)
@LIBRARY_OR_TREE
@click.option("--language", metavar="CODE", help="The language of the texts (default: that of the trees).")
@format_option("json")
@FORMERLY_JSON
@COLOUR
def walk(path: Path, language: str | None, form: str, *, former_json: bool | None, colour: bool) -> None:
    """Walk through a guide as a customer does, and see where each step is written.

    PATH is the file of a guide, or the folder that holds library.yml (default: decision_trees); you then
    choose a guide. Type the number of an answer, or the dates or the number that a question asks for. Letters
    lead elsewhere: b back, c 2 changes the second answer, j ID jumps to a node, and q quits with the summary
    that support would get.

    Answers can also come from a pipe, one a line. The exit code is then 1 if a line is no answer, or if the
    lines end before the guide does.
    """
    root, trees = chosen_trees([path])
    wanted = (language,) if language else ()
    compiled = compile_library(root, scope=Scope(lambda _: wanted))
    library = in_language(compiled, language)
    errors = sum(problem.severity == "error" for problem in compiled.problems)
    if errors:
        say(f"The library has {counted(errors, 'error')}: 'izeja check {path}' shows them.", err=True)
        # As in the preview, whatever is missing has something in its place.
        compiled = with_stand_ins(compiled, None, root)
        library = compiled.languages[library.language]
    guides = [tree for tree in trees or library.guides if tree in compiled.graph.starts]
    if not guides:
        message = f"'{path}' has no guide: customers meet a part only in the guides that include it"
        raise click.UsageError(message)
    as_json = former_json or form == "json"
    talk = _Talk(as_json=as_json, colour=colour, is_typed=sys.stdin is not None and sys.stdin.isatty())
    steps = Steps(library, Walk(compiled.graph))
    guide = guides[0] if len(guides) == 1 else _chosen_guide(talk, steps, guides)
    sys.exit(0 if guide is None else _walked(talk, steps, steps.walk.start(guide)))


@dataclass(frozen=True)
class _Talk:
    """What is read and written: by a person, whose mistakes are asked about, or by a program."""

    as_json: bool
    colour: bool
    is_typed: bool

    def line(self) -> str | None:
        """Return the next line; None at the end, and if somebody quits."""
        if sys.stdin is None:
            return None
        try:
            # With readline, if Python has it, a line can be edited.
            line = input("> " if self.is_typed else "").strip()
        except (EOFError, UnicodeDecodeError):
            return None
        return None if line == "q" else line

    def refuse(self, message: str) -> bool:
        """Say why a line was not taken. Return whether to ask for another one."""
        if self.as_json:
            write(visible_json({"event": "error", "message": message}, indent=None))
        else:
            say(message, err=not self.is_typed)
        return self.is_typed

    def show(self, seen: Seen, steps: Steps) -> None:
        """Show a step."""
        if self.as_json:
            write(visible_json(as_event(seen, steps), indent=None))
            return
        width = max(40, min(100, shutil.get_terminal_size().columns))
        lines = [self._styled(style, text) for style, text in as_lines(seen, steps, width)]
        show("\n".join(("", *lines)), colour=self.colour)

    def conclude(self, lines: Sequence[str]) -> None:
        """Show the summary for support."""
        if self.as_json:
            write(visible_json({"event": "summary", "lines": lines}, indent=None))
        else:
            say("\n".join(("", *lines)))

    def _styled(self, style: Style, text: str) -> str:
        shown = visible(text)
        if not self.colour or not shown:
            return shown
        return click.style(shown, bold=style in ("title", "heading"), dim=style == "faint")


def _chosen_guide(talk: _Talk, steps: Steps, guides: Sequence[str]) -> str | None:
    if not talk.as_json:
        say("\n".join(f"{number:>3})  {steps.title(one)}  ({one})" for number, one in enumerate(guides, 1)))
    while (line := talk.line()) is not None:
        if line in guides:
            return line
        if line.isdecimal() and 1 <= int(line) <= len(guides):
            return guides[int(line) - 1]
        if not talk.refuse(f"'{line}' is not a guide: type a number from 1 to {len(guides)}"):
            sys.exit(1)
    return None


def _walked(talk: _Talk, steps: Steps, state: State) -> int:
    """Show steps and take answers until there are no more. Return the exit code."""
    seen = steps.seen(state)
    talk.show(seen, steps)
    while (line := talk.line()) is not None:
        if line == "?":
            # Programs read nothing but JSON on standard output.
            say(_HELP, err=talk.as_json)
            continue
        try:
            seen = steps.seen(answered(steps, seen, line, day_of_build()))
        except EntryError as error:
            if talk.refuse(str(error)):
                continue
            return 1
        talk.show(seen, steps)
    talk.conclude(steps.summary(seen.state))
    if talk.is_typed or seen.is_ending:
        return 0
    talk.refuse("the answers end before the guide does")
    return 1
