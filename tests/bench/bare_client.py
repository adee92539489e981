"""Plays recorded requests again, one thread a network: what the same traffic costs without any ledger."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import requests


def play(wanted: list[dict[str, Any]]) -> int:
    with requests.Session() as session:
        session.trust_env = False
        for item in wanted:
            body = bytes.fromhex(item["body"])
            session.request(item["method"], item["url"], headers=item["headers"], data=body or None, timeout=30)
    return len(wanted)


def main() -> int:
    networks = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with ThreadPoolExecutor(len(networks)) as pool:
        print(sum(pool.map(play, networks)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
