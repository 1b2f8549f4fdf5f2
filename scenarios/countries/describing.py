"""Countries, corridors of the large table, and figures, said: what is known of each, from where, and how sure."""

from __future__ import annotations

from typing import Any

from model.errors import InputError
from model.inputs.settings import FIGURES
from model.parameter import Text

from ..corridors import country_name, name
from ..country_names import meaning
from ..world_table.published import Tables, cohorts_of, tables

SAYS = {
    "gdp_pc": Text("GDP per head", "PIB par habitant"),
    "population": Text("Population", "Population"),
    "region": Text("Region (location code of the UN)", "Région (code de l'ONU)"),
    "emigrants": Text("Emigrants", "Émigrés"),
    "immigrants": Text("Immigrants, those of unknown origin included", "Immigrés, origine inconnue comprise"),
    "share_in_table": Text("Share of them in the corridors of the table", "Part d'entre eux dans les corridors de la table"),
    "received_2013_2017": Text("Remittances received a year, 2013 to 2017", "Envois reçus par an, 2013 à 2017"),
    "received_2017_2021": Text("Remittances received a year, 2017 to 2021", "Envois reçus par an, 2017 à 2021"),
    "paid_2013_2017": Text("Remittances paid a year, 2013 to 2017", "Envois versés par an, 2013 à 2017"),
    "paid_2017_2021": Text("Remittances paid a year, 2017 to 2021", "Envois versés par an, 2017 à 2021"),
    "received_2019_2021": Text("Remittances received a year, 2019 to 2021", "Envois reçus par an, 2019 à 2021"),
    "paid_2019_2021": Text("Remittances paid a year, 2019 to 2021", "Envois versés par an, 2019 à 2021"),
    "skilled_share": Text("Graduates among emigrants", "Diplômés parmi les émigrés"),
    "women_emigrants": Text("Women among emigrants", "Femmes parmi les émigrés"),
    "skilled_immigrants": Text("Graduates among immigrants", "Diplômés parmi les immigrés"),
    "women_immigrants": Text("Women among immigrants", "Femmes parmi les immigrés"),
    "tertiary_natives": Text("Graduates among natives", "Diplômés parmi les natifs"),
    "share_under_15": Text("Population under 15", "Population de moins de 15 ans"),
    "family_size": Text("Persons in a family at origin", "Personnes par famille au pays d'origine"),
    "family_earners": Text("Earners in a family at origin", "Actifs occupés par famille au pays d'origine"),
    "gone_after_5_years": Text("Immigrants gone after five years", "Immigrés repartis après cinq ans"),
    "voice": Text("Voice and accountability", "Expression et redevabilité"),
    "law": Text("Rule of law", "État de droit"),
    "cost_receiving": Text("Cost of sending to the country, mean", "Coût moyen des envois vers le pays"),
    "cost_sending": Text("Cost of sending from the country, mean", "Coût moyen des envois depuis le pays"),
}
"""What the figures of countries are that the model has no declaration for."""
SHOWN = 15


def country_of(text: str) -> str | None:
    """The country of the table that a code or name means; None where there is none, or several."""
    try:
        found = meaning(text)
    except InputError:
        return None
    return found if isinstance(found, str) and found in tables().countries else None


def corridor_of(text: str) -> str | None:
    """The corridor of the table that two countries joined by a hyphen mean; a name may hold hyphens itself."""
    parts = text.split("-")
    for cut in range(1, len(parts)):
        origin, residence = country_of("-".join(parts[:cut])), country_of("-".join(parts[cut:]))
        if origin and residence and (origin, residence) in tables().corridors:
            return f"{origin}-{residence}"
    return None


def _figure(key: str, found: Tables, country: str, language: str) -> dict[str, Any]:
    figure = found.countries[country][key]
    how = found.hows[figure.how]
    declared = FIGURES.get(key)
    label = SAYS[key](language) if key in SAYS else (declared.says(language).rstrip(".") if declared else key)
    return {
        "id": key,
        "label": label,
        "value": figure.value,
        "range": None if figure.low is None else [figure.low, figure.high],
        "source": how.source,
        "year": figure.year,
        "note": how.says(language),
    }


def country_item(country: str, language: str) -> dict[str, Any]:
    """A country: its figures, imputed ones first, and its largest corridors in both directions."""
    found = tables()
    order = sorted(found.countries[country], key=lambda key: not found.is_imputed(found.countries[country][key].how))
    of = [(float(row["stock"]), pair) for pair, row in found.corridors.items() if country in pair]
    item: dict[str, Any] = {
        "id": country,
        "kind": "country",
        "label": country_name(country)(language),
        "figures": [_figure(key, found, country, language) for key in order],
    }
    for side, place in (("residences", 0), ("origins", 1)):
        largest = sorted(((stock, pair) for stock, pair in of if pair[place] == country), reverse=True)[:SHOWN]
        item[side] = [{"id": "-".join(pair), "label": name("-".join(pair))(language), "migrant_stock": stock} for stock, pair in largest]
    return item


def corridor_item(corridor: str, language: str) -> dict[str, Any]:
    """A corridor of the table: the figures that the model reads, what is known beside, and who came when."""
    from ..world_table.figures import figures

    found = tables()
    origin, residence = corridor.split("-")
    row = found.corridors[origin, residence]
    both = figures(origin, (residence,), found, language)
    given = {**both.corridors[corridor], **both.origin}
    rows = sorted(given.items(), key=lambda pair: pair[1].assumed is None)
    item: dict[str, Any] = {
        "id": corridor,
        "kind": "corridor",
        "label": name(corridor)(language),
        "figures": [
            {
                "id": key,
                "value": figure.value,
                "range": list(figure.assumed) if figure.assumed else None,
                "source": figure.source,
                "year": figure.year,
                "note": figure.note,
            }
            for key, figure in rows
        ],
    }
    beside = {"distance": "distance_km", "common_language": "common_language", "colonial_link": "colonial_link", "refugees": "refugees_2020"}
    item |= {key: float(row[column]) for key, column in beside.items() if row[column]}
    if row["remittances_2017_musd"]:
        item["remittances_modelled_2017_usd"] = 1e6 * float(row["remittances_2017_musd"])
    past = cohorts_of(row, found.countries[residence]["gone_after_5_years"].value)
    if past is not None:
        item |= {"years_abroad": round(past.mean_years, 1), "came_within_5_years": round(past.recent, 3), "came_30_years_ago": round(past.long, 3)}
        item["arrivals_are"] = "of the corridor" if row["cohort"] == "own" else "carried over from all origins of the residence country"
    return item


def figure_item(key: str, language: str) -> dict[str, Any]:
    """A figure of a corridor: what it is, its unit, what it can be, and in how many corridors of the table it is imputed."""
    declared = FIGURES[key]
    return {
        "id": key,
        "kind": "figure",
        "label": declared.says(language),
        "unit": declared.unit.value,
        "allowed": declared.allowed,
        "value": declared.value,
        "range": list(declared.likely) if declared.likely else None,
        "grade": declared.grade,
        "status": declared.status.value,
        **({"source": declared.source} if declared.value is not None else {}),
        "set_as": f"[corridor.SEN-FRA] {key} = {{ value = NUMBER, source = KEY, year = YEAR }}",
    }
