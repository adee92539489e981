"""What readers must be told: channels, hours, imprint, accessibility."""

from __future__ import annotations

from amtsfunk.rules import appearance, channels_rules, exceptions, imprint
from amtsfunk.rules.rule import ERROR, NOTICE, WARNING, Rule, Scope

_CHANNELS = (
    Rule("channel-without-papers", WARNING, "DSGVO Artikel 5, 26 und 35; VG Köln 13 K 1419/23", Scope.plans,
         channels_rules.find_channel_without_papers),
    Rule("channel-without-terms", WARNING, "R40", Scope.plans, channels_rules.find_channel_without_terms),
    Rule("unsaid-dialogue", WARNING, "R29, R35", Scope.plans, channels_rules.find_unsaid_dialogue),
    Rule("channel-without-address", WARNING, "DDG § 5", Scope.plans, channels_rules.find_channel_without_address),
    Rule("insecure-address", WARNING, "DSGVO Artikel 32", Scope.plans, channels_rules.find_insecure_address),
    Rule("unsaid-review-time", WARNING, "R37; OVG Münster 13 A 1535/21", Scope.plans,
         channels_rules.find_unsaid_review_time),
    Rule("unclear-exception", ERROR, "R05", Scope.plans, exceptions.find_unclear_exception),
    Rule("past-exception", NOTICE, "R05", Scope.plans, exceptions.find_past_exception),
)  # fmt: skip

_IMPRINT = (
    Rule("placeholder", WARNING, "DDG § 5; MStV § 18", Scope.plans, imprint.find_placeholder),
    Rule("reserved-host", WARNING, "DDG § 5; RFC 2606", Scope.plans, imprint.find_reserved_host),
    Rule("missing-accessibility-statement", WARNING, "BITV 2.0 § 7", Scope.plans,
         imprint.find_missing_accessibility_statement),
    Rule("old-accessibility-statement", WARNING, "BITV 2.0 § 7", Scope.plans,
         imprint.find_old_accessibility_statement),
    Rule("expired-security-contact", WARNING, "RFC 9116 § 2.5.5", Scope.plans, imprint.find_expired_security_contact),
    Rule("expiring-security-contact", NOTICE, "RFC 9116 § 2.5.5", Scope.plans, imprint.find_expiring_security_contact),
    Rule("far-security-contact", NOTICE, "RFC 9116 § 2.5.5", Scope.plans, imprint.find_far_security_contact),
)  # fmt: skip

_LOOKS = (
    Rule("unread-colour", ERROR, "looks", Scope.plans, appearance.find_unread_colour),
    Rule("low-contrast", ERROR, "BITV 2.0; WCAG 2.2, 1.4.3 und 1.4.11", Scope.plans, appearance.find_low_contrast),
    Rule("unfit-logo", ERROR, "looks", Scope.plans, appearance.find_unfit_logo),
)  # fmt: skip

ROWS: tuple[Rule, ...] = (*_CHANNELS, *_IMPRINT, *_LOOKS)
