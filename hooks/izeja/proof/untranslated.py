"""How much the lack of a translation matters, which each library decides for each of its languages."""

from __future__ import annotations

from izeja.library.library import Library
from izeja.problems.problem import Severity


def severity_of_untranslated(library: Library, language: str) -> Severity:
    """Return the severity of a missing text or URL of a language, by its state in library.yml."""
    return "error" if library.config.states[language] == "required" else "warning"
