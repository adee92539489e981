"""A pull request in one comment, for somebody with a telephone: when what goes where, then how each post will look.

The proposal itself is a stranger's (``report/proposal.py``). What is known without it stands in ``Known``: the
settings of main, who reviewed on the forge, how the check ended. Only that is written plainly; all else is code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from amtsfunk.channels.addresses import mastodon_addresses
from amtsfunk.report.markdown import cell, code, link, quoted, summary_code
from amtsfunk.report.proposal import Hint, Portion, Proposal, Proposed, Stayed, View, due_order

MARKER = "<!-- amtsfunk:vorschau -->"
NOTHING_GOES_OUT = "Freigegeben, aber noch nicht zusammengeführt – es geht nichts hinaus."
LONGEST = 60_000
"""GitHub takes 65,536 characters a comment."""
_OPEN_AT_MOST = 2
_ROWS_AT_MOST = 80
_OTHERS_AT_MOST = 20
_HINTS_AT_MOST = 10
_AMPLE = 60_000
_DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_SIGNS = {"error": "❌", "warning": "⚠️", "notice": "💡"}
_UNITS = {"characters": "Zeichen", "graphemes": "Zeichen", "bytes": "Bytes", "weighted": "Zeichen nach Zählung von X"}
_WHY = {
    "account": "Das Konto oder der Server ist ein anderer als bei der Freigabe.",
    "channel": "Den Kanal gibt es dann nicht mehr.",
    "picture": "Ein Bild des Beitrags ändert sich oder verschwindet.",
    "gone": "Die Datei verschwindet; der Beitrag erscheint dann nicht.",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What the second job knows by itself.

    ``needs``: path of a post → approvals that are still needed, in words; ``rewrites``: paths of the program and its
    rules that the pull request changes, in which case the proposal may say anything; ``labels``: channel → its name.
    """

    zone: ZoneInfo
    forge: str
    commit: str
    passed: bool
    run: str
    needs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rewrites: Sequence[str] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


def render_comment(proposal: Proposal | None, known: Known) -> str:
    """The whole comment, at most ``LONGEST`` characters. None: the check left nothing that could be read."""
    if proposal is None:
        return _joined([MARKER, _said_nothing(known), *_warning(known), NOTHING_GOES_OUT])
    posts = sorted(proposal.posts, key=lambda post: (due_order(post.due), post.path))
    head = [MARKER, _headline(posts, known), *_warning(known), _verdict(proposal, known)]
    if posts:
        head.append(_table(posts, known))
    tail = [*_stayed(proposal.stayed, known), *_hints(proposal.hints), NOTHING_GOES_OUT]
    room = LONGEST - len(_joined([*head, *tail])) - 400
    return _joined([*head, *_details(posts, known, room), *tail])


def _joined(blocks: Sequence[str]) -> str:
    return "\n\n".join(blocks) + "\n"


# ---------------------------------------------------------------- the top


def _said_nothing(known: Known) -> str:
    return f"❌ Die Prüfung hat nichts Lesbares gemeldet. [Warum, steht im Protokoll.]({known.run})"


def _warning(known: Known) -> Iterator[str]:
    if known.rewrites:
        named = ", ".join(code(path) for path in known.rewrites[:5])
        more = f" und {len(known.rewrites) - 5} weitere" if len(known.rewrites) > 5 else ""
        yield (
            f"> ⚠️ **Dieser Vorschlag ändert auch Regeln oder das Programm selbst** ({named}{more}). Was hier steht, "
            "hat das geänderte Programm gemeldet: Verlassen Sie sich nicht darauf. Beiträge aus diesem Vorschlag "
            "gehen nicht hinaus; sie gehören in einen eigenen."
        )


def _headline(posts: Sequence[Proposed], known: Known) -> str:
    if not posts:
        return "## Kein Beitrag geändert"
    count = "1 Beitrag" if len(posts) == 1 else f"{len(posts)} Beiträge"
    days = [post.due.astimezone(known.zone).date() for post in posts if isinstance(post.due, datetime)]
    if not days:
        return f"## {count}"
    first, last = min(days), max(days)
    span = (
        f"{first.day}.{first.month}." if first == last else f"{first.day}.{first.month}. bis {last.day}.{last.month}."
    )
    return f"## {count}, {span}"


def _verdict(proposal: Proposal, known: Known) -> str:
    found = [
        _count(proposal.errors, "Fehler", "Fehler"),
        _count(proposal.warnings, "Warnung", "Warnungen"),
        _count(proposal.notices, "Hinweis", "Hinweise"),
    ]
    told = ", ".join(words for words in found if words)
    if known.passed and not proposal.errors:
        said = f"✅ Geprüft: {told}." if told else "✅ Geprüft: nichts zu beanstanden."
    elif proposal.errors:
        said = f"❌ So geht es noch nicht: {told}."
    else:
        said = "❌ Die Prüfung ist durchgefallen, obwohl in den Texten kein Fehler steht."
    return f"{said} Stand {code(known.commit[:7])}, [Protokoll]({known.run})."


def _count(number: int, one: str, many: str) -> str:
    return "" if not number else f"{number} {one if number == 1 else many}"


# ---------------------------------------------------------------- the table


def _table(posts: Sequence[Proposed], known: Known) -> str:
    rows = ["| Wann | Wo | Beginn | Bild | Hinweise |", "|---|---|---|---|---|"]
    for post in posts[:_ROWS_AT_MOST]:
        places = ", ".join(_label(view.channel, known) for view in post.views) or "–"
        first = post.views[0].parts[0].text if post.views else post.title
        pictures = max((sum(len(part.pictures) for part in view.parts) for view in post.views), default=0)
        cells = (_when(post.due, known.zone), places, cell(first, 36), str(pictures or "–"), _signs(post.hints))
        rows.append(f"| {' | '.join(cells)} |")
    if len(posts) > _ROWS_AT_MOST:
        rows.append(f"| … | | und {len(posts) - _ROWS_AT_MOST} weitere | | |")
    return "\n".join(rows)


def _label(channel: str, known: Known) -> str:
    return known.labels.get(channel) or code(channel)


def _signs(hints: Sequence[Hint]) -> str:
    told = ((sign, sum(hint.severity == severity for hint in hints)) for severity, sign in _SIGNS.items())
    return " ".join(f"{sign} {number}" for sign, number in told if number) or "–"


def _when(due: datetime | str | None, zone: ZoneInfo) -> str:
    if due is None:
        return "Entwurf"
    if not isinstance(due, datetime):
        return "gleich nach der Freigabe"
    local = due.astimezone(zone)
    return f"{_DAYS[local.weekday()]} {local.day}.{local.month}. {local:%H:%M}"


# ---------------------------------------------------------------- post by post


def _details(posts: Sequence[Proposed], known: Known, room: int) -> Iterator[str]:
    is_open = len(posts) <= _OPEN_AT_MOST
    for number, post in enumerate(posts):
        block = _detail(post, known, is_open=is_open)
        room -= len(block) + 2
        if room < 0:
            left = len(posts) - number
            rest = "den letzten Beitrag" if left == 1 else f"{left} weitere Beiträge"
            yield (
                f"Für {rest} war hier kein Platz. Bitte lesen Sie sie in den Dateien; was die Prüfung sagt, steht im "
                f"[Protokoll]({known.run})."
            )
            return
        yield block


def _detail(post: Proposed, known: Known, *, is_open: bool) -> str:
    title = summary_code(post.title.strip() or post.path, 90)
    top = f"<details{' open' if is_open else ''}>\n<summary>{_when(post.due, known.zone)} · {title}</summary>"
    blocks = [top, "\n".join(_facts(post, known))]
    blocks += [_hint(hint) for hint in post.hints[:_HINTS_AT_MOST]]
    if not post.views:
        blocks.append("Der Beitrag lässt sich so nicht zusammenstellen; deshalb gibt es keine Vorschau.")
    for _, group in groupby(_by_content(post.views), key=_content):
        blocks += _views(tuple(group), known)
    if post.digest:
        blocks.append(f"Prüfsumme der Freigabe: {code(post.digest)}")
    return _joined([*blocks, "</details>"]).rstrip()


def _facts(post: Proposed, known: Known) -> Iterator[str]:
    state = "Neu" if post.new else "Geändert"
    yield f"- {state}: {code(post.path)}"
    if isinstance(post.due, datetime):
        until = f"; spätestens {_when(post.latest, known.zone)} Uhr" if post.latest else ""
        yield f"- Geht hinaus: {_when(post.due, known.zone)} Uhr, vom Zeitplan der Plattform meist etwas später{until}"
    elif post.due is None:
        yield "- Entwurf: geht so nicht hinaus. Es fehlt eine Zeit."
    else:
        yield "- Geht hinaus, sobald er freigegeben und zusammengeführt ist."
    needs = known.needs.get(post.path)
    if needs:
        yield f"- **Noch nötig:** {'; '.join(needs)}. Bitte erst danach zusammenführen, sonst geht er nicht hinaus."
    elif needs is not None:
        yield "- Die nötigen Freigaben liegen für diesen Stand vor."


def _by_content(views: Sequence[View]) -> list[View]:
    """Channels that say the same stand together, at the place of the first of them."""
    places: dict[str, int] = {}
    for view in views:
        places.setdefault(_content(view), len(places))
    return sorted(views, key=lambda view: places[_content(view)])


def _content(view: View) -> str:
    return repr([_said(part) for part in view.parts])


def _said(part: Portion) -> tuple[object, ...]:
    return part.text, part.pictures, part.link, part.warning, part.action, part.target


def _views(views: Sequence[View], known: Known) -> Iterator[str]:
    names = ", ".join(_label(view.channel, known) for view in views)
    yield f"**{names}**"
    parts = views[0].parts
    for number, part in enumerate(parts):
        heading = [f"Teil {number + 1} von {len(parts)}"] if len(parts) > 1 else []
        counts = [_counted(view.channel, view.parts[number], known, alone=len(views) == 1) for view in views]
        yield f"{' · '.join([*heading, *dict.fromkeys(counts)])}"
        yield "\n".join(_portion(part, known))


def _counted(channel: str, part: Portion, known: Known, *, alone: bool) -> str:
    unit = _UNITS.get(part.unit, "Zeichen")
    name = "" if alone else f"{_label(channel, known)}: "
    if part.length > part.limit:
        return f"❌ {name}{part.length} von {part.limit} {unit}, {part.length - part.limit} zu viel"
    return f"{name}{part.length} {unit}" if part.limit >= _AMPLE else f"{name}{part.length} von {part.limit} {unit}"


_ACTIONS = {
    "edit": "Ersetzt den Text von {post}.",
    "reply": "Antwortet auf {post}.",
    "delete": "Löscht {post}.",
}


def _portion(part: Portion, known: Known) -> Iterator[str]:
    if part.action in _ACTIONS:
        yield f"{_ACTIONS[part.action].format(post=code(part.target or '') or 'den früheren Beitrag')}\n"
    if part.warning:
        yield f"Inhaltswarnung: {code(part.warning)}\n"
    yield f"{quoted(part.text)}\n"
    addresses = [part.text[start:end] for start, end in mastodon_addresses(part.text)]
    for address in dict.fromkeys([*addresses, *([part.link] if part.link else [])]):
        yield f"- Führt zu {link(address, known.forge)}"
    for picture in part.pictures:
        credit = f" · Nachweis: {code(picture.credit)}" if picture.credit else ""
        yield f"- Bild {code(picture.file)}: {code(picture.alt) or '**ohne Beschreibung**'}{credit}"


# ---------------------------------------------------------------- below


def _hint(hint: Hint) -> str:
    remedy = f" → {code(hint.remedy)}" if hint.remedy else ""
    return f"{_SIGNS[hint.severity]} Zeile {hint.line}: {code(hint.message)}{remedy}"


def _hints(hints: Sequence[Hint]) -> Iterator[str]:
    """What was found in other files than posts."""
    shown = [hint for hint in hints if hint.severity != "notice"]
    if not shown:
        return
    lines = [f"- {code(hint.path)}, {_hint(hint)}" for hint in shown[:_OTHERS_AT_MOST]]
    more = len(shown) - len(lines)
    yield "\n".join(["### In anderen Dateien\n", *lines, *([f"- … und {more} weitere"] if more else [])])


def _stayed(stayed: Sequence[Stayed], known: Known) -> Iterator[str]:
    """Posts that nobody touched here and that would not go out as approved."""
    if not stayed:
        return
    ordered = sorted(stayed, key=lambda one: (due_order(one.due), one.path))
    lines = []
    for one in ordered[:_OTHERS_AT_MOST]:
        places = ", ".join(_label(channel, known) for channel in one.channels)
        title = f"{code(one.title.strip() or one.path)}{f' ({places})' if places else ''}"
        lines.append(f"- {_when(one.due, known.zone)} · {title}: {_WHY[one.why]}")
    more = len(ordered) - len(lines)
    yield "\n".join(
        [
            "### Diese Änderung hielte an\n",
            *lines,
            *([f"- … und {more} weitere"] if more else []),
            "\nSie gehen erst nach einer neuen Freigabe hinaus.",
        ]
    )
