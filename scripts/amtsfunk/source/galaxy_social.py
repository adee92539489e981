"""Posts of galaxy-social, as they stand in its repository: Markdown below front matter, one file a post.

``read_original`` takes a file apart and drops nothing: what it does not know is in ``unknown``, what it cannot read
raises. ``pair_retries`` puts the files that its workflow made when a network failed (``retry-699_retry-698_…``) beside
their original. Pure; times, slugs and our own format come later (``galaxy_drafts``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(?P<head>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_RETRY = re.compile(r"\A(?:retry-\d+_)+")
_PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<address>[^)\s]*)(?:\s+\"(?P<title>[^\"]*)\")?\)")
_KNOWN = ("media", "hashtags", "mentions", "images")


class Unreadable(ValueError):
    """A file that is no post of galaxy-social; the message is German and says why."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the original: its address (remote as a rule), alternative text, and title if it had one."""

    address: str
    alt: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Original:
    """One file. ``accounts`` in its order; ``hashtags`` and ``mentions``: account → what goes out there only.

    ``parts``: the body without its pictures, cut where a line of dashes stood; ``images``: part → pictures.
    """

    path: str
    accounts: tuple[str, ...]
    hashtags: Mapping[str, tuple[str, ...]]
    mentions: Mapping[str, tuple[str, ...]]
    parts: tuple[str, ...]
    images: tuple[tuple[Image, ...], ...]
    unknown: Mapping[str, str]
    raw: str

    @property
    def stem(self) -> str:
        """The file's name without folder, ending and marks of retries."""
        return _RETRY.sub("", self.path.rpartition("/")[2].removesuffix(".md"))

    @property
    def is_retry(self) -> bool:
        return _RETRY.match(self.path.rpartition("/")[2]) is not None

    @property
    def lines(self) -> tuple[str, ...]:
        """Every line of the file that says something, without outer spaces."""
        return tuple(line.strip() for line in self.raw.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class Family:
    """A post and the retries that repeated it, the oldest first."""

    original: Original
    retries: tuple[Original, ...] = ()


def read_original(path: str, text: str) -> Original:
    """One file. Raises Unreadable where it has no front matter or names no accounts."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n")
    match = _FRONT.match(raw)
    if match is None:
        raise Unreadable("Die Datei beginnt nicht mit einem Kopf zwischen zwei Zeilen aus drei Bindestrichen.")
    head = _load(match["head"])
    accounts = _texts(head.get("media"), "media")
    if not accounts:
        raise Unreadable("Der Kopf nennt unter „media“ keine Konten.")
    parts, images = _take_apart(raw[match.end() :])
    listed = head.get("images") or []
    return Original(
        path=path,
        accounts=accounts,
        hashtags=_by_account(head.get("hashtags"), "hashtags"),
        mentions=_by_account(head.get("mentions"), "mentions"),
        parts=parts,
        images=((*images[0], *map(_image, listed if isinstance(listed, list) else [listed])), *images[1:]),
        unknown={key: str(value) for key, value in head.items() if key not in _KNOWN},
        raw=raw,
    )


def pair_retries(originals: Iterable[Original]) -> tuple[Family, ...]:
    """Retries beside their original, in the order of the originals' paths; a retry without one stands for itself."""
    everything = sorted(originals, key=lambda original: original.path)
    first = {_key(original): original for original in everything if not original.is_retry}
    retries: dict[str, list[Original]] = {}
    for original in everything:
        if original.is_retry:
            retries.setdefault(_key(original), []).append(original)
    families = [Family(original, tuple(_by_age(retries.pop(key, [])))) for key, original in first.items()]
    for left in retries.values():
        oldest, *later = _by_age(left)
        families.append(Family(oldest, tuple(later)))
    return tuple(sorted(families, key=lambda family: family.original.path))


def differences(family: Family) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Retry → what it has and its original has not: lines, and what it addresses where; empty where it only repeats."""
    known = set(family.original.lines)
    return tuple(
        (
            retry.path,
            (
                *(line for line in retry.lines if line not in known and line != "mentions: {}"),
                *_more("hashtags", retry.hashtags, family.original.hashtags),
                *_more("mentions", retry.mentions, family.original.mentions),
            ),
        )
        for retry in family.retries
    )


def _more(key: str, entries: Mapping[str, tuple[str, ...]], known: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for account, values in entries.items():
        if new := [value for value in values if value not in known.get(account, ())]:
            yield f"{key} {account}: {', '.join(new)}"


def _key(original: Original) -> str:
    return original.path.rpartition("/")[0] + "/" + original.stem


def _by_age(retries: list[Original]) -> list[Original]:
    """A retry of a retry is longer named and later."""
    return sorted(retries, key=lambda retry: (retry.path.count("retry-"), retry.path))


def _load(head: str) -> Mapping[str, Any]:
    from yaml import AliasEvent, BaseLoader, YAMLError, load  # noqa: PLC0415 - only imports need it

    class WithoutAliases(BaseLoader):
        """Texts, lists and mappings only; an alias could blow a small file up."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(AliasEvent):
                raise Unreadable("Der Kopf verwendet Verweise (*), die hier niemand braucht.")
            return super().compose_node(parent, index)

    try:
        content = load(head, Loader=WithoutAliases)  # noqa: S506 - see above
    except (YAMLError, RecursionError) as problem:
        raise Unreadable(f"Der Kopf ist kein lesbares YAML: {problem}") from problem
    if not isinstance(content, dict):
        raise Unreadable("Der Kopf besteht nicht aus Zeilen der Form „Schlüssel: Wert“.")
    return content


def _texts(value: Any, key: str) -> tuple[str, ...]:
    if value in (None, ""):
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return tuple(value)
    raise Unreadable(f"Unter „{key}“ steht keine Liste von Texten.")


def _by_account(value: Any, key: str) -> Mapping[str, tuple[str, ...]]:
    if value in (None, ""):
        return {}
    if not isinstance(value, dict):
        raise Unreadable(f"Unter „{key}“ steht keine Liste je Konto.")
    return {str(account): _texts(entries, key) for account, entries in value.items()}


def _image(entry: Any) -> Image:
    if isinstance(entry, dict) and entry.get("url"):
        return Image(str(entry["url"]), str(entry.get("alt_text") or ""), str(entry.get("title") or ""))
    if isinstance(entry, str):
        return Image(entry, "")
    raise Unreadable("Unter „images“ fehlt die Adresse eines Bildes.")


def _take_apart(body: str) -> tuple[tuple[str, ...], tuple[tuple[Image, ...], ...]]:
    texts, images = [], []
    for part in re.split(r"^[ \t]*-{3,}[ \t]*$", body, flags=re.MULTILINE):
        images.append(tuple(Image(m["address"], m["alt"], m["title"] or "") for m in _PICTURE.finditer(part)))
        lines = [_PICTURE.sub("", line).rstrip() for line in part.split("\n")]
        texts.append(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n"))
    return tuple(texts), tuple(images)
