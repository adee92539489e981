"""Does every approval survive? The digests of all posts under the version that is here and the one that comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from amtsfunk.commands.upgrading.release import Digests, Program
from amtsfunk.model.errors import EffectFailed, Refused


@dataclass(frozen=True, slots=True)
class Survival:
    """``posts``: how many there are; ``signed``: how many have an approval that counts now; ``changed``: posts that
    nobody signed and whose digest becomes another one; ``lost``: posts whose approval would not count any more."""

    posts: int
    signed: int
    changed: tuple[str, ...]
    lost: tuple[str, ...]


def survival(now: Mapping[str, Digests] | None, then: Mapping[str, Digests]) -> Survival:
    """``now`` is None where the present version cannot be asked: then every approval is taken for one that counts.
    What only the coming version approves has nothing to lose."""
    counting = {
        path
        for path, one in then.items()
        if one.signed and (now is None or (path in now and now[path].digest in one.signed))
    }
    lost = tuple(sorted(path for path in counting if then[path].digest not in then[path].signed))
    others = (path for path in sorted(then) if path not in counting and now is not None)
    changed = tuple(path for path in others if now and path in now and now[path].digest != then[path].digest)
    return Survival(len(then), len(counting), changed, lost)


def refuse_losing(root: Path, present: Program, coming: Program, *, accepted: bool) -> Survival:
    """Raises Refused where an approval would be lost and nobody accepted that, EffectFailed where the coming version
    cannot be asked."""
    then = coming.digests(root)
    try:
        now = present.digests(root)
    except EffectFailed:
        now = None  # an older version, or one whose packages are not here
    found = survival(now, then)
    if found.lost and not accepted:
        raise Refused(
            f"Mit der neuen Fassung gälte die Freigabe von {len(found.lost)} Beiträgen nicht mehr, zum Beispiel "
            f"{found.lost[0]}. Es wurde nichts geändert.",
            "Warten Sie, bis diese Beiträge hinaus sind, oder lassen Sie sie nach der Umstellung neu freigeben: dann "
            "mit --accept-lost-approvals.",
        )
    return found
