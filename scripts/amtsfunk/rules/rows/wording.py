"""What people write. ``signs`` are what a rule cannot do without (``amtsfunk.rules.wording.signs``)."""

from __future__ import annotations

from amtsfunk.rules import confidential, links, privacy
from amtsfunk.rules.rule import ERROR, NOTICE, WARNING, Rule, Scope
from amtsfunk.rules.wording import hashtags, language, letters, markup, plain, signs

_TEXT = Scope.wording
_READ_ALOUD = "BITV 2.0; WCAG 1.3.1"

_PERSONAL = (
    Rule("unlisted-handle", ERROR, "R36", _TEXT, privacy.find_unlisted_handle, signs=signs.HANDLE, even_over=True),
    Rule("private-email", WARNING, "R36", _TEXT, privacy.find_private_email, signs=signs.HANDLE, even_over=True),
    Rule("foreign-email", NOTICE, "R36", _TEXT, privacy.find_foreign_email, signs=signs.HANDLE),
    Rule("foreign-phone", WARNING, "R36", _TEXT, privacy.find_foreign_phone, signs=signs.NUMBER, even_over=True),
    Rule("bank-account", WARNING, "R36", _TEXT, privacy.find_bank_account, signs=signs.ACCOUNT, even_over=True),
    Rule("confidential-mark", ERROR, "R63, R66", _TEXT, confidential.find_confidential_mark,
         signs=signs.SECRET, even_over=True),
    Rule("draft-mark", WARNING, "R63, R66", _TEXT, confidential.find_draft_mark, signs=signs.UNFINISHED),
    Rule("internal-address", ERROR, "R66", _TEXT, confidential.find_internal_address,
         signs=signs.INSIDE, even_over=True),
)  # fmt: skip

_LINKS = (
    Rule("insecure-link", WARNING, "R25", _TEXT, links.find_insecure_link, signs=signs.ADDRESS),
    Rule("shortened-link", WARNING, "R25", _TEXT, links.find_shortened_link, signs=signs.ADDRESS),
    Rule("tracking-parameter", NOTICE, "R36", _TEXT, links.find_tracking_parameter, signs=signs.ADDRESS),
    Rule("disguised-link", ERROR, "R25; characters", _TEXT, links.find_disguised_link, signs=signs.ADDRESS),
    Rule("no-own-link", WARNING, "R25", _TEXT, links.find_no_own_link),
)

_LETTERS = (
    Rule("styled-letters", ERROR, _READ_ALOUD, _TEXT, letters.find_styled_letters, signs=signs.STRANGE),
    Rule("mixed-letters", WARNING, "characters", _TEXT, letters.find_mixed_letters, signs=signs.STRANGE),
    Rule("emoji-run", WARNING, "BITV 2.0; WCAG 1.1.1", _TEXT, letters.find_emoji_run, signs=signs.EMOJI),
    Rule("shouting", NOTICE, "R26", _TEXT, letters.find_shouting, signs=signs.LOUD),
    Rule("hashtag-case", NOTICE, _READ_ALOUD, _TEXT, hashtags.find_hashtag_case, signs=signs.HASHTAG),
    Rule("cut-hashtag", WARNING, "R23", _TEXT, hashtags.find_cut_hashtag, signs=signs.HASHTAG),
    Rule("too-many-hashtags", WARNING, "R23", _TEXT, hashtags.find_too_many_hashtags, signs=signs.HASHTAG),
)

_WORDS = (
    Rule("markdown-residue", WARNING, "format", _TEXT, markup.find_markdown, signs=signs.MARKUP),
    Rule("html-residue", WARNING, "format", _TEXT, markup.find_html, signs=signs.MARKUP),
    Rule("unfilled-blank", ERROR, "R13, R16", _TEXT, markup.find_placeholder, signs=signs.HOLLOW),
    Rule("stray-spacing", NOTICE, "R26", _TEXT, markup.find_stray_spacing, signs=signs.SPACING),
    Rule("other-language", WARNING, "R35", _TEXT, language.find_other_language),
    Rule("long-sentence", NOTICE, "R26", _TEXT, plain.find_long_sentence, signs=signs.LONG_SENTENCE),
    Rule("long-word", NOTICE, "R26", _TEXT, plain.find_long_word, signs=signs.LONG_WORD),
    Rule("officialese", NOTICE, "R26", _TEXT, plain.find_officialese, signs=signs.STIFF),
    Rule("long-title", NOTICE, "R23", _TEXT, plain.find_long_title),
)

ROWS: tuple[Rule, ...] = (*_PERSONAL, *_LINKS, *_LETTERS, *_WORDS)
