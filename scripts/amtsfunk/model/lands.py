"""The sixteen Länder by their signs, as they are written on a page."""

from __future__ import annotations

from collections.abc import Mapping

LANDS: Mapping[str, str] = {
    "BW": "Baden-Württemberg", "BY": "Bayern", "BE": "Berlin", "BB": "Brandenburg", "HB": "Bremen", "HH": "Hamburg",
    "HE": "Hessen", "MV": "Mecklenburg-Vorpommern", "NI": "Niedersachsen", "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz", "SL": "Saarland", "SN": "Sachsen", "ST": "Sachsen-Anhalt", "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}  # fmt: skip


def in_land(sign: str) -> str:
    """``in Niedersachsen``, ``im Saarland``; ``in Deutschland`` for a sign that is none."""
    name = LANDS.get(sign, "Deutschland")
    return f"im {name}" if sign == "SL" else f"in {name}"
