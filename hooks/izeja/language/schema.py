"""The tree language as JSON Schema, for completion, help and error marks in editors.

The schemas follow from the classes of the tree language (`izeja.language.entry.Entry`). They use draft-07,
which yaml-language-server (in VS Code, Neovim, Helix and others) and JetBrains editors have long supported.
The former reads 2020-12 only since its release 1.20, and that draft has nothing that trees need.

Editors read YAML by its core schema, where `true` and `7` are not text, but for Izeja every scalar is text.
So the schema of a field also allows numbers and booleans if the field's own validators accept them as text.

The generator overrides documented methods of pydantic's `GenerateJsonSchema`
(https://docs.pydantic.dev/latest/concepts/json_schema/#customizing-the-json-schema-generation-process).
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import CoreSchema, SchemaValidator, ValidationError, core_schema

from izeja.language.config import Config
from izeja.language.entries import Contacts, Terms
from izeja.language.entry import description_of
from izeja.language.facts import BY, OTHERWISE, Facts, variants_of
from izeja.language.fields import FormerIdCheck, Line, NameCheck, Prose, Url, parsed_target
from izeja.language.inputs import moment_of
from izeja.language.names import MOST_LETTERS
from izeja.language.tree import Tree

Schema = dict[str, Any]

FILES: Mapping[str, type[BaseModel]] = {
    "tree": Tree,
    "library": Config,
    "terms": Terms,
    "contacts": Contacts,
    "facts": Facts,
}
"""The kinds of file, and the model of each."""

DRAFT = "http://json-schema.org/draft-07/schema#"

EXPECTED = "Expected: "
"""How the message of an editor begins; the kind of text follows."""

_SCALARS = {"string", "integer", "number", "boolean"}
# Scalars that are not text for an editor, with examples as Izeja reads them.
_NOT_TEXT = {"number": ("0", "7", "2026", "1.5"), "boolean": ("true", "false")}


def schema(file: str) -> Schema:
    """Return the JSON Schema of a kind of file.

    Args:
        file: a key of `FILES`.

    Returns:
        A schema of draft-07. A node is one of several definitions, each of which requires the key that
        says what the node is. Unknown keys are not allowed.
    """
    model = FILES[file]
    made = TypeAdapter(_content(model)).json_schema(
        ref_template="#/definitions/{model}", schema_generator=_Generator
    )
    made |= {"$schema": DRAFT, "title": file.capitalize(), "description": inspect.getdoc(model)}
    made["definitions"] = made.pop("$defs", {})
    head = ("$schema", "title", "description")
    tidied: Schema = _tidy({**{key: made[key] for key in head}, **made})
    return tidied


def as_json(file: str) -> str:
    """Return the schema of a kind of file as the text of its file in `schema/`."""
    return json.dumps(schema(file), indent=2, ensure_ascii=False) + "\n"


def _content(model: type[BaseModel]) -> Any:
    # A file that is one mapping of entries is a model with this one field.
    fields = model.model_fields
    return fields["entries"].annotation if list(fields) == ["entries"] else model


def _function(type_: Any) -> Callable[..., Any]:
    validator: Callable[..., Any] = get_args(type_)[1].func
    return validator


def _expected(what: str, pattern: str) -> Schema:
    return {"pattern": pattern, "patternErrorMessage": f"{EXPECTED}{what}"}


_A_LINE = _expected("line of text", r"^\s*\S.*\s*$")


_TEXTS: Mapping[Callable[..., Any], Schema] = {
    _function(Line): _A_LINE,
    parsed_target: _A_LINE,
    moment_of: _A_LINE,
    _function(Prose): {**_expected("text", r"\S"), "contentMediaType": "text/markdown"},
    _function(Url): _expected(
        "full 'https://' URL",
        r"""^https://[^\s"<>\\/?#@:][^\s"<>\\/?#@]*([/?#][^\s"<>\\]*)?$""",
    ),
}


class _Generator(GenerateJsonSchema):
    """Describes the text that a writer can write; pydantic's own describes the values that a program gets."""

    def str_schema(self, schema: core_schema.StringSchema) -> Schema:
        made = super().str_schema(schema)
        return {**made, "type": _types(schema)}

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> Schema:
        made = super().function_after_schema(schema)
        if schema["function"]["function"] is variants_of:
            return _varied(made)
        if not _is_text(made):
            return made
        return {**made, "type": _types(schema), **_pattern(schema["function"]["function"])}

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:
        made = super().function_before_schema(schema)
        return {**made, "type": _types(schema)} if made.get("type") in _SCALARS else made

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        # A key can be left out, but a key with no value is a mistake.
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        # Editors insert the default, so it must be something that a writer can write.
        made, default = self.generate_inner(schema["schema"]), schema.get("default")
        return {**made, "default": default} if type(default) in (str, int) else made

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        made = super().dict_schema(schema)
        # `patternProperties` says the same about keys, and gives their values a schema as well.
        made.pop("propertyNames", None)
        keys = self.generate_inner(schema["keys_schema"]) if "keys_schema" in schema else {}
        values = self.generate_inner(schema["values_schema"]) if "values_schema" in schema else {}
        made["patternProperties"] = {keys.get("pattern", ""): values}
        return {**made, "additionalProperties": False}

    def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
        made = super().model_schema(schema)
        # A node begins with the key that says what it is; keys of all nodes come last.
        model = schema["cls"]
        own = {name.rstrip("_") for name in inspect.get_annotations(model)}
        made["properties"] = {
            name: {**field, "description": description_of(model, name)}
            for name, field in sorted(made.get("properties", {}).items(), key=lambda item: item[0] not in own)
        }
        return made

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - no key needs a title
        return False


def _varied(made: Schema) -> Schema:
    """Describe the keys of a text that differs by a fact, beside the names of values."""
    (text,) = made["patternProperties"].values()
    fact = {"type": "string", "description": "The fact that the text differs by: a key of `facts.yml`."}
    others = {"description": "The text for customers of whom nothing else is known.", **text}
    return {**made, "properties": {BY: fact, OTHERWISE: others}, "required": [BY], "minProperties": 2}


def _is_text(made: Schema) -> bool:
    types = made.get("type")
    return types == "string" or (isinstance(types, list) and "string" in types)


def _types(schema: CoreSchema) -> str | list[str]:
    # Asking the real validator keeps the schema true when a field becomes stricter.
    validator = SchemaValidator(schema)
    kinds = [kind for kind, texts in _NOT_TEXT.items() if any(_takes(validator, text) for text in texts)]
    return ["string", *kinds] if kinds else "string"


def _takes(validator: SchemaValidator, text: str) -> bool:
    try:
        validator.validate_python(text)
    except ValidationError:
        return False
    return True


def _pattern(function: Callable[..., Any]) -> Schema:
    if function in _TEXTS:
        return dict(_TEXTS[function])
    if isinstance(function, NameCheck):
        bound = {"maxLength": MOST_LETTERS} if isinstance(function, FormerIdCheck) else {}
        return {**_expected(f"name like '{function.example}'", f"^{function.pattern.pattern}$"), **bound}
    return {}


def _tidy(made: Any) -> Any:
    if isinstance(made, list):
        return [_tidy(item) for item in made]
    if not isinstance(made, dict):
        return made
    tidied: Schema = {}
    for key, value in made.items():
        if key == "description" and isinstance(value, str):
            tidied |= _explained(value)
        else:
            tidied[key] = _tidy(value)
    if len(tidied) > 1 and "$ref" in tidied:
        # Draft-07 ignores everything beside a reference.
        tidied["allOf"] = [{"$ref": tidied.pop("$ref")}]
    return tidied


def _explained(text: str) -> Schema:
    text = "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
    return {"description": text, **({"markdownDescription": text} if "`" in text else {})}
