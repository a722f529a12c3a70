"""That the benchmarks measure what they say: the script that netdsl is held against finds the right things."""

import pytest

from benchmarks import contents, script, subject
from benchmarks.networks import Exchange, Meeting, Reference, reference
from netdsl.model.facts import facts


def test_reference_networks_are_reproducible() -> None:
    assert reference(60, seed=3) == reference(60, seed=3)
    assert reference(60, seed=3) != reference(60, seed=4)


def test_reference_networks_have_the_promised_size() -> None:
    network = reference(200)
    assert len(network.exchanges) == 2000
    assert len(network.meetings) == 400
    assert all(giver != receiver != behind != giver for giver, receiver, _, behind in network.exchanges)
    assert all(list(members) == sorted(set(members)) and members[-1] < 200 for members, _ in network.meetings)


def test_script_finds_what_is_not_returned() -> None:
    exchanges = [
        Exchange(0, 1, 0, None),  # returned by 1 itself
        Exchange(1, 0, 1, None),
        Exchange(0, 2, 2, None),  # returned by 3, who stands behind what 2 gets from 4
        Exchange(4, 2, 3, 3),
        Exchange(3, 0, 4, None),
        Exchange(5, 2, 3, None),  # not returned, nor is what 4 gives
    ]
    found = script.evaluate(Reference(6, exchanges, [], []))
    assert found.unreturned == {(3, 0), (4, 2), (5, 2)}


def test_script_finds_the_only_provider_of_what_is_wanted() -> None:
    exchanges = [Exchange(0, 1, 5, None), Exchange(0, 1, 6, None), Exchange(2, 1, 6, None), Exchange(0, 3, 5, None)]
    found = script.evaluate(Reference(4, exchanges, [(1, 5), (1, 6), (1, 7)], []))
    assert found.sole == {(0, 1, 5)}


def test_script_finds_how_actors_meet() -> None:
    meetings = [Meeting((0, 1), True), Meeting((1, 2), True), Meeting((0, 3, 4), True), Meeting((3, 5), False)]
    found = script.evaluate(Reference(6, [], [], meetings))
    assert found.in_pairs == {1, 2}
    assert (found.joint, found.met, found.parts) == (False, 6, 2)
    assert script.evaluate(Reference(2, [], [], [Meeting((0, 1), False)])).joint


def test_relations_say_what_the_network_says() -> None:
    network = Reference(2, [Exchange(1, 0, 7, 1)], [(0, 7)], [Meeting((0, 1), True)])
    found = contents.relations(network)
    assert found["gives"] == {("A1", "A0", '"k7"')}
    assert found["gives.on_behalf"] == {("A1", "A0", '"k7"', "A1")}
    assert found["wants"] == {("A0", '"k7"')}
    assert found["meeting.attended"] == {("M0", "A0"), ("M0", "A1")}
    assert found["actor.role"] == {("A0", "coordinator"), ("A1", "partner")}


@pytest.mark.parametrize("size", [2, 3, 10, 60, 200])
def test_the_rules_find_what_the_script_finds(size: int) -> None:
    for seed in range(3):
        network = reference(size, seed)
        evaluate = subject.evaluate_reference(contents.relations(network))
        assert subject.findings(evaluate()) == script.evaluate(network)


def test_the_file_says_what_the_relations_say() -> None:
    network = reference(30)
    told = facts(subject.read(contents.net(network))).relations
    for relation, rows in contents.relations(network).items():
        assert set(told[relation]) == rows


def test_a_change_and_the_network_evaluated_anew_are_the_same() -> None:
    for after, anew in subject.changes(contents.net(reference(10))).values():
        assert subject.told(after()) == subject.told(anew())
