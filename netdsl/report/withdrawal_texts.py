"""The words of what happens if somebody leaves, in each language."""

WITHDRAWAL_TEXTS: dict[str, dict[str, str]] = {
    "leaver": {"en": "Actor", "nb": "Aktør"},
    "without-it": {"en": "Without the actor", "nb": "Uten aktøren"},
    "withdrawal-title": {"en": "if somebody leaves", "nb": "hvis noen trekker seg"},
    "withdrawal-order": {
        "en": "First come those whom nothing that is told holds; then those without whom the partners fall into "
        "most parts; then those whose leaving leaves most needs unmet, ends most measures, and leaves most "
        "needs to one measure alone. Those that only give or pay come last.",
        "nb": "Først kommer de som ingenting av det som er sagt, holder; så de som partnerne faller i flest deler "
        "uten; så de som etterlater flest behov udekket, flest tiltak avsluttet og flest behov til ett tiltak"
        " alene. De som bare gir eller betaler, kommer sist.",
    },
    "more-on-one": {"en": "More on one", "nb": "Mer om én"},
    "if-leaves": {"en": "If {actor} leaves", "nb": "Hvis {actor} trekker seg"},
    "holds-it": {"en": "Holds the actor", "nb": "Holder igjen"},
    "lets-it-go": {"en": "Makes leaving easy", "nb": "Gjør det lett å gå"},
    "held-by-nothing": {
        "en": "nothing that is told holds {actor}",
        "nb": "ingenting av det som er sagt, holder {actor}",
    },
    "ask-itself": {"en": "Not told; ask {actor}", "nb": "Ikke sagt; spør {actor}"},
    "lost": {"en": "What is lost", "nb": "Det som går tapt"},
    "unmet": {"en": "nobody meets {names} any more", "nb": "ingen dekker lenger {names}"},
    "ending": {"en": "this ends: {names}", "nb": "dette slutter: {names}"},
    "loss-gives": {"en": "{loser} loses {thing}", "nb": "{loser} mister {thing}"},
    "loss-pays": {"en": "{loser} loses the pay for {thing}", "nb": "{loser} mister betalingen for {thing}"},
    "parts-same": {
        "en": "by who meets whom, the partners hang together as before (parts: {after})",
        "nb": "etter hvem som møter hvem, henger partnerne sammen som før (deler: {after})",
    },
    "parts-other": {
        "en": "by who meets whom, the partners fall into {after} parts (before: {before})",
        "nb": "etter hvem som møter hvem, faller partnerne i {after} deler (før: {before})",
    },
    "narrowed": {"en": "only {measure} still covers {need}", "nb": "bare {measure} dekker fortsatt {need}"},
    "little-in-return": {
        "en": "{actor} gets little in return from {other}",
        "nb": "{actor} får lite igjen fra {other}",
    },
    "nothing-lost": {
        "en": "every need stays covered, and no measure ends",
        "nb": "alle behov er dekket som før, og ingen tiltak slutter",
    },
    "new-findings": {"en": "new findings", "nb": "nye funn"},
    "new-finding": {"en": "found then", "nb": "funnet da"},
    "verdicts-then": {"en": "Verdicts that change", "nb": "Vurderinger som endres"},
    "less-to-judge": {
        "en": "Verdicts that change (a better one only means that there is less to judge)",
        "nb": "Vurderinger som endres (en bedre betyr bare at det er mindre å vurdere)",
    },
    "none-given": {"en": "none", "nb": "ingen"},
    "asked-then": {"en": "To be asked then", "nb": "Spørsmål som da melder seg"},
    "lapsed": {
        "en": "Findings that lapse only because {actor} is gone",
        "nb": "Funn som bare faller bort fordi {actor} er borte",
    },
    "short _ depends on _": {"en": "needs what {names} can give", "nb": "trenger noe fra {names}"},
    "short _ is paid for what it gives _": {
        "en": "is paid for what goes to {names}",
        "nb": "får betalt for det som går til {names}",
    },
    "short _ joined under contract": {"en": "contract", "nb": "kontrakt"},
    "short _ is bound by duty": {"en": "duty", "nb": "plikt"},
    "short _ oversees": {"en": "owner or authority", "nb": "eier eller myndighet"},
    "short _ and _ share an aim": {"en": "same aim as {names}", "nb": "samme mål som {names}"},
    "short _ depends on _ one-sidedly": {
        "en": "gets little in return from {names}",
        "nb": "får lite igjen fra {names}",
    },
    "short _ is unpaid for _": {"en": "is not paid for {names}", "nb": "får ikke betalt for {names}"},
    "short _ will not be directed": {"en": "will not be directed", "nb": "vil ikke bli styrt"},
    "short _ joined of its own will": {"en": "joined freely", "nb": "ble med frivillig"},
}
