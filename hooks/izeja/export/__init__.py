"""A library for other programs: as data that an app can run, and as text that a person or a model reads."""

PUBLIC = {
    "addresses": ["MEDIA", "NoAddressError"],
    "document": [
        "Document",
        "Guide",
        "Line",
        "LineByFact",
        "Node",
        "Prose",
        "ProseByFact",
        "QuestionNode",
        "as_json",
        "schema",
    ],
    "guide_data": ["document_of"],
    "markdown": ["markdown_files"],
    "schema_org": ["schema_org"],
    "sheets": ["sheets"],
    "single_files": ["single_files"],
    "twee": ["GUIDE", "REFERENCES", "SUPPORT", "as_twee"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
