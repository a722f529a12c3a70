"""What the guide asks about, in the order of an interview.

What is skipped is left out.
"""

from collections.abc import Callable
from typing import NamedTuple

from netdsl.guide import deeds, things
from netdsl.guide.draft import Additions
from netdsl.guide.talk import Talk


class Section(NamedTuple):
    """Asks for a statement; `ask` gives what to add to the file, None when there is no more.

    heading: the part of the talk that it belongs to. `once`: it asks for one statement only.
    """

    name: str
    heading: str
    ask: Callable[[Talk], Additions | None]
    once: bool = False


SECTIONS = (
    Section("network", "network", things.network, once=True),
    Section("actors", "actors", things.actors),
    Section("sources", "sources", things.sources),
    Section("told", "sources", things.told, once=True),
    Section("coordinator", "role", things.coordinator, once=True),
    Section("aims", "role", things.aims),
    Section("groups", "groups", things.groups),
    Section("measures", "measures", things.measures),
    Section("meetings", "meetings", things.meetings),
    Section("never", "meetings", deeds.never),
    Section("informs", "knows", deeds.informs),
    Section("knows", "knows", deeds.knows),
    Section("disagree", "disagree", deeds.disagree),
    Section("gives", "gives", deeds.gives),
    Section("pays", "pays", deeds.pays),
    Section("shared", "shared", deeds.shared),
    Section("guards", "autonomy", deeds.guards, once=True),
    Section("leaves", "autonomy", deeds.leaves, once=True),
    Section("instructs", "steering", deeds.instructs),
    Section("proposes", "steering", deeds.proposes),
    Section("effects", "results", things.effects),
    Section("outcomes", "results", things.outcomes),
    Section("complete", "close", things.complete, once=True),
    Section("notes", "close", things.notes),
)
