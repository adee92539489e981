"""An agreed module as the post that it may become, so that what holds for posts holds for it and is said only once."""

from __future__ import annotations

from amtsfunk.model.module import Module
from amtsfunk.model.module_post import post_of
from amtsfunk.model.post import Post


def as_post(module: Module) -> Post:
    """A draft with the module's words, every blank filled by what takes most room: if that fits, every choice does."""
    return post_of(module, module.longest)
