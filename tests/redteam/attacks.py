"""All attacks on approval by review (DELIVERY.md § 2), each over a real repository and a forge that plays along.

An attack does its worst in an office whose trust root knows everybody's account, and names what must refuse it: the
condition and the reason. It returns the post that must not go out; ``RULES`` stands for everything, by condition 6.
"""

from __future__ import annotations

from redteam.attacks_bytes import BYTES_ATTACKS
from redteam.attacks_modules import MODULES_ATTACKS
from redteam.attacks_people import PEOPLE_ATTACKS
from redteam.attacks_reviews import REVIEWS_ATTACKS
from redteam.attacks_root import ROOT_ATTACKS
from redteam.attacks_rules import RULES_ATTACKS
from redteam.base import Attack

ATTACKS: tuple[Attack, ...] = (
    *BYTES_ATTACKS,
    *MODULES_ATTACKS,
    *REVIEWS_ATTACKS,
    *PEOPLE_ATTACKS,
    *RULES_ATTACKS,
    *ROOT_ATTACKS,
)
