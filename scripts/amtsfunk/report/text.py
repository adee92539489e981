"""Findings for people at a terminal: grouped by file, what is wrong first, then what to write instead."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from amtsfunk.model.finding import Severity
from amtsfunk.report.rows import Row, Summary, WaivedRow
from amtsfunk.report.safe import visible
from amtsfunk.rules.messages import SEVERITIES
from amtsfunk.rules.texts.entry import Lang

_COLOURS = {Severity.error: "31", Severity.warning: "33", Severity.notice: "36"}
_NOUNS = {
    "de": {Severity.error: ("Fehler", "Fehler"), Severity.warning: ("Warnung", "Warnungen"),
           Severity.notice: ("Hinweis", "Hinweise")},
    "en": {Severity.error: ("error", "errors"), Severity.warning: ("warning", "warnings"),
           Severity.notice: ("notice", "notices")},
}  # fmt: skip


def render_text(found: Sequence[Row], summary: Summary, lang: Lang, *, colour: bool = False) -> str:
    """The whole report, ending in one line that says how much was found."""
    blocks = []
    for path, group in groupby(found, key=lambda row: row.path):
        lines = [_paint(visible(path), "1", colour)]
        for row in group:
            lines.extend(_entry(row, lang, colour))
        blocks.append("\n".join(lines))
    if summary.waived:
        blocks.append("\n".join(_set_aside(summary.waived, lang, colour)))
    return "\n\n".join([*blocks, closing_line(summary, lang)]) + "\n"


def closing_line(summary: Summary, lang: Lang) -> str:
    found = [f"{count} {_NOUNS[lang][severity][count != 1]}" for severity, count in summary.counts.items() if count]
    posts, waived = summary.posts, len(summary.waived)
    if lang == "de":
        checked = f"{posts} {'Beitrag' if posts == 1 else 'Beiträge'} geprüft"
        aside = f" ({waived} {'Ausnahme' if waived == 1 else 'Ausnahmen'} mit Grund)" if waived else ""
        return f"{checked}: {', '.join(found) if found else 'alles in Ordnung'}{aside}."
    checked = f"{posts} {'post' if posts == 1 else 'posts'} checked"
    aside = f" ({waived} {'exception' if waived == 1 else 'exceptions'} with a reason)" if waived else ""
    return f"{checked}: {', '.join(found) if found else 'all is well'}{aside}."


def _set_aside(waived: Sequence[WaivedRow], lang: Lang, colour: bool) -> list[str]:
    """What was set aside stays to be seen, with its reason: whoever reviews answers for it, too."""
    lines = [_paint({"de": "Ausgenommen, mit Grund", "en": "Set aside, with a reason"}[lang], "1", colour)]
    for one in waived:
        row = one.row
        lines.append(f"  {visible(row.path)}:{row.line}:{row.column}  {row.message}")
        lines.append(f"      = {one.because}")
        lines.append(_paint(f"        [{row.rule}]", "2", colour))
    return lines


def _entry(row: Row, lang: Lang, colour: bool) -> list[str]:
    kind = _paint(SEVERITIES[lang][row.severity], _COLOURS[row.severity], colour)
    lines = [f"  {row.line}:{row.column}  {kind}: {row.message}"]
    if row.remedy:
        say, *write = row.remedy.split("\n")
        lines.append(f"      → {say}")
        # The bar keeps a line of somebody's text from being read as a command of the log that it is printed to.
        lines.extend(f"        │ {line}" for line in write)
    lines.append(_paint(f"        [{row.rule}; {row.source}]", "2", colour))
    if row.reference:
        lines.append(_paint(f"        {row.reference}", "2", colour))
    return lines


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
