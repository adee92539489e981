"""Every rule, in the open: one row each. A rule is one function, one row, one entry in the catalogue, one good and one
bad example; a test fails where any of them is missing.

Scopes, and what a rule's function is given:

- ``source``: found while reading a file (``amtsfunk.source.problems``); no function here
- ``tree``: names alone (``Tree``)
- ``post``: one post (``PostCase``), without settings
- ``settled``: one post against the settings (``PostCase``); skipped where ``plans/`` cannot be read
- ``plans``: the settings (``PlansCase``)
- ``pages``: netiquette and guidelines (``PagesCase``)
- ``all``: all posts together (``AllCase``); skipped where only some posts are checked
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from amtsfunk.model.finding import Severity
from amtsfunk.rules import layout, lifecycle, limits, media, pages, plans, references
from amtsfunk.rules.cases import Hits

ERROR, WARNING, NOTICE = Severity.error, Severity.warning, Severity.notice


class Scope(StrEnum):
    source = "source"
    tree = "tree"
    post = "post"
    settled = "settled"
    plans = "plans"
    pages = "pages"
    all = "all"


@dataclass(frozen=True, slots=True)
class Rule:
    """``source`` is the requirement, the law or the section of the design that asks for the rule.

    ``only_with``: keys of the front matter (and ``pictures``) without which a rule over posts has nothing to say. Most
    posts have few of them, so most rules need not be asked.
    """

    id: str
    severity: Severity
    source: str
    scope: Scope
    check: Callable[[Any], Hits] | None = None
    only_with: tuple[str, ...] = ()


_FORMAT = "DESIGN: Content format"
_YAML = "DESIGN: Strict YAML"
_LAYOUT = "DESIGN: The top level"
_TEXT = "DESIGN: Text may hold no bidirectional controls"

_READING = (
    Rule("file-too-large", ERROR, _YAML, Scope.source),
    Rule("file-empty", ERROR, _FORMAT, Scope.source),
    Rule("file-missing", ERROR, _LAYOUT, Scope.source),
    Rule("encoding-not-utf8", ERROR, _FORMAT, Scope.source),
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
    Rule("unknown-key", ERROR, _FORMAT, Scope.source),
    Rule("missing-key", ERROR, _FORMAT, Scope.source),
    Rule("empty-value", ERROR, _FORMAT, Scope.source),
    Rule("expected-text", ERROR, _FORMAT, Scope.source),
    Rule("expected-list", ERROR, _FORMAT, Scope.source),
    Rule("expected-mapping", ERROR, _FORMAT, Scope.source),
    Rule("wrong-value", ERROR, _FORMAT, Scope.source),
    Rule("wrong-number", ERROR, _FORMAT, Scope.source),
    Rule("unknown-value", ERROR, _FORMAT, Scope.source),
    Rule("unknown-kind", ERROR, "R75; DESIGN: Content format", Scope.source),
    Rule("value-too-long", ERROR, _FORMAT, Scope.source),
    Rule("too-few-entries", ERROR, _FORMAT, Scope.source),
    Rule("too-many-entries", ERROR, _FORMAT, Scope.source),
    Rule("wrong-time", ERROR, "DELIVERY § 4: Times", Scope.source),
    Rule("time-nonexistent", ERROR, _YAML, Scope.source),
    Rule("time-ambiguous", ERROR, _YAML, Scope.source),
    Rule("quiet-period-too-short", ERROR, "DELIVERY § 4: quiet period", Scope.source),
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
    Rule("post-file-name", ERROR, _FORMAT, Scope.source),
    Rule("post-folder", ERROR, _FORMAT, Scope.source),
)

_NAMES = (
    Rule("unknown-file", ERROR, _LAYOUT, Scope.tree, layout.find_unknown_file),
    Rule("bad-file-name", ERROR, _FORMAT, Scope.tree, layout.find_bad_file_name),
    Rule("duplicate-id", ERROR, _FORMAT, Scope.tree, layout.find_duplicate_id),
    Rule("name-clash", ERROR, _FORMAT, Scope.tree, layout.find_name_clash),
    Rule("symlink", ERROR, "DELIVERY § 1: files", Scope.tree, layout.find_symlink),
    Rule("special-file", ERROR, "DELIVERY § 1: files", Scope.tree, layout.find_special_file),
    Rule("orphan-file", ERROR, "DELIVERY § 1; R63", Scope.tree, layout.find_orphan),
)

_REFERENCES = (
    Rule("unknown-channel", ERROR, "R11, R23", Scope.settled, references.find_unknown_channel),
    Rule("closed-channel", ERROR, "R69", Scope.settled, references.find_closed_channel),
    Rule("repeated-channel", ERROR, "DELIVERY I3", Scope.post, references.find_repeated_channel),
    Rule("unknown-topic", ERROR, "R21", Scope.settled, references.find_unknown_topic),
    Rule("unknown-mention", ERROR, "R36", Scope.settled, references.find_unknown_mention, ("mentions",)),
    Rule("mention-without-account", NOTICE, "DELIVERY § 1: payloads", Scope.settled,
         references.find_mention_without_account, ("mentions",)),
    Rule("unknown-post", ERROR, "R47; DELIVERY § 1", Scope.post, references.find_unknown_post,
         ("corrects", "repeat_of")),
    Rule("post-names-itself", ERROR, "R47; DELIVERY § 1", Scope.post, references.find_post_naming_itself,
         ("corrects", "repeat_of")),
    Rule("missing-picture", ERROR, "DELIVERY § 1: files", Scope.post, references.find_missing_picture,
         ("pictures",)),
    Rule("options-for-unlisted-channel", ERROR, "R23", Scope.post,
         references.find_options_for_unlisted_channel, ("channel_options",)),
)  # fmt: skip

_LIFECYCLE = (
    Rule("wrong-folder", ERROR, _FORMAT, Scope.settled, lifecycle.find_wrong_folder),
    Rule("latest-before-time", ERROR, "DELIVERY § 4: Times", Scope.post, lifecycle.find_latest_before_time,
         ("latest",)),
    Rule("archive-without-past", ERROR, "DELIVERY § 2: 6", Scope.post, lifecycle.find_archive_without_past,
         ("archive",)),
    Rule("incomplete-correction", ERROR, "R47, R48", Scope.post, lifecycle.find_incomplete_correction,
         ("kind",)),
    Rule("stray-correction", ERROR, "R47, R48", Scope.post, lifecycle.find_stray_correction,
         ("corrects", "was_wrong", "since")),
    Rule("mend-without-correction", ERROR, "R47; DELIVERY § 1", Scope.post, lifecycle.find_mend_without_correction,
         ("channel_options",)),
)  # fmt: skip

_LIMITS = (
    Rule("too-long", ERROR, "R23", Scope.settled, limits.find_too_long),
    Rule("too-many-pictures", ERROR, "R23", Scope.settled, limits.find_too_many_pictures, ("pictures",)),
    Rule("missing-alt-text", ERROR, "BITV 2.0; WCAG 1.1.1", Scope.post, limits.find_missing_alt_text,
         ("pictures",)),
    Rule("alt-text-too-long", ERROR, "R23; WCAG 1.1.1", Scope.settled, limits.find_too_long_alt_text,
         ("pictures",)),
)  # fmt: skip

_PLANS = (
    Rule("unknown-owner", ERROR, "R11", Scope.plans, plans.find_unknown_owner),
    Rule("unknown-network", WARNING, "R23", Scope.plans, plans.find_unknown_network),
    Rule("shared-account", ERROR, "DELIVERY I3", Scope.plans, plans.find_shared_account),
    Rule("role-without-person", ERROR, "R08, R13", Scope.plans, plans.find_role_without_person),
    Rule("end-before-begin", ERROR, "R05, R06; BVerfGE 44, 125", Scope.plans, plans.find_end_before_begin),
    Rule("ignored-example-now", WARNING, _FORMAT, Scope.plans, plans.find_ignored_example_now),
    Rule("unreadable-example-now", ERROR, _FORMAT, Scope.plans, plans.find_unreadable_example_now),
)

_PAGES = (
    Rule("repeated-entry", ERROR, "R30", Scope.pages, pages.find_repeated_entry),
    Rule("repeated-number", ERROR, "R65", Scope.pages, pages.find_repeated_number),
    Rule("review-before-force", ERROR, "R65", Scope.pages, pages.find_review_before_force),
)

_TOGETHER = (Rule("unused-picture", NOTICE, "R63", Scope.all, media.find_unused_picture),)

ALL_RULES: tuple[Rule, ...] = (
    *_READING, *_YAML_TRAPS, *_TYPING, *_BODY, *_NAMES, *_REFERENCES, *_LIFECYCLE, *_LIMITS,
    *_PLANS, *_PAGES, *_TOGETHER,
)  # fmt: skip
RULES_BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in ALL_RULES}


def rules_of(scope: Scope) -> tuple[Rule, ...]:
    return tuple(rule for rule in ALL_RULES if rule.scope is scope)
