"""What a sensitivity analysis says, in words and short tables: what was run, which factors matter, how sure that is, what luck does."""

from __future__ import annotations

import math

import pandas as pd

from model.parameter import Text, by_language, numeral
from scenarios.corridors import footnotes

from ..calibrated.lever_evidence import stamp_lines
from ..runs.notes import notes_of_the_code
from ..text import colon, markdown, number, number_text, semicolon
from .analysis import Analysis
from .convergence import SCALED
from .labels import factor_label, index_number, outcome_label
from .methods import METHODS
from .weights import group_label

TOP = 10
SMALL = 0.05
"""A total index below this share of the variance: the factor can be fixed without much loss."""
RULE = Text(
    "Rule for failed runs: a point keeps the mean of its finished replications; a point with none is left out, with its whole row or trajectory where the "
    "design has any; a design that needs every point gives no index of that outcome.",
    "Règle pour les simulations en échec : un point garde la moyenne de ses réplications terminées ; un point qui n'en a pas est écarté, avec toute sa ligne "
    "ou trajectoire s'il y en a ; un plan qui a besoin de tous ses points ne donne pas d'indice de ce résultat.",
)
NEGATIVE = Text(
    "An index slightly below 0 is an estimate of an index near 0: shares of variance are estimated as differences of noisy sums, and chance can take them "
    "below 0. Its interval holds 0; with more points it comes closer to 0.",
    "Un indice un peu négatif est l'estimation d'un indice proche de 0 : les parts de variance sont estimées par des différences de sommes bruitées, que le "
    "hasard peut faire passer sous 0. Son intervalle contient 0 ; avec plus de points, il s'en rapproche.",
)


_FLOOR = Text(
    "These distances are above 0 even for a factor that does nothing: read them against the smallest.",
    "Ces distances dépassent 0 même pour un facteur sans effet : à lire par rapport aux plus petites.",
)
DISTANCES = dict.fromkeys(("delta", "pawn", "ks"), _FLOOR)
"""Indices that chance alone keeps above 0, so that no fixed threshold tells what matters."""


def summary(analysis: Analysis, language: str = "en") -> str:
    """Markdown for a referee."""
    sweep = analysis.sweep
    experiment, manifest = sweep.experiment, sweep.manifest
    failed = len(sweep.failures)
    stamps = by_language(lambda each: markdown(" ".join(stamp_lines(manifest, each))))
    head = Text(
        "# Sensitivity: {name}\n\n**{stamps}** {design}, {points} points, replications: {replications}, {runs} runs, {failed} failed; {sample} records a "
        "corridor, seed {seed}. Fingerprint {fingerprint}.",
        "# Sensibilité : {name}\n\n**{stamps}** {design}, {points} points, réplications : {replications}, {runs} simulations, {failed} en échec ; {sample} "
        "agents par corridor, graine {seed}. Empreinte {fingerprint}.",
    ).filled(
        name=markdown(experiment.name),
        stamps=stamps,
        design=experiment.design.rules.label,
        points=numeral(len(sweep.points.values)),
        replications=experiment.replications,
        runs=numeral(manifest["runs"]),
        failed=numeral(failed),
        sample=numeral(experiment.sample),
        seed=experiment.seed,
        fingerprint=manifest["fingerprint"][:16],
    )
    replaced = notes_of_the_code(manifest.get("content", {}).get("code", {}))
    lines = [head(language), *(f"\n**{markdown(note(language))}**" for note in replaced), "", RULE(language)]
    lines += [message(language) for message in analysis.messages]
    for scenario in manifest["scenario_names"]:
        if len(manifest["scenario_names"]) > 1:
            lines += ["", f"# {scenario}"]
        tables = {name: table[table["scenario"] == scenario] for name, table in analysis.tables.items()}
        for outcome in experiment.outcomes:
            own = {name: table[table["outcome"] == outcome] for name, table in tables.items()}
            lines += ["", f"## {outcome_label(outcome, language)}", "", *_outcome(own, language)]
    if (analysis.tables["indices"]["value"] < 0.0).any() and analysis.tables["indices"]["index"].isin(("S1", "ST")).any():
        lines += ["", NEGATIVE(language)]
    for note in footnotes(*manifest["scenario_names"], experiment.document()):
        lines += ["", f"\\* {note(language)}"]
    return "\n".join(lines) + "\n"


def _outcome(own: dict[str, pd.DataFrame], language: str) -> list[str]:
    lines: list[str] = []
    indices = own["indices"]
    for name in dict.fromkeys(indices["method"]):
        method = METHODS[name]
        rows = indices[(indices["method"] == name) & indices["index"].isin(method.main)]
        if not rows["value"].notna().any():
            note = next((str(text) for text in rows["note"] if text), "")
            lines += [f"**{method.label(language)}**: {note}", ""]
            continue
        lines += [f"**{method.label(language)}**", "", *_ranking(rows, method.main, language), ""]
        lines += _in_words(rows, method.main, language)
    lines += _noise(own["noise"], language) + _settled(own["convergence"], language) + _groups(own["groups"], language)
    return lines


def _ranking(rows: pd.DataFrame, main: tuple[str, ...], language: str) -> list[str]:
    shown = [index for index in ("ST", *main) if index in main]
    shown = list(dict.fromkeys(shown))
    lead = rows[rows["index"] == shown[0]]
    order = lead.assign(size=lead["value"].abs()).sort_values("size", ascending=False, kind="stable")["factor"]
    wide = {index: rows[rows["index"] == index].set_index("factor") for index in shown}
    factor = Text("factor", "facteur")(language)
    lines = [f"| {factor} | {' | '.join(shown)} |", f"|---|{'---|' * len(shown)}"]
    for path in list(order)[:TOP]:
        cells = []
        for index in shown:
            row = wide[index].loc[path]
            low, value, high = (index_number(row[key], index, language) for key in ("low", "value", "high"))
            cells.append(value if math.isnan(row["low"]) else f"{value} ({low} … {high})")
        lines.append(f"| {factor_label(path, language)} | {' | '.join(cells)} |")
    if len(order) > TOP:
        rest = len(order) - TOP
        lines.append(Text(
            "\n{rest} smaller factors are in indices.csv.",
            "\n{rest} facteurs plus petits dans indices.csv.",
        ).filled(rest=rest)(language))
    return lines


def _in_words(rows: pd.DataFrame, main: tuple[str, ...], language: str) -> list[str]:
    lead = rows[rows["index"] == ("ST" if "ST" in main else main[0])]
    if main[0] in DISTANCES:
        return [DISTANCES[main[0]](language), ""]

    def names(chosen: pd.DataFrame) -> str:
        return semicolon(language).join(factor_label(path, language) for path in chosen.sort_values("value", ascending=False, kind="stable")["factor"])

    clear = lead[(lead["low"] > 0.0) | (lead["high"] < 0.0)] if main[0] in SCALED else lead[lead["low"] > SMALL]
    lines = []
    if main[0] in SCALED:
        largest = float(lead["value"].abs().max())
        clear = clear[clear["value"].abs() > SMALL * largest]
        if len(clear):
            lines.append(Text("Clearly move it", "Le font clairement varier")(language) + colon(language) + names(clear) + ".")
        idle = lead[lead["value"] == 0.0]
        if len(idle):
            lines.append(Text("Change nothing at all here", "Ne changent rien ici")(language) + colon(language) + names(idle) + ".")
        return [*lines, ""] if lines else []
    if len(clear):
        says = Text("Clearly matter (interval above 0.05)", "Comptent clairement (intervalle au-dessus de 0,05)")
        lines.append(says(language) + colon(language) + names(clear) + ".")
    if "ST" in main:
        small = lead[lead["high"] < SMALL]
        if len(small):
            says = Text("Can be fixed (interval below 0.05)", "Peuvent être fixés (intervalle sous 0,05)")
            lines.append(says(language) + colon(language) + names(small) + ".")
        alone = float(rows[rows["index"] == "S1"]["value"].sum())
        rest = max(1.0 - alone, 0.0)
        words = Text(
            "First-order indices add up to {alone}: the rest, {rest}, is what factors do together.",
            "Les indices de premier ordre font {alone} : le reste, {rest}, est ce que les facteurs font ensemble.",
        ).filled(alone=number_text(alone), rest=number_text(rest))
        lines.append(words(language))
    return [*lines, ""] if lines else []


def _noise(noise: pd.DataFrame, language: str) -> list[str]:
    if noise.empty:
        return []
    row = noise.iloc[0]
    if math.isnan(row["share_luck_mean"]):
        return [str(row["note"]), ""] if row["note"] else []
    one, mean = row["share_luck_one_run"], row["share_luck_mean"]
    words = Text(
        "Luck: {one}% of the variance of one run and {mean}% of that of the mean of {n} replications are replication noise, not factors.",
        "Hasard : {one}\u202f% de la variance d'une simulation et {mean}\u202f% de celle de la moyenne de {n} réplications "
        "viennent du hasard, non des facteurs.",
    ).filled(one=numeral(100.0 * one, ".1f"), mean=numeral(100.0 * mean, ".1f"), n=row["replications"])(language)
    if mean > 0.1:
        words += Text(" More replications would sharpen the indices.", " Plus de réplications rendraient les indices plus nets.")(language)
    return [words, ""]


def _settled(convergence: pd.DataFrame, language: str) -> list[str]:
    sizes = sorted(convergence["points"].unique())
    if len(sizes) < 2:
        return []
    told = convergence[convergence["value"].notna()]
    widths = [float((rows["high"] - rows["low"]).max(skipna=False)) for rows in (told[told["points"] == size] for size in sizes[-2:])]
    if any(math.isnan(width) for width in widths):
        return []
    words = Text(
        "Widest interval of a main index: {last} at {most} points, {before} at {fewer}.",
        "Plus large intervalle d'un indice principal : {last} avec {most} points, {before} avec {fewer}.",
    ).filled(last=number_text(widths[1]), most=numeral(sizes[-1]), before=number_text(widths[0]), fewer=numeral(sizes[-2]))
    return [words(language), ""]


def _groups(groups: pd.DataFrame, language: str) -> list[str]:
    if groups.empty:
        return []
    lines = []
    for grouping, rows in groups.groupby("grouping", sort=False):
        ordered = rows.sort_values("value", ascending=False, kind="stable")
        parts = [f"{group_label(str(grouping), str(row['group']), language)} {number(row['value'], language)}" for row in ordered.to_dict("records")]
        head = {"levers": Text("By lever", "Par levier"), "grades": Text("By evidence", "Par niveau de preuve"), "channels": Text("By channel", "Par canal")}
        words = head[str(grouping)](language) if grouping in head else str(grouping)
        lines.append(f"{words}{colon(language)}{semicolon(language).join(parts)}.")
    return [*lines, ""]
