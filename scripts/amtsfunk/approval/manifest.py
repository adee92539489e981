"""manifest/1: exactly what an approval covers, as one digest (DELIVERY.md § 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amtsfunk.approval.canonical import Json, canonical_json, digest
from amtsfunk.approval.payload import CannotRender, MediaFacts, render_payload
from amtsfunk.model.post import Post
from amtsfunk.model.settings import Settings

VERSION = 1


@dataclass(frozen=True, slots=True)
class FileDigest:
    """One approved file: POSIX path, SHA-256 and size in bytes of the blob."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Binding:
    """Where a channel's posts go. Changing any of these voids an approval."""

    channel: str
    network: str
    host: str
    account_id: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``payloads``: channel → SHA-256 of the payload's canonical bytes; ``module``: of an agreed module, else None."""

    post: str
    files: tuple[FileDigest, ...]
    bindings: tuple[Binding, ...]
    payloads: tuple[tuple[str, str], ...]
    module: Mapping[str, str] | None = None

    def to_json(self) -> dict[str, Json]:
        content: dict[str, Json] = {
            "v": VERSION,
            "post": self.post,
            "files": [
                {"path": file.path, "sha256": file.sha256, "size": file.size}
                for file in sorted(self.files, key=lambda file: file.path)
            ],
            "bindings": [
                {
                    "channel": binding.channel,
                    "network": binding.network,
                    "host": binding.host,
                    "account_id": binding.account_id,
                }
                for binding in sorted(self.bindings, key=lambda binding: binding.channel)
            ],
            "payloads": [{"channel": channel, "sha256": sha256} for channel, sha256 in sorted(self.payloads)],
        }
        if self.module is not None:
            content["module"] = dict(self.module)
        return content

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON: what a statement names."""
        return digest(canonical_json(self.to_json()))


def build_manifest(
    post: Post,
    post_file: FileDigest,
    settings: Settings,
    media: Mapping[str, MediaFacts],
    module: Mapping[str, str] | None = None,
) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest of a post and the canonical payload of each of its channels.

    ``media``: path → facts of every picture that the post names. ``module``: of a module's template, so that an
    approval of words with blanks is never one of a post. Raises CannotRender.
    """
    paths = sorted({post.media_path(picture) for picture in post.pictures})
    absent = next((path for path in paths if path not in media), None)
    if absent is not None:
        raise CannotRender("media-missing", path=absent)
    names = tuple(dict.fromkeys(post.head.channels))
    payloads = {name: canonical_json(render_payload(post, name, settings, media)) for name in names}
    manifest = Manifest(
        post=post.id,
        files=(post_file, *(FileDigest(path, media[path].sha256, media[path].size) for path in paths)),
        bindings=tuple(_binding(name, settings) for name in names),
        payloads=tuple((name, digest(payload)) for name, payload in payloads.items()),
        module=module,
    )
    return manifest, payloads


def _binding(name: str, settings: Settings) -> Binding:
    channel = settings.channels[name]
    return Binding(name, channel.network, channel.host, channel.account_id)
