"""What one post names and when it lives."""

from __future__ import annotations

from amtsfunk.model.post import Kind
from amtsfunk.rules import lifecycle, references
from amtsfunk.rules.rule import ERROR, NOTICE, Rule, Scope

_FORMAT = "format"

_REFERENCES = (
    Rule("unknown-channel", ERROR, "R11, R23", Scope.settled, references.find_unknown_channel),
    Rule("closed-channel", ERROR, "R69", Scope.settled, references.find_closed_channel),
    Rule("repeated-channel", ERROR, "delivery", Scope.post, references.find_repeated_channel),
    Rule("unknown-topic", ERROR, "R21", Scope.settled, references.find_unknown_topic),
    Rule("unknown-mention", ERROR, "R36", Scope.settled, references.find_unknown_mention, ("mentions",)),
    Rule("mention-without-account", NOTICE, "R36", Scope.settled,
         references.find_mention_without_account, ("mentions",)),
    Rule("unknown-post", ERROR, "R47", Scope.post, references.find_unknown_post,
         ("corrects", "repeat_of")),
    Rule("post-names-itself", ERROR, "R47", Scope.post, references.find_post_naming_itself,
         ("corrects", "repeat_of")),
    Rule("missing-picture", ERROR, "pictures", Scope.post, references.find_missing_picture,
         ("pictures",)),
    Rule("options-for-unlisted-channel", ERROR, "R23", Scope.post,
         references.find_options_for_unlisted_channel, ("channel_options",)),
)  # fmt: skip

_LIFECYCLE = (
    Rule("wrong-folder", ERROR, _FORMAT, Scope.settled, lifecycle.find_wrong_folder),
    Rule("latest-before-time", ERROR, "times", Scope.post, lifecycle.find_latest_before_time,
         ("latest",)),
    Rule("archive-without-past", ERROR, "delivery", Scope.post, lifecycle.find_archive_without_past,
         ("archive",)),
    Rule("appeared-without-archive", ERROR, "delivery", Scope.post, lifecycle.find_appeared_without_archive,
         ("appeared",)),
    Rule("incomplete-correction", ERROR, "R47, R48", Scope.post, lifecycle.find_incomplete_correction,
         kinds=(Kind.correction, Kind.withdrawal)),
    Rule("stray-correction", ERROR, "R47, R48", Scope.post, lifecycle.find_stray_correction,
         ("corrects", "was_wrong", "since")),
    Rule("mend-without-correction", ERROR, "R47", Scope.post, lifecycle.find_mend_without_correction,
         ("channel_options",)),
)  # fmt: skip

ROWS: tuple[Rule, ...] = (*_REFERENCES, *_LIFECYCLE)
