"""What may lie where, and how it may be called."""

from __future__ import annotations

from amtsfunk.rules import layout
from amtsfunk.rules.rule import ERROR, Rule, Scope

_FORMAT = "format"
_LAYOUT = "files"

ROWS: tuple[Rule, ...] = (
    Rule("unknown-file", ERROR, _LAYOUT, Scope.tree, layout.find_unknown_file),
    Rule("bad-file-name", ERROR, _FORMAT, Scope.tree, layout.find_bad_file_name),
    Rule("long-file-name", ERROR, "delivery", Scope.tree, layout.find_long_file_name),
    Rule("duplicate-id", ERROR, _FORMAT, Scope.tree, layout.find_duplicate_id),
    Rule("name-clash", ERROR, _FORMAT, Scope.tree, layout.find_name_clash),
    Rule("symlink", ERROR, "files", Scope.tree, layout.find_symlink),
    Rule("special-file", ERROR, "files", Scope.tree, layout.find_special_file),
    Rule("orphan-file", ERROR, "delivery; R63", Scope.tree, layout.find_orphan),
)
