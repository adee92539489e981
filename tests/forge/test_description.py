"""The cut keeps what is asked and what that refers to, is stricter than the whole, and knows its parameters."""

from __future__ import annotations

from typing import Any

import pytest

from forge.description import PATHS, cut, path_of, unknown_words

PULLS = "/repos/{owner}/{repo}/pulls/{pull_number}"


def whole() -> dict[str, Any]:
    """A description with every path that is asked, one that is not, and a schema that nobody refers to."""
    answer = {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/pull"}}}}}
    page = {"$ref": "#/components/parameters/page"}
    asked = {"parameters": [page], "responses": answer, "examples": {"$ref": "#/components/examples/one"}}
    user = {"$ref": "#/components/schemas/user"}
    author = {"nullable": True, "oneOf": [user]}
    bot = {"allOf": [user, {"type": "object", "properties": {"app": {"type": "string"}}}]}
    refusals = ("requires_authentication", "not_found", "validation_failed_simple")
    paths: dict[str, Any] = {"/user": {"get": asked}}
    for method, path in PATHS:
        paths.setdefault(path, {})[method] = asked
    return {
        "openapi": "3.0.3",
        "info": {"version": "1"},
        "paths": paths,
        "components": {
            "parameters": {"page": {"name": "page", "in": "query"}},
            "responses": {name: {"description": name} for name in refusals},
            "schemas": {
                "pull": {"type": "object", "properties": {"author": author, "bot": bot}},
                "user": {"type": "object", "properties": {"login": {"type": "string"}}},
                "gist": {"type": "object"},
            },
        },
    }


def test_only_what_is_asked_is_kept() -> None:
    part = cut(whole())
    assert set(part["paths"]) == {path for _, path in PATHS}
    assert set(part["components"]["schemas"]) == {"pull", "user"} and "examples" not in part["components"]


def test_a_path_that_is_described_no_more_is_an_error() -> None:
    description = whole()
    del description["paths"][PULLS]
    with pytest.raises(KeyError):
        cut(description)


def test_an_object_has_no_other_fields_and_an_author_may_be_null() -> None:
    schemas = cut(whole())["components"]["schemas"]
    assert schemas["pull"]["additionalProperties"] is False and schemas["user"]["additionalProperties"] is False
    assert schemas["pull"]["properties"]["author"] == {
        "oneOf": [{"$ref": "#/components/schemas/user"}, {"enum": [None]}]
    }


def test_refusals_are_described_everywhere() -> None:
    for path in cut(whole())["paths"].values():
        for asked in path.values():
            assert set(asked["responses"]) == {"200", "401", "404", "422"}


def test_what_is_put_together_from_several_may_have_the_fields_of_each() -> None:
    parts = cut(whole())["components"]["schemas"]["pull"]["properties"]["bot"]["allOf"]
    assert [set(part["properties"]) for part in parts] == [{"login"}, {"app"}]
    assert all("additionalProperties" not in part for part in parts)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("http://localhost/repos/a/b/pulls/1", PULLS),
        ("http://localhost/repos/a/b/pulls/1/reviews?page=1", f"{PULLS}/reviews"),
        ("http://localhost/repos/a/b/issues/comments/7", "/repos/{owner}/{repo}/issues/comments/{comment_id}"),
        ("http://localhost/repos/a/b/pulls/1/approvals", None),
        ("http://localhost/repos/a/b/pulls/1/", None),
    ],
)
def test_the_path_of_an_address(address: str, path: str | None) -> None:
    assert path_of(address) == path


def test_a_parameter_that_is_not_described_is_named() -> None:
    part = cut(whole())
    asked = "http://localhost/repos/a/b/pulls/1/reviews?page=1"
    assert unknown_words(part, "GET", asked) == []
    assert unknown_words(part, "GET", f"{asked}&perpage=&sort=id") == ["perpage", "sort"]
