"""What a tree may say: its fields, its texts, their validation and their schema."""

PUBLIC = {
    "config": ["Config"],
    "content": ["Content", "Difference", "NOTHING_BUT_WORDS"],
    "corrections": ["is_mail", "is_phone", "name_for", "nearest", "url_for"],
    "entries": ["Contact", "Contacts", "Term", "Terms"],
    "entry": ["description_of"],
    "fields": ["DayRange", "LanguageState", "Words", "is_blank", "url_in"],
    "final_marks": ["ending_differs"],
    "html": ["TermName", "line_html", "plain", "prose_html"],
    "links": [
        "ContactLink",
        "Link",
        "NodeLink",
        "PageLink",
        "RefusedLink",
        "ReturnLink",
        "Target",
        "TreeLink",
        "WebLink",
    ],
    "locales": ["PSEUDO_LANGUAGES", "direction_of", "is_language", "locale_of", "name_of", "plural_forms"],
    "names": ["FORMER_ID", "NAME", "TREE_ID", "fault_of_address", "fault_of_name", "suggested", "too_long"],
    "nodes": ["Dates", "Include", "KINDS", "Node", "Question", "Resolution", "Step", "Support", "WayOn"],
    "reference": ["reference"],
    "schema": ["FILES", "as_json"],
    "text_reader": ["content_of"],
    "topics": ["Subtopic", "Topic"],
    "tree": ["Tree"],
    "validation": ["UNREAD", "config_problem", "validate", "validate_tree"],
    "words": ["with_words", "words_of"],
}
"""What other packages use, by module; `tests/test_house.py` keeps the list."""
