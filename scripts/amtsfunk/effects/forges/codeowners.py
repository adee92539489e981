"""``.github/CODEOWNERS``: whose review GitHub asks for, made from roster, policy and the governance paths.

Pure. Owners are accounts, which the roster knows by number and GitHub by name, so the file says itself which name is
which number: whether it still fits the roster can be told from the two files alone, without asking anybody.

Source: GitHub's „About code owners“: patterns mostly as in ``.gitignore`` (no ``!``, no ``[ ]``), the last one that
matches decides, one owner's approval is enough, owners need write access. It is a help, no proof: conditions 3 to 6 of
approval are judged from the reviews themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from amtsfunk.approval.paths import GOVERNANCE_GLOBS
from amtsfunk.approval.roster import account_owners, holds
from amtsfunk.model.team import ApprovalPolicy, Condition, Person, PolicyRow, Role

PATH = ".github/CODEOWNERS"
_ACCOUNTS = re.compile(r"(?m)^# Konten:(.*)$")
_ACCOUNT = re.compile(r"([0-9]{1,20})=@([A-Za-z0-9][A-Za-z0-9_-]{0,99})")
_HEAD = """\
# Wessen Zustimmung GitHub verlangt. Erzeugt aus plans/team.yml und plans/approval.yml: bitte nicht von Hand ändern,
# sondern: amtsfunk setup github --apply, dann als Änderung vorschlagen.
"""
_SPELLED = {"makefile": ("Makefile", "makefile"), "gnumakefile": ("GNUmakefile",)}
"""GitHub's patterns heed the case, ours do not."""
_SPOKESPERSON = (Role.spokesperson, Role.deputy)


def accounts_needed(people: Mapping[str, Person], policy: ApprovalPolicy | None, today: date) -> tuple[int, ...]:
    """The numbers of all accounts that own something."""
    owners = account_owners(people)
    roles = (Role.steward, *_SPOKESPERSON, *_deciding(policy))
    return tuple(sorted(number for number, sign in owners.items() if holds(people[sign], roles, today)))


def without_account(people: Mapping[str, Person], policy: ApprovalPolicy | None, today: date) -> tuple[str, ...]:
    """Whose approval some change may need, but no account is known of them, or several people list the same."""
    known = set(account_owners(people).values())
    roles = (Role.steward, *_SPOKESPERSON, *_roles(() if policy is None else policy.rows))
    return tuple(sign for sign, one in people.items() if sign not in known and holds(one, roles, today))


def codeowners(
    people: Mapping[str, Person], policy: ApprovalPolicy | None, today: date, logins: Mapping[int, str]
) -> str | None:
    """The whole file; None while no steward has an account: then it would leave what governs to nobody.

    ``logins``: number → name of each account that there is.
    """

    signs = account_owners(people)

    def owned_by(roles: Iterable[Role]) -> str:
        wanted = tuple(roles)
        names = [logins[one] for one in sorted(logins) if holds(people.get(signs.get(one, "")), wanted, today)]
        return " ".join(f"@{name}" for name in names)

    stewards, spokespersons, approvers = (
        owned_by((Role.steward,)),
        owned_by(_SPOKESPERSON),
        owned_by(_deciding(policy)),
    )
    if not stewards:
        return None
    rows = [
        ("/content/", approvers),
        *((folder, spokespersons) for folder in ("/netiquette/", "/guidelines/")),
        *((pattern, stewards) for glob in GOVERNANCE_GLOBS for pattern in _patterns(glob)),
    ]
    names = " ".join(f"{number}=@{logins[number]}" for number in sorted(logins))
    lines = "".join(f"{pattern} {owners}\n" for pattern, owners in rows if owners)
    return f"{_HEAD}# Konten: {names}\n{lines}"


def is_outdated(text: str | None, people: Mapping[str, Person], policy: ApprovalPolicy | None, today: date) -> bool:
    """Whether the file says something else than roster and policy do, by the names that stand in it."""
    needed = accounts_needed(people, policy, today)
    found = _ACCOUNTS.search(text or "")
    logins = {int(number): name for number, name in _ACCOUNT.findall(found[1])} if found else {}
    return set(logins) != set(needed) or codeowners(people, policy, today, logins) != text


def _deciding(policy: ApprovalPolicy | None) -> tuple[Role, ...]:
    """Roles of which one is among the approvals of every post that the policy lets out: of the rows that hold for all
    posts, and of those that stand instead of them. Asking for one of these keeps nothing back that may go out."""
    rows = () if policy is None else policy.rows
    deciding = [row for row in rows if row.instead or row.when == Condition()]
    roles = _roles(deciding if any(not row.instead for row in deciding) else rows)
    return roles or _SPOKESPERSON


def _roles(rows: Iterable[PolicyRow]) -> tuple[Role, ...]:
    return tuple(dict.fromkeys(role for row in rows for one in row.needs for role in one))


def _patterns(glob: str) -> Iterator[str]:
    """A governance glob over whole paths as GitHub's patterns say it."""
    if glob in _SPELLED:
        yield from (f"/{name}" for name in _SPELLED[glob])
    elif glob.startswith("*/"):
        yield glob.removeprefix("*/")
    elif glob.startswith("*."):
        yield glob
    else:
        yield f"/{glob.removesuffix('*')}" if glob.endswith("/*") else f"/{glob}"
