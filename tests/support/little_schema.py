"""Whether a value is what a JSON Schema says: of its words those that our own schemas of records use, and an error for
any other, so that none is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "boolean": (bool,), "null": (type(None),),
}  # fmt: skip
_ASIDE = {"$defs", "$schema", "title", "description"}
_KNOWN = {
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "anyOf",
    "$ref",
    "pattern",
    "minimum",
    "const",
}


def misfits(schema: Mapping[str, Any], value: object) -> list[str]:
    """Where it does not fit; empty: it does."""
    return list(_misfits(schema, schema, value, "$"))


def _misfits(top: Mapping[str, Any], node: Mapping[str, Any], value: Any, at: str) -> Iterator[str]:
    unknown = set(node) - _ASIDE - _KNOWN
    assert not unknown, f"{at}: this reader does not know {unknown}"
    if "$ref" in node:
        yield from _misfits(top, top["$defs"][node["$ref"].rpartition("/")[2]], value, at)
    if "anyOf" in node and all(list(_misfits(top, one, value, at)) for one in node["anyOf"]):
        yield f"{at}: none of them"
    if "type" in node and (
        not isinstance(value, _TYPES[node["type"]]) or (node["type"] == "integer" and value is True)
    ):
        yield f"{at}: not {node['type']}"
        return
    if "const" in node and value != node["const"]:
        yield f"{at}: not {node['const']}"
    if isinstance(value, str) and "pattern" in node and not re.search(node["pattern"], value):
        yield f"{at}: not like {node['pattern']}"
    if isinstance(value, int) and value < node.get("minimum", value):
        yield f"{at}: too small"
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _misfits(top, node.get("items", {}), item, f"{at}[{number}]")
    if isinstance(value, dict):
        yield from _inside(top, node, value, at)


def _inside(top: Mapping[str, Any], node: Mapping[str, Any], value: Mapping[str, Any], at: str) -> Iterator[str]:
    properties = node.get("properties", {})
    yield from (f"{at}: lacks {key}" for key in node.get("required", ()) if key not in value)
    for key, inner in value.items():
        if key in properties:
            yield from _misfits(top, properties[key], inner, f"{at}.{key}")
        elif node.get("additionalProperties", True) is False:
            yield f"{at}: {key} is unknown"
        elif isinstance(node.get("additionalProperties"), dict):
            yield from _misfits(top, node["additionalProperties"], inner, f"{at}.{key}")
