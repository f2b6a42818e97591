"""Catalogs for Python's gettext: the only module that relies on gettext's undocumented behaviour.

gettext is documented at https://docs.python.org/3/library/gettext.html. What it does not document is that
`GNUTranslations` raises `ValueError` for a formula of plural forms that it does not understand;
`check_assumptions` tries it out.
"""

from __future__ import annotations

import gettext
import io
import platform

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from izeja.translation import po_files


def compiled(catalog: Catalog) -> gettext.GNUTranslations:
    """Return the translations of a catalog, without those that are fuzzy or lack a plural form.

    Raises:
        ValueError: if the formula of its plural forms is not valid.
    """
    for message in catalog:
        if not po_files.is_complete(message):
            # Babel leaves out untranslated messages, but would fill in a single missing form.
            message.string = ""
    file = io.BytesIO()
    write_mo(file, catalog)
    file.seek(0)
    return gettext.GNUTranslations(file)


def check_assumptions() -> None:
    """Try out the undocumented behaviour of gettext.

    Raises:
        RuntimeError: if this Python does something else.
    """
    catalog = po_files.read('msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n n;\\n"\n', "en")
    try:
        compiled(catalog)
    except ValueError:
        return
    message = (
        f"Python {platform.python_version()} breaks an assumption of izeja.translation.mo_files: "
        "gettext.GNUTranslations raises ValueError for plural forms that are not valid"
    )
    raise RuntimeError(message)
