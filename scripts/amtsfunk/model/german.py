"""Days and months as Germans say and write them."""

from __future__ import annotations

from datetime import date, datetime, time

MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def german_day(day: date) -> str:
    """``1. Dezember 2026``."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def german_weekday(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]}, {german_day(day)}"


def german_time(clock: time | datetime) -> str:
    """``9:05 Uhr``."""
    return f"{clock.hour}:{clock.minute:02d} Uhr"
