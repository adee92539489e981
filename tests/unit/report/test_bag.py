"""The tag files of a bag, by the examples of RFC 8493 § 4."""

from __future__ import annotations

import hashlib

from amtsfunk.report.bag import Item, tag_files


def test_the_files_are_those_of_the_rfc() -> None:
    digest = hashlib.sha256(b"a").hexdigest()
    items = {"data/b c.txt": Item(digest, 7), "data/a%\n.txt": Item(digest, 3)}
    files = tag_files(items, {"Source-Organization": "Stadt\nBeispielau"})
    assert files["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert files["manifest-sha256.txt"].decode() == f"{digest}  data/a%25%0A.txt\n{digest}  data/b c.txt\n"
    assert files["bag-info.txt"] == b"Source-Organization: Stadt Beispielau\nPayload-Oxum: 10.2\n"
    tags = dict(reversed(line.split("  ")) for line in files["tagmanifest-sha256.txt"].decode().splitlines())
    assert tags == {name: hashlib.sha256(files[name]).hexdigest() for name in files if not name.startswith("tagm")}
