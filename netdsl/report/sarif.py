"""The report as SARIF 2.1.0, which editors and code hosts show beside the lines of a file."""

import json
from collections.abc import Sequence
from typing import Any

from netdsl import __version__
from netdsl.report.view import FindingView, View

LEVELS = {"critical": "error", "major": "warning", "minor": "note", "note": "none"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(views: Sequence[View]) -> str:
    """The findings of some networks as one SARIF log."""
    rules = {f.code: f for v in views for f in v.findings}
    driver = {"name": "netdsl", "version": __version__, "rules": [_rule(f) for _, f in sorted(rules.items())]}
    results = [_result(f, v.file) for v in views for f in v.findings]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(found: FindingView) -> dict[str, Any]:
    return {
        "id": found.code,
        "name": found.rule,
        "shortDescription": {"text": found.title},
        "fullDescription": {"text": found.why},
    }


def _result(found: FindingView, file: str) -> dict[str, Any]:
    def place(line: int, column: int) -> dict[str, Any]:
        region = {"startLine": line, "startColumn": column}
        return {"physicalLocation": {"artifactLocation": {"uri": file.replace("\\", "/")}, "region": region}}

    shown = [e for e in found.evidence if not e.declares] or list(found.evidence)
    result = {
        "ruleId": found.code,
        "level": LEVELS[found.severity],
        "message": {"text": found.message},
        "locations": [place(e.line, e.column) for e in shown[:1]],
        "relatedLocations": [place(e.line, e.column) for e in shown[1:]],
        "partialFingerprints": {"finding": found.id},
    }
    if found.accepted is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": found.accepted}]
    return result
