"""Hostile files: read within a capped memory and a capped number of seconds, in a process of their own, to findings.

The time is a hang guard of a minute for what takes well under a second, not a measurement.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

MEGABYTE = 1024 * 1024
HANG = 60
READ = """
import json, resource, sys
from zoneinfo import ZoneInfo
from amtsfunk.model.team import Team
from amtsfunk.source.plans import parse_plan
from amtsfunk.source.posts import parse_post
kind, files = json.load(sys.stdin)
kilobytes = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
parse = {
    "post": lambda data: parse_post("content/posts/2026/12/warntag.md", data, ZoneInfo("Europe/Berlin")),
    "plan": lambda data: parse_plan("plans/team.yml", data, Team),
}[kind]
parse(b"a: b")
resource.setrlimit(resource.RLIMIT_AS, (600 * 1024 * 1024,) * 2)
for name, text in files.items():
    data = (text["unit"] * text["times"]).encode() if isinstance(text, dict) else text.encode()
    before = kilobytes()
    print(name, end="\\t", flush=True)
    parsed = parse(data)
    rules = [finding.rule for finding in parsed.findings]
    print(json.dumps([parsed.value is None, rules, (kilobytes() - before) * 1024]), flush=True)
"""
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
HEADS = {
    "a bomb of aliases": BOMB,
    "100,000 open brackets": "[" * 100_000,
    "100,000 open braces": "{" * 100_000,
    "100,000 open brackets on lines": "[\n" * 12_000,
    "100,000 dashes": "- " * 15_000,
    "a staircase of indents": "".join(" " * depth + "a:\n" for depth in range(200)),
    "a staircase of brackets": "".join(" " * depth + "- [\n" for depth in range(200)),
    "a key of 30,000 characters": "k" * 30_000 + ": x",
    "30,000 colons": ":" * 30_000,
    "10,000 colons and spaces": ": " * 10_000,
    "10,000 quotes": "a: " + "\"'" * 10_000,
    "lines of nothing but faults": "a: x: y: @\n" * 2_500,
    "other faults on every line": "}{ &&& ***\n" * 2_500,
    "keys without values": "".join(f"k{number}:\n" for number in range(3_000)),
    "the same key 5,000 times": "a: b\n" * 5_000,
    "unknown keys": "".join(f"topi{number}: b\n" for number in range(2_000)),
    "spaces": " " * 30_000,
    "blank lines": "\n" * 30_000,
    "tabs": "\t" * 30_000,
    "soft hyphens": "a: " + "\u00ad" * 10_000,
    "turned writing": "a: " + "\u202e" * 10_000,
    "hashes": "a: " + " #" * 10_000,
    "a chain of merges": "<<: *a\n" * 3_000,
    "backslashes": 'a: "' + "\\" * 20_001,
    "commas in a list": "channels: [" + "," * 20_000,
    "items to mend": "channels: [" + "@," * 10_000 + "]",
}
BODIES = {
    "a million letters": "a" * MEGABYTE,
    "100,000 pictures": "![](a.jpg)\n" * 20_000,
    "open pictures in a line": "![" * 100_000,
    "open addresses in a line": "![a](" * 40_000,
    "brackets after a picture": "![" + "](" * 100_000,
    "sections": "## Teil 2\n" * 20_000,
    "headings": "# x\n" * 50_000,
    "hashes": "#" * 200_000,
    "dashes": "- " * 100_000,
    "dashes, then a letter": "- " * 100_000 + "x",
    "blank lines": "\n" * 200_000,
    "backslashes": "\\" * 200_000,
    "combining marks": "a" + "\u0301" * 60_000,
    "joiners": "\u200d" * 60_000,
    "tags": "\U000e0041" * 60_000,
}
HEAD = "---\nchannels: [website]\ntopic: verkehr\n---\n"
GROUPS: dict[str, tuple[str, dict[str, str]]] = {
    "heads": ("post", {name: f"---\n{head}\n---\n# T\n\nx\n" for name, head in HEADS.items()}),
    "heads that never close": ("post", {name: f"---\n{head}\n" for name, head in HEADS.items()}),
    "plans": ("plan", HEADS),
    "bodies": ("post", {name: f"{HEAD}# T\n\n{body}\n" for name, body in BODIES.items()}),
}


def read(kind: str, files: object) -> dict[str, tuple[bool, list[str], int]]:
    """Name → (refused, rules, growth of the process in bytes). Where the process dies, its last word is the name."""
    outcome = subprocess.run(
        [sys.executable, "-c", READ],
        input=json.dumps([kind, files]),
        capture_output=True,
        timeout=HANG,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout[-100:] + outcome.stderr[-2000:]
    lines = (line.partition("\t") for line in outcome.stdout.splitlines())
    return {name: tuple(json.loads(answer)) for name, _, answer in lines}


@pytest.mark.parametrize("group", GROUPS)
def test_hostile_files_yield_findings_within_their_memory(group: str) -> None:
    kind, files = GROUPS[group]
    answers = read(kind, files)
    assert set(answers) == set(files)
    for name, (refused, rules, grown) in answers.items():
        assert bool(rules) >= refused, name
        assert refused or group == "bodies", name
        assert len(rules) < 60_000, name
        assert grown < 150 * MEGABYTE, f"{name}: {grown / MEGABYTE:.0f} MB"


JUDGE = """
import json, sys
from datetime import UTC, datetime
from amtsfunk.rules.run import check_pages
templates = {"public": {}, "internal": {}}
for name, line in json.load(sys.stdin).items():
    print(name, end="\\t", flush=True)
    files = {"netiquette/eigenes.md": f"---\\ntitle: T\\n---\\n{line}\\n".encode()}
    print(len(check_pages(files, None, datetime(2026, 12, 1, tzinfo=UTC), None, templates)), flush=True)
"""
PAGES = {
    "ticks": "`" * 100_000,
    "attributes": "{:" * 50_000,
    "links that never end": "[a" * 50_000,
    "blanks in a heading": f"[a](#x)\n# {' ' * 100_000}x",
    "brackets in a heading": f"[a](#x)\n# {'[' * 100_000}",
    "links in a heading": f"[a](#x)\n# {'[](' * 30_000}",
    "links to many headings": "[a](#x)\n# x\n" * 10_000,
}


def test_links_of_hostile_pages_are_judged_in_time() -> None:
    done = subprocess.run(
        [sys.executable, "-c", JUDGE],
        input=json.dumps(PAGES),
        capture_output=True,
        timeout=HANG,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-100:] + done.stderr[-2000:]
    assert [line.partition("\t")[0] for line in done.stdout.splitlines()] == list(PAGES)


@pytest.mark.parametrize("kind", ["post", "plan"])
def test_a_huge_file_is_not_even_decoded(kind: str) -> None:
    answers = read(kind, {"huge": {"unit": "a: b\n", "times": 8 * MEGABYTE}})
    refused, rules, grown = answers["huge"]
    assert (refused, rules) == (True, ["file-too-large"])
    assert grown < 20 * MEGABYTE


def test_the_bomb_is_named_and_never_expanded() -> None:
    _, rules, grown = read("plan", {"bomb": BOMB})["bomb"]
    assert "yaml-anchor" in rules
    assert grown < 50 * MEGABYTE
