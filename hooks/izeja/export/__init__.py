"""A library for other programs: as data that an app can run, and as text that a person or a model reads."""

PUBLIC = {
    "addresses": ["MEDIA", "NODE", "NoAddressError"],
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
    "texts": ["LINK_WORDS", "outside_code"],
    "twee": ["GUIDE", "REFERENCES", "SUPPORT", "as_twee"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
