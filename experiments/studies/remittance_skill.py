"""What the model knows of remittances over all origins: simulated against published totals, which it did or did not use.

`python -m experiments.studies.remittance_skill --out docs/data.md` simulates a diaspora of every origin of the table twice: blind (no figure on remittances)
and informed (one propensity an origin, from what it received in 2013 to 2017). Both are held against what origins received and residence countries paid in
2019 to 2021. Origins are the cases, not corridors: 86 % of the variance of log remittances a migrant lies between origins.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from matplotlib.ticker import FuncFormatter, NullFormatter

from scenarios import load
from scenarios.corridors import country_name
from scenarios.countries.new_country import new_country
from scenarios.world_table.figures import BLIND_MODE, INFORMED
from scenarios.world_table.imputation_rules import group
from scenarios.world_table.published import tables

from ..figures.style import canvas, look
from ..markdown import number, publish, table
from ..runs.simulate import simulate

YEARS = "2019_2021"
OFF = 3.0
"""A total is off where it is more than so many times above or below the published one."""
LARGE = 100_000
"""Emigrants or immigrants from which on a country is a case; small countries' balances of payments hold mostly other money."""
WORST = 10
PICTURE = "remittance_skill.png"
NAMES = {"origin": "received, by origin", "residence": "paid, by residence country"}


class Card(NamedTuple):
    """Skill over cases: number, correlation of logs, median ratio of simulated to published, share off by more than `OFF` times."""

    n: int
    correlation: float
    median: float
    off: float


def card(simulated: pd.Series, published: pd.Series) -> Card:
    """The skill of amounts a migrant, over the cases that have both.

    >>> [round(number, 3) for number in card(pd.Series([1.0, 2.0, 40.0]), pd.Series([1.0, 2.0, 4.0]))]
    [3, 0.941, 1.0, 0.333]
    """
    both = pd.concat([simulated, published], axis=1, keys=["simulated", "published"]).dropna()
    logs = np.log(both[(both > 0.0).all(axis=1)].to_numpy()).T
    ratio = logs[0] - logs[1]
    return Card(len(ratio), float(np.corrcoef(logs)[0, 1]), math.exp(float(np.median(ratio))), float((np.abs(ratio) > math.log(OFF)).mean()))


def remittances_of(origin: str, mode: str, sample: int, folder: str | None) -> pd.DataFrame:
    """Simulated remittances of a year by corridor of an origin, without policy: origin, residence, stock, income, remittances."""
    text = new_country(origin, tables(folder).residences(origin), folder=folder, remittances=mode).partition("[levers.")[0]
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / f"{origin}.toml"
        path.write_text(text, encoding="utf-8")
        scenario = load(path)
    run = simulate(scenario, seed=1, years=1, sample=sample)
    found = run.measures[(run.measures["outcome"] == "remittances") & (run.measures["breakdown"] == "corridor")].set_index("group")["value"]
    rows = []
    for corridor in scenario.settings().corridors:
        earned = corridor.figures.residence_gdp_pc * corridor.figures.migrant_stock
        rows.append((origin, corridor.residence, corridor.figures.migrant_stock, earned, float(found[corridor.id])))
    return pd.DataFrame(rows, columns=["origin", "residence", "stock", "income", "remittances"])


def simulated(origins: Sequence[str], mode: str, sample: int, folder: str | None, jobs: int) -> pd.DataFrame:
    """All corridors of origins."""
    return pd.concat(Parallel(n_jobs=jobs)(delayed(remittances_of)(origin, mode, sample, folder) for origin in origins), ignore_index=True)


def all_migrants(stock: pd.Series, side: str, folder: str | None) -> pd.Series:
    """All emigrants of origins, or immigrants of residence countries, those that no corridor of the table holds included; `stock` are those that one holds."""
    countries, figure = tables(folder).countries, "emigrants" if side == "origin" else "immigrants"
    known = pd.Series({code: countries[code][figure].value for code in stock.index if figure in countries[code]}, dtype=float)
    return known.reindex(stock.index).fillna(stock).clip(lower=stock)


def a_migrant(corridors: pd.DataFrame, side: str, folder: str | None, at_least: float = LARGE, everybody: bool = True) -> pd.DataFrame:
    """Simulated and published remittances a migrant, by `side` ("origin" or "residence"), of countries with enough migrants.

    A published total is that of everybody, so it is divided by all migrants; `everybody` False divides by those in corridors of the table alone.
    """
    sums = corridors.groupby(side)[["stock", "income", "remittances"]].sum()
    people = all_migrants(sums["stock"], side, folder) if everybody else sums["stock"]
    people = people[people >= at_least]
    sums = sums.loc[people.index]
    countries = tables(folder).countries
    figure = f"{'received' if side == 'origin' else 'paid'}_{YEARS}"
    totals = {code: countries[code][figure].value for code in sums.index if figure in countries[code]}
    published = pd.Series(totals, dtype=float).reindex(sums.index)
    earned = sums["income"] * people / sums["stock"]
    return pd.DataFrame({"simulated": sums["remittances"] / sums["stock"], "published": published / people, "total": published, "earned": earned})


def of_the_matrix(folder: str | None, at_least: float = LARGE) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The publisher's own matrix of 2017, modelled: by corridor, and summed by residence country, a migrant."""
    rows = [
        (origin, residence, float(row["stock"]), 0.0, 1e6 * float(row["remittances_2017_musd"]))
        for (origin, residence), row in tables(folder).corridors.items()
        if row["remittances_2017_musd"]
    ]
    corridors = pd.DataFrame(rows, columns=["origin", "residence", "stock", "income", "remittances"])
    return corridors, a_migrant(corridors, "residence", folder, at_least)


def reason(here: float, published: float, share: float, who: str) -> str:
    """Why a total is far off, as far as the totals tell: `here` and `published` USD a migrant, `share` of the published total in what `who` earn."""
    if here < published:
        if share > 0.3:
            return f"published is {share:.0%} of what all counted {who} earn: people or money that stocks do not count"
        return "published above what incomes and families explain"
    if share < 0.02:
        return f"published is {share:.1%} of what its {who} earn: most of it is not recorded, or goes other ways"
    return "published below what incomes and families explain"


def worst(found: pd.DataFrame, side: str) -> list[list[str]]:
    """The cases that are furthest off, with the reason."""
    who = "emigrants" if side == "origin" else "immigrants"
    rows = []
    for code in furthest(found)[:WORST]:
        here, published, total, earned = (float(found[name][code]) for name in ("simulated", "published", "total", "earned"))
        rows.append([country_name(code).en, number(here), number(published), number(here / published, 2), reason(here, published, total / earned, who)])
    return rows


def where(found: pd.DataFrame, folder: str | None) -> list[list[str]]:
    """By how residence countries take migrants: countries, median ratio, those simulated more than `OFF` times too high, and too low."""
    both, countries = found[(found[["simulated", "published"]] > 0.0).all(axis=1)], tables(folder).countries
    region = {code: countries[code].get("region") for code in both.index}
    groups = pd.Series({code: group(str(code), None if at is None else f"{at.value:.0f}") for code, at in region.items()}, dtype=str)
    rows = []
    for name, ratio in (both["simulated"] / both["published"]).groupby(groups):
        rows.append([str(name), str(len(ratio)), f"{ratio.median():.2f}", str(int((ratio > OFF).sum())), str(int((ratio < 1.0 / OFF).sum()))])
    return rows


def furthest(found: pd.DataFrame) -> list[str]:
    """Countries with both amounts, those first whose ratio is furthest from 1."""
    both = found[(found[["simulated", "published"]] > 0.0).all(axis=1)]
    off = {str(code): abs(math.log(row["simulated"] / row["published"])) for code, row in both.iterrows()}
    return sorted(off, key=lambda code: -off[code])


def picture(cases: dict[str, pd.DataFrame], path: Path) -> None:
    """Simulated against published, a panel a yardstick, both axes logarithmic, with the lines of equality and of three times."""
    with look():
        figure = canvas(9.0, 9.0)
        axes = figure.subplots(2, 2).flat
        for ax, (title, found) in zip(axes, cases.items(), strict=True):
            both = found[(found[["simulated", "published"]] > 0.0).all(axis=1)]
            low, high = both[["simulated", "published"]].min().min(), both[["simulated", "published"]].max().max()
            line = np.array([low / 1.5, high * 1.5])
            ax.plot(line, line, color="0.3", linewidth=1.0)
            for times in (OFF, 1.0 / OFF):
                ax.plot(line, line * times, color="0.6", linewidth=0.8, linestyle="--")
            ax.scatter(both["published"], both["simulated"], s=12, color="#0072B2", alpha=0.7, linewidths=0)
            for rank, code in enumerate(both.loc[furthest(both)[:5]].sort_values("published").index):
                at = (both.loc[code, "published"], both.loc[code, "simulated"])
                place, side = ((3, 3), "left") if rank % 2 else ((-3, -8), "right")  # in turn, as some lie side by side
                ax.annotate(code, at, fontsize=7, xytext=place, ha=side, textcoords="offset points")
            ax.set(xscale="log", yscale="log", title=title, xlabel="published, USD a migrant and year", ylabel="simulated, USD a migrant and year")
            for axis in (ax.xaxis, ax.yaxis):
                axis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
                axis.set_minor_formatter(NullFormatter())
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, dpi=150, metadata={"Software": None})


def page_of(blind: pd.DataFrame, informed: pd.DataFrame, folder: str | None, command: str, image: str | None) -> str:
    """The page: how it is measured, the yardsticks, the worst cases."""
    matrix, matrix_paid = of_the_matrix(folder)
    modes = {"blind": blind, "informed": informed}
    found = {(mode, side): a_migrant(corridors, side, folder) for mode, corridors in modes.items() for side in ("origin", "residence")}
    rows = [_row(f"{mode}: {NAMES[side]}", each) for (mode, side), each in found.items()]
    rows.append(_row("the publisher's matrix of 2017 (modelled): paid", matrix_paid))
    small = [_row(f"{mode}: {NAMES[side]}", a_migrant(each, side, folder, 20_000)) for mode, each in modes.items() for side in ("origin", "residence")]
    inside = [_row(f"{mode}: {NAMES['residence']}", a_migrant(each, "residence", folder, everybody=False)) for mode, each in modes.items()]
    by_corridor = informed.merge(matrix, on=["origin", "residence"], suffixes=("", "_matrix"))
    by_corridor = by_corridor[by_corridor["stock"] >= 1000]
    one = card(by_corridor["remittances"] / by_corridor["stock"], by_corridor["remittances_matrix"] / by_corridor["stock_matrix"])
    heads = ["yardstick", "n", "correlation of logs", "median ratio", f"off by more than {OFF:g} times"]
    page = [
        *("# What the model knows of remittances over countries", "", f"`{command}` makes this page.", ""),
        "Every origin of the table is simulated for a year after burn-in, without policy, in all its corridors. **Blind** uses no figure on remittances; "
        "**informed** has one propensity to remit an origin, with which the rules send what the origin received in 2013 to 2017 (`remittance_propensity`). "
        "Both are held against totals of 2019 to 2021 (medians, WDI), in USD a migrant. What residence countries pay is used by neither, but for two levels "
        "that hold for all countries alike and were set with all totals in view: the share that supporters want to send, and pay outside of Europe and the "
        "countries of settlement. Cases are countries "
        f"with {LARGE:,} migrants or more and a published total.",
        *("", table(heads, rows), ""),
        f"With countries from 20,000 migrants on, whose balances of payments hold much other money:\n\n{table(heads, small)}\n",
        "What a country pays is paid by all who live there, those of origins whose corridor to it is too small for the table and those of unknown origin "
        "included (half of the immigrants of Denmark and Luxembourg, three quarters of Angola's), so it is divided by all immigrants of the UN, as what an "
        f"origin receives is by all emigrants. Before, it was divided by those in corridors of the table alone:\n\n{table(heads, inside)}\n",
        f"The matrix itself is modelled and no test: over {one.n} corridors of 1,000 or more migrants the informed model correlates {one.correlation:.2f} "
        "with it.",
        *(("", f"![Simulated against published remittances a migrant]({image})") if image else ()),
    ]
    takes = ["how it takes migrants", "n", "median ratio", f"more than {OFF:g} times too high", f"more than {OFF:g} times too low"]
    page += ["", "## Where blind is off in what residence countries pay", "", table(takes, where(found["blind", "residence"], folder))]
    for (mode, side), each in found.items():
        page += ["", f"## Furthest off: {mode}, {NAMES[side]}", "", table(["country", "simulated", "published", "ratio", "reason"], worst(each, side))]
    return "\n".join([*page, ""])


def _row(name: str, found: pd.DataFrame) -> list[str]:
    of = card(found["simulated"], found["published"])
    return [name, str(of.n), f"{of.correlation:.2f}", f"{of.median:.2f}", f"{of.off:.0%}"]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m experiments.studies.remittance_skill", description="Remittances simulated and published.")
    parser.add_argument("--out", type=Path, help="the page; standard output where absent. Its picture goes to the folder images beside it")
    parser.add_argument("--countries", help="codes of origins, joined by commas; all of the table where absent")
    parser.add_argument("--sample", type=int, default=200, help="records a corridor")
    parser.add_argument("--tables", help="a folder written by diaspora data build; the shipped tables where absent")
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args(arguments)
    origins = given.countries.split(",") if given.countries else tables(given.tables).origins()
    blind, informed = (simulated(origins, mode, given.sample, given.tables, given.jobs) for mode in (BLIND_MODE, INFORMED))
    image = None
    if given.out is not None:
        image = f"images/{PICTURE}"
        modes = {"blind": blind, "informed": informed}
        cases = {f"{mode}: {NAMES[side]}": a_migrant(each, side, given.tables) for mode, each in modes.items() for side in ("origin", "residence")}
        picture(cases, given.out.parent / image)
    publish(page_of(blind, informed, given.tables, "python -m experiments.studies.remittance_skill --out docs/data.md", image), given.out)


if __name__ == "__main__":
    main()
