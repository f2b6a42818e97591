"""PyYAML as it is on a platform without libyaml."""

from __future__ import annotations

import pytest
import yaml

from izeja.reading import pyyaml


class PurePython(pyyaml._AllText, yaml.BaseLoader):  # type: ignore[misc]  # noqa: SLF001 - as pyyaml._Composer
    """The loader that composes there."""


def without_libyaml(patch: pytest.MonkeyPatch) -> None:
    """Read YAML without libyaml until the patch is undone."""
    patch.setattr(pyyaml, "Loader", yaml.BaseLoader)
    patch.setattr(pyyaml, "_Composer", PurePython)
