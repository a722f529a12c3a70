"""The report that programs read: JSON, as `docs/report.schema.json` describes it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from netdsl import __version__
from netdsl.model.dates import day
from netdsl.report.advice import RecommendationView, advised
from netdsl.report.view import EvidenceLine, FindingView, VerdictView, View


def json_text(data: Mapping[str, Any]) -> str:
    """What a command tells programs, with the version that told it."""
    return json.dumps({"netdsl": __version__, **data}, ensure_ascii=False, indent=2) + "\n"


def as_json(views: Sequence[View]) -> str:
    """The evaluations of some networks as one JSON text."""
    return json_text({"networks": [_network(v) for v in views]})


def _network(shown: View) -> dict[str, Any]:
    network = shown.evaluation.network
    return {
        "file": shown.file,
        "name": shown.name,
        "language": shown.language,
        "as_of": day(network.as_of),
        **({"as_seen_by": list(network.seen_by)} if network.seen_by else {}),
        "dimensions": [
            {"id": v.dimension, "verdict": v.verdict, "summary": v.summary, "ideal": v.ideal} for v in shown.verdicts
        ],
        "partnerships": [
            {"actors": list(p.actors), "dependence": p.dependence, "dependent": p.dependent}
            for p in shown.evaluation.partnerships
        ],
        "findings": [finding_data(f, shown.file) for f in shown.findings],
        "recommendations": [recommendation_data(r, shown.file) for r in advised(shown)],
        "unknown": [
            {
                "rule": q.rule,
                "code": q.code,
                "dimension": q.dimension,
                "actors": list(q.actors),
                "question": q.question,
                "ask": q.ask,
            }
            for q in shown.questions
        ],
        "unmatched_acceptances": list(shown.idle),
    }


def finding_data(found: FindingView, file: str) -> dict[str, Any]:
    """A finding."""
    return {
        "id": found.id,
        "code": found.code,
        "rule": found.rule,
        "dimension": found.dimension,
        "severity": found.severity,
        "actors": list(found.actors),
        "about": found.about,
        "title": found.title,
        "message": found.message,
        "why": found.why,
        "at_risk": list(found.risks),
        "eased": list(found.eased),
        "tipping": list(found.tipping),
        "accepted": found.accepted,
        "evidence": [_evidence(e, file) for e in found.evidence],
        "quoted": [_evidence(e, file) for e in found.quoted],
        "sources": list(found.sources),
        "alone": list(found.alone),
    }


def recommendation_data(found: RecommendationView, file: str) -> dict[str, Any]:
    """A recommendation."""
    tried = found.recommendation
    return {
        "id": found.id,
        "rule": tried.proposal.rule.name,
        "kind": tried.proposal.kind,
        "message": found.message,
        "edits": [*found.adds, *found.ends],
        "cost": tried.cost,
        "clears": list(found.clears),
        "alters": [{"id": b.id, "before": b.severity, "after": a.severity} for b, a in found.alters],
        "introduces": [finding_data(f, file) for f in found.introduces],
        "verdicts": verdicts_data(found.verdicts),
        "asks": [q.question for q in found.asks],
    }


def finding_summary(found: FindingView) -> dict[str, Any]:
    """A finding, where what shows it is told elsewhere."""
    return {
        "id": found.id, "code": found.code, "severity": found.severity, "title": found.title, "message": found.message,
    }  # fmt: skip


def verdicts_data(changes: Iterable[tuple[VerdictView | None, VerdictView | None]]) -> list[dict[str, Any]]:
    """Verdicts that are others, before and after."""
    return [
        {"id": shown.dimension, "before": before and before.verdict, "after": after and after.verdict}
        for before, after in changes
        if (shown := before or after)
    ]


def _evidence(line: EvidenceLine, file: str) -> dict[str, Any]:
    return {"file": file, "line": line.line, "column": line.column, "text": line.text, "sources": list(line.sources)}
