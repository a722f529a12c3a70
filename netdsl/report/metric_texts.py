"""The words of `netdsl metrics`: the name and the definition of each measure, in each language.

n actors, t ties; M, A, N: pairs with a tie both ways, one way, and none.
"""

NAMES: dict[str, dict[str, tuple[str, str]]] = {
    "actors": {
        "en": ("actors", "n: those that take part, or with --everyone all"),
        "nb": ("aktører", "n: de som er med, eller med --everyone alle"),
    },
    "ties": {
        "en": ("ties", "t: pairs with a tie, each way by itself; pairs of a relation without direction once"),
        "nb": ("bånd", "t: par med et bånd, hver vei for seg; par i en relasjon uten retning én gang"),
    },
    "density": {
        "en": (
            "density",
            "t / n(n−1); without direction t / (n(n−1)/2): of meetings, the share of pairs that ever meet",
        ),
        "nb": ("tetthet", "t / n(n−1); uten retning t / (n(n−1)/2): for møter, andelen av parene som noen gang møtes"),
    },
    "mutual": {
        "en": ("mutual dyads", "M: pairs with a tie both ways"),
        "nb": ("gjensidige dyader", "M: par med bånd begge veier"),
    },
    "asymmetric": {
        "en": ("asymmetric dyads", "A: pairs with a tie one way; M + A + N = n(n−1)/2"),
        "nb": ("ensidige dyader", "A: par med bånd én vei; M + A + N = n(n−1)/2"),
    },
    "null": {
        "en": ("null dyads", "N: pairs without a tie"),
        "nb": ("tomme dyader", "N: par uten bånd"),
    },
    "arc_reciprocity": {
        "en": (
            "arc reciprocity",
            "2M / t: the share of ties that are returned. "
            "It counts that something passes both ways, not how much it matters; see dependence",
        ),
        "nb": (
            "gjensidighet, bånd",
            "2M / t: andelen av båndene som er gjengjeldt. "
            "Teller at noe går begge veier, ikke hvor mye det betyr; se avhengighet",
        ),
    },
    "dyad_reciprocity": {
        "en": (
            "dyad reciprocity",
            "M / (M + A): the share of connected pairs that are connected both ways. "
            "It counts that something passes both ways, not how much it matters; see dependence",
        ),
        "nb": (
            "gjensidighet, par",
            "M / (M + A): andelen av parene med bånd som har bånd begge veier. "
            "Teller at noe går begge veier, ikke hvor mye det betyr; se avhengighet",
        ),
    },
    "out_centralisation": {
        "en": (
            "out-degree centralisation",
            "Σ(largest − each) / (n−1)(n−2), as in UCINET's figures for Knoke; may exceed 1",
        ),
        "nb": ("sentralisering ut", "Σ(største − hver) / (n−1)(n−2), som i UCINETs tall for Knoke; kan bli over 1"),
    },
    "in_centralisation": {
        "en": (
            "in-degree centralisation",
            "Σ(largest − each) / (n−1)(n−2), as in UCINET's figures for Knoke; may exceed 1",
        ),
        "nb": ("sentralisering inn", "Σ(største − hver) / (n−1)(n−2), som i UCINETs tall for Knoke; kan bli over 1"),
    },
    "out_centralisation_exact": {
        "en": (
            "out-degree centralisation, exact",
            "Σ(largest − each) / (n−1)² (Freeman 1979): 1 when one gives to all, nobody else to any",
        ),
        "nb": (
            "sentralisering ut, eksakt",
            "Σ(største − hver) / (n−1)² (Freeman 1979): 1 når én gir til alle, og ingen andre til noen",
        ),
    },
    "in_centralisation_exact": {
        "en": (
            "in-degree centralisation, exact",
            "Σ(largest − each) / (n−1)² (Freeman 1979): 1 when all give to one, and to nobody else",
        ),
        "nb": (
            "sentralisering inn, eksakt",
            "Σ(største − hver) / (n−1)² (Freeman 1979): 1 når alle gir til én, og ikke til noen andre",
        ),
    },
    "centralisation": {
        "en": ("degree centralisation", "Σ(largest − each) / (n−1)(n−2): 1 when all meet one, and nobody else"),
        "nb": ("sentralisering", "Σ(største − hver) / (n−1)(n−2): 1 når alle møter én, og ikke noen andre"),
    },
    "isolates": {
        "en": ("isolates", "actors without a tie"),
        "nb": ("isolerte", "aktører uten bånd"),
    },
    "weak_components": {
        "en": ("weak components", "actors that ties connect, whichever way they run"),
        "nb": ("svake komponenter", "aktører som henger sammen, uansett hvilken vei båndene går"),
    },
    "strong_components": {
        "en": ("strong components", "actors of which each reaches each other one along the ties"),
        "nb": ("sterke komponenter", "aktører der hver når hver av de andre langs båndene"),
    },
    "components": {
        "en": ("components", "actors that ties connect"),
        "nb": ("komponenter", "aktører som henger sammen"),
    },
    "cut_points": {
        "en": ("cut points", "actors without whom their component falls apart; ties count either way"),
        "nb": ("bruddpunkter", "aktører som komponenten deres faller fra hverandre uten; båndene gjelder begge veier"),
    },
    "across_sectors": {
        "en": ("across sectors", "ties between two sectors / ties between actors whose sectors are told"),
        "nb": ("på tvers av sektorer", "bånd mellom to sektorer / bånd mellom aktører med oppgitt sektor"),
    },
    "among_meeting": {
        "en": ("density among those that meet", "ties between pairs that ever meet / 2 × such pairs"),
        "nb": ("tetthet mellom dem som møtes", "bånd mellom par som noen gang møtes / 2 × slike par"),
    },
    "among_apart": {
        "en": ("density among those that do not", "ties between pairs that are not told to meet / 2 × such pairs"),
        "nb": ("tetthet mellom de andre", "bånd mellom par som ikke er sagt å møtes / 2 × slike par"),
    },
    "open": {
        "en": ("open pairs", "pairs of partners of whom it is not told how they depend on each other"),
        "nb": ("åpne par", "par av partnere der det ikke er sagt hvordan de er avhengige av hverandre"),
    },
}
"""Measure -> language -> its name, its definition."""

WORDS: dict[str, dict[str, str]] = {
    "exchanges": {"en": "exchanges", "nb": "ytelser"},
    "payments": {"en": "payments", "nb": "betaling"},
    "information": {"en": "information", "nb": "informasjon"},
    "meetings": {"en": "meetings", "nb": "møter"},
    "dependence": {"en": "dependence", "nb": "avhengighet"},
    "directed": {"en": "directed", "nb": "med retning"},
    "undirected": {"en": "without direction", "nb": "uten retning"},
    "definition": {"en": "Definition", "nb": "Definisjon"},
    "sector-mix": {"en": "ties by sector, from → to", "nb": "bånd etter sektor, fra → til"},
    "sector-mix-undirected": {"en": "ties by sector", "nb": "bånd etter sektor"},
    "not_told": {"en": "not told", "nb": "ikke sagt"},
    "none": {"en": "none", "nb": "ingen"},
    "as-of": {"en": "as of", "nb": "per"},
    "nothing": {"en": "No ties are told.", "nb": "Det er ikke oppgitt noen bånd."},
    "at-least": {
        "en": "The file does not say that it lists all of this: there may be more ties.",
        "nb": "Filen sier ikke at den har med alt: det kan være flere bånd.",
    },
    "no-cut-off": {
        "en": "What is much or little of this is not known in general; no verdict rests on it.",
        "nb": "Hva som er mye eller lite av dette, vet en ikke i alminnelighet; ingen vurdering bygger på det.",
    },
}


def put(key: str, language: str, **values: object) -> str:
    """A word in a language, its holes filled."""
    return WORDS[key][language].format(**values)
