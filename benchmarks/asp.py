"""The reference rules as an answer set program, run by clingo: what one would pick for declarative rules."""

from collections.abc import Iterator

from benchmarks.findings import Findings
from benchmarks.networks import Reference

PROGRAM = """
gives(X, Y) :- exchange(X, Y, _).
returned(X, Y) :- gives(X, Y), gives(Y, X).
returned(X, Y) :- gives(X, Y), behind(Z, Y), gives(Z, X).
unreturned(X, Y) :- gives(X, Y), not returned(X, Y).

wanted(X, Y, K) :- wants(Y, K), exchange(X, Y, K).
shared(Y, K) :- wanted(X, Y, K), wanted(Z, Y, K), X < Z.
sole(X, Y, K) :- wanted(X, Y, K), not shared(Y, K), unreturned(X, Y).

size(M, N) :- meeting(M), N = #count { A : attends(M, A) }.
in_more(A) :- attends(M, A), decides(M), size(M, N), N != 2.
in_pairs(A) :- attends(M, A), decides(M), not in_more(A).
joint :- size(_, N), everyone(N).
met(A, B) :- attends(M, A), attends(M, B), A < B.

% Parts are not listed, since that takes the square of their size: there are several if the first actor reaches not all.
reached(1).
there(M) :- reached(A), attends(M, A).
reached(A) :- there(M), attends(M, A), A != 0.
split :- actor(A), A != 0, not reached(A).
"""


def facts(network: Reference) -> Iterator[str]:
    """The network as facts of the program."""
    yield f"everyone({network.size}). actor(0..{network.size - 1})."
    for giver, receiver, kind, behind in network.exchanges:
        yield f"exchange({giver},{receiver},{kind})."
        if behind is not None:
            yield f"behind({behind},{receiver})."
    for actor, kind in network.wants:
        yield f"wants({actor},{kind})."
    for number, (members, decides) in enumerate(network.meetings):
        yield f"meeting({number})."
        if decides:
            yield f"decides({number})."
        for member in members:
            yield f"attends({number},{member})."


def evaluate(network: Reference) -> Findings:
    """The findings of R1 to R4 in brief; the program is stratified, so grounding it settles every atom."""
    from clingo import Control

    control = Control(["--warn=none"])
    control.add("base", [], PROGRAM + "".join(facts(network)))
    control.ground([("base", [])])

    def found(name: str, size: int) -> Iterator[tuple[int, ...]]:
        for atom in control.symbolic_atoms.by_signature(name, size):
            yield tuple(argument.number for argument in atom.symbol.arguments)

    return Findings(
        frozenset((x, y) for x, y in found("unreturned", 2)),
        frozenset(actor for (actor,) in found("in_pairs", 1)),
        any(True for _ in found("joint", 0)),
        sum(1 for _ in found("met", 2)),
        2 if any(True for _ in found("split", 0)) else 1,
        frozenset((x, y, k) for x, y, k in found("sole", 3)),
    )
