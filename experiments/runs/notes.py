"""What the reader of a comparison must know: levers without effect, failed runs, rights that cost more than was meant."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from model.compiled.numba_door import replacements
from model.levers import Lever
from model.parameter import Text

from ..text import number
from .replications import Replications


def notes_of_the_code(replaced: Iterable[str] | None = None) -> list[Text]:
    """What the reader must know where it was not the model of its files that ran: in this process, or where a manifest says what was `replaced`."""
    found = ", ".join(replacements() if replaced is None else replaced)
    if not found:
        return []
    return [Text(f"Not the model as published: {found} replaced from outside.", f"Ce n'est pas le modèle publié : {found} remplacé de l'extérieur.")]


def notes_of(each: Replications, asked: int, name: Text) -> list[Text]:
    """What the reader of one scenario, called `name` on the page, must know."""
    found = [Text(f"{name.en}: {text.en}", f"{name.fr} : {text.fr}") for text in each.scenario.warnings()]
    lost = asked - len(each.numbers)
    if lost:
        rest = (f"the numbers rest on the other {len(each.numbers)}", f"les chiffres reposent sur les {len(each.numbers)} autres")
        rest = rest if each.numbers else ("there are no numbers for it", "aucun chiffre pour ce scénario")
        found.append(
            Text(
                f"{name.en}: {lost} of {asked} runs failed; {rest[0]} (see failures.csv).",
                f"{name.fr} : {lost} simulations sur {asked} ont échoué ; {rest[1]} (voir failures.csv).",
            )
        )
    for lever in each.scenario.levers if each.base is not None and each.numbers else ():
        found += _alarms(each, lever, name)
    return found


def _alarms(each: Replications, lever: Lever, name: Text) -> list[Text]:
    found = []
    label = lever.label
    if lever.budget_usd is not None and lever.entitlement and (spent := float(np.nanmean(each.cost(lever)))) > lever.budget_usd:
        found.append(
            Text(
                f"{name.en}: {label.en} is a right and cannot run out: it costs {number(spent)} USD a year, above its budget of {number(lever.budget_usd)}.",
                f"{name.fr} : {label.fr} est un droit et ne s'épuise pas : coût de {number(spent, 'fr')} USD par an, au-delà du budget de "
                f"{number(lever.budget_usd, 'fr')}.",
            )
        )
    return found
