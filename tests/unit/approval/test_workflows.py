"""The rules over workflows: our own files keep them, and each way of breaking one is seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from amtsfunk.approval.workflows import workflow_flaws

PROJECT = Path(__file__).parents[3]
FOLDER = PROJECT / ".github/workflows"
FILES = sorted(FOLDER.glob("*.yml"))
SHA = "a" * 40
WITH = "\n        with: {persist-credentials: false}"
GOOD = f"""\
on: push
permissions: {{}}
concurrency: eins
jobs:
  eins:
    permissions: {{contents: read}}
    environment: publish
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@{SHA}{WITH}
      - env: {{KEY: "${{{{ secrets.KEY }}}}"}}
        run: echo "$KEY"
"""


def text_of(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def jobs_of(name: str) -> dict[str, dict[str, object]]:
    jobs: dict[str, dict[str, object]] = yaml.safe_load(text_of(name))["jobs"]
    return jobs


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_our_own_workflows_keep_every_rule(file: Path) -> None:
    assert workflow_flaws(file.read_text("utf-8")) == ()


def test_all_of_them_are_there() -> None:
    names = {file.name for file in FILES}
    assert names >= {
        "pull-request.yml",
        "pull-request-comment.yml",
        "publish.yml",
        "site.yml",
        "stop.yml",
        "governance.yml",
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_pinned_commit_says_its_version(file: Path) -> None:
    for line in re.findall(r"uses: \S+@\S+.*", file.read_text("utf-8")):
        assert re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_one_commit_an_action_in_all_files() -> None:
    pinned = {match for file in FILES for match in re.findall(r"uses: (\S+)@(\S+)", file.read_text("utf-8"))}
    assert len(pinned) == len({name for name, _ in pinned})


@pytest.mark.parametrize(
    "before, after, said",
    [
        ("permissions: {}\n", "", "Oben fehlt"),
        ("permissions: {}\n", "permissions: write-all\n", "Oben fehlt"),
        ("concurrency: eins\n", "", "concurrency"),
        ("on: push", "on: pull_request_target", "pull_request_target"),
        ("on: push", "on: [push, issue_comment]", "issue_comment"),
        ("on: push", "on:\n  pull_request_target:\n    types: [opened]", "pull_request_target"),
        ("    permissions: {contents: read}\n", "", "Es fehlt „permissions“"),
        ("    permissions: {contents: read}\n", "    permissions: write-all\n", "Es fehlt „permissions“"),
        ("    timeout-minutes: 5\n", "", "timeout-minutes"),
        ("    environment: publish\n", "", "keine Umgebung"),
        (f"@{SHA}", "@v6", "nicht auf einen ganzen Commit"),
        (f"@{SHA}", "@" + "a" * 39, "nicht auf einen ganzen Commit"),
        (f"actions/checkout@{SHA}", "./.github/actions/x", "nicht auf einen ganzen Commit"),
        ("{persist-credentials: false}", "{fetch-depth: 0}", "persist-credentials"),
        ("{persist-credentials: false}", "{persist-credentials: false, ref: '${{ github.head_ref }}'}", "ein Fremder"),
        ('run: echo "$KEY"', 'run: echo "${{ github.actor }}"', "gehört nach „env“"),
        (f"actions/checkout@{SHA}", f"actions/cache@{SHA}", "benutzt actions/cache"),
        (f"actions/checkout@{SHA}", f"actions/upload-artifact@{SHA}", "benutzt actions/upload-artifact"),
        # Ways around a rule that a forge takes for the same thing.
        ("actions/checkout@", "Actions/Checkout@", None),
        (f"actions/checkout@{SHA}{WITH}", f"Actions/Checkout@{SHA}", "persist-"),
        (f"actions/checkout@{SHA}{WITH}", f"actions/checkout/@{SHA}", "persist-"),
        ("{persist-credentials: false}", "{Persist-Credentials: false, Ref: '${{ github.sha }}'}", "ein Fremder"),
        (
            "{persist-credentials: false}",
            "{persist-credentials: false, ref: \"${{ github['event'].pull_request.head.sha }}\"}",
            "ein Fremder",
        ),
        ("{persist-credentials: false}", "{persist-credentials: false, ref: refs/pull/7/head}", "ein Fremder"),
        ("{persist-credentials: false}", "{persist-credentials: false, repository: '${{ env.X }}'}", "ein Fremder"),
        (f"actions/checkout@{SHA}", f"Actions/Cache/restore@{SHA}", "benutzt actions/cache/restore"),
        (f"actions/checkout@{SHA}", f"somebody/turbo-cache@{SHA}", "benutzt somebody/turbo-cache"),
        (
            f"actions/checkout@{SHA}{WITH}",
            f"actions/setup-python@{SHA}\n        with: {{Cache: pip}}",
            "Zwischenspeicher",
        ),
        (
            f"actions/checkout@{SHA}{WITH}",
            f"actions/github-script@{SHA}\n        with: {{script: 'say(\"${{{{ github.event.issue.title }}}}\")'}}",
            "In „script“",
        ),
        ('run: echo "$KEY"', "run: echo\n        shell: bash -c '${{ github.actor }}' {0}", "gehört nach „env“"),
        ("    steps:\n", "    defaults: {run: {shell: '${{ inputs.shell }}'}}\n    steps:\n", "In „defaults“"),
        ("jobs:\n", "defaults: {run: {shell: '${{ inputs.shell }}'}}\njobs:\n", "In „defaults“"),
        ("    steps:\n", "    container: python:3\n    steps:\n", "auf eine Prüfsumme"),
        ("    steps:\n", "    services: {db: {image: 'postgres:17'}}\n    steps:\n", "auf eine Prüfsumme"),
        ("on: push", "on: pull_request", "Vorschläge und hat Zugangsdaten"),
        ("on: push", "on: {push: null, pull_request: null}", "Vorschläge und hat Zugangsdaten"),
        ("on: push\npermissions: {}", "'on': pull_request_target\nyes: push\npermissions: {}", "pull_request_target"),
    ],
)
def test_each_way_of_breaking_a_rule_is_seen(before: str, after: str, said: str | None) -> None:
    """``said`` None: nothing is wrong, though it is written in another way."""
    assert workflow_flaws(GOOD) == ()
    assert before in GOOD
    flaws = workflow_flaws(GOOD.replace(before, after))
    assert flaws == () if said is None else said in " ".join(flaws)


def test_a_proposal_that_may_write_is_seen() -> None:
    text = GOOD.replace("on: push", "on: [pull_request]").replace("secrets.KEY", "github.sha")
    assert workflow_flaws(text) == ()
    assert "darf schreiben" in " ".join(workflow_flaws(text.replace("contents: read", "contents: write")))


def test_secrets_in_any_case_are_secrets() -> None:
    assert "keine Umgebung" in " ".join(
        workflow_flaws(GOOD.replace("secrets.KEY", "Secrets.KEY").replace("    environment: publish\n", ""))
    )


def test_credentials_for_an_image_are_credentials() -> None:
    image = f"    container: {{image: 'a@sha256:{'b' * 64}', credentials: {{password: '${{{{ secrets.P }}}}'}}}}\n"
    text = GOOD.replace("secrets.KEY", "github.sha").replace("    environment: publish\n", image)
    assert "keine Umgebung" in " ".join(workflow_flaws(text))


def test_an_image_by_digest_is_well() -> None:
    image = f"    container: python@sha256:{'b' * 64}\n    steps:\n"
    assert workflow_flaws(GOOD.replace("    steps:\n", image)) == ()


@pytest.mark.parametrize("text", ["", "[", "jobs: 7", "- a", "x" * 200_001, "jobs: &a {b: *a}"])
def test_what_is_no_workflow_is_said(text: str) -> None:
    assert workflow_flaws(text)


def test_a_file_that_grows_while_it_is_read_is_not_read() -> None:
    assert "Verweise" in workflow_flaws("jobs: {a: &a {b: c}, d: [*a, *a]}")[0]


def test_a_call_passes_no_secret_on() -> None:
    call = "    uses: ./.github/workflows/site.yml\n"
    head = GOOD.partition("    environment")[0]
    assert workflow_flaws(head + call) == ()
    assert "weiter" in " ".join(workflow_flaws(head + call + "    secrets: inherit\n"))
    assert "ganzen Commit" in " ".join(
        workflow_flaws(head + call.replace("./.github", "a/b/.github").rstrip() + "@main\n")
    )


# ---------------------------------------------------------------- what only our own files promise


def test_who_may_write_what() -> None:
    """The whole list, so that a right that is added shows in a review."""
    rights = {
        f"{file.name} {name}": {right for right, level in job["permissions"].items() if level == "write"}
        for file in FILES
        for name, job in yaml.safe_load(file.read_text("utf-8"))["jobs"].items()
    }
    assert {job: right for job, right in rights.items() if right} == {
        "governance.yml told": {"issues"},
        "publish.yml alarm": {"issues"},
        "publish.yml site": {"pages", "id-token"},
        "publish.yml told": {"issues", "pull-requests"},
        "pull-request-comment.yml comment": {"pull-requests"},
        "site.yml pages": {"pages", "id-token"},
        "stop.yml stop": {"contents", "issues"},
    }


def test_credentials_are_in_the_publishing_environment_alone() -> None:
    with_secrets = {
        (file.name, name, str(job.get("environment")))
        for file in FILES
        for name, job in yaml.safe_load(file.read_text("utf-8"))["jobs"].items()
        if "secrets." in str(job)
    }
    assert with_secrets == {
        ("governance.yml", "look", "publish"),
        ("publish.yml", "send", "publish"),
        ("publish.yml", "waited", "publish"),
        ("site.yml", "server", "website"),
    }


def test_a_proposal_runs_without_rights_and_is_never_fetched_where_there_are_some() -> None:
    assert set(yaml.safe_load(text_of("pull-request.yml"))[True]) == {"pull_request"}
    assert jobs_of("pull-request.yml")["check"]["permissions"] == {"contents": "read"}
    assert "secrets" not in text_of("pull-request.yml") and "github.token" not in text_of("pull-request.yml")
    shown = jobs_of("pull-request-comment.yml")["comment"]["steps"]
    assert isinstance(shown, list)
    assert [step["with"]["ref"] for step in shown if "checkout" in step.get("uses", "")] == ["main"]


def test_nothing_ends_a_publishing_run_in_the_middle() -> None:
    for name in ("publish.yml", "site.yml", "stop.yml"):
        assert yaml.safe_load(text_of(name))["concurrency"]["cancel-in-progress"] is False
    assert yaml.safe_load(text_of("publish.yml"))["concurrency"]["queue"] == "max"


def test_the_internal_site_never_goes_to_pages() -> None:
    for job in jobs_of("site.yml").values():
        for step in job.get("steps", []):  # type: ignore[attr-defined]
            if "pages" in step.get("uses", ""):
                assert "internal" not in str(step)
    upload = next(step for step in jobs_of("site.yml")["build"]["steps"] if "intern" in str(step.get("with")))  # type: ignore[attr-defined]
    assert upload["if"] == "steps.seen.outputs.by == 'private'"


def test_a_part_that_runs_out_of_time_is_told_too() -> None:
    """GitHub cancels it („timeout-minutes“), which ``failure()`` does not count as a failure."""
    assert "contains(needs.*.result, 'cancelled')" in str(jobs_of("publish.yml")["alarm"]["if"])
