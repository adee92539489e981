"""What reading a file can find (``amtsfunk.source.problems``)."""

from __future__ import annotations

from amtsfunk.rules.rule import ERROR, NOTICE, WARNING, Rule, Scope

_FORMAT = "format"
_YAML = "yaml"
_LAYOUT = "files"
_TEXT = "characters"

_READING = (
    Rule("file-too-large", ERROR, _YAML, Scope.source),
    Rule("file-empty", ERROR, _FORMAT, Scope.source),
    Rule("file-missing", ERROR, _LAYOUT, Scope.source),
    Rule("encoding-not-utf8", ERROR, _FORMAT, Scope.source),
    Rule("file-not-text", ERROR, _FORMAT, Scope.source),
    Rule("byte-order-mark", NOTICE, _FORMAT, Scope.source),
    Rule("carriage-return", NOTICE, _FORMAT, Scope.source),
    Rule("control-character", ERROR, _TEXT, Scope.source),
    Rule("bidi-control", ERROR, _TEXT, Scope.source),
    Rule("zero-width-character", ERROR, _TEXT, Scope.source),
    Rule("no-break-space", NOTICE, _FORMAT, Scope.source),
    Rule("soft-hyphen", NOTICE, _FORMAT, Scope.source),
    Rule("tab-character", NOTICE, _YAML, Scope.source),
    Rule("front-matter-missing", ERROR, _FORMAT, Scope.source),
    Rule("front-matter-unclosed", ERROR, _FORMAT, Scope.source),
    Rule("front-matter-dashes", ERROR, _FORMAT, Scope.source),
)

_YAML_TRAPS = (
    Rule("yaml-colon-in-value", ERROR, _YAML, Scope.source),
    Rule("yaml-colon-without-space", ERROR, _YAML, Scope.source),
    Rule("yaml-missing-colon", ERROR, _YAML, Scope.source),
    Rule("yaml-hash-empty", ERROR, _YAML, Scope.source),
    Rule("yaml-hash-cut", ERROR, _YAML, Scope.source),
    Rule("yaml-quote-in-value", ERROR, _YAML, Scope.source),
    Rule("yaml-quote-unclosed", ERROR, _YAML, Scope.source),
    Rule("yaml-curly-quotes", ERROR, _YAML, Scope.source),
    Rule("yaml-backslash", ERROR, _YAML, Scope.source),
    Rule("yaml-at-sign", ERROR, _YAML, Scope.source),
    Rule("yaml-bracket-in-value", ERROR, _YAML, Scope.source),
    Rule("yaml-bracket-unclosed", ERROR, _YAML, Scope.source),
    Rule("yaml-dash-in-value", ERROR, _YAML, Scope.source),
    Rule("yaml-split-number", WARNING, _YAML, Scope.source),
    Rule("yaml-reserved-start", ERROR, _YAML, Scope.source),
    Rule("yaml-indentation", ERROR, _YAML, Scope.source),
    Rule("yaml-anchor", ERROR, _YAML, Scope.source),
    Rule("yaml-alias", ERROR, _YAML, Scope.source),
    Rule("yaml-tag", ERROR, _YAML, Scope.source),
    Rule("yaml-merge-key", ERROR, _YAML, Scope.source),
    Rule("yaml-duplicate-key", ERROR, _YAML, Scope.source),
    Rule("yaml-complex-key", ERROR, _YAML, Scope.source),
    Rule("yaml-several-documents", ERROR, _YAML, Scope.source),
    Rule("yaml-directive", ERROR, _YAML, Scope.source),
    Rule("yaml-too-deep", ERROR, _YAML, Scope.source),
    Rule("yaml-not-mapping", ERROR, _YAML, Scope.source),
    Rule("yaml-syntax", ERROR, _YAML, Scope.source),
    Rule("yaml-gave-up", ERROR, _YAML, Scope.source),
)

_TYPING = (
    Rule("unknown-key", ERROR, _YAML, Scope.source),
    Rule("missing-key", ERROR, _YAML, Scope.source),
    Rule("empty-value", ERROR, _YAML, Scope.source),
    Rule("expected-text", ERROR, _YAML, Scope.source),
    Rule("expected-list", ERROR, _YAML, Scope.source),
    Rule("expected-mapping", ERROR, _YAML, Scope.source),
    Rule("wrong-value", ERROR, _YAML, Scope.source),
    Rule("wrong-number", ERROR, _YAML, Scope.source),
    Rule("unknown-value", ERROR, _YAML, Scope.source),
    Rule("unknown-kind", ERROR, _YAML, Scope.source),
    Rule("value-too-long", ERROR, _YAML, Scope.source),
    Rule("too-few-entries", ERROR, _YAML, Scope.source),
    Rule("too-many-entries", ERROR, _YAML, Scope.source),
    Rule("wrong-time", ERROR, "times", Scope.source),
    Rule("no-such-day", ERROR, "times", Scope.source),
    Rule("time-nonexistent", ERROR, _YAML, Scope.source),
    Rule("time-ambiguous", ERROR, _YAML, Scope.source),
    Rule("quiet-period-too-short", ERROR, "delivery", Scope.source),
)

_BODY = (
    Rule("missing-title", ERROR, _FORMAT, Scope.source),
    Rule("second-title", ERROR, _FORMAT, Scope.source),
    Rule("text-before-title", ERROR, _FORMAT, Scope.source),
    Rule("missing-text", ERROR, _FORMAT, Scope.source),
    Rule("empty-part", ERROR, _FORMAT, Scope.source),
    Rule("unknown-section", ERROR, _FORMAT, Scope.source),
    Rule("duplicate-section", ERROR, _FORMAT, Scope.source),
    Rule("section-without-space", ERROR, _FORMAT, Scope.source),
    Rule("section-indented", ERROR, _FORMAT, Scope.source),
    Rule("part-number", ERROR, _FORMAT, Scope.source),
    Rule("dashes-line", ERROR, _FORMAT, Scope.source),
    Rule("picture-malformed", ERROR, _FORMAT, Scope.source),
    Rule("picture-inline", ERROR, _FORMAT, Scope.source),
    Rule("picture-path", ERROR, _FORMAT, Scope.source),
    Rule("snippet-only-text", ERROR, "R19, R73", Scope.source),
    Rule("post-file-name", ERROR, _FORMAT, Scope.source),
    Rule("post-folder", ERROR, _FORMAT, Scope.source),
)

ROWS: tuple[Rule, ...] = (*_READING, *_YAML_TRAPS, *_TYPING, *_BODY)
