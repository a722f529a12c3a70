"""Questions about deeds: who knows, gives, pays, shares, decides and steers. Each gives one statement."""

from collections.abc import Sequence

from netdsl.guide.answers import WrongError
from netdsl.guide.draft import Additions, Spell
from netdsl.guide.statements import WORD, left_out, names_in, of_actors, one_of, statement
from netdsl.guide.talk import Talk
from netdsl.guide.texts import EVERYBODY, MOST, NOBODY, SOME, say

_CROWDS = {WORD: EVERYBODY, f"{WORD}most": MOST, f"{WORD}some": SOME}
"""What stands for so many partners -> the words for it."""


def never(talk: Talk) -> Additions | None:
    """Who never meets."""
    names = talk.several("ask-never", "actor", least=2, other=one_of(EVERYBODY))
    if names is None:
        return None
    sources = talk.sources()
    word = talk.draft.say
    if names == [WORD]:
        return lambda _: [f"{word('ALL_PARTNERS')} {word('NEVER_TOGETHER')}{sources}"]
    return lambda spell: [f"{names_in(spell, names)} {word('NEVER_MEET')}{sources}"]


def informs(talk: Talk) -> Additions | None:
    """Who tells whom."""
    if (teller := talk.one("ask-informs", "actor")) is None:
        return None
    told = talk.several("ask-informed", "actor", without=teller)
    things = told and talk.choices("ask-about", "KNOWLEDGE")
    if not told or not things:
        return left_out(talk)
    sources = talk.sources()
    word = talk.draft.say
    return lambda spell: [
        f"{spell(teller)} {word('INFORMS')} {names_in(spell, told)} {word('ABOUT')} {', '.join(things)}{sources}"
    ]


def knows(talk: Talk) -> Additions | None:
    """Who knows of what."""

    def other(answer: str) -> str | None:
        text = " ".join(answer.casefold().split())
        if text in EVERYBODY and not talk.draft.partners():
            raise WrongError(say("no-partners", talk.language))
        return next((key for key, words in _CROWDS.items() if text in words), None)

    if (names := talk.several("ask-knower", "actor", other=other)) is None:
        return None
    if names == [WORD]:  # the language says of all that they share something, but not that they know it
        names = talk.draft.partners()
        talk.tell(f"  {say('all-are', talk.language, names=', '.join(names))}")
    known, unknown = talk.choices("ask-known", "KNOWLEDGE"), talk.choices("ask-unknown", "KNOWLEDGE")
    return _both(talk, names, ("AWARE", known), ("UNAWARE", unknown))


def disagree(talk: Talk) -> Additions | None:
    """What they disagree about."""
    names = talk.several("ask-disagree", "actor", least=2)
    if names is None:
        return None
    if (thing := talk.thing("ask-disagree-about")) is None:
        return left_out(talk)
    word = talk.draft.say
    settled = talk.yes("ask-settled")
    sources = talk.sources()
    end = None if settled is None else word("SETTLED") if settled else word("OPEN")
    return lambda spell: statement(
        f"{names_in(spell, names)} {word('DISAGREE')} {names_in(spell, [thing])}{sources}", end
    )


def gives(talk: Talk) -> Additions | None:
    """Who gives what to whom."""
    if (giver := talk.one("ask-giver", "actor")) is None:
        return None
    receiver = talk.another("ask-receiver", "actor", giver)
    thing = receiver and talk.thing("ask-thing")
    if receiver is None or thing is None:
        return left_out(talk)
    kind = talk.choice("ask-resource", "RESOURCE")
    weight = talk.choice("ask-weight", "WEIGHT", name=receiver)
    alternatives = talk.choice("ask-alternatives", "ALTERNATIVES", name=receiver)
    sources = talk.sources()
    word = talk.draft.say
    return lambda spell: statement(
        f"{spell(giver)} {word('GIVES')} {spell(receiver)} {names_in(spell, [thing])}{sources}",
        weight,
        alternatives,
        kind and f"{word('KIND')} {kind}",
    )


def pays(talk: Talk) -> Additions | None:
    """Who pays."""
    if (payer := talk.one("ask-payer", "actor", other=one_of(NOBODY))) is None:
        return None
    word = talk.draft.say
    nobody = payer == WORD
    payee = talk.one("ask-payee", "actor") if nobody else talk.another("ask-payee", "actor", payer)
    thing = payee and talk.thing("ask-paid")
    if payee is None or thing is None:
        return left_out(talk)
    extent = None if nobody else talk.choice("ask-extent", "EXTENT")
    sources = talk.sources()

    def additions(spell: Spell) -> list[str]:
        subject = word("NOBODY") if nobody else spell(payer)
        head = f"{subject} {word('PAYS')} {spell(payee)} {word('FOR')} {names_in(spell, [thing])}"
        return statement(f"{head}{sources}", extent)

    return additions


def shared(talk: Talk) -> Additions | None:
    """What they have in common."""
    names = talk.several("ask-sharers", "actor", least=2, other=one_of(EVERYBODY))
    if names is None:
        return None
    shared, unshared = talk.choices("ask-shared", "FRAME"), talk.choices("ask-unshared", "FRAME")
    return _both(talk, names, ("SHARE", shared), ("SHARE_NO", unshared))


def _both(talk: Talk, names: Sequence[str], *deeds: tuple[str, list[str] | None]) -> Additions:
    """A statement for what is so, and one for what is not."""
    told = [(verb, things) for verb, things in deeds if things]
    if not told:
        return left_out(talk)
    sources = talk.sources()

    def additions(spell: Spell) -> list[str]:
        who = _who(talk, names, spell)
        return [f"{who} {talk.draft.say(verb)} {', '.join(things)}{sources}" for verb, things in told]

    return additions


def _who(talk: Talk, names: Sequence[str], spell: Spell) -> str:
    draft = talk.draft
    if list(names) == [WORD]:
        return draft.say("ALL_PARTNERS")
    if names[0] in _CROWDS:
        return f"{draft.word('QUANTITY', names[0].removeprefix(WORD))} {draft.say('PARTNERS')}"
    return names_in(spell, names)


def guards(talk: Talk) -> Additions | None:
    """Who insists on deciding for itself."""
    return of_actors(talk, "ask-guards", talk.draft.say("GUARDS"))


def leaves(talk: Talk) -> Additions | None:
    """Who would rather leave."""
    return of_actors(talk, "ask-leaves", talk.draft.say("WOULD_LEAVE"))


def instructs(talk: Talk) -> Additions | None:
    """Who gives orders."""
    word = talk.draft.say
    if (name := talk.one("ask-instructs", "actor", other=one_of(NOBODY))) is None:
        return None
    nobody = name == WORD
    others = None if nobody else talk.several("ask-instructed", "actor", without=name)
    if not nobody and not others:
        return left_out(talk)
    sources = talk.sources()
    if nobody:
        return lambda _: [f"{word('NOBODY')} {word('INSTRUCTS')}{sources}"]
    return lambda spell: [f"{spell(name)} {word('INSTRUCTS')} {names_in(spell, others or ())}{sources}"]


def proposes(talk: Talk) -> Additions | None:
    """Who may propose."""
    if (name := talk.one("ask-proposes", "actor")) is None:
        return None
    if (others := talk.several("ask-proposed", "actor", without=name)) is None:
        return left_out(talk)
    sources = talk.sources()
    return lambda spell: [f"{spell(name)} {talk.draft.say('MAY_PROPOSE')} {names_in(spell, others)}{sources}"]
