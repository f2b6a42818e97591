"""How long a check takes beside what libyaml takes to compose the same files: `proof.py`.

Each figure is the median of several processes, the two kinds in turn, so that both meet the same machine.
Only the work is timed, and not the start of Python.
"""

from __future__ import annotations

import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from libraries import Size, write_library

COMPOSE = """
import sys, time, yaml
from pathlib import Path
files = list(Path(sys.argv[1]).rglob("*.yml"))
start = time.perf_counter()
for file in files:
    yaml.compose(file.read_bytes(), Loader=yaml.CSafeLoader)
print(time.perf_counter() - start)
"""
CHECK = """
import resource, sys, time
from pathlib import Path
from izeja.compiler.compile import compile_library
start = time.perf_counter()
compiled = compile_library(Path(sys.argv[1]))
branches = compiled.branches
print(time.perf_counter() - start)
assert not compiled.problems, compiled.report()
print(len(compiled.graph.edges), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, branches)
"""


def run(program: str, library: Path) -> list[str]:
    """Run a program on a library in a process of its own, and return the lines that it prints."""
    sys.set_int_max_str_digits(0)
    command = [sys.executable, "-X", "int_max_str_digits=0", "-c", program, str(library)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603 - our own programs


def measure(library: Path, runs: int) -> tuple[float, float, list[str]]:
    """Return the medians for compose and check in seconds, and what the check found."""
    compose, check = [], []
    found = ""
    for _ in range(runs):
        compose.append(float(run(COMPOSE, library)[0]))
        seconds, found = run(CHECK, library)
        check.append(float(seconds))
    return statistics.median(compose), statistics.median(check), found.split()


@click.command()
@click.option("--runs", default=5, show_default=True, help="Processes of each kind for each size.")
@click.option("--trees", default="50,500,5000", show_default=True, help="Numbers of trees of 20 nodes.")
@click.option("--languages", default=2, show_default=True)
def main(runs: int, trees: str, languages: int) -> None:
    """Print, for libraries of several sizes, what a check takes beside libyaml alone."""
    click.echo(f"{platform.python_implementation()} {platform.python_version()}, medians of {runs} runs\n")
    click.echo("  nodes   compose, s   check, s   ratio   ms a tree   peak MB   branches")
    for number in map(int, trees.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            library = Path(folder, "library")
            write_library(library, Size(trees=number, languages=languages))
            compose, check, (nodes, peak, branches) = measure(library, runs)
        shown = branches if len(branches) < 7 else f"{branches[0]}.{branches[1:3]}e{len(branches) - 1}, exact"
        click.echo(
            f"{int(nodes):>7,}   {compose:10.2f}   {check:8.2f}   {check / compose:5.2f}   "
            f"{1000 * check / number:9.2f}   {peak:>7}   {shown}"
        )


if __name__ == "__main__":
    main()
