"""A scenario of a country as a file to be edited: every figure with its source and year, or as an assumption with its range, those first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from model.errors import COUNTRY, TWICE, InputError, Problem, nearest, short
from model.inputs.settings import FIGURES
from model.levers import REGISTRY
from model.parameter import Text

from ..corridors import Figure, country_name
from ..country_names import candidates, country
from ..world_table.figures import INFORMED, MODES, figures
from ..world_table.published import Tables, tables, unknown_corridor

NOT_KNOWN = Text("{value} is not known", "{value} n'est pas connu")
NO_ORIGIN = Text(
    "{name} ({code}) is not an origin of the table: no emigrants are known, or fewer than {low} people live there",
    "{name} ({code}) n'est pas un pays d'origine de la table : on n'en connaît pas d'émigrés, ou moins de {low} personnes y vivent",
)
LARGEST = 10
"""Residence countries that are taken where none are named."""
TO_REPLACE: Mapping[str, Text] = {
    "migrant_stock": Text(
        "the stocks (consular registers, censuses of the residence countries)",
        "les stocks (registres consulaires, recensements des pays de résidence)",
    ),
    "skilled_share": Text(
        "the share of graduates (censuses and labour force surveys of the residence countries)",
        "la part des diplômés (recensements et enquêtes emploi des pays de résidence)",
    ),
    "remittance_propensity": Text(
        "the propensity to remit (the balance of payments of the central bank says what is received)",
        "la propension à envoyer (la balance des paiements de la banque centrale dit ce qui est reçu)",
    ),
    "naturalised_share": Text(
        "who holds the nationality of residence (statistics of naturalisation there)",
        "qui a la nationalité de résidence (statistiques de naturalisation sur place)",
    ),
    "household_size": Text("the size of households abroad (censuses)", "la taille des ménages à l'étranger (recensements)"),
    "remittance_cost": Text(
        "the cost of sending (remittanceprices.worldbank.org, central bank)", "le coût des envois (remittanceprices.worldbank.org, banque centrale)"
    ),
    "origin_gdp_pc": Text("income per head at origin (national accounts)", "le revenu par habitant (comptes nationaux)"),
    "residence_gdp_pc": Text("income per head in the residence countries", "le revenu par habitant des pays de résidence"),
    "exports_potential_usd": Text("trade with the residence countries (customs)", "le commerce avec les pays de résidence (douanes)"),
    "tax_rate": Text("the tax on profits (tax code)", "l'impôt sur les bénéfices (code des impôts)"),
}
"""What is worth replacing first, in this order, where it is imputed; and where to look for it."""
FIRST = 3
LEVERS = """\
[levers.matching_grant]              # {grant}
from_month = 0
ratio = 1.0
budget_usd = 1e6
paid_by = "origin_state"

[levers.remittance_cost]             # {cost}
from_month = 0

[levers.one_stop_shop]               # {shop}
from_month = 0
"""


def new_country(text: str, residences: Sequence[str] = (), language: str = "en", folder: str | None = None, remittances: str = INFORMED) -> str:
    """The file of a scenario, in TOML, of a country by its code or name, and of some of its residence countries (the largest where none are named).

    `folder` holds tables written by `diaspora data build`; those that ship with the product where it is None. `remittances`: "informed" takes the propensity
    to remit that the published total of the origin tells; "blind" uses no figure on remittances.
    Raises InputError where the country, a corridor or the mode is not known.
    """
    found = tables(folder)
    if remittances not in MODES:
        near = nearest(str(remittances), MODES)
        raise InputError(Problem("--remittances", NOT_KNOWN.filled(value=short(remittances)), value=remittances, allowed=", ".join(MODES), nearest=near))
    origin = _origin(text, found)
    chosen = _residences(origin, residences, found)
    both = figures(origin, chosen, found, language, remittances)
    lines = _head(origin, chosen, both.corridors, found, language)
    lines += _tables({f"{origin}-*": both.origin, **both.corridors}, language)
    levers = {name: REGISTRY[lever].label(language) for name, lever in (("grant", "matching_grant"), ("cost", "remittance_cost"), ("shop", "one_stop_shop"))}
    return "\n".join([*lines, f"# {COMMENTS['policies'](language)}", LEVERS.format(**levers)])


def _origin(text: str, found: Tables) -> str:
    try:
        origin = country(text)
    except InputError as error:
        raise InputError([Problem(COUNTRY, problem.says, value=text, allowed=problem.allowed) for problem in error.problems]) from None
    if origin not in found.origins():
        near = ", ".join(code for code in candidates(text) if code in found.origins())
        low = FIGURES["origin_population"].low
        says = NO_ORIGIN.filled(name=country_name(origin), code=origin, low=f"{low:.0f}")
        allowed = Text("one of {n} origins", "un des {n} pays d'origine").filled(n=len(found.origins()))
        raise InputError(Problem(COUNTRY, says, value=text, allowed=allowed, nearest=near or None))
    return origin


def _residences(origin: str, texts: Sequence[str], found: Tables) -> tuple[str, ...]:
    there = found.residences(origin)
    if not texts:
        return there[:LARGEST]
    problems: list[Problem] = []
    codes: list[str] = []
    for text in texts:
        try:
            codes.append(country(text))
        except InputError as error:
            problems += [Problem("--residences", problem.says, value=text, allowed=problem.allowed) for problem in error.problems]
    problems += [Problem("--residences", TWICE.filled(what=code), value=code) for code in sorted({code for code in codes if codes.count(code) > 1})]
    if problems:
        raise InputError(problems)
    missing = [code for code in codes if code not in there]
    if missing:
        raise unknown_corridor(origin, missing, found)
    return tuple(codes)


COMMENTS: Mapping[str, Text] = {
    "holds": Text("a scenario to edit. It holds {covers}.", "un scénario à modifier. Il contient {covers}."),
    "covers": Text("{stock} of {emigrants} emigrants, {share} %", "{stock} émigrés sur {emigrants}, {share} %"),
    "first": Text(
        "Imputed figures (assumed = [low, high]) stand first in each table. Replace first: {first}.",
        "Les chiffres imputés (assumed = [bas, haut]) viennent d'abord dans chaque table. À remplacer en premier : {first}.",
    ),
    "rest": Text("Residence countries that could be added: {rest}.", "Pays de résidence qui pourraient s'ajouter : {rest}."),
    "own": Text("A figure of your own: ", "Un chiffre à soi : "),
    "then": Text("Then: diaspora check FILE, diaspora compare FILE", "Ensuite : diaspora check FICHIER, diaspora compare FICHIER"),
    "policies": Text(
        "Policies to begin with: change, remove, add (diaspora list levers).",
        "Des politiques pour commencer : à changer, ôter, compléter (diaspora list levers).",
    ),
    "everywhere": Text("every residence country", "tous les pays de résidence"),
}
SAYS = Text(
    "The diaspora of {name} in {n} countries ({covers}). Figures are from published tables; what these do not give is assumed, with its range. "
    "Three policies stand in the file as a beginning.",
    "La diaspora ({name}) dans {n} pays ({covers}). Les chiffres viennent de tables publiées ; ce qu'elles ne donnent pas est supposé, avec son étendue. "
    "Trois politiques y figurent pour commencer.",
)


def _head(origin: str, chosen: Sequence[str], corridors: Mapping[str, Mapping[str, Figure]], found: Tables, language: str) -> list[str]:
    """What the file is, what it covers, what to replace first; and the keys of the scenario."""
    name = country_name(origin)
    emigrants = found.countries[origin]["emigrants"].value
    stock = sum(given["migrant_stock"].value for given in corridors.values())
    numbers = {"stock": f"{stock:,.0f}", "emigrants": f"{emigrants:,.0f}", "share": f"{100 * stock / emigrants:.0f}"}
    covers = Text(
        COMMENTS["covers"].en.format(**numbers),
        COMMENTS["covers"].fr.format(**{key: text.replace(",", "\u202f") for key, text in numbers.items()}),
    )
    says = Text(*(SAYS(of).format(name=name(of), n=len(chosen), covers=covers(of)) for of in ("en", "fr")))
    rest = ", ".join(code for code in found.residences(origin) if code not in chosen)
    comments = [
        f"{name(language)}: {COMMENTS['holds'](language).format(covers=covers(language))}",
        COMMENTS["first"](language).format(first=_to_replace([*corridors.values()], language)),
        *([COMMENTS["rest"](language).format(rest=rest)] if rest else []),
        COMMENTS["own"](language) + '{ value = 0.31, assumed = [0.25, 0.37], note = "survey of 2023" }',
        COMMENTS["then"](language),
    ]
    return [
        *(f"# {comment}" for comment in comments),
        "",
        "schema = 1",
        f"label = {{ en = {_quoted(f'Diaspora of {name.en}')}, fr = {_quoted(f'Diaspora : {name.fr}')} }}",
        f"says = {{ en = {_quoted(says.en)}, fr = {_quoted(says.fr)} }}",
        f"origin = [{json.dumps(origin)}]",
        f"residence = [{', '.join(json.dumps(code) for code in chosen)}]",
        'start = "2020-01"',
        "years = 10",
        *REGIONS(language).splitlines(),
        "",
    ]


def _to_replace(corridors: Sequence[Mapping[str, Figure]], language: str) -> str:
    """What is imputed of the figures worth replacing first."""
    imputed = [name for name in TO_REPLACE if any(name in given and given[name].assumed for given in corridors)]
    return "; ".join(TO_REPLACE[name](language) for name in imputed[:FIRST]) or TO_REPLACE["migrant_stock"](language)


def _tables(given: Mapping[str, Mapping[str, Figure]], language: str) -> list[str]:
    """A table a corridor, and one for what all corridors of the origin share; imputed figures first, those with the widest range at the top."""
    lines = []
    for corridor, found in given.items():
        named = (COMMENTS["everywhere"](language) if part == "*" else country_name(part)(language) for part in corridor.split("-"))
        lines.append(f"[corridor.{json.dumps(corridor) if '*' in corridor else corridor}]  # {' - '.join(named)}")
        ordered = sorted(found.items(), key=lambda item: (item[1].assumed is None, -_width(item[1]), list(FIGURES).index(item[0])))
        lines += [_line(name, figure, language) for name, figure in ordered]
        lines.append("")
    return lines


def _width(figure: Figure) -> float:
    """How wide the range of an assumption is, as a share of its value."""
    if figure.assumed is None:
        return 0.0
    return (figure.assumed[1] - figure.assumed[0]) / max(abs(figure.value), 1e-9)


def _line(name: str, figure: Figure, language: str) -> str:
    """A figure and what it is."""
    parts = [f"value = {number(figure.value)}"]
    if figure.assumed is None:
        parts += [f"source = {json.dumps(figure.source)}", f"year = {figure.year}"]
    else:
        parts.append(f"assumed = [{number(figure.assumed[0])}, {number(figure.assumed[1])}]")
    if figure.note:
        parts.append(f"note = {_quoted(figure.note)}")
    declared = FIGURES[name]
    return f"{name} = {{ {', '.join(parts)} }}  # {declared.says(language).rstrip('.')} ({declared.unit.value})"


def number(value: float) -> str:
    """A number as TOML has it, in few letters.

    >>> number(1430.1), number(16296362.0), number(1e11), number(0.05)
    ('1430.1', '16296362', '1e11', '0.05')
    """
    if value == int(value) and abs(value) < 1e10:
        return str(int(value))
    return f"{value:g}".replace("e+", "e")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


REGIONS = Text(
    """\
# regions = "regions.csv"  # beside this file; without it eight regions of equal population are assumed. A row a region, with a header:
#   region,population,poverty,need,emigration      persons; share who are poor; lack of public services, 0 to 1; share of all emigrants
#   North,800000,0.56,0.8,0.06                     need and emigration where they are known (or emigrants, in persons); source = a key""",
    """\
# regions = "regions.csv"  # à côté de ce fichier ; sinon, huit régions de même population sont supposées. Une ligne par région, avec un en-tête :
#   region,population,poverty,need,emigration      habitants ; part de pauvres ; manque de services publics, 0 à 1 ; part de tous les émigrés
#   Nord,800000,0.56,0.8,0.06                      need et emigration si on les connaît (ou emigrants, en personnes) ; source = une clé""",
)
EMPTY = Text(
    """\
# A scenario of statistics of one's own: a number behind each value, with the key of a source and its year, or as an assumption with its range:
#   migrant_stock = { value = 134848, source = "undesa2020", year = 2020 }
#   household_size = { value = 2.7, assumed = [2.2, 3.2] }
# A source of one's own has a table: [sources.ansd2023] with title, publisher, year and address; then source = "ansd2023".
# Amounts in USD of 2019 may be in other money: { value = 900, source = "ansd2023", currency = "EUR", year = 2014 }
# A figure that is left out stays with its default, where it has one; one without a default must be given.""",
    """\
# Un scénario à partir de ses propres statistiques : un nombre derrière chaque value, avec la clé d'une source et son année, ou une étendue :
#   migrant_stock = { value = 134848, source = "undesa2020", year = 2020 }
#   household_size = { value = 2.7, assumed = [2.2, 3.2] }
# Une source propre a sa table : [sources.ansd2023] avec title, publisher, year et address ; puis source = "ansd2023".
# Les montants en USD de 2019 peuvent être en autre monnaie : { value = 900, source = "ansd2023", currency = "EUR", year = 2014 }
# Un chiffre omis garde sa valeur par défaut, s'il en a une ; sinon il doit être donné.""",
)
SKELETON = """\

schema = 1
label = { en = "..." }
says = { en = "..." }
origin = ["AAA"]                     # ISO 3166-1 alpha-3
residence = ["BBB"]
start = "2020-01"
years = 10

[corridor.AAA-BBB]"""
MUST = Text("must be given", "à donner")
DEFAULT = Text("default {value}, range {low} to {high}", "défaut {value}, étendue {low} à {high}")


def empty_country(language: str = "en") -> str:
    """A file to fill in: every figure with its unit, what it is and what it can be, and without a value; those that must be given first."""
    lines = [EMPTY(language), SKELETON.replace("\n\n[corridor", f"\n{REGIONS(language)}\n\n[corridor")]
    for name, declared in sorted(FIGURES.items(), key=lambda item: item[1].value is not None):
        need = MUST(language)
        if declared.value is not None:
            low, high = declared.likely or (declared.value, declared.value)
            need = DEFAULT(language).format(value=f"{declared.value:g}", low=f"{low:g}", high=f"{high:g}")
        lines += [f"# {declared.says(language)} ({declared.unit.value}; {declared.allowed}; {need})", f'# {name} = {{ value = , source = "", year = }}']
    return "\n".join([*lines, ""])
