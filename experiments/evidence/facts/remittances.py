"""C01 to C18: who sends how much home, when, and what becomes of it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from model.parameters import PARAMETERS

from ...runs.simulate import Run
from ..declaration import fact
from ..estimate import Estimate
from ..samples import Pair
from ..settings import HAITIANS, INFORMED, MOROCCANS, disaster, recession, rest
from ..study import Study
from ..windows import panel_array

SENDERS = "remittance_12m > 0"


@fact(id="C01", channel="remittances", grade="B", band=(0.35, 0.60), source="HCP 2020, survey of Moroccan migrants", unit="share of households")
def share_who_send(study: Study) -> Estimate:
    """In a year 42 % of migrants send money home."""
    return study.share(rest(study), SENDERS)


@fact(
    id="C02",
    channel="remittances",
    grade="B",
    band={"of all earnings": (0.10, 0.20), "of a remitter, median": (0.05, 0.20)},
    source="IFAD 2017, One family at a time",
    unit="share",
)
def share_of_earnings(study: Study) -> dict[str, Estimate]:
    """Remittances are 15 % of the earnings of a diaspora, and 5 to 20 % of those of who sends."""
    runs = rest(study)
    return {
        "of all earnings": study.ratio(runs, "remittance_12m", "12 * income"),
        "of a remitter, median": study.median(runs, "remittance_12m / (12 * income)", where=SENDERS),
    }


@fact(
    id="C03",
    channel="remittances",
    grade="B",
    band={"transfer, USD": (200.0, 300.0), "senders with two or more a year": (0.70, 0.90)},
    source="IFAD 2018; HCP 2020",
    unit="USD; share",
)
def transfers(study: Study) -> dict[str, Estimate]:
    """A typical transfer is of 200 to 300 USD, and 80 % of those who send do so more than once a year."""
    runs = rest(study)
    return {
        "transfer, USD": study.median(runs, "remittance_12m / remittance_12m_times", where=SENDERS),
        "senders with two or more a year": study.share(runs, "remittance_12m_times >= 2", where=SENDERS),
    }


@fact(
    id="C04",
    channel="remittances",
    grade="C",
    band={"family": (0.67, 0.83), "saved": (0.09, 0.21), "property": (0.04, 0.12), "productive": (0.01, 0.04)},
    source="CGEM-MeM 2023",
    unit="share of the money sent home",
)
def use_of_funds(study: Study) -> dict[str, Estimate]:
    """Of the money that the diaspora sends home 75 % supports families, 15 % is saved, 8 % goes into property and 2 % into productive investment."""
    runs = rest(study)
    names = ("remittances", "receivers_savings", "local_investment", "savings_products", "investment_property", "investment_productive", "family_homes")
    received, saved, invested, deposits, property_, productive, homes = (study.outcome(runs, name, months=(108, 120)) for name in names)
    sent = received + deposits + property_ + productive
    return {
        "family": (received - saved - invested - homes) / sent,
        "saved": (saved + deposits) / sent,
        "property": (property_ + homes) / sent,
        "productive": (productive + invested) / sent,
    }


@fact(
    id="C05",
    channel="remittances",
    grade="B",
    band={"peak, years abroad": (5.0, 12.0), "after 20 years, of the peak": (0.40, 0.80)},
    source="Makina and Masenge, Migration Letters",
    unit="years; share",
    replications=16,
)
def hump(study: Study) -> dict[str, Estimate]:
    """What is sent rises with years abroad to a peak near the eighth, and after twenty years is 40 to 80 % of the peak."""
    runs = study.run(MOROCCANS, years=6, sample=4000, record=("remittance",))
    working = "generation == 'first' and age < 65 and years_abroad < 31"
    years = (0, 2, 4, 6, 8, 10, 12, 15, 20, 25, 30)
    means = [study.mean(runs, "remittance_12m", where=f"{working} and years_abroad >= {low} and years_abroad < {high}") for low, high in pairwise(years)]
    around = [study.mean(runs, "remittance_12m", where=f"{working} and years_abroad >= {low} and years_abroad < {high}") for low, high in ((5, 12), (18, 26))]
    best = int(np.argmax([mean.value for mean in means]))
    middle = 0.5 * (years[best] + years[best + 1])
    return {
        "peak, years abroad": Estimate(np.full(study.replications, middle), "years abroad of the highest mean"),
        "after 20 years, of the peak": around[1].over(around[0]),
    }


@fact(id="C06", channel="remittances", grade="A", band=(0.4, 0.8), source="yang_choi2007", unit="share of the loss")
def insurance(study: Study) -> Estimate:
    """Of a fall of recipients' income at home 60 % is replaced by remittances within a year."""
    size = 0.2
    shock = {"kind": "recession_origin", "month": 12, "months": 12, "size": size}
    arms = study.strike(MOROCCANS, shock=shock, share=0.5, years=2, sample=4000)
    more = study.effect(arms, "received_12m", where="is_supported == 1", of="families")
    return more / (study.mean(arms, "12 * income", where="is_supported == 1", of="families") * size)


def _damage(study: Study, pair: Pair) -> Estimate:
    """Income lost where the disaster struck, USD: the urgent need is a declared share of it."""
    return study.outcome(pair.policy, "crisis_need") / PARAMETERS["crisis.need_share"].value


@fact(
    id="C07",
    channel="remittances",
    grade="A",
    band={"poor origin": (0.5, 1.0), "richer origin": (None, 0.1)},
    source="Yang 2008",
    unit="share of the damage",
    replications=16,
)
def after_a_disaster(study: Study) -> dict[str, Estimate]:
    """After a disaster in a poor country inflows of three years make up for four fifths of the damage; in a richer one private inflows do not rise."""
    found = {}
    for name, corridors in (("poor origin", ["HTI-USA"]), ("richer origin", ["POL-GBR", "POL-DEU", "POL-USA"])):
        pair = disaster(study, corridors)
        inflows = [study.path(pair, outcome).between(12, 48) for outcome in ("remittances", "donations_crisis")]
        aid = study.outcome(pair.policy, "crisis_covered") if name == "poor origin" else 0.0
        found[name] = (inflows[0] + (inflows[1] if name == "richer origin" else aid)) / _damage(study, pair)
    return found


@fact(
    id="C08",
    channel="remittances",
    grade="B",
    band={"the year": (0.2, 0.8), "and the year after": (0.4, 1.5)},
    source="Mohapatra, Joseph and Ratha 2009",
    unit="share of the damage",
    replications=16,
)
def disaster_and_stock(study: Study) -> dict[str, Estimate]:
    """With a tenth of the population abroad, remittances rise by half of the damage in the year of a disaster, and by all of it with the year after."""
    pair = disaster(study, HAITIANS)
    more, damage = study.path(pair, "remittances"), _damage(study, pair)
    return {"the year": more.between(12, 24) / damage, "and the year after": more.between(12, 36) / damage}


@fact(
    id="C09",
    channel="remittances",
    grade="A",
    band={"rise": (0.03, 0.12), "of it through frequency": (0.7, None)},
    source="Kpodar and Imam 2022; Aycinena, Martinez and Yang 2010",
    unit="share",
)
def cheaper_transfers(study: Study) -> dict[str, Estimate]:
    """A transfer cost of 3 instead of 6.5 % raises remittances by 6 %, through how often is sent rather than how much at a time."""
    low, high = (study.run(MOROCCANS, set={"corridor.MAR-BEL.remittance_cost": cost}, years=3, sample=4000, record=("remittance",)) for cost in (0.03, 0.065))
    sent = [study.total(runs, "remittance_24m") for runs in (low, high)]
    number = [study.total(runs, "remittance_24m_times") for runs in (low, high)]
    return {"rise": sent[0] / sent[1] - 1.0, "of it through frequency": (number[0] / number[1]).log().over((sent[0] / sent[1]).log())}


@fact(id="C10", channel="remittances", grade="C", band=(-0.15, -0.03), source="World Bank 2010; Kosovo Remittance Study 2012", unit="relative change")
def host_recession(study: Study) -> Estimate:
    """A recession of the residence country (3 % less income and the jobs that go with it) lowers remittances by 3 to 15 %."""
    return study.effect(recession(study), "remittances", relative=True, months=(12, 24))


@fact(
    id="C11",
    channel="remittances",
    grade="B",
    band={"elasticity to income abroad": (0.3, 1.2), "to income at origin": (None, 0.0), "variation against investment": (0.0, 1.0)},
    source="frankel2011",
    unit="elasticity; ratio of coefficients of variation",
)
def incomes(study: Study) -> dict[str, Estimate]:
    """Remittances move with income abroad (elasticity 0.3 to 1.2) and against income at origin, and vary less from year to year than investment."""
    size = 0.1
    here = study.event(MOROCCANS, shocks=[{"kind": "recession_residence", "month": 12, "months": 12, "size": size}], years=2, sample=3000)
    there = study.event(MOROCCANS, shocks=[{"kind": "recession_origin", "month": 12, "months": 12, "size": size}], years=2, sample=3000)
    earned = study.total(here.policy, "income") / study.total(here.baseline, "income")
    runs = rest(study)

    def variation(run: Run, outcome: str) -> float:
        years = run.series[outcome].to_numpy().reshape(-1, 12).sum(axis=1)
        return float(years.std(ddof=1) / years.mean())

    return {
        "elasticity to income abroad": study.log_change(here, "remittances", months=(12, 24)) / earned.log(),
        "to income at origin": study.elasticity(there, "remittances", 1.0 - size, months=(12, 24)),
        "variation against investment": study.each(runs, lambda run: variation(run, "remittances") / variation(run, "investment"), "variation"),
    }


@fact(id="C12", channel="remittances", grade="B", band=(0.1, 0.5), source="Aparicio Fenoll 2011; Garip 2008", unit="points of the chance to send in a month")
def peers(study: Study) -> Estimate:
    """Who sees more of the others of the same origin send is likelier to send in the next month, all else held."""
    runs = study.run(MOROCCANS, years=1, sample=4000, record=("sends", "id", "altruism", "attachment_political"))

    def coefficient(run: Run) -> float:
        frame = run.households
        months = run.months
        assert months is not None
        sends, people = (panel_array(months, name) for name in ("sends", "id"))
        frame["peers"] = np.nanmean(sends[-2][run.ties], axis=1)
        frame["sent_before"], frame["sends_now"] = sends[-2], sends[-1]
        kept = frame[(people[-1] == people[-2]) & (frame["supports"] == 2)].copy()
        kept["log_income"] = np.log(kept["income"])
        formula = "sends_now ~ peers + altruism + log_income + years_abroad + attachment_political + plans_return + sent_before | community"
        return study.fit(kept, formula, "peers")

    return study.each(runs, coefficient, "share of ties who sent")


@fact(
    id="C13",
    channel="remittances",
    grade="A",
    band={"label": (0.08, 0.25), "payment to the school adds": (0.0, 0.06)},
    source="De Arcangelis et al. 2015",
    unit="relative change",
)
def labels(study: Study) -> dict[str, Estimate]:
    """Senders who can label money for schooling send 15 % more; paying the school itself adds little."""
    label, provider = (_earmarked(study, form) for form in ("label", "provider"))
    return {"label": label, "payment to the school adds": provider - label}


def _earmarked(study: Study, form: str) -> Estimate:
    """What is sent more where all know that money can be earmarked in a form."""
    lever = {"earmarked_transfer": {"form": form, "match_ratio": 0.0, "desk_usd": 0.0}}
    pair = study.policy(MOROCCANS, levers=lever, set=INFORMED, years=2, sample=3000)
    return study.effect(pair, "remittances", relative=True, months=(12, 24))


@fact(
    id="C14",
    channel="remittances",
    grade="A",
    band={"no match": (0.0, 0.02), "1:1": (0.04, 0.11), "3:1": (0.13, 0.25), "spent for a dollar received": (1.5, 5.0), "ordinary remittances": (-0.1, 0.1)},
    source="Ambler, Aycinena and Yang 2015",
    unit="share who take it up; USD; relative change",
)
def matched_product(study: Study) -> dict[str, Estimate]:
    """Nobody takes up an earmarked product by itself, 7 % do with a match of 1:1 and 18 % of 3:1; a dollar received raises spending on schooling by more."""
    arms = {
        ratio: study.trial(
            MOROCCANS,
            levers={"earmarked_transfer": {"form": "product", "match_ratio": ratio, "desk_usd": 0.0}},
            set=INFORMED,
            years=1,
            sample=4000,
            record=("remittance",),
        )
        for ratio in (0.0, 1.0, 3.0)
    }
    taken = [study.take_up(trial, "supported_by_earmarked_transfer", where="remittance_12m > 0") for trial in arms.values()]
    return {
        "no match": taken[0],
        "1:1": taken[1],
        "3:1": taken[2],
        "spent for a dollar received": study.outcome(arms[3.0], "purpose_spending") / study.outcome(arms[3.0], "earmarked_received"),
        "ordinary remittances": study.effect(arms[3.0], "remittance_12m", relative=True),
    }


@fact(
    id="C15",
    channel="remittances",
    grade="A",
    band={"savings": (1.0, 3.5), "remittances": (-0.1, 0.1)},
    source="Ashraf et al. 2015",
    unit="relative to those not offered it",
)
def savings_under_sender_control(study: Study) -> dict[str, Estimate]:
    """Savings at origin rise by more than 250 % of control when the sender holds the account, and remittances stay as they were."""
    arms = study.trial(MOROCCANS, levers={"savings_product": {"sender_control": 1.0}}, share=0.5, set=INFORMED, years=1, sample=6000, record=("remittance",))
    return {"savings": study.effect(arms, "savings", relative=True), "remittances": study.effect(arms, "remittance_12m", relative=True)}


@fact(id="C16", channel="remittances", grade="A", band=(None, 0.0), source="Torero and Viceisza 2015", unit="relative change", near=0.01)
def vouchers(study: Study) -> Estimate:
    """Vouchers in place of money do not raise what is sent."""
    return _earmarked(study, "voucher")


@fact(
    id="C17",
    channel="remittances",
    grade="B",
    band=(1.08, 1.30),
    source="Anzoategui, Demirguc-Kunt and Martinez Peria 2014",
    unit="ratio of shares with an account",
)
def accounts(study: Study) -> Estimate:
    """Families that receive money are at least 11 % likelier to hold a deposit account than families like them that do not."""
    runs = study.run(MOROCCANS, years=10, sample=4000)
    receives, not_ = (study.share(runs, "has_account == 1", where=where, of="families") for where in ("received_12m > 0", "received_12m == 0"))
    return receives / not_


@fact(id="C18", channel="remittances", grade="C", band=(0.15, 0.45), source="undp_hdr_kosovo2014", unit="share of income")
def dependence(study: Study) -> Estimate:
    """Remittances are 20 % of the income of families that receive them, and more in many countries."""
    return study.mean(study.run(MOROCCANS, years=10, sample=4000), "received_12m / (received_12m + 12 * income)", where="received_12m > 0", of="families")
