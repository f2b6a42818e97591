"""What a guide's page weighs beside the same article, written in Markdown on the same site."""

from __future__ import annotations

import statistics
from pathlib import Path

import yaml

from articles import article
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.page.render import guide_head
from libraries import Size
from peers import FromFile, front_matter
from processes import apart
from projects import page_of
from results import Goal, Part
from sites import build_site, copy_site, i18n_of, write_site, zipped

MOST = 1.3
_ARTICLE = "-article"


def weights(folder: Path, size: Size) -> Part:
    """Weigh the largest shipped guide, and the median one of a library that was made."""
    weighed = [*apart(_weigh_shipped, folder / "shipped"), *apart(_weigh_made, folder / "made", size)]
    rows = [
        (name, f"{guide:,}", f"{article:,}", f"{guide / article:.2f}") for name, guide, article in weighed
    ]
    goals = [
        Goal(f"{name}: at most {MOST} times the article", guide / article, most=MOST)
        for name, guide, article in weighed
    ]
    how = (
        "Bytes of the HTML after `gzip -9`. The article has the same title, summary, headings, prose, hints, "
        "answers as a list of links, contacts and sources, and the same front matter; it lacks what only our "
        "page says."
    )
    head = ("", "guide, bytes", "article, bytes", "ratio")
    return Part("A guide's page beside the same article in Markdown", how, head, rows, goals)


def _weigh_shipped(folder: Path) -> list[tuple[str, int, int]]:
    folder.mkdir(parents=True)
    config = copy_site(folder)
    compiled = compile_library(folder / "decision_trees")
    largest = max(compiled.graph.guides, key=lambda tree_id: len(compiled.graph.guides[tree_id]))
    weighed = _weigh(config, compiled)
    return [(f"{largest}, {language}", *weighed[language, largest]) for language in compiled.languages]


def _weigh_made(folder: Path, size: Size) -> list[tuple[str, int, int]]:
    weighed = _weigh(write_site(folder, size), compile_library(folder / "decision_trees"))
    middle = statistics.median_low(guide for guide, _ in weighed.values())
    (language, tree_id), sizes = next(item for item in weighed.items() if item[1][0] == middle)
    return [(f"{tree_id}, {language}, made, the median of {len(weighed)}", *sizes)]


def _weigh(config: Path, compiled: Compiled) -> dict[tuple[str, str], tuple[int, int]]:
    """Return for each language and guide what its page weighs, and what the same article weighs."""
    languages = i18n_of(yaml.safe_load(config.read_text("utf-8")))["languages"]
    default = next(language["locale"] for language in languages if language.get("default"))
    _write_articles(config.parent / "docs", compiled)
    site = build_site(config, config.parent / "site")

    def weight(language: str, name: str) -> int:
        return len(zipped(page_of(site, name, "" if language == default else language).read_bytes()))

    return {
        (language, tree_id): (weight(language, tree_id), weight(language, tree_id + _ARTICLE))
        for language in compiled.languages
        for tree_id in compiled.graph.guides
    }


def _write_articles(docs: Path, compiled: Compiled) -> None:
    for language, library in compiled.languages.items():
        for tree_id in library.guides:
            head = guide_head(library, tree_id)
            matter = {
                "title": head.title,
                "description": head.description,
                "hide": ["navigation", "toc"],
            }
            file = docs / language / f"{tree_id}{_ARTICLE}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            text = article(library, compiled.graph, tree_id, FromFile(tree_id))
            file.write_text(front_matter(matter) + text, "utf-8")
