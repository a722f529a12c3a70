"""What the guide asks about, in the order of an interview: each section asks for one statement, or one after another.

What is skipped is left out.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from netdsl.guide.draft import Additions, Spell
from netdsl.guide.talk import Other, Talk
from netdsl.guide.texts import EVERYBODY, NOBODY, say


class Section(NamedTuple):
    """Asks for a statement; `ask` gives what to add to the file, None when there is no more.

    heading: the part of the talk that it belongs to. `once`: it asks for one statement only.
    """

    name: str
    heading: str
    ask: Callable[[Talk], Additions | None]
    once: bool = False


def _statement(head: str, *lines: str | None) -> list[str]:
    """A head and those lines under it that say something."""
    return ["\n  ".join([head, *(line for line in lines if line)])]


def _list(spell: Spell, names: Iterable[str]) -> str:
    return ", ".join(name if name.startswith('"') else spell(name) for name in names)


def _line(word: str, names: Iterable[str] | None, spell: Spell) -> str | None:
    """A word and the names after it, where there are any."""
    return f"{word} {_list(spell, names)}" if names else None


def _nothing(_: Spell) -> list[str]:
    return []


def _left_out(talk: Talk) -> Additions:
    """An answer that is no statement without another one, which was skipped."""
    talk.tell(f"  {say('left-out', talk.language)}")
    return _nothing


_WORD = "*"
"""What `nobody` and `all` become, which no name is."""


def _one_of(words: frozenset[str]) -> Other:
    return lambda answer: _WORD if " ".join(answer.casefold().split()) in words else None


# --- background


def _network(talk: Talk) -> Additions | None:
    draft = talk.draft
    if talk.known("network") or (name := talk.name("ask-name", "network")) is None:
        return None
    purpose = talk.words("ask-purpose")
    head, as_of = draft.say("NETWORK"), draft.say("AS_OF")
    date = talk.checked(
        "ask-time", lambda date: _statement(f"{head} X", f"{as_of} {date}"), "network.as_of", hint="2024, 2024-09"
    )
    problem = talk.choice("ask-problem", "PROBLEM_KIND")
    started = talk.choice("ask-started", "STARTER")
    return lambda spell: _statement(
        f"{head} {spell(name)}",
        purpose and f"{draft.say('PURPOSE')} {purpose}",
        problem and f"{draft.say('PROBLEM')} {problem}",
        started and f"{draft.say('STARTED')} {started}",
        date and f"{as_of} {date}",
    )


def _actors(talk: Talk) -> Additions | None:
    if (name := talk.name("ask-actor", "actor")) is None:
        return None
    draft = talk.draft
    sector = talk.choice("ask-sector", "SECTOR", name=name)
    level = talk.choice("ask-level", "LEVEL") if sector == draft.word("SECTOR", "public") else None
    role = talk.choice("ask-role", "ROLE", "partner", "owner", "authority", "outside")
    joined = talk.choice("ask-joined", "MANNER", name=name)
    said = "".join(f", {word}" for word in (sector, level) if word)
    return lambda spell: _statement(
        f"{draft.say('ACTOR')} {spell(name)}{said}",
        role and f"{draft.say('ROLE_IS')} {role}",
        joined and f"{draft.say('JOINED')} {joined}",
    )


def _sources(talk: Talk) -> Additions | None:
    if (name := talk.name("ask-source", "source")) is None:
        return None
    draft = talk.draft
    kind = talk.choice("ask-kind", "SOURCE_KIND", name=name)
    member = talk.one("ask-member", "actor") if kind else None
    # A date comes after the actor: without one there is no place for it.
    value = f'{draft.say("VALUE")} 1 {draft.say("OF")} "x"'
    date = (
        talk.checked(
            "ask-date",
            lambda date: _statement(f"{draft.say('OUTCOME')} x", f"{value}, {date}"),
            "outcome.value",
            hint="2024, 2024-09",
        )
        if member
        else None
    )

    def additions(spell: Spell) -> list[str]:
        said = [kind, member and spell(member), date]
        return _statement(f"{draft.say('SOURCE')} {spell(name)}" + "".join(f", {part}" for part in said if part))

    return additions


# --- role


def _coordinator(talk: Talk) -> Additions | None:
    draft = talk.draft
    if draft.told("actor.role", "coordinator"):
        return None
    return _of_actors(talk, "ask-coordinator", f"{draft.say('ROLE_IS')} {draft.word('ROLE', 'coordinator')}")


def _of_actors(talk: Talk, key: str, line: str) -> Additions | None:
    """A line under each of some actors."""
    if (names := talk.several(key, "actor")) is None:
        return None
    sources = talk.sources()
    actor = talk.draft.say("ACTOR")
    return lambda spell: [s for name in names for s in _statement(f"{actor} {spell(name)}", line + sources)]


def _aims(talk: Talk) -> Additions | None:
    if (names := talk.several("ask-aiming", "actor")) is None:
        return None
    if (goals := talk.several("ask-goals", "goal", sure=False)) is None:
        return _left_out(talk)
    sources = talk.sources()
    actor, aims = talk.draft.say("ACTOR"), talk.draft.say("AIMS")
    return lambda spell: [
        s for name in names for s in _statement(f"{actor} {spell(name)}", f"{aims} {_list(spell, goals)}{sources}")
    ]


def _groups(talk: Talk) -> Additions | None:
    if (name := talk.name("ask-group", "group")) is None:
        return None
    word = talk.draft.say
    head, size_is = word("GROUP"), word("SIZE")
    size = talk.checked("ask-size", lambda size: _statement(f"{head} X", f"{size_is} {size}"), "group.size", hint="120")
    needs = talk.several("ask-needs", "need", sure=False)
    sources = talk.sources()
    return lambda spell: _statement(
        f"{head} {spell(name)}{sources}", size and f"{size_is} {size}", _line(word("NEEDS"), needs, spell)
    )


def _measures(talk: Talk) -> Additions | None:
    if (name := talk.name("ask-measure", "measure")) is None:
        return None
    word = talk.draft.say
    run_by = talk.several("ask-run", "actor", name=name)
    designed_by = talk.several("ask-designed", "actor")
    groups = talk.several("ask-for", "group")
    needs = talk.several("ask-covers", "need", sure=False)
    sources = talk.sources()
    return lambda spell: _statement(
        f"{word('MEASURE')} {spell(name)}{sources}",
        _line(word("RUN_BY"), run_by, spell),
        _line(word("FOR"), groups, spell),
        _line(word("COVERS"), needs, spell),
        _line(word("DESIGNED_BY"), designed_by, spell),
    )


# --- cooperation


def _meetings(talk: Talk) -> Additions | None:
    if (name := talk.name("ask-meeting", "meeting")) is None:
        return None
    word = talk.draft.say
    attended = talk.several("ask-attended", "actor")
    example = say("often-example", talk.language)
    often = talk.checked(
        "ask-often",
        lambda often: _statement(f"{word('MEETING')} x", often),
        "meeting.frequency",
        "meeting.occasion",
        hint=example,
        example=example,
    )
    decides = talk.choice("ask-decides", "MODE")
    sources = talk.sources()
    return lambda spell: _statement(
        f"{word('MEETING')} {spell(name)}{sources}",
        _line(word("ATTEND"), attended, spell),
        often,
        decides and f"{word('DECIDES')} {decides}",
    )


def _never(talk: Talk) -> Additions | None:
    names = talk.several("ask-never", "actor", least=2, other=_one_of(EVERYBODY))
    if names is None:
        return None
    sources = talk.sources()
    word = talk.draft.say
    if names == [_WORD]:
        return lambda _: [f"{word('ALL_PARTNERS')} {word('NEVER_TOGETHER')}{sources}"]
    return lambda spell: [f"{_list(spell, names)} {word('NEVER_MEET')}{sources}"]


def _informs(talk: Talk) -> Additions | None:
    if (teller := talk.one("ask-informs", "actor")) is None:
        return None
    told = talk.several("ask-informed", "actor", without=teller)
    things = told and talk.choices("ask-about", "KNOWLEDGE")
    if not told or not things:
        return _left_out(talk)
    sources = talk.sources()
    word = talk.draft.say
    return lambda spell: [
        f"{spell(teller)} {word('INFORMS')} {_list(spell, told)} {word('ABOUT')} {', '.join(things)}{sources}"
    ]


def _knows(talk: Talk) -> Additions | None:
    if (names := talk.several("ask-knower", "actor")) is None:
        return None
    known, unknown = talk.choices("ask-known", "KNOWLEDGE"), talk.choices("ask-unknown", "KNOWLEDGE")
    return _both(talk, names, ("AWARE", known), ("UNAWARE", unknown))


def _disagree(talk: Talk) -> Additions | None:
    names = talk.several("ask-disagree", "actor", least=2)
    if names is None:
        return None
    if (thing := talk.thing("ask-disagree-about")) is None:
        return _left_out(talk)
    word = talk.draft.say
    settled = talk.yes("ask-settled")
    sources = talk.sources()
    end = None if settled is None else word("SETTLED") if settled else word("OPEN")
    return lambda spell: _statement(f"{_list(spell, names)} {word('DISAGREE')} {_list(spell, [thing])}{sources}", end)


# --- what each gets back


def _gives(talk: Talk) -> Additions | None:
    if (giver := talk.one("ask-giver", "actor")) is None:
        return None
    receiver = talk.another("ask-receiver", "actor", giver)
    thing = receiver and talk.thing("ask-thing")
    if receiver is None or thing is None:
        return _left_out(talk)
    kind = talk.choice("ask-resource", "RESOURCE")
    weight = talk.choice("ask-weight", "WEIGHT", name=receiver)
    alternatives = talk.choice("ask-alternatives", "ALTERNATIVES", name=receiver)
    sources = talk.sources()
    word = talk.draft.say
    return lambda spell: _statement(
        f"{spell(giver)} {word('GIVES')} {spell(receiver)} {_list(spell, [thing])}{sources}",
        weight,
        alternatives,
        kind and f"{word('KIND')} {kind}",
    )


def _pays(talk: Talk) -> Additions | None:
    if (payer := talk.one("ask-payer", "actor", other=_one_of(NOBODY))) is None:
        return None
    word = talk.draft.say
    nobody = payer == _WORD
    payee = talk.one("ask-payee", "actor") if nobody else talk.another("ask-payee", "actor", payer)
    thing = payee and talk.thing("ask-paid")
    if payee is None or thing is None:
        return _left_out(talk)
    extent = None if nobody else talk.choice("ask-extent", "EXTENT")
    sources = talk.sources()

    def additions(spell: Spell) -> list[str]:
        subject = word("NOBODY") if nobody else spell(payer)
        head = f"{subject} {word('PAYS')} {spell(payee)} {word('FOR')} {_list(spell, [thing])}"
        return _statement(f"{head}{sources}", extent)

    return additions


# --- common rules, autonomy, steering


def _shared(talk: Talk) -> Additions | None:
    names = talk.several("ask-sharers", "actor", least=2, other=_one_of(EVERYBODY))
    if names is None:
        return None
    shared, unshared = talk.choices("ask-shared", "FRAME"), talk.choices("ask-unshared", "FRAME")
    return _both(talk, names, ("SHARE", shared), ("SHARE_NO", unshared))


def _both(talk: Talk, names: Sequence[str], *deeds: tuple[str, list[str] | None]) -> Additions:
    """A statement for what is so, and one for what is not."""
    told = [(verb, things) for verb, things in deeds if things]
    if not told:
        return _left_out(talk)
    sources = talk.sources()

    def additions(spell: Spell) -> list[str]:
        who = talk.draft.say("ALL_PARTNERS") if list(names) == [_WORD] else _list(spell, names)
        return [f"{who} {talk.draft.say(verb)} {', '.join(things)}{sources}" for verb, things in told]

    return additions


def _guards(talk: Talk) -> Additions | None:
    return _of_actors(talk, "ask-guards", talk.draft.say("GUARDS"))


def _leaves(talk: Talk) -> Additions | None:
    return _of_actors(talk, "ask-leaves", talk.draft.say("WOULD_LEAVE"))


def _instructs(talk: Talk) -> Additions | None:
    word = talk.draft.say
    if (name := talk.one("ask-instructs", "actor", other=_one_of(NOBODY))) is None:
        return None
    nobody = name == _WORD
    others = None if nobody else talk.several("ask-instructed", "actor", without=name)
    if not nobody and not others:
        return _left_out(talk)
    sources = talk.sources()
    if nobody:
        return lambda _: [f"{word('NOBODY')} {word('INSTRUCTS')}{sources}"]
    return lambda spell: [f"{spell(name)} {word('INSTRUCTS')} {_list(spell, others or ())}{sources}"]


def _proposes(talk: Talk) -> Additions | None:
    if (name := talk.one("ask-proposes", "actor")) is None:
        return None
    if (others := talk.several("ask-proposed", "actor", without=name)) is None:
        return _left_out(talk)
    sources = talk.sources()
    return lambda spell: [f"{spell(name)} {talk.draft.say('MAY_PROPOSE')} {_list(spell, others)}{sources}"]


# --- results


def _effects(talk: Talk) -> Additions | None:
    if not talk.known("measure") or (name := talk.one("ask-judged", "measure")) is None:
        return None
    word = talk.draft.say
    effect = talk.choice("ask-effect", "GRADE", name=name)
    lacks = talk.choices("ask-lacks", "LACK", name=name)
    if not effect and not lacks:
        return _left_out(talk)
    sources = talk.sources()
    return lambda spell: _statement(
        f"{word('MEASURE')} {spell(name)}",
        effect and f"{word('EFFECT')}: {effect}{sources}",
        f"{word('LACKS')} {', '.join(lacks)}{sources}" if lacks else None,
    )


def _outcomes(talk: Talk) -> Additions | None:
    if (name := talk.name("ask-outcome", "outcome")) is None:
        return None
    word = talk.draft.say
    example = say("value-example", talk.language)
    value = talk.checked(
        "ask-value",
        lambda value: _statement(f"{word('OUTCOME')} x", f"{word('VALUE')} {value}"),
        "outcome.value",
        hint=example,
        example=example,
    )
    lasting = talk.choice("ask-lasting", "PORTION")
    measures = talk.several("ask-through", "measure")
    sources = talk.sources()
    return lambda spell: _statement(
        f"{word('OUTCOME')} {spell(name)}{sources}",
        value and f"{word('VALUE')} {value}",
        lasting and f"{word('LASTING')}: {lasting}",
        _line(word("THROUGH"), measures, spell),
    )


# --- close


def _complete(talk: Talk) -> Additions | None:
    if (lists := talk.choices("ask-complete", "CLOSED")) is None:
        return None
    sources = talk.sources()
    return lambda _: [f"{talk.draft.say('NO_OTHER')} {each}{sources}" for each in lists]


def _notes(talk: Talk) -> Additions | None:
    if (text := talk.words("ask-note")) is None:
        return None
    sources = talk.sources()
    return lambda _: [f"{talk.draft.say('NOTE')} {text}{sources}"]


SECTIONS = (
    Section("network", "network", _network, once=True),
    Section("actors", "actors", _actors),
    Section("sources", "sources", _sources),
    Section("coordinator", "role", _coordinator, once=True),
    Section("aims", "role", _aims),
    Section("groups", "groups", _groups),
    Section("measures", "measures", _measures),
    Section("meetings", "meetings", _meetings),
    Section("never", "meetings", _never),
    Section("informs", "knows", _informs),
    Section("knows", "knows", _knows),
    Section("disagree", "disagree", _disagree),
    Section("gives", "gives", _gives),
    Section("pays", "pays", _pays),
    Section("shared", "shared", _shared),
    Section("guards", "autonomy", _guards, once=True),
    Section("leaves", "autonomy", _leaves, once=True),
    Section("instructs", "steering", _instructs),
    Section("proposes", "steering", _proposes),
    Section("effects", "results", _effects),
    Section("outcomes", "results", _outcomes),
    Section("complete", "close", _complete, once=True),
    Section("notes", "close", _notes),
)
