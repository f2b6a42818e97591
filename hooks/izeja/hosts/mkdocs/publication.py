"""MkDocs writes the site beside its folder, and it takes the place of the last one when it is whole.

MkDocs itself empties the folder first, so that a build that fails or is killed would leave half a site.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from izeja.hosts.mkdocs.terminal import StoppedError, log
from izeja.reading.writing import cannot_write
from izeja.running.lock import BusyError
from izeja.site.replacement import Replacement, what_stays

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class Publication:
    """The site of one build, from its first event until MkDocs ends."""

    def __init__(self, config: MkDocsConfig) -> None:
        """Have MkDocs write to a new folder, beside the site's.

        Args:
            config: of the site; its `site_dir` is the new folder until the end.

        Raises:
            StoppedError: another process is building this site, or nobody may write to its folder.
        """
        self._config = config
        self._site = Path(config.site_dir)
        self._replacement = _replacement(self._site)
        if self._replacement:
            config.site_dir = str(self._replacement.new)

    def explain(self, error: Exception) -> None:
        """Say why a file could not be written, in place of a traceback.

        Raises:
            StoppedError: with the reason, such as a full disk.
        """
        if self._replacement and isinstance(error, OSError) and error.strerror:
            reason = _circle(error, Path(self._config.docs_dir)) or f"{error.strerror} ({error.filename})"
            message = f"Build stopped: {reason}. {what_stays(self._site)}"
            raise StoppedError(message) from error

    def finish(self, *, is_whole: bool) -> None:
        """Publish the new site if it is whole, and delete it otherwise.

        Raises:
            StoppedError: it cannot be published.
        """
        if self._replacement is None:
            return
        # `mkdocs gh-deploy` looks for the site afterwards.
        self._config.site_dir = str(self._site)
        try:
            if is_whole:
                self._replacement.publish()
            else:
                self._replacement.discard()
        except OSError as error:
            raise StoppedError(_unwritable(self._site, error)) from error


def _replacement(site: Path) -> Replacement | None:
    try:
        return Replacement(site)
    except BusyError as error:
        raise StoppedError(str(error)) from None
    except OSError as error:
        # MkDocs can still write into the folder itself, as it does without this plugin.
        if not site.is_dir() or not os.access(site, os.W_OK):
            raise StoppedError(_unwritable(site, error)) from error
        log.info(f"'{site}' is not whole until the build ends: it cannot be replaced ({error.strerror})")
        return None


def _unwritable(site: Path, error: OSError) -> str:
    return cannot_write(site, error, "set another site_dir")


def _circle(error: OSError, docs: Path) -> str:
    """Return which link MkDocs has followed until the system stopped it, "" if that is not why."""
    if error.errno != errno.ELOOP or not Path(error.filename).is_relative_to(docs):
        return ""
    path = Path(error.filename).relative_to(docs)
    links = (folder for folder in (*reversed(path.parents), path) if (docs / folder).is_symlink())
    return f"{docs.name}/{next(links).as_posix()} is a link to a folder that it is in: delete it"
