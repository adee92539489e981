"""An agreed module as the post that it may become, so that what holds for posts holds for it and is said only once."""

from __future__ import annotations

from amtsfunk.model.module import Module
from amtsfunk.model.post import Part, Post, PostHead

_SHARED = (
    "channels", "topic", "kind", "audiences", "occasion", "link", "no_link_because", "content_warning", "language",
    "office",
)  # fmt: skip
"""Keys of a module that a post has too."""


def as_post(module: Module) -> Post:
    """A draft with the module's words, every blank filled by what takes most room: if that fits, every choice does.

    Lines stay where they are, so positions of the module hold for the post.
    """
    given = {key: getattr(module.head, key) for key in _SHARED if key in module.head.model_fields_set}
    return Post.model_construct(  # the name of a misnamed file is no slug
        id=module.id,
        path=module.path,
        head=PostHead.model_construct(_fields_set=set(given), **given),
        title=module.title,
        parts=_filled(module, module.parts),
        channel_texts={name: _filled(module, parts) for name, parts in module.channel_texts.items()},
    )


def _filled(module: Module, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(part.model_copy(update={"text": module.longest(part.text)}) for part in parts)
