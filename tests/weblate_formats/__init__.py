"""Catalogs and XLIFF documents in the hands of Weblate's own format classes: `make test-weblate`."""
