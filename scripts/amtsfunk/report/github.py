"""Findings as annotations of GitHub Actions, one workflow command a line, then the closing line for the log."""

from __future__ import annotations

from collections.abc import Sequence

from amtsfunk.model.finding import Severity
from amtsfunk.report.rows import Row, Summary, WaivedRow
from amtsfunk.report.safe import visible
from amtsfunk.report.text import closing_line
from amtsfunk.rules.texts.entry import Lang

_COMMANDS = {Severity.error: "error", Severity.warning: "warning", Severity.notice: "notice"}


def render_github(found: Sequence[Row], summary: Summary, lang: Lang) -> str:
    """Every value is escaped, so that no file name or text of a post can end a command or begin one of its own."""
    lines = [*map(_annotation, found), *map(_set_aside, summary.waived), closing_line(summary, lang)]
    return "".join(f"{line}\n" for line in lines)


def _annotation(row: Row) -> str:
    remedy = f"\n→ {row.remedy}" if row.remedy else ""
    more = f"\n{row.reference}" if row.reference else ""
    return _command(_COMMANDS[row.severity], row, f"{row.message}{remedy}\n({row.source}){more}")


def _set_aside(waived: WaivedRow) -> str:
    """Shown where it stands, so that whoever reviews sees the reason beside the line."""
    return _command("notice", waived.row, f"{waived.row.message}\n= {waived.because}")


def _command(name: str, row: Row, body: str) -> str:
    properties = {"file": visible(row.path), "line": str(row.line), "col": str(row.column), "title": row.rule}
    listed = ",".join(f"{key}={_escape_property(value)}" for key, value in properties.items())
    return f"::{name} {listed}::{_escape_data(body)}"


def _escape_data(value: str) -> str:
    # Runners do not undo %3A here, and need not: the first "::" after the properties ends them, the rest is text.
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(value: str) -> str:
    return _escape_data(value).replace(":", "%3A").replace(",", "%2C")
