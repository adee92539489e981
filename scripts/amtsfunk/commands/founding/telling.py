"""What ``amtsfunk init`` says: what it will do, and what only people can do afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from amtsfunk.commands.checking.gather import Checked
from amtsfunk.commands.founding.change import Founding
from amtsfunk.commands.founding.questions import LEVELS
from amtsfunk.model.finding import Severity
from amtsfunk.model.lands import LANDS
from amtsfunk.report.rows import rows, summarise
from amtsfunk.report.text import closing_line, render_text

GUIDE = "Für Ihre Behörde einrichten"
"""The page of the handbook that leads from the template to the first post."""


def describe(founding: Founding, checked: Checked) -> str:
    """What is going to happen, and what the check will say then."""
    house = founding.house
    removed = [f"{name} ({count})" for name, count in founding.removed.items()]
    found = rows(checked.findings, "de")
    errors = tuple(row for row in found if row.severity is Severity.error)
    lines = [
        f"{house.name} ({LEVELS[house.level]}, {LANDS[house.land]})",
        f"  neu        {', '.join(path.removeprefix('plans/') for path in founding.new)} in plans/",
        f"  angepasst  {len(founding.adapted)} Seiten: Netiquette, Dienstanweisung, Freigaberegeln, Landesrecht",
        f"  entfernt   {', '.join(removed) if removed else 'nichts'}",
        "  bleibt     das Programm, die Vorlagen der Websites, alles andere",
        "",
        f"Danach sagt „amtsfunk check“: {closing_line(summarise(found, checked.posts), 'de')}",
    ]
    if errors:
        lines += ["", render_text(errors, summarise(errors, checked.posts), "de")]
    return "\n".join(lines)


def next_steps(founding: Founding) -> str:
    """Everything that no program can do, in the order in which it is best done."""
    lines = ["Was jetzt nur Menschen tun können:"]
    for number, (title, *more) in enumerate(_steps(founding), 1):
        lines.append(f"\n{number:>3}. {title}")
        lines += [f"     {line}" for line in more]
    lines.append(
        f"\nBefehl für Befehl, von hier bis zum ersten Beitrag: auf den internen Seiten im Handbuch unter „{GUIDE}“,"
        "\ndas Laufende danach unter „Betrieb“. Beide zeigt: amtsfunk site serve"
    )
    return "\n".join(lines)


def _steps(founding: Founding) -> Iterator[tuple[str, ...]]:
    house, land = founding.house, founding.house.land.lower()
    yield ("Ansehen und eintragen", "git diff zeigt jede Änderung. Dann: git add --all && git commit")
    if founding.has_workshop:
        yield (
            "Die Werkstatt weglassen, wenn Sie das Programm nicht ändern",
            "Die Tests und „make run“ spielen mit dem Beispiel, das es hier nicht mehr gibt. Sie dürfen tests/ und",
            "docs/decisions/ löschen; amtsfunk upgrade bringt sie nicht zurück. Ihren Stand prüft: amtsfunk check",
        )
    yield ("Lesen, was noch nach der alten Behörde klingt", *_passages(founding))
    yield (
        "Die Pressestelle: Netiquette und Themen",
        "netiquette/clauses.yml gilt ab dem Tag, der dort unter in_force_from steht; lesen Sie sie vorher ganz.",
        "Zu jeder Regel und jeder Maßnahme gehört eine abgestimmte Antwort in content/snippets/. Wie man sie anlegt,",
        "steht auf den internen Seiten im Handbuch unter „Textbausteine und Module“.",
        "plans/topics.yml, plans/crisis.yml und plans/rota.yml sind ein Anfang.",
    )
    yield (
        "Rechtsamt, Personalamt, Personalrat: die Dienstanweisung (R64)",
        "Noch hat niemand zugestimmt. Wer zustimmt, steht danach auf jeder Seite in guidelines/ unter agreed_with.",
        "Entwürfe für Datenschutz und Mitbestimmung liegen in docs/introduction/.",
    )
    yield _law_step(founding, land)
    if house.accounts:
        yield (
            "Datenschutz: zu jedem Konto ein Nutzungskonzept, eine Folgenabschätzung, ein datensparsamer Weg",
            "Aktenzeichen und Weg stehen danach in plans/channels.yml.",
        )
    yield ("Erklärung zur Barrierefreiheit", "Tag und Verfahren unter accessibility in plans/authority.yml.")
    yield (
        "Schlüssel: wer freigibt oder Regeln betreut, macht sich einen",
        "ssh-keygen -t ed25519; die Zeile aus der .pub-Datei unter keys in plans/team.yml.",
        "Wer nur auf der Forge freigibt, braucht keinen: Dort zählt forge_id in plans/team.yml, mit forge in",
        "plans/authority.yml.",
        "Der Rechner, der veröffentlicht, hat einen eigenen: unter publishers in plans/authority.yml.",
        "Der geheime Teil bleibt, wo er ist. Er gehört nie in ein Repository.",
    )
    stewards = " und ".join(one.sign for one in house.people if "steward" in one.roles)
    yield (
        "Das Verzeichnis auf Ihrem Server (der Forge)",
        "Das Repository ist nicht öffentlich: Darin stehen Entwürfe. Der Zweig main nimmt nur geprüfte Vorschläge an.",
        "Auf GitHub zeigt amtsfunk setup github, was dort noch fehlt, und richtet es mit --apply ein.",
    )
    yield (
        f"Anfangsstand: zwei Personen stehen für ihn ein ({stewards})",
        "Auf der Forge geben beide den Vorschlag frei, mit dem plans/team.yml auf main kommt. Eröffnen muss ihn jemand",
        "Drittes. Oder beide unterschreiben, nacheinander: amtsfunk govern --genesis, dann plans/genesis.json",
        "eintragen. Die Kennung dieses Commits auf main bekommt der Veröffentlicher als AMTSFUNK_TRUST_ROOT, nicht das",
        "Repository.",
    )
    yield (
        "Zugangsdaten der Netzwerke",
        "Sie stehen nie im Repository. Ob sie stimmen und wie die Kennung des Kontos lautet, sagt: amtsfunk doctor",
    )
    yield (
        "Einmal das Sendebuch beginnen, dann veröffentlichen",
        "amtsfunk ledger open, danach amtsfunk publish (ohne --send zeigt es nur, was geschähe).",
    )


def _passages(founding: Founding) -> Iterator[str]:
    if not founding.passages:
        yield "Nichts gefunden. Lesen Sie netiquette/ und guidelines/ trotzdem einmal ganz."
        return
    yield "An diesen Stellen ist von Rat, Rathaus, Deich und Ähnlichem die Rede:"
    for passage in founding.passages:
        yield f"  {passage.path}, Zeile {', '.join(map(str, passage.lines))}"


def _law_step(founding: Founding, land: str) -> tuple[str, ...]:
    if founding.house.level == "federal":
        return (
            "Rechtsamt: die rechtlichen Seiten",
            "Für Bundesbehörden gilt Bundesrecht; Landesrecht zeigen sie nicht.",
        )
    if founding.has_law:
        return (
            f"Rechtsamt: Landesrecht prüfen (site/law/{land}.yml)",
            "Danach checked_on und checked_by eintragen; bis dahin warnt amtsfunk check.",
        )
    return (
        f"Rechtsamt: Landesrecht aufschreiben (site/law/{land}.yml fehlt noch)",
        "Muster: site/law/ni.yml und site/law/nw.yml.",
    )
