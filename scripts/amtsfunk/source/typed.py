"""Plain values with positions → a model, or every error of it as a finding at its file, line and column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from amtsfunk.model.finding import Finding, Place
from amtsfunk.model.post import AFTER_APPROVAL
from amtsfunk.source.fields import (
    Path,
    allowed_at,
    bounds_at,
    has_pattern,
    keys_at,
    models_in,
    takes_list,
)
from amtsfunk.source.guess import guess, missing_day
from amtsfunk.source.nearest import nearest
from amtsfunk.source.parsed import Positions
from amtsfunk.source.times import TimeProblem, parse_local
from amtsfunk.source.words import key_for, place_for, value_for

M = TypeVar("M", bound=BaseModel)
_ROUNDS = 6
_DEFAULT_ZONE = "Europe/Berlin"

_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_PATTERNS: dict[str, str] = {
    _SLUG: "slug",
    r"^[^\r\n]*$": "line",
    r"^[a-z]{2,3}(-[A-Z]{2})?$": "language",
    r"^[0-9a-f]{32}$": "random-id",
    r"^[A-Z]{2}$": "land",
    r"^\d{5}$": "postal-code",
    r"^[^@\s]+@[^@\s]+\.[^@\s]+$": "email",
    r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$": "host",
}
_NUMBERS = frozenset(
    {"int_parsing", "int_type", "int_from_float", "int_parsing_size"}
    | {"greater_than_equal", "less_than_equal", "greater_than", "less_than"}
)
_SHAPES = {
    "string_type": "expected-text",
    "tuple_type": "expected-list",
    "list_type": "expected-list",
    "model_type": "expected-mapping",
    "model_attributes_type": "expected-mapping",
    "dict_type": "expected-mapping",
    "mapping_type": "expected-mapping",
}
_SIZES = {
    "string_too_long": ("value-too-long", "limit", "max_length"),
    "too_short": ("too-few-entries", "minimum", "min_length"),
    "too_long": ("too-many-entries", "maximum", "max_length"),
}
_MEANT = {"nach freigabe": AFTER_APPROVAL, "after_approval": AFTER_APPROVAL, "nach genehmigung": AFTER_APPROVAL}


class Typed(NamedTuple):
    """``value`` where nothing was wrong; ``mended`` without what was wrong, where the rest still makes a model."""

    value: Any
    mended: Any
    findings: list[Finding]


@lru_cache(maxsize=8)
def moment_context(zone: ZoneInfo | None) -> dict[str, Callable[[str], datetime]]:
    """The validation context in which times are read in ``zone``."""
    resolved = zone or ZoneInfo(_DEFAULT_ZONE)
    return {"moment": lambda text: parse_local(text, resolved)}


def fit(
    model: type[BaseModel],
    values: dict[str, Any],
    positions: Positions,
    context: Any,
    lost: frozenset[str],
) -> Typed:
    """Type ``values``. ``lost`` are keys that the text had on lines that could not be read: they are not missed."""
    present = values
    if None in values.values():
        present = {key: value for key, value in values.items() if value is not None}
    try:
        value = model.__pydantic_validator__.validate_python(present, context=context)
    except ValidationError as wrong:
        errors = _without_echoes(wrong.errors(include_url=False))
    else:
        return Typed(value, value, [])
    meant = _misspelt(model, errors)
    reporter = _Reporter(model, present, positions, lost | frozenset(meant.values()))
    findings = [finding for error in errors if (finding := reporter.describe(error)) is not None]
    respelt = {meant.get(key, key): value for key, value in present.items()}
    return Typed(None, _without_faults(model, respelt, context), findings)


def _without_echoes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """pydantic does not count faulty entries, so a list with one of them is also called too short."""
    inner = {error["loc"][:depth] for error in errors for depth in range(len(error["loc"]))}
    return [error for error in errors if error["type"] != "too_short" or error["loc"] not in inner]


def _misspelt(model: type[BaseModel], errors: list[ErrorDetails]) -> dict[str, str]:
    """Unknown keys at the top level → the missing key that each was surely meant to be: one fault, one finding."""
    top = [(error["type"], str(error["loc"][0])) for error in errors if len(error["loc"]) == 1]
    missing = {key for kind, key in top if kind == "missing"}
    unknown = [key for kind, key in top if kind == "extra_forbidden"]
    known = keys_at(model, ())
    return {key: meant for key in unknown if (meant := _key_meant(key, known)) in missing}


def _key_meant(word: str, known: tuple[str, ...]) -> str:
    return key_for(word, known) or nearest(word, known)


def _value_meant(word: str, allowed: tuple[str, ...]) -> str:
    return value_for(word, allowed) or nearest(word, allowed)


def _without_faults(model: type[BaseModel], values: dict[str, Any], context: Any) -> Any:
    remaining = _copy(values)
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(remaining, context=context)
        except ValidationError as wrong:
            errors = _without_echoes(wrong.errors(include_url=False))
        if any(error["type"] == "missing" and len(error["loc"]) == 1 for error in errors):
            return None
        for error in sorted(errors, key=lambda error: [str(step).rjust(6) for step in error["loc"]], reverse=True):
            path = _path_of(error)
            if error["type"] == "tuple_type" and isinstance(error["input"], str):
                _replace(remaining, path, [item.strip() for item in error["input"].split(",")])
            elif meant := _meant_at(model, error, path):
                _replace(remaining, path, meant)
            else:
                _remove(remaining, path[:-1] if error["type"] == "missing" else path)
    return None


def _meant_at(model: type[BaseModel], error: ErrorDetails, path: Path) -> str:
    """What a word of a list of words, or a name that is no slug, surely was to be; empty where it cannot be known."""
    value = error["input"]
    if not isinstance(value, str) or error["loc"][-1:] == ("[key]",):
        return ""
    if error["type"] in ("enum", "literal_error"):
        return _value_meant(value, allowed_at(model, path))
    is_slug = error["type"] == "string_pattern_mismatch" and error["ctx"]["pattern"] == _SLUG
    return slugify(value) if is_slug else ""


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _remove(values: Any, path: Path) -> None:
    for step in path[:-1]:
        try:
            values = values[step]
        except (KeyError, IndexError, TypeError):
            return
    if path and isinstance(values, dict):
        values.pop(path[-1], None)
    elif path and isinstance(values, list) and isinstance(path[-1], int) and path[-1] < len(values):
        del values[path[-1]]


def _replace(values: Any, path: Path, value: Any) -> None:
    for step in path[:-1]:
        values = values[step]
    values[path[-1]] = value


def _path_of(error: ErrorDetails) -> Path:
    return tuple(step for step in error["loc"] if step != "[key]")


class _Reporter:
    """Turns pydantic's errors into findings; knows the model, so that it can suggest."""

    def __init__(
        self, model: type[BaseModel], values: Mapping[str, Any], positions: Positions, lost: frozenset[str]
    ) -> None:
        self.model = model
        self.values = values
        self.positions = positions
        self.lost = lost

    def describe(self, error: ErrorDetails) -> Finding | None:
        path = _path_of(error)
        kind = error["type"]
        key = _key_of(path)
        if kind == "missing":
            return self._missing(path, key)
        if kind == "extra_forbidden":
            return self._unknown_key(path, key, error["input"])
        if kind in _SHAPES and error["input"] is not None:
            return self._shape(_SHAPES[kind], path, key, error["input"])
        return self._value(error, path, key)

    def _missing(self, path: Path, key: str) -> Finding | None:
        if key in self.lost:
            return None
        place = self.positions.key(*path)
        return Finding("missing-key", place, {"key": key, "parent": _key_of(path[:-1]), "example": f"{key}: …"})

    def _unknown_key(self, path: Path, key: str, value: Any) -> Finding:
        known = keys_at(self.model, path[:-1])
        elsewhere = place_for(key)
        suggestion = "" if elsewhere else _key_meant(key, known)
        place = self.positions.key(*path)
        fixed = f"{suggestion}: {self._respell((*path[:-1], suggestion), value)}".rstrip() if suggestion else ""
        if elsewhere == "title" and isinstance(value, str) and value.strip():
            fixed = f"# {_shorten(value.strip())}"
        values = {"key": key, "suggestion": suggestion, "fixed": fixed, "elsewhere": elsewhere}
        values["how"] = "title" if elsewhere == "title" else "key"
        return Finding("unknown-key", place, values)

    def _shape(self, rule: str, path: Path, key: str, value: Any) -> Finding:
        values = {"key": key}
        if rule == "expected-list":
            values["fixed"] = (
                f"{key}: {self._respell(path, value)}" if isinstance(value, str) and isinstance(path[-1], str) else ""
            )
        return Finding(rule, self.positions.at(*path), values)

    def _respell(self, path: Path, value: Any) -> str:
        """A value as it may stand at ``path``: a list in brackets, its entries as words or names that there are."""
        is_list = takes_list(self.model, path)
        if not isinstance(value, str):
            items = value if isinstance(value, list) else []
        else:
            items = value.split(",") if is_list else [value]
        if not items or not all(isinstance(item, str) and "\n" not in item for item in items):
            return ""
        allowed, slugs = allowed_at(self.model, path), has_pattern(self.model, path, _SLUG)
        spelled = []
        for item in items:
            plain = item.strip().lstrip("@#") if is_list else item
            meant = _value_meant(plain, allowed) if allowed else slugify(plain) if slugs else ""
            spelled.append(meant or _shorten(plain))
        return f"[{', '.join(dict.fromkeys(spelled))}]" if is_list else ", ".join(spelled)

    def _value(self, error: ErrorDetails, path: Path, key: str) -> Finding:
        kind, context, value = error["type"], error.get("ctx", {}), error["input"]
        if value is None or value == "":
            return Finding("empty-value", self.positions.key(*path), {"key": key})
        if kind == "value_error":
            return self._own_error(context["error"], path, key, value)
        if kind in ("enum", "literal_error"):
            return self._unknown_value(path, key, value)
        is_key = error["loc"][-1:] == ("[key]",)
        place = self.positions.key(*path) if is_key else self.positions.at(*path)
        if kind in _SIZES:
            rule, name, limit = _SIZES[kind]
            values = {"key": key, name: str(context[limit])}
            return Finding(rule, place, values | ({"length": str(len(value))} if isinstance(value, str) else {}))
        values = {"key": key, "value": _shorten(path[-1] if is_key and path else value)}
        if kind in _NUMBERS:
            values["minimum"], values["maximum"] = bounds_at(self.model, path)
            return Finding("wrong-number", place, values)
        pattern = str(context.get("pattern", ""))
        values["expected"] = _PATTERNS.get(pattern, "public-key" if "ssh-ed25519" in pattern else "text")
        slug = slugify(values["value"]) if values["expected"] == "slug" else ""
        values["fixed"] = f"{key}: {slug}" if slug and not is_key and isinstance(path[-1], str) else slug
        if slug and isinstance(path[-1], int) and (whole := self._whole_list(path[:-1])):
            values["fixed"] = f"{key}: {whole}"
        return Finding("wrong-value", place, values)

    def _whole_list(self, path: Path) -> str:
        """The list at ``path`` with every entry as a slug; empty where one cannot be."""
        found: Any = self.values
        for step in path:
            found = found.get(step) if isinstance(found, dict) else None
        slugs = [slugify(entry) if isinstance(entry, str) else "" for entry in found or ()]
        return f"[{', '.join(slugs)}]" if slugs and all(slugs) else ""

    def _own_error(self, cause: Exception, path: Path, key: str, value: Any) -> Finding:
        place = self.positions.at(*path)
        shown = _shorten(value)
        if (absent := self._missing_day(cause, place, key, shown)) is not None:
            return absent
        if isinstance(cause, TimeProblem):
            values = {"key": key, "value": shown, **cause.values}
            if "fixed" in values:
                fixed = _MEANT.get(shown.strip().lower(), values["fixed"])
                values["fixed"] = f"{key}: {fixed}" if fixed else ""
            rule = {"nonexistent": "time-nonexistent", "ambiguous": "time-ambiguous"}.get(cause.kind, "wrong-time")
            return Finding(rule, place, values)
        expected = str(cause)
        if expected == "quiet_period":
            return Finding("quiet-period-too-short", place, {"key": _key_of((*path, "quiet_period"))})
        if expected == "duration" and key == "latest":
            expected = "duration-or-time"
        if expected == "moment":
            expected = "time-or-after-approval"
        meant = guess(expected, shown)
        fixed = f"{key}: {meant}" if meant and path and isinstance(path[-1], str) else meant
        return Finding("wrong-value", place, {"key": key, "value": shown, "expected": expected, "fixed": fixed})

    def _missing_day(self, cause: Exception, place: Place, key: str, shown: str) -> Finding | None:
        """31 November, 29 February: what no other day's message explains."""
        is_time = isinstance(cause, TimeProblem)
        if not is_time and str(cause) != "day":
            return None
        found = missing_day(shown, with_time=is_time)
        if found is None:
            return None
        month, length, before, after = found
        values = {"key": key, "value": shown, "month": str(month), "days": str(length)}
        return Finding("no-such-day", place, {**values, "before": before, "after": after})

    def _unknown_value(self, path: Path, key: str, value: Any) -> Finding:
        allowed = allowed_at(self.model, path)
        suggestion = _value_meant(str(value), allowed)
        fixed = f"{key}: {suggestion}" if suggestion and isinstance(path[-1], str) else suggestion
        values = {"key": key, "value": _shorten(value), "allowed": ", ".join(allowed)}
        values |= {"suggestion": suggestion, "fixed": fixed}
        return Finding("unknown-kind" if path == ("kind",) else "unknown-value", self.positions.at(*path), values)


def built(model: type[M], fields: dict[str, Any]) -> M:
    """A model of fields that were made right here, all of them and of the right types: what ``model_construct`` does,
    at a third of its cost. Validating would also keep a second copy of every text, in UTF-8."""
    made = model.__new__(model)
    put = object.__setattr__
    put(made, "__dict__", fields)
    put(made, "__pydantic_fields_set__", set(fields))
    put(made, "__pydantic_extra__", None)
    put(made, "__pydantic_private__", None)
    return made


def slugify(text: str) -> str:
    """A file name or id as a slug: ``Warntag Übung`` → ``warntag-uebung``; empty where nothing is left."""
    import re  # noqa: PLC0415
    import unicodedata  # noqa: PLC0415

    plain = text[:200].lower()
    for sign, replacement in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(sign, replacement)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-")


def _key_of(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _shorten(value: Any) -> str:
    text = value if isinstance(value, str) else type(value).__name__ if isinstance(value, (dict, list)) else str(value)
    return text if len(text) <= 120 else text[:119] + "…"


@lru_cache(maxsize=32)
def known_keys(model: type[BaseModel]) -> frozenset[str]:
    """Every key that a file of this model may have, at any depth."""
    keys: set[str] = set()
    for name, field in model.model_fields.items():
        keys.add(field.alias or name)
        for inner in models_in(field.annotation):
            keys |= known_keys(inner)
    return frozenset(keys)
