"""An agreed module in the form of the post that it may become: one way, for whoever checks, approves or sends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from amtsfunk.model.module import Module
from amtsfunk.model.post import AFTER_APPROVAL, LATEST_BY_KIND, LATEST_OTHERWISE, Part, Post, PostHead

LONGEST_WINDOW = timedelta(hours=2)
"""Until how long after it was sent off a module may still go out, at most: it says what holds now."""
_SHARED = (
    "channels", "topic", "kind", "audiences", "occasion", "link", "no_link_because", "content_warning", "language",
    "office",
)  # fmt: skip
"""Keys of a module that a post has too."""


def post_of(module: Module, words: Callable[[str], str], **head: object) -> Post:
    """A post of the module's id with each text as ``words`` makes it. ``head``: what else its front matter says.

    Lines stay where they are, so positions of the module hold for the post.
    """
    given = {key: getattr(module.head, key) for key in _SHARED if key in module.head.model_fields_set} | head

    def filled(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(part.model_copy(update={"text": words(part.text)}) for part in parts)

    return Post.model_construct(  # the name of a misnamed file is no slug
        id=module.id,
        path=module.path,
        head=PostHead.model_construct(_fields_set=set(given), **given),
        title=module.title,
        parts=filled(module.parts),
        channel_texts={name: filled(parts) for name, parts in module.channel_texts.items()},
    )


def as_template(module: Module) -> Post:
    """What is approved of a module: its words with the blanks unfilled, due as soon as somebody on duty sends it."""
    window = min(LATEST_BY_KIND.get(module.head.kind, LATEST_OTHERWISE), LONGEST_WINDOW)
    return post_of(module, lambda text: text, publish_at=AFTER_APPROVAL, latest=window)
