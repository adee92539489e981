"""The stand-in forge's answers in the shape that GitHub's own OpenAPI description (npm ``@octokit/openapi``) demands.

``make test-forge`` holds them against it. What nobody here asks about stands as in a quiet repository: no labels, no
milestone, counts of 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from standins.base import Answer

API, WEB, DOCS = "https://api.github.com", "https://github.com", "https://docs.github.com/rest"
GHOST, GHOSTS_NUMBER = "ghost", 10137
"""The account that GitHub shows as the opener of a pull request whose own account is gone."""

Json = dict[str, Any]

_OF_USER = {
    "followers_url": "/followers",
    "following_url": "/following{/other_user}",
    "gists_url": "/gists{/gist_id}",
    "starred_url": "/starred{/owner}{/repo}",
    "subscriptions_url": "/subscriptions",
    "organizations_url": "/orgs",
    "repos_url": "/repos",
    "events_url": "/events{/privacy}",
    "received_events_url": "/received_events",
}
_OF_REPOSITORY = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}
_COUNTS = ("forks", "forks_count", "stargazers_count", "watchers_count", "size", "open_issues_count", "open_issues")


def refusal(status: int, message: str, page: str) -> Answer:
    """``page``: where the documentation, below its root, tells of it."""
    return Answer.of({"message": message, "documentation_url": f"{DOCS}{page}"}, status)


def user(login: str, number: int, kind: str = "User") -> Json:
    at = f"{API}/users/{login}"
    return {
        "login": login,
        "id": number,
        "node_id": f"U_{number}",
        "avatar_url": f"https://avatars.githubusercontent.com/u/{number}?v=4",
        "gravatar_id": "",
        "url": at.replace("[", "%5B").replace("]", "%5D"),
        "html_url": f"{WEB}/apps/{login.removesuffix('[bot]')}" if kind == "Bot" else f"{WEB}/{login}",
        **{name: f"{at}{end}".replace("[", "%5B").replace("]", "%5D") for name, end in _OF_USER.items()},
        "type": kind,
        "user_view_type": "public",
        "site_admin": False,
    }


def repository(owner: Mapping[str, Any], name: str, number: int, at: str) -> Json:
    """``at``: the time at which it was made, and changed last."""
    full = f"{owner['login']}/{name}"
    page, interface = f"{WEB}/{full}", f"{API}/repos/{full}"
    return {
        "id": number,
        "node_id": f"R_{number}",
        "name": name,
        "full_name": full,
        "private": True,
        "visibility": "private",
        "owner": owner,
        "html_url": page,
        "description": None,
        "fork": False,
        "url": interface,
        **{key: f"{interface}{end}" for key, end in _OF_REPOSITORY.items()},
        "git_url": f"git://github.com/{full}.git",
        "ssh_url": f"git@github.com:{full}.git",
        "clone_url": f"{page}.git",
        "svn_url": page,
        "mirror_url": None,
        "homepage": None,
        "language": None,
        "license": None,
        "default_branch": "main",
        **dict.fromkeys((*_COUNTS, "watchers"), 0),
        **dict.fromkeys(("has_issues", "has_projects", "has_downloads"), True),
        **dict.fromkeys(("has_wiki", "has_pages", "archived", "disabled"), False),
        **dict.fromkeys(("created_at", "updated_at", "pushed_at"), at),
    }


def whole_repository(repository: Json, *, private: bool) -> Json:
    """What is said of one that is asked for by itself."""
    more = dict.fromkeys(("subscribers_count", "network_count"), 0)
    seen = {"private": private, "visibility": "private" if private else "public"}
    return {**repository, **more, "has_discussions": False, **seen}


def ruleset(owner: str, name: str) -> Json:
    """Where a rule of a branch comes from."""
    return {"ruleset_source_type": "Repository", "ruleset_source": f"{owner}/{name}", "ruleset_id": 81}


def side(branch: str, commit: str, repository: Mapping[str, Any]) -> Json:
    """The head or the base of a pull request."""
    owner = repository["owner"]
    return {
        "label": f"{owner['login']}:{branch}",
        "ref": branch,
        "sha": commit,
        "user": owner,
        "repo": repository,
    }


def pull(address: str, page: str, number: int, head: str) -> Json:
    """What one is called and where it is, and whatever never differs here. ``address``, ``page``: the repository's, in
    the interface and on the web; so below."""
    interface, own, issue = f"{address}/pulls/{number}", f"{page}/pull/{number}", f"{address}/issues/{number}"
    links = {
        "self": interface,
        "html": own,
        "issue": issue,
        "comments": f"{issue}/comments",
        "review_comments": f"{interface}/comments",
        "review_comment": f"{address}/pulls/comments{{/number}}",
        "commits": f"{interface}/commits",
        "statuses": f"{address}/statuses/{head}",
    }
    return {
        "id": 100000 + number,
        "node_id": f"PR_{number}",
        "number": number,
        "url": interface,
        "html_url": own,
        "diff_url": f"{own}.diff",
        "patch_url": f"{own}.patch",
        **{f"{name}_url": link for name, link in links.items() if name not in {"self", "html"}},
        "_links": {name: {"href": link} for name, link in links.items()},
        "locked": False,
        "active_lock_reason": None,
        "draft": False,
        **{key: [] for key in ("labels", "assignees", "requested_reviewers", "requested_teams")},
        **dict.fromkeys(("milestone", "assignee", "auto_merge")),
    }


def review(address: str, page: str, pull: int, review: int) -> Json:
    interface, own = f"{address}/pulls/{pull}", f"{page}/pull/{pull}#pullrequestreview-{review}"
    return {
        "id": review,
        "node_id": f"PRR_{review}",
        "html_url": own,
        "pull_request_url": interface,
        "_links": {"html": {"href": own}, "pull_request": {"href": interface}},
    }


def commit(address: str, page: str, sha: str) -> Json:
    return {
        "sha": sha,
        "node_id": f"C_{sha}",
        "url": f"{address}/commits/{sha}",
        "html_url": f"{page}/commit/{sha}",
        "comments_url": f"{address}/commits/{sha}/comments",
    }


def parent(address: str, page: str, sha: str) -> Json:
    return {"sha": sha, "url": f"{address}/commits/{sha}", "html_url": f"{page}/commit/{sha}"}


def file(address: str, page: str, head: str, path: str, change: tuple[str, str, str | None]) -> Json:
    """``change``: git's letter for it, the blob that is there now, the old name of what was renamed."""
    letter, blob, old = change
    status = {"A": "added", "D": "removed", "M": "modified", "R": "renamed", "C": "copied"}.get(letter, "changed")
    return {
        "sha": None if letter == "D" else blob,
        "filename": path,
        **({"previous_filename": old} if old else {}),
        "status": status,
        **dict.fromkeys(("additions", "deletions", "changes"), 0),
        "blob_url": f"{page}/blob/{head}/{quote(path)}",
        "raw_url": f"{page}/raw/{head}/{quote(path)}",
        "contents_url": f"{address}/contents/{quote(path)}?ref={head}",
    }


def issue(address: str, page: str, number: int) -> Json:
    own = f"{address}/issues/{number}"
    return {
        "id": 300000 + number,
        "node_id": f"I_{number}",
        "number": number,
        "url": own,
        "html_url": f"{page}/issues/{number}",
        "repository_url": address,
        "labels_url": f"{own}/labels{{/name}}",
        "comments_url": f"{own}/comments",
        "events_url": f"{own}/events",
        "author_association": "NONE",
        "locked": False,
        "comments": 0,
        "assignees": [],
        **dict.fromkeys(("assignee", "milestone", "state_reason", "active_lock_reason")),
    }


def pull_of_an_issue(address: str, page: str, number: int) -> Json:
    """What marks an issue as a pull request in a list of issues."""
    own = f"{page}/pull/{number}"
    there = {
        "url": f"{address}/pulls/{number}",
        "html_url": own,
        "diff_url": f"{own}.diff",
        "patch_url": f"{own}.patch",
    }
    return {**there, "merged_at": None}


def label(address: str, name: str) -> Json:
    return {
        "id": 600000 + len(name),
        "node_id": f"LA_{name}",
        "url": f"{address}/labels/{quote(name)}",
        "name": name,
        "description": None,
        "color": "ededed",
        "default": False,
    }


def comment(address: str, page: str, issue: int, number: int) -> Json:
    return {
        "id": number,
        "node_id": f"IC_{number}",
        "url": f"{address}/issues/comments/{number}",
        "html_url": f"{page}/issues/{issue}#issuecomment-{number}",
        "issue_url": f"{address}/issues/{issue}",
        "author_association": "NONE",
    }
