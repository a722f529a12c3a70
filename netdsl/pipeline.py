"""The whole way of the data: text → syntax → network → facts → findings; and rules: text → syntax → rule set → program.

Start reading here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache as remember
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from netdsl import cache, resources
from netdsl.check.ruleset import Body, RuleSet
from netdsl.engine.program import Program
from netdsl.evaluate import Evaluation, evaluate
from netdsl.model.network import Network
from netdsl.source import Source, read
from netdsl.steps import stage

if TYPE_CHECKING:
    from netdsl.anonymise.network import Anonymised
    from netdsl.syntax.rule_tree import Problem, Rule

BUILT_IN = resources.RULES


@frozen
class Rules:
    """A rule set, ready to run, or what is wrong with it, by file."""

    rules: RuleSet
    program: Program | None
    problems: "tuple[tuple[Source, Problem], ...]"


def rule_files(paths: Iterable[Path]) -> list[Path]:
    """The rule files that some paths name: files as they are, folders with all below them."""
    found = [file for path in paths for file in (sorted(path.rglob("*.rules")) if path.is_dir() else [path])]
    return list(dict.fromkeys(found))


@remember
def load_rules(more: tuple[Path, ...] = (), alone: bool = False) -> Rules:
    """The built-in rules and more, or some alone: parsed, checked and compiled, or from the cache. Raises ReadError."""
    files = rule_files([*([] if alone else [BUILT_IN]), *more])
    key = _key(files)
    return cache.cached("rules", key, lambda: _compile([read(str(file)) for file in files], key))


def open_lines(more: tuple[Path, ...] = (), alone: bool = False) -> dict[str, Body]:
    """When each line that can be open is so, by the name of its question's predicate, of the rules of `load_rules`.

    It is kept apart from the rules, since nothing reads it but what tells how a question could be answered.
    """
    from netdsl.check.rules import check_rules
    from netdsl.syntax.rules import parse

    files = rule_files([*([] if alone else [BUILT_IN]), *more])

    def build() -> dict[str, Body]:
        rules, _ = check_rules(parse(read(str(file))) for file in files)
        return {q.predicate.name: q.predicate.bodies[0] for rule in rules.rules for q in rule.questions}

    return cache.cached("open-lines", _key(files), build)


def _key(files: Sequence[Path]) -> str:
    code = sorted(
        file for part in ("check", "engine", "syntax", "model") for file in (Path(__file__).parent / part).glob("*.py")
    )
    try:
        return cache.digest([*code, *sorted(resources.GRAMMAR.iterdir()), *files], *map(str, files))
    except OSError:
        for file in files:
            read(str(file))  # says which cannot be read, and why
        raise


def rule_syntax(more: tuple[Path, ...] = (), alone: bool = False) -> dict[str, "Rule"]:
    """Name -> rule as it is written, of the rules that `load_rules` loads. Raises ReadError."""
    from netdsl.syntax.rules import parse

    files = rule_files([*([] if alone else [BUILT_IN]), *more])
    return {rule.name: rule for file in files for rule in parse(read(str(file))).rules}


def _compile(sources: Sequence[Source], key: str) -> Rules:
    from netdsl.check.rules import check_rules
    from netdsl.engine.program import compile_rules, without_compiled
    from netdsl.syntax.rules import parse

    rules, located = check_rules(parse(source) for source in sources)
    problems = tuple((found.source, found.problem) for found in located)
    return Rules(without_compiled(rules), None if problems else compile_rules(rules, key), problems)


def anonymous(
    evaluation: Evaluation, seen_by: Sequence[str] = (), keep: Collection[str] = ()
) -> tuple[Evaluation, "Anonymised"]:
    """The same evaluation about pseudonyms, and its text and key; all that is reported of it comes from that text.

    `seen_by` are the sources whose view the evaluation has, `keep` words of names that give nobody away. Raises
    SlippedError where a name is left.
    """
    from netdsl.anonymise.network import anonymised
    from netdsl.anonymise.texts import say
    from netdsl.check.network import read_network
    from netdsl.check.perspective import as_seen_by
    from netdsl.syntax.network import parse

    before = evaluation.network
    made = anonymised(parse(before.source, before.language)[0], keep)
    network, _ = read_network(Source(say("file", before.language), made.text), before.as_of, before.language)
    assert network
    if seen_by:
        pseudonyms = {name: pseudonym for pseudonym, name in made.key["source"].items()}
        network = as_seen_by(network, [pseudonyms[name] for name in seen_by])
    return evaluate(network, evaluation.rules, evaluation.program, evaluation.thresholds), made


def evaluate_network(network: Network, rules: Rules, settings: Mapping[str, object] | None = None) -> Evaluation:
    """The evaluation of a network by rules that have no problems."""
    assert rules.program
    with stage("evaluating"):
        return evaluate(network, rules.rules, rules.program, settings)
