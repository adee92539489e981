"""What people write. ``signs`` are what a rule cannot do without (``amtsfunk.rules.wording.signs``)."""

from __future__ import annotations

from collections.abc import Callable

from amtsfunk.model.finding import Severity
from amtsfunk.rules import confidential, links, privacy
from amtsfunk.rules.cases import Hits
from amtsfunk.rules.rule import ERROR, NOTICE, WARNING, Rule, Scope
from amtsfunk.rules.wording import hashtags, language, letters, markup, plain, signs
from amtsfunk.rules.wording.passages import TextCase

_TEXT = Scope.wording
_READ_ALOUD = "BITV 2.0; WCAG 1.3.1"


def _style(rule: str, severity: Severity, source: str, check: Callable[[TextCase], Hits], sign: int = 0) -> Rule:
    """A rule that asks only about what can still be written better."""
    return Rule(rule, severity, source, _TEXT, check, signs=sign, when_over=False)


_PERSONAL = (
    Rule("unlisted-handle", ERROR, "R36", _TEXT, privacy.find_unlisted_handle, signs=signs.HANDLE),
    Rule("private-email", WARNING, "R36", _TEXT, privacy.find_private_email, signs=signs.HANDLE),
    _style("foreign-email", NOTICE, "R36", privacy.find_foreign_email, signs.HANDLE),
    Rule("foreign-phone", WARNING, "R36", _TEXT, privacy.find_foreign_phone, signs=signs.NUMBER),
    Rule("bank-account", WARNING, "R36", _TEXT, privacy.find_bank_account, signs=signs.ACCOUNT),
    Rule("confidential-mark", ERROR, "R63, R66", _TEXT, confidential.find_confidential_mark, signs=signs.SECRET),
    _style("draft-mark", WARNING, "R63, R66", confidential.find_draft_mark, signs.UNFINISHED),
    Rule("internal-address", ERROR, "R66", _TEXT, confidential.find_internal_address,
         signs=signs.INSIDE),
)  # fmt: skip

_LINKS = (
    _style("insecure-link", WARNING, "R25", links.find_insecure_link, signs.ADDRESS),
    _style("link-without-https", WARNING, "R25", links.find_link_without_https),
    _style("shortened-link", WARNING, "R25", links.find_shortened_link, signs.ADDRESS),
    _style("tracking-parameter", NOTICE, "R36", links.find_tracking_parameter, signs.ADDRESS),
    _style("disguised-link", ERROR, "R25; characters", links.find_disguised_link, signs.ADDRESS),
    _style("no-own-link", WARNING, "R25", links.find_no_own_link),
)

_LETTERS = (
    _style("styled-letters", ERROR, _READ_ALOUD, letters.find_styled_letters, signs.STRANGE),
    _style("mixed-letters", WARNING, "characters", letters.find_mixed_letters, signs.STRANGE),
    _style("emoji-run", WARNING, "BITV 2.0; WCAG 1.1.1", letters.find_emoji_run, signs.EMOJI),
    _style("shouting", NOTICE, "R26", letters.find_shouting, signs.LOUD),
    _style("hashtag-case", NOTICE, _READ_ALOUD, hashtags.find_hashtag_case, signs.HASHTAG),
    _style("cut-hashtag", WARNING, "R23", hashtags.find_cut_hashtag, signs.HASHTAG),
    _style("too-many-hashtags", WARNING, "R23", hashtags.find_too_many_hashtags, signs.HASHTAG),
)

_WORDS = (
    _style("markdown-residue", WARNING, "format", markup.find_markdown, signs.MARKUP),
    _style("markdown-table", WARNING, "format", markup.find_table, signs.MARKUP),
    _style("html-residue", WARNING, "format", markup.find_html, signs.MARKUP),
    _style("unfilled-blank", ERROR, "R13, R16", markup.find_placeholder, signs.HOLLOW),
    _style("stray-spacing", NOTICE, "R26", markup.find_stray_spacing, signs.SPACING),
    _style("other-language", WARNING, "R35", language.find_other_language),
    _style("long-sentence", NOTICE, "R26", plain.find_long_sentence, signs.LONG_SENTENCE),
    _style("hard-to-read", NOTICE, "R26", plain.find_hard_to_read),
    _style("long-word", NOTICE, "R26", plain.find_long_word, signs.LONG_WORD),
    _style("officialese", NOTICE, "R26", plain.find_officialese, signs.STIFF),
    _style("long-title", NOTICE, "R23", plain.find_long_title),
)

ROWS: tuple[Rule, ...] = (*_PERSONAL, *_LINKS, *_LETTERS, *_WORDS)
