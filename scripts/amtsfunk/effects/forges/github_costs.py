"""Which of GitHub's plans a repository of posts needs, and what that costs. Pure.

Looked up, not guessed. GitHub's documentation on 2026-11-28: who has rulesets, code owners, environments and Pages in
private repositories („gated features“); included minutes („GitHub Actions billing“: each job rounded up to a whole
minute); price of a minute since 2026-01-01 („Actions runner pricing“). Prices of plans: github.com/pricing as of
2026-09-20. They change: whoever decides looks there.
"""

from __future__ import annotations

TEAM, ENTERPRISE = 4, 21
"""US dollars a person and month."""
INCLUDED = {"Free": 2_000, "Pro und Team": 3_000, "Enterprise Cloud": 50_000}
"""Minutes a month in private repositories."""
TENTHS_OF_CENTS_A_MINUTE = 6
"""Linux with two cores, beyond the included minutes."""


def costs(host: str, people: int, minutes: int | None) -> tuple[str, ...]:
    """In sentences. ``people``: of the roster; ``minutes``: billed ones a month of the schedule."""
    schedule = () if minutes is None else (_of_minutes(minutes),)
    if host != "github.com":
        return (
            "Auf GitHub Enterprise ist alles dabei, was gebraucht wird; die Kosten kennt, wer es betreibt.",
            *schedule,
        )
    plan = (
        "Ein privates Repository braucht GitHub Team (Organisation) oder Pro (Konto einer Person). Unter diesen "
        "Tarifen gibt es Regeln für Zweige, CODEOWNERS, Umgebungen und Pages nur in öffentlichen Repositorys."
    )
    price = (
        f"Team kostet {TEAM}, Enterprise Cloud {ENTERPRISE} US-Dollar je Person und Monat (github.com/pricing, Stand "
        f"20.09.2026). Für die {people} Personen in plans/team.yml wären das mit Team {people * TEAM} US-Dollar im "
        "Monat; bezahlt wird für alle, die das private Repository sehen."
    )
    pages = "Die Website auf Pages ist für alle zu sehen, auch wenn das Repository privat ist."
    included = ", ".join(f"{name} {_number(count)}" for name, count in INCLUDED.items())
    share = (
        f"Enthalten sind im Monat: {included} Minuten. Jede weitere kostet 0,006 US-Dollar (GitHub Docs, Stand "
        f"28.11.2026).{_beyond(minutes or 0)}"
    )
    return (plan, price, *schedule, share, pages)


def _of_minutes(minutes: int) -> str:
    return (
        f"Der Zeitplan kostet etwa {_number(minutes)} abgerechnete Minuten im Monat; dazu kommen Prüfungen, "
        "Zusammenführungen und Sendungen."
    )


def _beyond(minutes: int) -> str:
    beyond = minutes - INCLUDED["Pro und Team"]
    if beyond <= 0:
        return ""
    dollars = _number(-(-beyond * TENTHS_OF_CENTS_A_MINUTE // 1000))
    return f" Mit Team wären allein für den Zeitplan {_number(beyond)} zu bezahlen, etwa {dollars} US-Dollar."


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
