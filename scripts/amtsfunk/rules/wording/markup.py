"""What would go out as typed and was not meant to: markup, placeholders, doubled spaces (DESIGN § Content format)."""

from __future__ import annotations

import re

from amtsfunk.rules.cases import Hits
from amtsfunk.rules.wording.passages import Role, TextCase

_ITALIC = r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])"
_CODE = r"`{1,3}([^`\n]+)`{1,3}"
TABLE_ROW = r"\A[ \t]*\|(?:[^|\n]*\|)+[ \t]*\Z"
MARKDOWN: tuple[tuple[str, str], ...] = (
    (r"(?<!!)\[([^\[\]\n]+)\]\(((?:https?://|mailto:)[^)\s]+)[^)\n]*\)", r"\1: \2"),
    (r"\*\*(?=\S)([^*\n]+(?:\*[^*\n]+)*?)(?<=\S)\*\*", r"\1"),
    (r"(?<!\w)__(?=\S)([^_\n]+?)(?<=\S)__(?!\w)", r"\1"),
    (r"~~(?=\S)([^~\n]+?)(?<=\S)~~", r"\1"),
    (r"\A#{3,6}[ \t]+", ""),
    (r"\A>[ \t]+(?=[^\W\d_]|„)", ""),
    (TABLE_ROW, ""),
    (_ITALIC, r"\1"),
    (_CODE, r"\1"),
)
SHOWN_BY_THE_NETWORK = frozenset({_ITALIC, _CODE})
FORMATTING_NETWORKS = frozenset({"whatsapp", "telegram", "signal", "threema"})
"""Where ``*so*`` is shown in bold and may be meant."""

_HTML = (
    r"</?(?:a|b|big|blockquote|br|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|s|small|span|strong|sub|sup|table|t[dhr]|u|ul)"
    r"(?:\s[^<>\n]*)?/?>"
)
_ENTITY = (
    r"&(?:nbsp|amp|lt|gt|quot|apos|shy|ndash|mdash|hellip|bdquo|[lr]dquo|[lr]squo|euro|sect|copy|[aouAOU]uml|szlig"
    r"|#[0-9]{2,6}|#x[0-9a-fA-F]{2,5});"
)

_PLACEHOLDERS = (
    r"(?i:\blorem ipsum\b|\btt\.mm\.(?:jj(?:jj)?)?|\bhh:mm\b"
    r"|\[(?:datum|tag|uhrzeit|zeit|ort|name|link|url|titel|text|thema|telefon(?:nummer)?|nummer|adresse|straße|betrag"
    r"|zahl|bild|foto|zitat|hashtag|kontakt|ansprechpartner(?:in|\*in)?|(?:bitte|hier|noch) [^\[\]\n]*)\]"
    r"|\bhier (?:steht|stehen|kommt|folgt|bitte)(?: noch)?(?: der| den| ein| Ihr)? (?:Text|Titel)\b)"
    r"|\bX{3,}\b(?!\.)|\bx{3,}\b|\b[Xx]{2}[.:][Xx]{2}\b|\bTODO\b|\bTBD\b"
)
_BLANK = r"\{([A-Za-zÄÖÜäöüß][\wäöüß -]{0,38})\}"

_SPACING: tuple[tuple[str, str, str], ...] = (
    (r"(?<=\S)[ ]{2,}(?=\S)", " ", "spaces"),
    (r"(?<=\w)[ ]+([,;])(?=\s|\Z)", r"\1", "before"),
    (r"(?<=\w)[ ]+([!?])(?=\s|\Z)", r"\1", "before"),
    (r"(?<=\w)[ ]+(\.)(?=\s|\Z)", r"\1", "before"),
    (r"!{2,}", "!", "repeated"),
    (r"\?{2,}", "?", "repeated"),
    (r"[!?]{3,}", "?!", "repeated"),
    (r"(?<=\w),{2,}", ",", "repeated"),
    (r"(?<![\w,]),,(?=\w)([^\"„“”\n]*)[\"“”]", r"„\1“", "low"),
    (r"(?<![\w,]),,(?=\w)", "„", "low"),
)
"""What is sought, what it becomes, and what it is called."""


def find_markdown(case: TextCase) -> Hits:
    """Bold, links and headings of Markdown: networks show the signs. ``Bürger*innen`` and lists are none."""
    for passage in case.of(Role.headline, Role.text, Role.alt, Role.option):
        networks = case.networks(passage)
        kept = SHOWN_BY_THE_NETWORK if networks and networks <= FORMATTING_NETWORKS else frozenset()
        patterns = [(pattern, plain) for pattern, plain in MARKDOWN if pattern not in kept]
        for offset, line in passage.lines():
            if "|" in line and re.search(TABLE_ROW, line):
                continue  # told by a rule of its own, once a table
            found = next((hit for pattern, _ in patterns if (hit := re.search(pattern, line))), None)
            if found is None:
                continue
            mended = line
            for pattern, plain in patterns:
                mended = re.sub(pattern, plain, mended)
            fixed = passage.write(mended) if mended.strip() else ""
            yield passage.at(offset + found.start()), {"value": found[0].strip()[:80], "fixed": fixed}


def find_table(case: TextCase) -> Hits:
    """A table of Markdown, once: networks show its bars. Proposed is a list with a line for each row."""
    for passage in case.of(Role.text):
        if "|" not in passage.text:
            continue
        table: list[str] = []
        start = 0
        for offset, line in (*passage.lines(), (len(passage.text), "")):
            if re.search(TABLE_ROW, line):
                start = start if table else offset
                table.append(line)
            elif table:
                place = passage.at(start)
                yield place, {"last": str(place.line + len(table) - 1), "fixed": _as_list(table)}
                table = []


def _as_list(table: list[str]) -> str:
    """The first row as it reads in a list: ``| Mo | 8 Uhr |`` → ``– Mo: 8 Uhr``. What stands above a line of dashes is
    the table's heading. Empty where there is no such row."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table]
    ruled = next((number for number, row in enumerate(rows) if all(re.fullmatch(":?-+:?", cell) for cell in row)), -1)
    row = next((kept for one in rows[ruled + 1 :] if (kept := [cell for cell in one if cell])), [])
    line = f"{row[0]}: {', '.join(row[1:])}" if row[1:] else "".join(row)
    for pattern, plain in MARKDOWN:
        line = re.sub(pattern, plain, line)
    return f"– {line}" if line else ""


def find_html(case: TextCase) -> Hits:
    """Tags and entities of HTML: networks show them as they are."""
    for passage in case.of(Role.headline, Role.text, Role.alt, Role.option):
        for offset, line in passage.lines():
            found = re.search(f"{_HTML}|{_ENTITY}", line, re.IGNORECASE)
            if found is None:
                continue
            mended = without_html(line).strip()
            fixed = passage.write(mended) if mended else ""
            yield passage.at(offset + found.start()), {"value": found[0][:80], "fixed": fixed}


def without_html(line: str) -> str:
    """The line without tags, and with the signs that entities stand for."""
    from html import unescape  # noqa: PLC0415 - hardly any post has some

    without = re.sub(_HTML, "", line, flags=re.IGNORECASE)
    return re.sub(_ENTITY, lambda sign: unescape(sign[0]), without).replace("\xad", "").replace("\xa0", " ")


def find_placeholder(case: TextCase) -> Hits:
    """What stands for something that is still to come. A draft may have it: it is not sent, and a module its slots."""
    if case.draft:
        return
    for passage in case.passages:
        for found in re.finditer(_PLACEHOLDERS, passage.text):
            yield passage.at(found.start()), {"value": found[0]}
        for blank in re.finditer(_BLANK, passage.text):
            if blank[1] not in case.blanks:
                yield passage.at(blank.start()), {"value": blank[0]}


def find_stray_spacing(case: TextCase) -> Hits:
    """Doubled spaces, a space before a comma, signs that are repeated: small slips that a reader sees."""
    for passage in case.of(Role.headline, Role.text):
        for offset, line in passage.lines():
            if re.search(TABLE_ROW, line):
                continue
            slips = [(found.start(), what) for pattern, _, what in _SPACING if (found := re.search(pattern, line))]
            if slips and (mended := tidy(line)) != line:
                first, what = min(slips)
                yield passage.at(offset + first), {"what": what, "fixed": passage.write(mended)}
                break


def tidy(line: str) -> str:
    """The line without what is too much in it."""
    for pattern, right, _ in _SPACING:
        line = re.sub(pattern, right, line)
    return line
