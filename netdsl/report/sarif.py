"""The report as SARIF 2.1.0, which editors and code hosts show beside the lines of a file."""

import json
from collections.abc import Sequence
from typing import Any

from netdsl import __version__
from netdsl.report.advice import RecommendationView, advised
from netdsl.report.texts import say
from netdsl.report.view import FindingView, View
from netdsl.source import Source
from netdsl.syntax.edit import spelled

LEVELS = {"critical": "error", "major": "warning", "minor": "note", "note": "none"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(views: Sequence[View]) -> str:
    """The findings of some networks as one SARIF log; recommendations are the fixes of what they clear."""
    rules = {f.code: f for v in views for f in v.findings}
    driver = {"name": "netdsl", "version": __version__, "rules": [_rule(f) for _, f in sorted(rules.items())]}
    results = [_result(f, v, advised(v)) for v in views for f in v.findings]
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(found: FindingView) -> dict[str, Any]:
    return {
        "id": found.code,
        "name": found.rule,
        "shortDescription": {"text": found.title},
        "fullDescription": {"text": found.why},
    }


def _result(found: FindingView, view: View, advice: Sequence[RecommendationView]) -> dict[str, Any]:
    artifact = {"uri": view.file.replace("\\", "/")}

    def place(line: int, column: int) -> dict[str, Any]:
        region = {"startLine": line, "startColumn": column}  # the line's own: before it are blanks at most
        return {"physicalLocation": {"artifactLocation": artifact, "region": region}}

    shown = [e for e in found.evidence if not e.declares] or list(found.evidence)
    result = {
        "ruleId": found.code,
        "level": LEVELS[found.severity],
        "message": {"text": found.message},
        "locations": [place(e.line, e.column) for e in shown[:1]],
        "relatedLocations": [place(e.line, e.column) for e in (*shown[1:], *found.quoted)],
        "partialFingerprints": {"finding": found.id},
    }
    if found.accepted is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": found.accepted}]
    source = view.evaluation.network.source
    fixes = [_fix(r, artifact, source) for r in advice if found.id in r.clears]
    return {**result, "fixes": fixes} if fixes else result


def _fix(advised: RecommendationView, artifact: dict[str, str], source: Source) -> dict[str, Any]:
    """A recommendation as what it puts into the file."""
    written, added = advised.edits
    replacements = [
        _replacement(number, written.get(number), added.get(number, ()), source)
        for number in sorted({*written, *added})
    ]
    language = advised.language
    parts = [advised.message, f"{say('clears', language)}: {', '.join(advised.clears)}"]
    if new := [f.id for f in advised.introduces]:
        parts.append(f"{say('brings', language)}: {', '.join(new)}")
    parts.append(f"{say('cost', language)}: {advised.cost}")
    return {
        "description": {"text": "\n".join(parts)},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    }


def _replacement(number: int, written: str | None, added: Sequence[str], source: Source) -> dict[str, Any]:
    """What becomes of a line, by number from 1, and what comes after it; 0 is before the first."""
    end_of_line = source.own_line_end
    if not number:
        region = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
        return {"deletedRegion": region, "insertedContent": {"text": "".join(f"{line}{end_of_line}" for line in added)}}
    old = source.own_lines[number - 1]
    end = _units(old) + 1
    region = {"startLine": number, "startColumn": end if written is None else 1, "endLine": number, "endColumn": end}
    text = end_of_line.join(["" if written is None else spelled(written, old), *added])
    return {"deletedRegion": region, "insertedContent": {"text": text}}


def _units(text: str) -> int:
    """The length of a text in UTF-16, which columns of SARIF count in."""
    return len(text.encode("utf-16-le")) // 2
