"""The minutes of a drill: what is too slow, what is missing, and words from files that would break the table."""

from __future__ import annotations

from datetime import date, timedelta

from amtsfunk.model.crisis import CrisisStep
from amtsfunk.report.drill import Drill, Taken, render_drill


def made(*steps: Taken, misses: tuple[str, ...] = (), title: str = "Sturm") -> Drill:
    return Drill(title, "Ereignis", date(2026, 12, 1), by_itself=False, steps=steps, misses=misses)


def test_a_step_over_its_target_is_late_and_told() -> None:
    slow = Taken(CrisisStep.stop, timedelta(minutes=5, seconds=1), 5)
    drill = made(slow, Taken(CrisisStep.lift, timedelta(minutes=5), 5))
    assert not drill.went_well
    text = render_drill(drill)
    assert "| Alles Geplante anhalten | wer es zuerst bemerkt | 5,0 | 5 | zu spät |" in text
    assert "| Stopp aufheben | eine zweite Person mit Freigaberecht | 5,0 | 5 |  |" in text
    assert text.count("- Zu langsam:") == 1 and "Nichts." not in text


def test_without_a_target_nothing_is_late() -> None:
    drill = made(Taken(CrisisStep.stop, timedelta(hours=3), None), Taken(CrisisStep.contacts, None, 5))
    assert drill.went_well
    text = render_drill(drill)
    assert "| 180,0 | – |  |" in text and "| – | 5 | nicht gemessen |" in text and "Nichts." in text


def test_what_took_no_time_says_so() -> None:
    assert "| unter 0,1 | 5 |" in render_drill(made(Taken(CrisisStep.stop, timedelta(seconds=1), 5)))


def test_words_from_files_stay_in_their_line() -> None:
    text = render_drill(made(misses=("Kontakt | fehlt\n# Titel",), title="Sturm\n# und mehr"))
    assert [line for line in text.splitlines() if line.startswith("# ")] == ["# Krisenübung: Sturm # und mehr"]
    assert "- Kontakt \\| fehlt # Titel" in text
