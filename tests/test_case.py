"""The conclusions C1 to C17 of the study behind `ny_sjanse.net`, each reached from what the file states."""

from functools import cache
from pathlib import Path

import pytest

from netdsl.check.network import read_network
from netdsl.evaluate import Evaluation
from netdsl.pipeline import evaluate_network, load_rules
from netdsl.report.view import FindingView, View, view
from netdsl.source import read

FILE = Path(__file__).parent.parent / "examples" / "ny_sjanse.net"

HUB = "Ny sjanse"
CHURCH = "Kirkens bymisjon"
SCHOOL = "Voksenopplæringen"
LABOUR = "NAV Intro"
RED_CROSS = "Røde Kors"
EMPLOYERS = "Arbeidsgivere"
MUNICIPALITY = "Kommunen"


@cache
def evaluation() -> Evaluation:
    network, found = read_network(read(str(FILE)))
    assert network, found
    return evaluate_network(network, load_rules())


@cache
def report() -> View:
    return view(evaluation(), "en")


def about(code: str) -> dict[tuple[str, ...], FindingView]:
    """The findings of a code, by what they are about."""
    return {tuple(f.about.values()): f for f in report().findings if f.code == code}


def only(code: str, *names: str) -> FindingView:
    """The one finding of a code, which is about these names."""
    (found,) = about(code).items()
    assert found[0] == names
    return found[1]


def summary(dimension: str) -> str:
    return next(v.summary for v in report().verdicts if v.dimension == dimension)


@pytest.mark.parametrize(
    ("dimension", "verdict", "because"),
    [
        ("interdependence", "mixed", "2 of 5 partnerships are mutual; 3 are one-sided"),
        ("decisions", "mixed", "negotiated, but between two parties at a time"),
        ("frame", "deviates", "the network is loose and has no common frame"),
        ("autonomy", "mixed", "5 of 6 partners are autonomous actors, but the network does not regulate itself"),
        ("public_governance", "mixed", f"{MUNICIPALITY} has little room for soft steering"),
    ],
)
def test_summary_table(dimension: str, verdict: str, because: str) -> None:
    (found,) = (v for v in report().verdicts if v.dimension == dimension)
    assert found.verdict == verdict
    assert because in found.summary


def test_summary_table_is_whole() -> None:
    assert len(report().verdicts) == 5


def test_partnerships() -> None:
    assert {p.actors: (p.dependence, p.dependent) for p in evaluation().partnerships} == {
        (EMPLOYERS, HUB): ("mutual", None),
        (CHURCH, HUB): ("asymmetric", HUB),
        (LABOUR, HUB): ("asymmetric", HUB),
        (HUB, RED_CROSS): ("mutual", None),
        (HUB, SCHOOL): ("asymmetric", HUB),
    }


def test_c1_mutual_dependence() -> None:
    found = about("NET106")
    assert set(found) == {(EMPLOYERS, HUB), (HUB, RED_CROSS)}
    assert f"{MUNICIPALITY} pays for part of it" in found[HUB, RED_CROSS].message
    assert "pays" not in found[EMPLOYERS, HUB].message


def test_c1_what_the_employers_gain_rests_on_one_interview() -> None:
    given = [s.head for s in evaluation().network.of("gives")]
    gains = [[r.source for r in head.references] for head in given if head.rows[0][:2] == (HUB, EMPLOYERS)]
    assert gains
    assert all(sources == ["A"] * len(sources) for sources in gains)
    found = about("NET106")[EMPLOYERS, HUB]
    assert found.alone == ("A",)
    assert found.rests == "part of it rests on one source alone: A"


def test_c2_asymmetric_with_the_hub_on_the_dependent_side() -> None:
    found = about("NET101")
    assert set(found) == {(HUB, CHURCH), (HUB, SCHOOL), (HUB, LABOUR)}
    assert found[HUB, CHURCH].message.startswith(f"{HUB} depends on {CHURCH}, but {CHURCH} has little to gain")


def test_c3_nothing_holds_the_one_who_is_unpaid() -> None:
    found = only("NET102", CHURCH)
    assert found.severity == "critical"
    assert "without adequate return and without pay, and may leave at any time" in found.message
    assert f"only what {CHURCH} offers is meant to cover selvtillit" in found.message


def test_c4_duty_and_a_disagreement() -> None:
    assert "takes part from duty" in (found := only("NET103", SCHOOL, HUB)).message
    assert "disagree about norskundervisning, and the disagreement is not settled" in found.message
    assert "“to kursnivåer, og undervisning levert på egne vilkår”" in only("NET208", HUB, SCHOOL).message


def test_c5_a_tie_that_has_weakened() -> None:
    found = only("NET104", LABOUR, HUB)
    assert "“kunnskap om oppfølging” is no longer given" in found.message
    assert "meet less in Kurs" in found.message


def test_c6_a_shared_aim_or_a_duty_eases_asymmetry() -> None:
    found = {actor: (f.severity, f.eased) for (_, actor), f in about("NET101").items()}
    assert found == {
        LABOUR: ("minor", (f"{HUB} and {LABOUR} work for the same aim",)),
        SCHOOL: ("minor", (f"a duty binds {SCHOOL}",)),
        CHURCH: ("major", ()),
    }
    assert "may leave" in only("NET102", CHURCH).message


def test_c7_negotiated_but_bilateral() -> None:
    assert not about("NET202")
    assert not about("NET203")
    message = only("NET201").message
    assert message.startswith(
        "8 of 8 meetings that decide something have two fixed parties, and no meeting gathers all the partners"
    )
    assert f"In Undervisning and Valg av kurs a third takes part at times: {LABOUR} and {SCHOOL}." in message
    assert "Introduksjonssenteret attends one of these meetings too: Ledermøte med Røde Kors" in message
    assert "No meeting gathers all 6 partners" in only("NET205").message


def test_c8_partners_who_do_not_know() -> None:
    assert only("NET206").message == (
        "Most partners are in the dark about the others' offers, the effect of their own offer, "
        "the participants' progress and results."
    )
    assert "problems seen early" in only("NET206").risks


def test_c9_a_loose_network() -> None:
    assert "Only some of the partners share an agreement and roles" in only("NET301").message
    assert f"Without {HUB} the partners fall into 4 parts" in only("NET302", HUB).message
    assert "one identity" in only("NET303").message
    assert "Only 6 of 15 possible pairs of partners ever meet" in only("NET305").message
    assert "only 2 of 15 possible pairs of partners share anything" in summary("frame")
    assert f"{EMPLOYERS}, {CHURCH} and {RED_CROSS} meet the coordinator only" in only("NET305").message


def test_c10_goals_that_diverge() -> None:
    message = only("NET304").message
    assert "The 6 partners have no aim that all of them share" in message
    assert "They aim at arbeid, inkludering, opplæring and rekruttering" in message


def test_c11_all_but_one_measure_designed_by_one_side() -> None:
    designed = {measure: f.message.partition(" designed ")[0] for (measure,), f in about("NET207").items()}
    assert designed == {
        "arbeidsmarkedskurs": LABOUR,
        "flyktningguide": RED_CROSS,
        "kvinnetreff": CHURCH,
        "leksehjelp": RED_CROSS,
        "norskundervisning": SCHOOL,
        "språk, arbeid og samfunn": CHURCH,
    }
    assert set(evaluation().network.declared["measure"]) - set(designed) == {"praksis"}


def test_c12_autonomous_actors_and_no_self_regulation() -> None:
    message = only("NET402").message
    assert "the network cannot regulate itself" in message
    assert f"without {HUB} the partners fall apart" in message
    assert f"{CHURCH} and {RED_CROSS} would leave rather than be directed" in message
    message = only("NET403", MUNICIPALITY).message
    assert "is in no meeting" in message
    assert "hears of status only, and so has hardly any basis for soft steering" in message


def test_c13_measures_that_fall_short() -> None:
    found = about("NET501")
    assert set(found) == {("norskundervisning", "norsk"), ("arbeidsmarkedskurs", "arbeid"), ("praksis", "arbeid")}
    levels = "Arbeid asks for norsk at A2 or above, and at B1 or above for some of it."
    assert levels in found["norskundervisning", "norsk"].message
    assert "works for kunnskap om arbeidslivet and vei til jobb" in found["praksis", "arbeid"].message


def test_c13_measures_that_miss_the_participants() -> None:
    found = about("NET503")
    assert set(found) == {("arbeidsmarkedskurs", "Deltakerne"), ("flyktningguide", "Deltakerne")}
    assert all("asks for norsk at A2 or above" in f.message for f in found.values())


def test_c13_insecure_jobs_and_figures_that_differ() -> None:
    assert "lasts for few" in about("NET504")["i jobb",].message
    assert "lasts for nobody" in about("NET504")["i jobb ved sykehjemmet",].message
    message = only("NET505", "i jobb").message
    assert "40–50 %, 45 % and 55 %" in message
    assert "The figures have different bases" in message
    assert "The year of 40–50 % and 45 % is not told" in message


def test_c13_what_is_not_told_to_be_covered_is_not_said_to_be_left_open() -> None:
    assert "Fagbrev is asked for, and no measure is said to cover it" in only("NET512", "arbeidsmarkedskurs").message
    assert only("NET506", "Deltakerne", "skolegang").message.startswith("No measure is said to cover")


def test_c14_a_network_by_form() -> None:
    assert not about("NET522")
    assert not about("NET523")
    assert not about("NET524")
    message = only("NET521").message
    assert "Several sectors take part (private, public and voluntary)" in message
    joined = f"{EMPLOYERS}, {CHURCH}, {LABOUR}, {HUB} and {RED_CROSS} joined freely"
    assert joined in message


def test_c15_results_and_demands_that_are_not_met() -> None:
    said = summary("public_governance")
    assert said.startswith("the network works at the problem and has results (i jobb")
    assert "3 of 7 measures fall short of what is asked" in said


def test_c16_results_are_only_presumed_affected() -> None:
    found = only("NET507")
    assert found.severity == "note"
    assert "presumed affected and might have been better" in found.message
    assert "This is a presumption, and nothing that is told shows it" in found.message


def test_c17_what_hinders_the_contribution() -> None:
    message = only("NET508").message
    assert "Arbeidsmarkedskurs and flyktningguide are out of the target group's reach" in message
    assert "Arbeidsmarkedskurs is not adapted to the individual" in message
    assert f"{HUB} depends one-sidedly on {CHURCH}, {LABOUR} and {SCHOOL}" in message
    assert "In 8 meetings only two fixed parties decide" in message
