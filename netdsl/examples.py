"""The examples in rule files, run.

`fires` gives the finding named, `silent` neither a finding nor a question, `asks` a question and no finding.
"""

from collections.abc import Iterable, Iterator

from attrs import frozen

from netdsl.check.network import read_network
from netdsl.evaluate import evaluate
from netdsl.pipeline import Rules
from netdsl.source import Source
from netdsl.syntax.rule_tree import Example, Rule


@frozen
class Outcome:
    """What an example did; `wrong` says how it differs from what it promises, None when it does not."""

    rule: Rule
    example: Example
    wrong: str | None


def run_examples(loaded: Rules, rules: Iterable[Rule]) -> Iterator[Outcome]:
    """The examples of some rules."""
    for rule in rules:
        for example in rule.examples:
            yield Outcome(rule, example, _wrong(loaded, rule, example))


def missing_examples(loaded: Rules, rule: Rule) -> list[str]:
    """The kinds of example that a rule lacks; a rule that can leave nothing open needs no `asks`."""
    kinds = {e.kind for e in rule.examples}
    open_ended = any(r.questions for r in loaded.rules.rules if r.name == rule.name)
    return [k for k in ("fires", "silent", "asks") if k not in kinds and (k != "asks" or open_ended)]


def _wrong(loaded: Rules, rule: Rule, example: Example) -> str | None:
    assert loaded.program
    network, diagnostics = read_network(Source(rule.name, f"# language: en\n{example.network}"))
    if network is None:
        return f"its network has an error: {diagnostics[0].message}"
    found = evaluate(network, loaded.rules, loaded.program)
    findings = [f for f in found.findings if f.rule.name == rule.name]
    questions = [q for q in found.questions if q.rule.name == rule.name]
    wanted = example.binding
    if example.kind == "fires":
        if not any(all(f.about.get(k) == v for k, v in wanted.items()) for f in findings):
            return f"it gives {', '.join(f.id for f in findings) or 'no finding'}"
    elif findings:
        return f"it gives {', '.join(f.id for f in findings)}"
    elif example.kind == "silent" and questions:
        about = ", ".join(map(str, questions[0].about.values())) or "the network"
        return f"it asks about {about}: {questions[0].question.line}"
    elif example.kind == "asks" and not any(all(q.about.get(k, v) == v for k, v in wanted.items()) for q in questions):
        return "it asks nothing"
    return None
