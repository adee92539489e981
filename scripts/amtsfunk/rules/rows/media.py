"""Pictures and videos: the files themselves, their descriptions, their rights, and what the networks make of them."""

from __future__ import annotations

from amtsfunk.rules import media, media_alt, media_networks, media_rights
from amtsfunk.rules.rule import ERROR, NOTICE, WARNING, Rule, Scope

_ALT = "BITV 2.0; WCAG 1.1.1"
_PERSONAL = "R36, R63; DSGVO Art. 5, 25"
_PICTURES = ("pictures",)

_FILES = (
    Rule("media-type", ERROR, "R23", Scope.media, media.find_unknown_type),
    Rule("media-ending", ERROR, "R23", Scope.media, media.find_wrong_ending),
    Rule("media-broken", ERROR, "R23", Scope.media, media.find_broken),
    Rule("media-too-large", ERROR, "R23; pictures", Scope.media, media.find_too_large),
    Rule("media-too-many-pixels", ERROR, "R23", Scope.media, media.find_too_many_pixels),
    Rule("media-too-small", WARNING, "R23", Scope.media, media.find_too_small),
    Rule("media-flicker", NOTICE, "BITV 2.0; WCAG 2.3.1", Scope.media, media.find_flicker),
    Rule("media-location", ERROR, _PERSONAL, Scope.media, media.find_location),
    Rule("media-personal-data", ERROR, _PERSONAL, Scope.media, media.find_personal_metadata),
    Rule("media-hidden-notes", WARNING, _PERSONAL, Scope.media, media.find_hidden_notes),
    Rule("video-captions", ERROR, "BITV 2.0; WCAG 1.2.2", Scope.media, media.find_uncaptioned_video),
    Rule("video-transcript", ERROR, "BITV 2.0; WCAG 1.2.3", Scope.media, media.find_video_without_transcript),
    Rule("unused-picture", NOTICE, "R63", Scope.all, media.find_unused_picture),
)

_ALT_TEXTS = (
    Rule("missing-alt-text", ERROR, _ALT, Scope.post, media_alt.find_missing_alt_text, _PICTURES),
    Rule("alt-text-file-name", ERROR, _ALT, Scope.post, media_alt.find_alt_text_like_file_name,
         _PICTURES, when_over=False),
    Rule("alt-text-placeholder", ERROR, _ALT, Scope.post, media_alt.find_placeholder_alt_text,
         _PICTURES, when_over=False),
    Rule("alt-text-opening", WARNING, _ALT, Scope.post, media_alt.find_alt_text_opening, _PICTURES, when_over=False),
    Rule("alt-text-too-short", WARNING, _ALT, Scope.post, media_alt.find_too_short_alt_text,
         _PICTURES, when_over=False),
    Rule("alt-text-repeats", WARNING, _ALT, Scope.post, media_alt.find_alt_text_of_title, _PICTURES, when_over=False),
    Rule("alt-text-twice", WARNING, _ALT, Scope.post, media_alt.find_alt_text_twice, _PICTURES, when_over=False),
    Rule("text-in-picture", WARNING, _ALT, Scope.post, media_alt.find_unstated_text_in_picture,
         _PICTURES, when_over=False),
)  # fmt: skip

_RIGHTS = (
    Rule("missing-credit", WARNING, "R63; UrhG § 13", Scope.settled, media_rights.find_missing_credit, _PICTURES),
    Rule("credit-of-another", WARNING, "R63; UrhG § 13", Scope.settled, media_rights.find_credit_of_another,
         _PICTURES),
    Rule("missing-rights", NOTICE, "R63; UrhG § 31", Scope.settled, media_rights.find_missing_rights, _PICTURES),
    Rule("rights-expired", ERROR, "R63; UrhG § 31; KUG § 22", Scope.settled, media_rights.find_expired_rights,
         _PICTURES),
    Rule("rights-expiring", WARNING, "R63; UrhG § 31; KUG § 22", Scope.settled, media_rights.find_expiring_rights,
         _PICTURES),
    Rule("consent-name", WARNING, "R63; KUG §§ 22–23", Scope.media, media_rights.find_name_as_consent),
)  # fmt: skip

_NETWORKS = (
    Rule("picture-type", ERROR, "R23", Scope.settled, media_networks.find_type_not_taken, _PICTURES, when_over=False),
    Rule("picture-too-large", ERROR, "R23", Scope.settled, media_networks.find_picture_too_large_for,
         _PICTURES, when_over=False),
    Rule("picture-stands-still", WARNING, "R23", Scope.settled, media_networks.find_movement_lost,
         _PICTURES, when_over=False),
    Rule("video-by-itself", ERROR, "R23", Scope.settled, media_networks.find_video_by_itself,
         _PICTURES, when_over=False),
)  # fmt: skip

ROWS: tuple[Rule, ...] = (*_FILES, *_ALT_TEXTS, *_RIGHTS, *_NETWORKS)
