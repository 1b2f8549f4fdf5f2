"""The public accounts in words, English and French: a section of `summary.md` and a table of the terminal, both from the tables that are written."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from rich.console import Group

from model.levers import REGISTRY
from model.parameter import Text

from ..comparing.comparison import Comparison
from ..comparing.rows import lever_within, names_of, whole_package
from ..shown_money import in_words
from ..tables import label_of
from ..terminal import columns_that_fit
from ..text import bounds, colon, markdown, markdown_table, number, percent, say, within

WORDS: Mapping[str, Text] = {
    "title": Text("Public accounts", "Comptes publics"),
    "costs": Text("What it costs, and where the money goes", "Ce que cela coûte, et où va l'argent"),
    "costs_says": Text(
        "USD of 2019 a year; in square brackets the 95 % interval of the mean. Gross cost is what running it takes, what reaches projects, firms and people, "
        "and tax forgone. Comes back: taxes on visits and new firms at an assumed take, and fees. Net cost is gross cost less what comes back.",
        "USD de 2019 par an ; entre crochets l'intervalle à 95 % de la moyenne. Le coût brut est ce que prend le fonctionnement, ce qui parvient aux projets, "
        "entreprises et personnes, et l'impôt abandonné. Revient : impôts sur les visites et les nouvelles entreprises, à un taux supposé, et droits. Le coût "
        "net est le coût brut moins ce qui revient.",
    ),
    "added": Text("What would not have come anyway, in money", "Ce qui ne serait pas venu de toute façon, en argent"),
    "added_says": Text(
        "Money of households, USD of 2019 a year over the horizon. New: they would have given or invested nothing; more: they would have done so, but less. "
        "A dash: an act without an amount, or a lever of a package where what each lever adds was not asked for.",
        "Argent des ménages, USD de 2019 par an sur l'horizon. Nouveau : ils n'auraient rien donné ni investi ; plus : ils l'auraient fait, mais moins. Un "
        "tiret : un acte sans montant, ou un levier d'un ensemble dont l'apport de chaque levier n'a pas été demandé.",
    ),
    "worth": Text("What it is worth", "Ce que cela vaut"),
    "worth_says": Text(
        "Present values at {rate} a year, costs and effects alike. Benefit per dollar of net cost (the marginal value of public funds) and benefits over "
        "public cost, without money that only changes hands, only where the benefit is valued: {valued}. All else is cost per additional unit; it differs a "
        "little from that above, which is not discounted. No ratio where its cost, or what it is divided by, cannot be told from zero.",
        "Valeurs présentes à {rate} par an, coûts comme effets. Avantage par dollar de coût net (valeur marginale des fonds publics) et avantages sur coût "
        "public, hors argent qui ne fait que changer de mains, seulement là où l'avantage est évalué : {valued}. Pour le reste, coût par unité supplémentaire, "
        "un peu différent de celui donné plus haut, qui n'est pas actualisé. Aucun rapport là où le coût, ou le diviseur, ne se distingue pas de zéro.",
    ),
    "policy": Text("Policy", "Politique"),
    "gross_cost": Text("Gross cost", "Coût brut"),
    "administration": Text("Running it", "Fonctionnement"),
    "transfers": Text("Reaches projects, firms, people", "Parvient aux projets, entreprises, personnes"),
    "revenue_forgone": Text("Tax forgone", "Impôt abandonné"),
    "revenue_back": Text("Comes back", "Revient"),
    "net_cost": Text("Net cost", "Coût net"),
    "leakage": Text("Leaks to others", "Va à d'autres"),
    "supported": Text("Of those supported", "Des soutenus"),
    "additional": Text("Additional", "Additionnel"),
    "additional_share": Text("Share additional", "Part additionnelle"),
    "additional_new": Text("New", "Nouveau"),
    "additional_more": Text("More", "Plus"),
    "deadweight": Text("Would have come anyway", "Serait venu de toute façon"),
    "spillover": Text("Of others, because of it", "D'autres, grâce à cela"),
    "displacement": Text("Did not come, because of it", "N'est pas venu, à cause de cela"),
    "brought_forward": Text("Only came earlier", "N'est venu que plus tôt"),
    "mvpf": Text("Benefit per dollar of net cost", "Avantage par dollar de coût net"),
    "benefit_cost_ratio": Text("Benefits over public cost", "Avantages sur coût public"),
    "cost_per_additional": Text("Cost per additional unit", "Coût par unité supplémentaire"),
    "net_cost_per_additional": Text("Net of what comes back", "Net de ce qui revient"),
    "reaching_share": Text("Reaches somebody", "Parvient à quelqu'un"),
    "value_of": Text("Benefit per dollar, or cost per unit", "Avantage par dollar, ou coût par unité"),
    "doses": Text("From one dose to the next", "D'une dose à la suivante"),
    "dose": Text(
        "{name} after {before}: {value} [{bounds}] USD per additional unit ({what})",
        "{name} après {before} : {value} [{bounds}] USD par unité supplémentaire ({what})",
    ),
    "no_dose": Text("{name}: {why}", "{name} : {why}"),
    "no_policy": Text("no policy", "aucune politique"),
    "no_cost": Text("costs nothing", "ne coûte rien"),
    "not_told_from_zero": Text("cannot be told from zero", "ne se distingue pas de zéro"),
    "too_few_runs": Text("too few runs to tell", "trop peu de simulations pour le dire"),
    "valued": Text("remittances, gifts, urgent need covered", "envois de fonds, dons, besoin urgent couvert"),
    "not_valued": Text("not valued in money", "non évalué en argent"),
    "not_defined": Text("-", "-"),
    "pays_for_itself": Text("more comes back than it costs", "il revient plus que cela ne coûte"),
    "dominated": Text("dominated: costs more and does no more", "dominée : coûte plus sans faire plus"),
    "extendedly_dominated": Text("dominated: two other doses together do better", "dominée : deux autres doses ensemble font mieux"),
    "paid_to": Text("to {who}", "à : {who}"),
    "bears": Text("Who bears it", "Qui le supporte"),
    "bears_short": Text("{policy}. Paid by: {payer}, {gross} USD a year", "{policy}. Payé par : {payer}, {gross} USD par an"),
    "bears_line": Text(
        "{policy}. Paid by: {payer}, {gross} USD a year; to the state of origin comes back: {back} USD a year",
        "{policy}. Payé par : {payer}, {gross} USD par an ; revient à l'État d'origine : {back} USD par an",
    ),
    "bears_untold": Text(
        "{policy}. Paid by: {payer}, {gross} USD a year; what comes back to the state of origin cannot be told from zero",
        "{policy}. Payé par : {payer}, {gross} USD par an ; ce qui revient à l'État d'origine ne se distingue pas de zéro",
    ),
}

ACCOUNTS: Mapping[str, Text] = {
    "diaspora_households": Text("households of the diaspora", "ménages de la diaspora"),
    "families_at_origin": Text("families at origin", "familles au pays"),
    "firms_at_origin": Text("firms at origin", "entreprises au pays"),
    "firms_in_residence_country": Text("firms of the diaspora", "entreprises de la diaspora"),
    "business_networks": Text("business networks", "réseaux d'entreprises"),
    "associations": Text("associations", "associations"),
    "communities": Text("communities of origin", "communautés d'origine"),
    "banks_at_origin": Text("banks at origin", "banques au pays"),
    "host_institutions": Text("host institutions", "institutions d'accueil"),
}
"""Who gets what is spent beyond running a lever."""


def word(key: str, language: str, **values: object) -> str:
    """A word of this page."""
    return in_words(WORDS[key](language)).format(**values)


def _name(labels: Mapping[str, str], scenario: str, lever: Any, is_package: bool, language: str) -> str:
    """A policy in words, as in all other tables: its name, or of a package the whole or the lever in it."""
    label = labels.get(scenario, scenario)
    if not is_package:
        return label
    if not isinstance(lever, str):
        return whole_package(label, language)
    return lever_within(REGISTRY[lever].label(language) if lever in REGISTRY else lever, label, language)


def _policies(table: pd.DataFrame, labels: Mapping[str, str], language: str) -> list[tuple[str, str, Any, pd.DataFrame]]:
    """Name, scenario, lever and rows of each policy of a table, in its order; the whole of a package before its levers."""
    found = []
    for scenario, rows in table.groupby("scenario", sort=False):
        levers = [lever if isinstance(lever, str) else None for lever in dict.fromkeys(rows["lever"].where(rows["lever"].notna(), None))]
        for lever in sorted(levers, key=lambda lever: lever is not None):
            own = rows[rows["lever"].isna()] if lever is None else rows[rows["lever"] == lever]
            found.append((_name(labels, str(scenario), lever, len(levers) > 1, language), str(scenario), lever, own))
    return found


def policies_of(comparison: Comparison, language: str) -> list[tuple[str, str, Any, pd.DataFrame]]:
    """Name, scenario, lever (None for a whole policy) and accounts of each policy of a comparison."""
    return _policies(comparison.accounts, names_of(comparison.replications, language), language)


def _amount(rows: pd.DataFrame, item: str, language: str, *, is_short: bool = False) -> str:
    """An item in words, with whom it reaches and the interval of its mean, where it has one; or the mean alone."""
    own = rows[rows["item"] == item]
    if not len(own) or not math.isfinite(own["mean"].iloc[0]):
        return say("undefined", language)
    row = own.iloc[0]
    text = number(float(row["mean"]), language)
    if is_short:
        return text
    is_exact = not math.isfinite(row["low"]) or row["low"] == row["high"]
    if item == "transfers" and isinstance(row["payee"], str) and row["mean"]:
        text += f" {word('paid_to', language, who=ACCOUNTS[row['payee']](language) if row['payee'] in ACCOUNTS else row['payee'])}"
    return text if is_exact else f"{text} [{bounds(float(row['low']), float(row['high']), language)}]"


def _ratio(rows: pd.DataFrame, measure: str, language: str, shares: bool = False) -> str:
    """A ratio in words, or why there is none."""
    own = rows[rows["measure"] == measure]
    if not len(own):
        return say("undefined", language)
    row = own.iloc[0]
    if not math.isfinite(row["value"]):
        return word(row["why"], language) if isinstance(row["why"], str) and row["why"] in WORDS else say("undefined", language)
    show = percent if shares else number
    if not math.isfinite(row["low"]) or row["low"] == row["high"]:
        return show(float(row["value"]), language)
    if shares:
        return f"{percent(float(row['value']), language)} [{percent(float(row['low']), language)}, {percent(float(row['high']), language)}]"
    return f"{number(float(row['value']), language)} [{bounds(float(row['low']), float(row['high']), language)}]"


def account_section(comparison: Comparison, language: str = "en") -> list[str]:
    """The lines of Markdown of the accounts; none where nothing was compared."""
    accounts, value = comparison.accounts, comparison.value
    if not len(accounts):
        return []
    labels = {name: markdown(label) for name, label in names_of(comparison.replications, language).items()}
    policies = _policies(accounts, labels, language)
    lines = [f"## {word('title', language)}", "", f"### {word('costs', language)}", "", word("costs_says", language), ""]
    cost_items = ("gross_cost", "administration", "transfers", "revenue_forgone", "leakage", "revenue_back", "net_cost")
    rows = [(name, *(_amount(own, item, language) for item in cost_items)) for name, _, _, own in policies]
    lines += markdown_table([word("policy", language), *(word(item, language) for item in cost_items)], rows)
    lines += _bears(policies, labels, language)

    lines += ["", f"### {word('added', language)}", "", word("added_says", language), ""]
    money_items = ("supported", "additional_new", "additional_more", "deadweight", "spillover", "displacement")
    rows = []
    for name, scenario, lever, own in policies:
        ratios = _of(value, scenario, lever)
        shown = [_amount(own, item, language) for item in money_items]
        rows.append((name, shown[0], _ratio(ratios, "additional_share", language, shares=True), *shown[1:], _ratio(ratios, "brought_forward", language)))
    heads = ("policy", "supported", "additional_share", *money_items[1:], "brought_forward")
    lines += markdown_table([word(key, language) for key in heads], rows)

    rate = " / ".join(dict.fromkeys(percent(_rate(each), language) for each in comparison.replications))
    lines += ["", f"### {word('worth', language)}", "", word("worth_says", language, rate=rate, valued=word("valued", language)), ""]
    measures = ("mvpf", "benefit_cost_ratio", "cost_per_additional", "net_cost_per_additional")
    rows = []
    for name, scenario, lever, _ in policies:
        ratios = _of(value, scenario, lever)
        reaching = _ratio(ratios, "reaching_share", language, shares=True)
        rows.append((name, reaching, *(_ratio(ratios, measure, language) + _unit(lever, measure, ratios, language) for measure in measures)))
    lines += markdown_table([word(key, language) for key in ("policy", "reaching_share", *measures)], rows)
    return lines + _doses(value, labels, language)


def accounts_in_short(comparison: Comparison, language: str = "en") -> list[str]:
    """One table of Markdown: gross and net cost, what reaches somebody, benefit per dollar and cost per unit; none where nothing was compared."""
    if not len(comparison.accounts):
        return []
    labels = {name: markdown(label) for name, label in names_of(comparison.replications, language).items()}
    items, measures = ("gross_cost", "net_cost", "administration", "transfers"), ("mvpf", "cost_per_additional")
    rows = []
    for name, scenario, lever, own in _policies(comparison.accounts, labels, language):
        ratios = _of(comparison.value, scenario, lever)
        worths = (_ratio(ratios, measure, language) + _unit(lever, measure, ratios, language) for measure in measures)
        rows.append((name, *(_amount(own, item, language) for item in items), *worths))
    return markdown_table([word(key, language) for key in ("policy", *items, *measures)], rows)


def _rate(each: Any) -> float:
    from ..comparing.value import rate_of

    return rate_of(each)


def _of(value: pd.DataFrame, scenario: str, lever: Any) -> pd.DataFrame:
    """The rows of one policy, doses apart."""
    own = value[(value["scenario"] == scenario) & (value["measure"] != "incremental_cost")]
    return own[own["lever"].isna()] if lever is None else own[own["lever"] == lever]


def _unit(lever: Any, measure: str, ratios: pd.DataFrame, language: str) -> str:
    """The unit of a cost per unit, in words."""
    own = ratios[ratios["measure"] == measure]
    if not len(own) or not math.isfinite(own["value"].iloc[0]) or measure in ("mvpf", "benefit_cost_ratio") or lever not in REGISTRY:
        return ""
    from ..tables import unit_label

    return f" {unit_label(f'cost_per_additional_{REGISTRY[lever].main_outcome}', '', language)}"


def _bears(policies: Sequence[tuple[str, str, Any, pd.DataFrame]], labels: Mapping[str, str], language: str) -> list[str]:
    """Who pays, and to whom it comes back, a line a lever."""
    lines = []
    for name, scenario, lever, own in policies:
        if name != labels[scenario] and lever in REGISTRY:
            name = f"{labels[scenario]}{colon(language)}{within(REGISTRY[lever].label(language))}"
        payer = own[own["item"] == "gross_cost"]["payer"]
        if lever is not None and len(payer) and isinstance(payer.iloc[0], str):
            parts = {"policy": name, "payer": within(say(payer.iloc[0], language))}
            parts |= {"gross": _amount(own, "gross_cost", language, is_short=True), "back": _amount(own, "revenue_back", language, is_short=True)}
            lines.append("- " + word(_bears_key(own), language, **parts))
    return ["", f"**{word('bears', language)}**", "", *lines] if lines else []


def _bears_key(rows: pd.DataFrame) -> str:
    """Which sentence says what comes back: known of a lever of a package only where it was run without it, and said only where it can be told from zero."""
    row = rows[rows["item"] == "revenue_back"].iloc[0] if (rows["item"] == "revenue_back").any() else None
    if row is None or not math.isfinite(row["mean"]):
        return "bears_short"
    return "bears_untold" if row["low"] < row["high"] and row["low"] <= 0.0 <= row["high"] else "bears_line"


def _doses(value: pd.DataFrame, labels: Mapping[str, str], language: str) -> list[str]:
    """One line a dose: what one more unit costs beyond the dose before."""
    lines = []
    doses: Any = value[value["measure"] == "incremental_cost"].itertuples(index=False)
    for row in doses:
        name = labels.get(row.scenario, row.scenario)
        if not math.isfinite(row.value):
            lines.append("- " + word("no_dose", language, name=name, why=word(row.why, language) if row.why in WORDS else say("undefined", language)))
            continue
        before = labels.get(row.against, row.against) if isinstance(row.against, str) else word("no_policy", language)
        what = within(label_of(REGISTRY[row.lever].main_outcome, language)) if row.lever in REGISTRY else ""
        numbers = {"value": number(row.value, language), "bounds": bounds(row.low, row.high, language)}
        lines.append("- " + word("dose", language, name=name, before=before, what=what, **numbers))
    return ["", f"### {word('doses', language)}", "", *lines] if lines else []


def account_lines(accounts: pd.DataFrame, value: pd.DataFrame, labels: Mapping[str, str], language: str = "en", width: int = 160) -> Group | None:
    """The table of the terminal, from the tables of a result folder; None where there is nothing to say."""
    if not len(accounts):
        return None
    policies = _policies(accounts, labels, language)
    columns = []
    for item in ("gross_cost", "administration", "transfers", "revenue_forgone", "net_cost"):
        columns.append((word(item, language), [_amount(own, item, language, is_short=True) for *_, own in policies]))
    worths = []
    for _, scenario, lever, _ in policies:
        ratios = _of(value, scenario, lever)
        own = ratios[ratios["measure"] == "mvpf"]
        if len(own) and own["why"].iloc[0] != "not_valued":
            worths.append(_short(ratios, "mvpf", language, in_words("USD/USD")))
        else:
            worths.append(_short(ratios, "cost_per_additional", language, _unit(lever, "cost_per_additional", ratios, language).strip()))
    columns.append((word("value_of", language), worths))
    shares = [_ratio(_of(value, scenario, lever), "additional_share", language, shares=True).split(" [")[0] for _, scenario, lever, _ in policies]
    columns.append((word("additional_share", language), shares))
    title = f"{word('title', language)} ({say('s_a_year', language)})"
    return columns_that_fit(title, word("policy", language), [name for name, *_ in policies], columns, width)


def _short(ratios: pd.DataFrame, measure: str, language: str, unit: str) -> str:
    text = _ratio(ratios, measure, language).split(" [")[0]
    own = ratios[ratios["measure"] == measure]
    return f"{text} {unit}" if len(own) and math.isfinite(own["value"].iloc[0]) else text
