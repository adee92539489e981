"""Snippets and modules: read like posts, with everything that is wrong at its line."""

from __future__ import annotations

import pytest

from amtsfunk.source.agreed import parse_module, parse_snippet

AGREED = "agreed_by: [ab, cd]\nagreed_on: 01.11.2026\nvalid_until: 30.11.2027\n"
SNIPPET = f"---\n{AGREED}clause: kritik\n---\n\n# Danke\n\nDanke, {{name}}!\nMehr: {{link}} oder {{name}}.\n"
MODULE = (
    f"---\nchannels: [website, x]\ntopic: verkehr\nkind: crisis\n{AGREED}slots:\n"
    "  ort: [Altstadt, Hafen und Strand]\n  uhrzeit: time\n  tage: number\n---\n"
    "# Sperrung\n\nAb {uhrzeit} Uhr ist {ort} gesperrt, {tage} Tage lang.\n\n"
    '![Ein Schild](schild.png "Foto: Stadt")\n\n## X\nGesperrt: {ort}\n'
)


def test_a_snippet() -> None:
    parsed = parse_snippet("content/snippets/danke.md", SNIPPET.encode())
    assert parsed.findings == ()
    snippet = parsed.value
    assert snippet is not None
    assert (snippet.id, snippet.title, snippet.line) == ("danke", "Danke", 10)
    assert snippet.text == "Danke, {name}!\nMehr: {link} oder {name}."
    assert snippet.blanks == ("name", "link")
    assert snippet.head.use.value == "reply" and snippet.head.agreed_by == ("ab", "cd")


def test_a_module() -> None:
    parsed = parse_module("content/modules/sperrung.md", MODULE.encode())
    assert parsed.findings == ()
    module = parsed.value
    assert module is not None
    assert module.blanks == ("uhrzeit", "ort", "tage")
    assert module.longest(module.parts[0].text) == "Ab 00:00 Uhr ist Hafen und Strand gesperrt, 0000 Tage lang."
    assert module.parts_for("x")[0].text == "Gesperrt: {ort}"
    assert module.media_path(module.parts[0].pictures[0]) == "content/media/modules/schild.png"
    assert parsed.positions.at("parts", 0, "text", 0).line == 15


def test_a_blank_that_is_not_declared_stays_as_it_is() -> None:
    module = parse_module("content/modules/a.md", MODULE.replace("{tage}", "{jahre}").encode()).value
    assert module is not None
    assert "{jahre}" in module.longest(module.parts[0].text)


@pytest.mark.parametrize(
    ("kind", "wrong", "right", "expected"),
    [
        ("module", "kind: crisis\n", "", [("missing-key", 2)]),
        ("module", "time", "Zeit", [("wrong-value", 10)]),
        ("module", "[Altstadt, Hafen und Strand]", "[]", [("wrong-value", 9)]),
        ("module", "## X", "## Xing", [("unknown-section", 19)]),
        ("snippet", "agreed_by: [ab, cd]\n", "", [("missing-key", 2)]),
        ("snippet", "agreed_by: [ab, cd]", "agreed_by: []", [("too-few-entries", 2)]),
        ("snippet", "# Danke\n", "", [("missing-title", 9)]),
        ("snippet", "Danke, {name}!", "## Teil 2\nDanke, {name}!", [("snippet-only-text", 11)]),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(
    kind: str, wrong: str, right: str, expected: list[tuple[str, int]]
) -> None:
    text, parse = (MODULE, parse_module) if kind == "module" else (SNIPPET, parse_snippet)
    parsed = parse(f"content/{kind}s/a.md", text.replace(wrong, right, 1).encode())
    assert parsed.value is None
    found = [(finding.rule, finding.place.line) for finding in parsed.findings]
    assert [one for one in found if one in expected] == expected, found
