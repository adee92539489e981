"""What the Bluesky adapter builds on, asked of a real server: each fact is a line of PLATFORMS.md that was tried there.

A newer server that answers otherwise is found here, by name, before anything is published to it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import requests

from real.servers import Account, Pds
from support.pictures import gradient, saved

COLLECTION = "app.bsky.feed.post"
_SIGNS = "234567abcdefghijklmnopqrstuvwxyz"


@dataclass
class Bench:
    """One account with a session, and keys to try with."""

    server: Pds
    account: Account
    token: str
    drawn: int = 0

    @classmethod
    def at(cls, server: Pds) -> Bench:
        account = server.open_account("facts")
        login = {"identifier": account.account_id, "password": account.secrets["app_password"]}
        return cls(server, account, server.ask("POST", "server.createSession", json=login).json()["accessJwt"])

    def key(self) -> str:
        """A record key of the form TID: 64 bits, the first of them 0, in base 32."""
        self.drawn += 1
        value = (time.time_ns() // 1000 << 10) + self.drawn
        return "".join(_SIGNS[value >> shift & 31] for shift in range(60, -1, -5))

    def ask(self, method: str, name: str, token: str | None = None, **words: Any) -> requests.Response:
        return self.server.ask(method, name, headers={"Authorization": f"Bearer {token or self.token}"}, **words)

    def put(self, key: str, record: dict[str, Any], *, swap: bool = True) -> requests.Response:
        body = {"repo": self.account.account_id, "collection": COLLECTION, "rkey": key, "record": record}
        return self.ask("POST", "repo.putRecord", json={**body, **({"swapRecord": None} if swap else {})})

    def create(self, key: str, record: dict[str, Any]) -> requests.Response:
        body = {"repo": self.account.account_id, "collection": COLLECTION, "rkey": key, "record": record}
        return self.ask("POST", "repo.createRecord", json=body)

    def write(self, *writes: tuple[str, dict[str, Any]]) -> requests.Response:
        kind = "com.atproto.repo.applyWrites#create"
        made = [{"$type": kind, "collection": COLLECTION, "rkey": key, "value": record} for key, record in writes]
        return self.ask("POST", "repo.applyWrites", json={"repo": self.account.account_id, "writes": made})

    def delete(self, key: str) -> requests.Response:
        body = {"repo": self.account.account_id, "collection": COLLECTION, "rkey": key}
        return self.ask("POST", "repo.deleteRecord", json=body)

    def get(self, key: str) -> requests.Response:
        query = {"repo": self.account.account_id, "collection": COLLECTION, "rkey": key}
        return self.server.ask("GET", "repo.getRecord", params=query)

    def revision(self) -> str:
        answer = self.server.ask("GET", "sync.getLatestCommit", params={"did": self.account.account_id})
        return str(answer.json()["rev"])


def record(text: str, **more: Any) -> dict[str, Any]:
    return {"$type": COLLECTION, "text": text, "createdAt": "2026-11-10T08:00:00.000Z", "langs": ["de"], **more}


def says(answer: requests.Response, status: int, error: str | None = None) -> bool:
    return answer.status_code == status and (error is None or answer.json().get("error") == error)


# ---------------------------------------------------------------- the facts


def putting_the_same_again_changes_nothing(bench: Bench) -> bool:
    key = bench.key()
    first, before = bench.put(key, record("eins")).json(), bench.revision()
    again = bench.put(key, record("eins"))
    return says(again, 200) and again.json()["cid"] == first["cid"] and bench.revision() == before


def putting_something_else_is_an_invalid_swap(bench: Bench) -> bool:
    key = bench.key()
    bench.put(key, record("eins"))
    return says(bench.put(key, record("zwei")), 400, "InvalidSwap")


def putting_without_swap_overwrites(bench: Bench) -> bool:
    key = bench.key()
    bench.put(key, record("eins"))
    return says(bench.put(key, record("zwei"), swap=False), 200) and bench.get(key).json()["value"]["text"] == "zwei"


def six_at_once_are_one(bench: Bench) -> bool:
    key, before = bench.key(), len(bench.server.records(bench.account.account_id))
    with ThreadPoolExecutor(6) as pool:
        cids = {answer.json().get("cid") for answer in pool.map(lambda _: bench.put(key, record("sechs")), range(6))}
    return len(cids) == 1 and len(bench.server.records(bench.account.account_id)) == before + 1


def putting_after_a_deletion_brings_it_back(bench: Bench) -> bool:
    key = bench.key()
    bench.put(key, record("eins"))
    bench.delete(key)
    return says(bench.get(key), 400) and says(bench.put(key, record("eins")), 200) and says(bench.get(key), 200)


def creating_twice_is_a_500(bench: Bench) -> bool:
    key = bench.key()
    return says(bench.create(key, record("eins")), 200) and says(bench.create(key, record("eins")), 500)


def a_thread_is_all_or_nothing(bench: Bench) -> bool:
    taken, free = bench.key(), bench.key()
    bench.put(taken, record("eins"))
    answer = bench.write((free, record("vorher")), (taken, record("eins")))
    return answer.status_code >= 400 and says(bench.get(free), 400, "RecordNotFound")


def what_is_missing_is_record_not_found(bench: Bench) -> bool:
    return says(bench.get(bench.key()), 400, "RecordNotFound")


def texts_of_301_graphemes_are_refused(bench: Bench) -> bool:
    return says(bench.put(bench.key(), record("ä" * 300)), 200) and says(bench.put(bench.key(), record("ä" * 301)), 400)


def four_languages_are_refused(bench: Bench) -> bool:
    return says(bench.put(bench.key(), record("x", langs=["de", "en", "fr", "nl"])), 400)


def facets_beyond_the_text_are_not_noticed(bench: Bench) -> bool:
    feature = {"$type": "app.bsky.richtext.facet#tag", "tag": "x"}
    facet = {"index": {"byteStart": 90, "byteEnd": 99}, "features": [feature]}
    return says(bench.put(bench.key(), record("x", facets=[facet])), 200)


def one_picture_has_one_name(bench: Bench) -> bool:
    data = saved(gradient(20, 30), "PNG")
    sent = [bench.server.ask("POST", "repo.uploadBlob", data=data, headers=_picture(bench)) for _ in range(2)]
    return sent[0].json()["blob"]["ref"] == sent[1].json()["blob"]["ref"]


def a_token_of_nonsense_is_invalid(bench: Bench) -> bool:
    return says(bench.ask("GET", "server.getSession", "nonsense"), 400, "InvalidToken")


def no_token_is_a_401(bench: Bench) -> bool:
    return says(bench.server.ask("GET", "server.getSession"), 401)


def another_repository_is_refused(bench: Bench) -> bool:
    """401 with an application's password, seen on 0.5.35; 403 elsewhere."""
    other = bench.server.accounts[0].account_id
    body = {"repo": other, "collection": COLLECTION, "rkey": bench.key(), "record": record("x")}
    return bench.ask("POST", "repo.putRecord", json=body).status_code in (401, 403)


def _picture(bench: Bench) -> dict[str, str]:
    return {"Authorization": f"Bearer {bench.token}", "Content-Type": "image/png"}


FACTS: tuple[Callable[[Bench], bool], ...] = (
    putting_the_same_again_changes_nothing,
    putting_something_else_is_an_invalid_swap,
    putting_without_swap_overwrites,
    six_at_once_are_one,
    putting_after_a_deletion_brings_it_back,
    creating_twice_is_a_500,
    a_thread_is_all_or_nothing,
    what_is_missing_is_record_not_found,
    texts_of_301_graphemes_are_refused,
    four_languages_are_refused,
    facets_beyond_the_text_are_not_noticed,
    one_picture_has_one_name,
    a_token_of_nonsense_is_invalid,
    no_token_is_a_401,
    another_repository_is_refused,
)


def otherwise(server: Pds) -> Iterator[str]:
    """The facts that do not hold on this server."""
    bench = Bench.at(server)
    for fact in FACTS:
        try:
            holds = fact(bench)
        except (KeyError, ValueError, requests.RequestException) as error:
            yield f"{_named(fact)} ({error!r})"
        else:
            if not holds:
                yield _named(fact)


def _named(fact: Callable[[Bench], bool]) -> str:
    return fact.__name__.replace("_", " ")
