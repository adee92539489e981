"""What the field of a model takes, at a path of keys and numbers: which keys, which words, lists or single values."""

from __future__ import annotations

import types
from typing import Any, get_args, get_origin

from pydantic import BaseModel

Path = tuple[str | int, ...]


def models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return [annotation] if issubclass(annotation, BaseModel) else []
    return [model for argument in get_args(annotation) for model in models_in(argument)]


def field_at(model: type[BaseModel], path: Path) -> tuple[type[BaseModel] | None, Any]:
    """The model that a path ends in, and the field on the way there that was met last."""
    current: type[BaseModel] | None = model
    field: Any = None
    for step in path:
        fields = current.model_fields if current is not None else {}
        found = next((field for name, field in fields.items() if step in (name, field.alias)), None)
        if found is not None:
            field, current = found, next(iter(models_in(found.annotation)), None)
    return current, field


def keys_at(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    current, _ = field_at(model, path)
    return tuple(field.alias or name for name, field in current.model_fields.items()) if current else ()


def allowed_at(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    _, field = field_at(model, path)
    return tuple(_members(field.annotation)) if field is not None else ()


def _members(annotation: Any) -> list[str]:
    if hasattr(annotation, "__members__"):
        return [member.value for member in annotation]
    return [word for argument in get_args(annotation) for word in _members(argument)]


def bounds_at(model: type[BaseModel], path: Path) -> tuple[str, str]:
    _, field = field_at(model, path)
    metadata = [] if field is None else [*field.metadata, *_metadata_of(field.annotation)]
    low = next((str(item.ge) for item in metadata if getattr(item, "ge", None) is not None), "")
    return low, next((str(item.le) for item in metadata if getattr(item, "le", None) is not None), "")


def _metadata_of(annotation: Any) -> list[Any]:
    """What ``Annotated`` carries anywhere inside; a pydantic FieldInfo holds its limits one level down."""
    own = list(getattr(annotation, "__metadata__", ()))
    own += [item for carrier in own for item in getattr(carrier, "metadata", ())]
    return own + [item for argument in get_args(annotation) for item in _metadata_of(argument)]


def takes_list(model: type[BaseModel], path: Path) -> bool:
    """Is it a list that belongs there?"""
    _, field = field_at(model, path)
    annotation = None if field is None else field.annotation
    return any(get_origin(one) in (tuple, list) for one in (annotation, *get_args(annotation)))


def has_pattern(model: type[BaseModel], path: Path, pattern: str) -> bool:
    """Must what stands there, or every entry of it, look like ``pattern``?"""
    _, field = field_at(model, path)
    carried = () if field is None else (*field.metadata, *_metadata_of(field.annotation))
    return any(getattr(one, "pattern", None) == pattern for one in carried)
