"""What groups of factors weigh: by lever, by evidence grade, by channel. The groups themselves are those of `grouping`."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from model.levers import REGISTRY
from model.parameter import Text

from ..runs.options import check_options
from ..sweeps.grouping import GROUPINGS, grouped
from .arguments import RULES
from .estimates import Z95
from .evidence import Evidence, Floats
from .notes import CLOSED, GROUPED, LOWER_BOUND, SUM_OF_WIDTHS, joined

COLUMNS = ("outcome", "grouping", "group", "index", "value", "low", "high", "members", "note")
LABELS: Mapping[str, Text] = {
    "levers": Text("levers", "leviers"),
    "grades": Text("evidence grades", "niveaux de preuve"),
    "channels": Text("channels", "canaux"),
    "given": Text("groups of the design", "groupes du plan"),
}
_WORDS: Mapping[str, Text] = {
    "world": Text("the world, no lever", "le monde, hors leviers"),
    "choice of policy": Text("choice of policy", "choix de politique"),
    "accounting": Text("accounting", "comptabilité"),
    "belonging": Text("belonging", "appartenance"),
    "cost": Text("cost", "coût"),
    "crisis": Text("crises", "crises"),
    "demography": Text("demography", "démographie"),
    "enterprise": Text("investment and firms", "investissement et entreprises"),
    "figures": Text("figures of the corridors", "chiffres des corridors"),
    "giving": Text("giving", "dons"),
    "information": Text("information", "information"),
    "institutions": Text("institutions", "institutions"),
    "money": Text("money", "argent"),
    "nationality": Text("nationality", "nationalité"),
    "network": Text("network", "réseau"),
    "people": Text("people", "personnes"),
    "placement": Text("placements of skills", "missions de compétences"),
    "population": Text("population", "population"),
    "relations": Text("relations", "relations"),
    "remitting": Text("remitting", "envois de fonds"),
    "shocks": Text("shocks", "chocs"),
    "skills": Text("skills", "compétences"),
}


def group_label(grouping: str, group: str, language: str = "en") -> str:
    """A group in words; a name that has none is shown as it is.

    >>> group_label("grades", "grade B", "fr"), group_label("levers", "world")
    ('niveau B', 'the world, no lever')
    """
    check_options(RULES, grouping=grouping, group=group, language=language)
    if grouping == "levers" and group in REGISTRY:
        return REGISTRY[group].label(language)
    if group.startswith("grade "):
        return group.replace("grade", Text("grade", "niveau")(language), 1)
    return _WORDS[group](language) if group in _WORDS else group


def groups(evidence: Evidence, indices: pd.DataFrame, language: str = "en") -> pd.DataFrame:
    """What groups of factors weigh: the table `groups` for one outcome, with the paths of the members, parted by "; ".

    A design that moves whole groups gives the index of each group itself, with all that its members do together (closed index). From any other the
    first-order indices of the members are added up, which is a **lower bound** of that closed index: what members do only together is not counted. The
    interval of a sum of Sobol indices comes from the joint bootstrap; for other methods half widths are added up, which is wider than the truth.
    Empty for methods without shares of variance.

    Args:
        evidence: design and outputs of one outcome.
        indices: the table `indices`; rows of other outcomes are left aside.
        language: "en" or "fr", of the notes.
    """
    check_options(RULES, evidence=evidence, indices=indices, language=language)
    own = indices[indices["outcome"] == evidence.outcome]
    rows = _of_design(evidence, own, language) if evidence.groups else _sums(evidence, own, language)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _of_design(evidence: Evidence, own: pd.DataFrame, language: str) -> list[tuple[object, ...]]:
    moved = {frozenset(members) for members in evidence.groups.values()}
    grouping = next((name for name in GROUPINGS if {frozenset(members) for members in grouped(evidence.factors, name).values()} == moved), "given")
    main = own[own["index"].isin(("S1", "ST", "mu_star")) & own["method"].isin(("sobol", "morris"))]
    rows: list[tuple[object, ...]] = []
    for row in main.to_dict("records"):
        name = str(row["factor"])
        note = joined(str(row["note"]), (CLOSED if row["index"] == "S1" else GROUPED)(language))
        rows.append(
            (evidence.outcome, grouping, name, row["index"], row["value"], row["low"], row["high"], "; ".join(evidence.groups.get(name, (name,))), note)
        )
    return rows


def _sums(evidence: Evidence, own: pd.DataFrame, language: str) -> list[tuple[object, ...]]:
    method = next((name for name in ("sobol", "fast", "rbd_fast") if ((own["method"] == name) & (own["index"] == "S1")).any()), None)
    if method is None:
        return []
    first = own[(own["method"] == method) & (own["index"] == "S1")].set_index("factor")
    joint = _joint(evidence) if method == "sobol" and first["low"].notna().all() else None
    rows: list[tuple[object, ...]] = []
    for grouping in GROUPINGS:
        for group, members in grouped(evidence.factors, grouping).items():
            chosen = first.loc[list(members)]
            value = float(chosen["value"].sum(skipna=False))
            half = float((chosen["high"] - chosen["low"]).sum(skipna=False)) / 2.0
            if joint is not None:
                half = Z95 * float(joint[:, [evidence.factors.index(path) for path in members]].sum(axis=1).std(ddof=1))
            note = joined(LOWER_BOUND(language), "" if joint is not None or len(members) == 1 else SUM_OF_WIDTHS(language))
            rows.append((evidence.outcome, grouping, group, "S1", value, value - half, value + half, "; ".join(members), note))
    return rows


def _joint(evidence: Evidence) -> Floats:
    from .variance import resampled_first_order

    return resampled_first_order(evidence.usable()[0])
