"""An independent reading of an export for the files, by the handbook's page and RFC 8493 alone. Shares nothing with the
program: whoever has only the package can write the same.

    python bag_reader.py AKTE [SCHLÜSSEL]

says every fault and ends with 1 where there is one. ``SCHLÜSSEL``: a text file, one ``sign ssh-ed25519 …`` a line; with
it OpenSSH also checks who signed the approvals.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


def load(package: Path) -> dict[str, bytes]:
    """Path from the package's top → bytes."""
    if package.is_dir():
        return {
            file.relative_to(package).as_posix(): file.read_bytes() for file in package.rglob("*") if file.is_file()
        }
    with zipfile.ZipFile(package) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def index_of(files: Mapping[str, bytes]) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(files["data/index.json"])
    return value


def faults(files: Mapping[str, bytes], keys: Mapping[str, str] | None = None) -> list[str]:
    """Everything that is wrong with a package; empty: it verifies. ``keys``: sign → public key, of everybody who
    approved with a signature; None: signatures are not looked at."""
    return [*_bag(files), *_record(files), *(_signatures(files, keys) if keys is not None else ())]


def _bag(files: Mapping[str, bytes]) -> Iterator[str]:
    if files.get("bagit.txt") != b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n":
        yield "bagit.txt"
    payload = {name for name in files if name.startswith("data/")}
    named = dict(_manifest(files.get("manifest-sha256.txt", b"")))
    yield from (f"not in the manifest: {name}" for name in sorted(payload - set(named)))
    tags = dict(_manifest(files.get("tagmanifest-sha256.txt", b"")))
    yield from (f"not in the tag manifest: {name}" for name in sorted(set(files) - payload - set(tags)
                                                                       - {"tagmanifest-sha256.txt"}))  # fmt: skip
    for name, digest in {**named, **tags}.items():
        if name not in files:
            yield f"absent: {name}"
        elif hashlib.sha256(files[name]).hexdigest() != digest:
            yield f"changed: {name}"
    oxum = re.search(rb"^Payload-Oxum: (\d+)\.(\d+)$", files.get("bag-info.txt", b""), re.MULTILINE)
    told = (sum(len(files[name]) for name in payload), len(payload))
    if oxum is None or (int(oxum[1]), int(oxum[2])) != told:
        yield "Payload-Oxum"


def _manifest(data: bytes) -> Iterator[tuple[str, str]]:
    for line in data.decode().removesuffix("\n").split("\n"):
        digest, name = line.split(maxsplit=1)
        yield name.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%"), digest


def _record(files: Mapping[str, bytes]) -> Iterator[str]:
    """The chain inside: lines of the ledger → manifest of each version → digests of its files and payloads."""
    index = index_of(files)
    if index["format"] != "amtsfunk-akte/1":
        yield "format"
    for post in index["posts"]:
        for version in post["versions"]:
            yield from (f"{post['id']}: {fault}" for fault in _version(files, post["id"], version))
        if post["ledger"] is None:
            continue
        raw = files.get(post["ledger"]["stored"], b"")
        lines = [json.loads(line) for line in raw.splitlines()]
        if hashlib.sha256(raw).hexdigest() != post["ledger"]["sha256"] or len(lines) != post["ledger"]["lines"]:
            yield f"{post['id']}: the ledger's lines"
        captured = [line["manifest"] for line in lines if line["type"] == "captured"]
        if captured != [version["manifest"] for version in post["versions"]]:
            yield f"{post['id']}: versions are not what was captured"
        yield from _addresses(post, lines)


def _version(files: Mapping[str, bytes], post: str, version: Mapping[str, Any]) -> Iterator[str]:
    for item in [*version["files"], *version["payloads"], *([version["approval"]] if version["approval"] else [])]:
        if item["stored"] is not None:
            data = files.get(item["stored"])
            if data is None or hashlib.sha256(data).hexdigest() != item["sha256"]:
                yield f"{item['stored']} is not what was approved"
    if version["manifest"] is None or "module" in version["evidence"]:  # agreed with blanks: see the page, step 3
        return
    manifest = {
        "v": 1,
        "post": post,
        "files": sorted(({key: file[key] for key in ("path", "sha256", "size")} for file in version["files"]),
                        key=lambda file: file["path"]),
        "bindings": sorted(version["bindings"], key=lambda binding: binding["channel"]),
        "payloads": [{"channel": one["channel"], "sha256": one["sha256"]} for one in
                     sorted(version["payloads"], key=lambda one: one["channel"])],
    }  # fmt: skip
    canonical = json.dumps(manifest, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    if hashlib.sha256(canonical).hexdigest() != version["manifest"]:
        yield f"version {version['number']} is not what its manifest covers"


def _addresses(post: Mapping[str, Any], lines: list[dict[str, Any]]) -> Iterator[str]:
    accepted = {(line["channel"], line["step"]): line.get("address") for line in lines if line["type"] == "accepted"}
    told = {(one["channel"], step["number"]): step["address"] for one in post["deliveries"] for step in one["steps"]
            if step["accepted_at"]}  # fmt: skip
    if accepted != told:
        yield f"{post['id']}: addresses are not those of the ledger"


def _signatures(files: Mapping[str, bytes], keys: Mapping[str, str]) -> Iterator[str]:
    for post in index_of(files)["posts"]:
        for version in post["versions"]:
            if version["approval"] is None or version["approval"]["stored"] is None:
                continue
            signed = json.loads(files[version["approval"]["stored"]])
            said = [one for one in signed if _approves(one["statement"], version["manifest"])]
            for person in version["approvers"]:
                if not any(_is_signed(one, person, keys) for one in said):
                    yield f"{post['id']}: {person} did not sign version {version['number']}"


def _approves(statement: Mapping[str, Any], manifest: str) -> bool:
    told = (statement["kind"], statement["decision"], statement["manifest"])
    return told == ("approve", "approved", manifest)


def _is_signed(one: Mapping[str, Any], person: str, keys: Mapping[str, str]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        allowed, signature = Path(folder, "allowed"), Path(folder, "signature")
        allowed.write_text(f"{person} {keys.get(person, '')}\n", encoding="utf-8")
        signature.write_text(one["signature"], encoding="utf-8")
        words = ["ssh-keygen", "-Y", "verify", "-f", str(allowed), "-I", person, "-n", "amtsfunk/approve@v1", "-s",
                 str(signature)]  # fmt: skip
        canonical = json.dumps(one["statement"], sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        return subprocess.run(words, input=canonical, capture_output=True, check=False).returncode == 0


def main(words: list[str]) -> int:
    keys = None
    if len(words) > 1:
        listed = Path(words[1]).read_text(encoding="utf-8").splitlines()
        keys = dict(line.split(maxsplit=1) for line in listed if line.strip())
    found = faults(load(Path(words[0])), keys)
    print("\n".join(found) or "verified")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
