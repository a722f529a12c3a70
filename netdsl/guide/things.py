"""Questions about things: who takes part, whom it is for, what is done, meetings, results. Each gives one statement."""

from netdsl.guide.draft import Additions, Spell
from netdsl.guide.statements import left_out, line, names_in, of_actors, statement
from netdsl.guide.talk import Talk
from netdsl.guide.texts import say


def network(talk: Talk) -> Additions | None:
    """The collaboration itself."""
    draft = talk.draft
    if talk.known("network") or (name := talk.name("ask-name", "network")) is None:
        return None
    purpose = talk.words("ask-purpose")
    head, as_of = draft.say("NETWORK"), draft.say("AS_OF")
    date = talk.checked(
        "ask-time", lambda date: statement(f"{head} X", f"{as_of} {date}"), "network.as_of", hint="2024, 2024-09"
    )
    problem = talk.choice("ask-problem", "PROBLEM_KIND")
    started = talk.choice("ask-started", "STARTER")
    return lambda spell: statement(
        f"{head} {spell(name)}",
        purpose and f"{draft.say('PURPOSE')} {purpose}",
        problem and f"{draft.say('PROBLEM')} {problem}",
        started and f"{draft.say('STARTED')} {started}",
        date and f"{as_of} {date}",
    )


def actors(talk: Talk) -> Additions | None:
    """Who takes part."""
    if (name := talk.name("ask-actor", "actor")) is None:
        return None
    draft = talk.draft
    sector = talk.choice("ask-sector", "SECTOR", name=name)
    level = talk.choice("ask-level", "LEVEL") if sector == draft.word("SECTOR", "public") else None
    role = talk.choice("ask-role", "ROLE", "partner", "owner", "authority", "outside")
    joined = talk.choice("ask-joined", "MANNER", name=name)
    sources = talk.sources()
    said = "".join(f", {word}" for word in (sector, level) if word)
    return lambda spell: statement(
        f"{draft.say('ACTOR')} {spell(name)}{said}{sources}",
        role and f"{draft.say('ROLE_IS')} {role}",
        joined and f"{draft.say('JOINED')} {joined}",
    )


def sources(talk: Talk) -> Additions | None:
    """Who has told it."""
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
            lambda date: statement(f"{draft.say('OUTCOME')} x", f"{value}, {date}"),
            "outcome.value",
            hint="2024, 2024-09",
        )
        if member
        else None
    )

    def additions(spell: Spell) -> list[str]:
        said = [kind, member and spell(member), date]
        return statement(f"{draft.say('SOURCE')} {spell(name)}" + "".join(f", {part}" for part in said if part))

    return additions


def told(talk: Talk) -> Additions | None:
    """Who has told of the collaboration and those who take part, which are asked about before there are sources."""
    draft = talk.draft
    heads = [(draft.say(head.form.upper()), name) for head, name in draft.unsourced("network", "actor")]
    if not heads or not talk.known("source"):
        return None
    talk.tell(f"  {say('told-so-far', talk.language)}")
    sources = talk.sources()
    return lambda spell: [f"{word} {spell(name)}{sources}" for word, name in heads] if sources else []


def coordinator(talk: Talk) -> Additions | None:
    """Who coordinates."""
    draft = talk.draft
    if draft.told("actor.role", "coordinator"):
        return None
    return of_actors(talk, "ask-coordinator", f"{draft.say('ROLE_IS')} {draft.word('ROLE', 'coordinator')}")


def aims(talk: Talk) -> Additions | None:
    """Who works for what."""
    if (names := talk.several("ask-aiming", "actor")) is None:
        return None
    if (goals := talk.several("ask-goals", "goal", sure=False)) is None:
        return left_out(talk)
    sources = talk.sources()
    actor, aims = talk.draft.say("ACTOR"), talk.draft.say("AIMS")
    return lambda spell: [
        s for name in names for s in statement(f"{actor} {spell(name)}", f"{aims} {names_in(spell, goals)}{sources}")
    ]


def groups(talk: Talk) -> Additions | None:
    """Whom it is for."""
    if (name := talk.name("ask-group", "group")) is None:
        return None
    word = talk.draft.say
    head, size_is = word("GROUP"), word("SIZE")
    size = talk.checked("ask-size", lambda size: statement(f"{head} X", f"{size_is} {size}"), "group.size", hint="120")
    needs = talk.several("ask-needs", "need", sure=False)
    sources = talk.sources()
    return lambda spell: statement(
        f"{head} {spell(name)}{sources}", size and f"{size_is} {size}", line(word("NEEDS"), needs, spell)
    )


def measures(talk: Talk) -> Additions | None:
    """What is done."""
    if (name := talk.name("ask-measure", "measure")) is None:
        return None
    word = talk.draft.say
    run_by = talk.several("ask-run", "actor", name=name)
    designed_by = talk.several("ask-designed", "actor")
    groups = talk.several("ask-for", "group")
    needs = talk.several("ask-covers", "need", sure=False)
    sources = talk.sources()
    return lambda spell: statement(
        f"{word('MEASURE')} {spell(name)}{sources}",
        line(word("RUN_BY"), run_by, spell),
        line(word("FOR"), groups, spell),
        line(word("COVERS"), needs, spell),
        line(word("DESIGNED_BY"), designed_by, spell),
    )


def meetings(talk: Talk) -> Additions | None:
    """Who meets, how often, and how things are decided."""
    if (name := talk.name("ask-meeting", "meeting")) is None:
        return None
    word = talk.draft.say
    attended = talk.several("ask-attended", "actor")
    example = say("often-example", talk.language)
    often = talk.checked(
        "ask-often",
        lambda often: statement(f"{word('MEETING')} x", often),
        "meeting.frequency",
        "meeting.occasion",
        hint=example,
        example=example,
    )
    decides = talk.choice("ask-decides", "MODE")
    sources = talk.sources()
    return lambda spell: statement(
        f"{word('MEETING')} {spell(name)}{sources}",
        line(word("ATTEND"), attended, spell),
        often,
        decides and f"{word('DECIDES')} {decides}",
    )


def effects(talk: Talk) -> Additions | None:
    """What a measure does."""
    if not talk.known("measure") or (name := talk.one("ask-judged", "measure")) is None:
        return None
    word = talk.draft.say
    effect = talk.choice("ask-effect", "GRADE", name=name)
    lacks = talk.choices("ask-lacks", "LACK", name=name)
    if not effect and not lacks:
        return left_out(talk)
    sources = talk.sources()
    return lambda spell: statement(
        f"{word('MEASURE')} {spell(name)}",
        effect and f"{word('EFFECT')}: {effect}{sources}",
        f"{word('LACKS')} {', '.join(lacks)}{sources}" if lacks else None,
    )


def outcomes(talk: Talk) -> Additions | None:
    """What came of it."""
    if (name := talk.name("ask-outcome", "outcome")) is None:
        return None
    word = talk.draft.say
    example = say("value-example", talk.language)
    value = talk.checked(
        "ask-value",
        lambda value: statement(f"{word('OUTCOME')} x", f"{word('VALUE')} {value}"),
        "outcome.value",
        hint=example,
        example=example,
    )
    lasting = talk.choice("ask-lasting", "PORTION")
    measures = talk.several("ask-through", "measure")
    sources = talk.sources()
    return lambda spell: statement(
        f"{word('OUTCOME')} {spell(name)}{sources}",
        value and f"{word('VALUE')} {value}",
        lasting and f"{word('LASTING')}: {lasting}",
        line(word("THROUGH"), measures, spell),
    )


def complete(talk: Talk) -> Additions | None:
    """What is told in full."""
    if (lists := talk.choices("ask-complete", "CLOSED")) is None:
        return None
    sources = talk.sources()
    return lambda _: [f"{talk.draft.say('NO_OTHER')} {each}{sources}" for each in lists]


def notes(talk: Talk) -> Additions | None:
    """Anything else."""
    if (text := talk.words("ask-note")) is None:
        return None
    sources = talk.sources()
    return lambda _: [f"{talk.draft.say('NOTE')} {text}{sources}"]
