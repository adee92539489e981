"""Signatures with ``ssh-keygen -Y``: who signed these bytes, in which namespace?

A signature is only ever believed for a key that the caller names; ssh-keygen's own file of allowed signers is made from
those keys for one call.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from amtsfunk.approval.roster import key_material
from amtsfunk.model.errors import EffectFailed, NotFound

__all__ = ["GIT_NAMESPACE", "find_signer", "key_material", "make_key", "public_key_of", "sign"]

_SECONDS = 60
GIT_NAMESPACE = "git"


def sign(data: bytes, namespace: str, private_key: Path) -> str:
    """The armoured signature. Raises NotFound where the key file is absent, EffectFailed where ssh-keygen refuses."""
    if not private_key.is_file():
        raise NotFound(f"Der Schlüssel {private_key} fehlt.", "Geben Sie den Pfad Ihres Schlüssels mit --key an.")
    done = _run("-Y", "sign", "-q", "-n", namespace, "-f", str(private_key), stdin=data)
    if done.returncode != 0:
        raise EffectFailed(f"Die Unterschrift ist gescheitert: {done.stderr.decode(errors='replace').strip()[:300]}")
    return done.stdout.decode()


def find_signer(data: bytes, signature: str, namespace: str, keys: Iterable[str]) -> str | None:
    """The one of ``keys`` (public key lines) that made this signature over these bytes, or None."""
    by_material = {key_material(key): key for key in keys}
    if not by_material or not signature.startswith("-----BEGIN SSH SIGNATURE-----"):
        return None
    with tempfile.TemporaryDirectory(prefix="amtsfunk-") as folder:
        armoured = Path(folder, "signature")
        armoured.write_text(signature, encoding="utf-8")
        allowed = Path(folder, "allowed")
        names = {f"key{number}": material for number, material in enumerate(by_material)}
        allowed.write_text(
            "".join(f'{name} namespaces="{namespace}" {key}\n' for name, key in names.items()), encoding="utf-8"
        )
        principals = _run("-Y", "find-principals", "-f", str(allowed), "-s", str(armoured))
        for name in principals.stdout.decode(errors="replace").split():
            checked = _run(
                "-Y", "verify", "-f", str(allowed), "-I", name, "-n", namespace, "-s", str(armoured), stdin=data
            )
            if checked.returncode == 0 and name in names:
                return by_material[names[name]]
    return None


def make_key(path: Path, comment: str) -> str:
    """Make an ed25519 key pair without passphrase at ``path``; returns the public key line."""
    if not re.fullmatch(r"[\w@.-]+", comment):
        raise ValueError(comment)
    done = _run("-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", str(path))
    if done.returncode != 0:
        raise EffectFailed(f"ssh-keygen ist gescheitert: {done.stderr.decode(errors='replace').strip()[:300]}")
    return public_key_of(path)


def public_key_of(private_key: Path) -> str:
    """The public key line that lies beside a private key, or is derived from it."""
    beside = private_key.with_name(private_key.name + ".pub")
    if beside.is_file():
        return beside.read_text(encoding="utf-8").strip()
    done = _run("-y", "-P", "", "-f", str(private_key))
    if done.returncode != 0:
        raise NotFound(f"Zum Schlüssel {private_key} fehlt die Datei {beside.name}.")
    return done.stdout.decode().strip()


def _run(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["ssh-keygen", *words],
            input=stdin,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError as absent:
        raise EffectFailed(
            "ssh-keygen fehlt auf diesem Rechner.", "Bitte installieren: apt install openssh-client"
        ) from absent
    except subprocess.TimeoutExpired as late:
        raise EffectFailed("ssh-keygen hat nicht geantwortet (wartet es auf ein Passwort?).") from late
