"""What the reader of a comparison must know: levers without effect, failed runs, rights that cost more than was meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import numpy as np

from model.levers import Lever
from model.own_rules import own_rules, unexplained
from model.parameter import Text, by_language

from ..shown_money import shown
from ..text import number
from .replications import Replications


def notes_of_the_code(code: Mapping[str, Iterable[str]] | None = None) -> list[Text]:
    """What the reader must know where it was not the model of its files that ran: in this process, or as the `code` of a manifest says."""
    replaced, own = (unexplained(), own_rules()) if code is None else (code.get("replaced", ()), code.get("own_rules", ()))
    found, rules = ", ".join(replaced), ", ".join(own)
    notes = []
    if rules:
        notes = [Text(
            "Not the model as published: rules of one's own for {rules}.",
            "Ce n'est pas le modèle publié : règles propres pour {rules}.",
        ).filled(rules=rules)]
    if not found:
        return notes
    return [*notes, Text(
        "Not the model as published: {found} replaced from outside.",
        "Ce n'est pas le modèle publié : {found} remplacé de l'extérieur.",
    ).filled(found=found)]


def notes_of(each: Replications, asked: int, name: Text) -> list[Text]:
    """What the reader of one scenario, called `name` on the page, must know."""
    found = [Text(
        "{name}: {text}",
        "{name} : {text}",
    ).filled(name=name, text=text) for text in each.scenario.warnings()]
    lost = asked - len(each.numbers)
    if lost:
        rest = Text("the numbers rest on the other {n}", "les chiffres reposent sur les {n} autres").filled(n=len(each.numbers))
        rest = rest if each.numbers else Text("there are no numbers for it", "aucun chiffre pour ce scénario")
        says = Text(
            "{name}: {lost} of {asked} runs failed; {rest} (see failures.csv).",
            "{name} : {lost} simulations sur {asked} ont échoué ; {rest} (voir failures.csv).",
        )
        found.append(says.filled(name=name, lost=lost, asked=asked, rest=rest))
    return found + notes_on_rights(each, name)


def notes_on_rights(each: Replications, name: Text) -> list[Text]:
    """Rights that cost more than was meant, in the money shown now; each note once a lever."""
    return [note for lever in each.scenario.levers if each.base is not None and each.numbers for note in _right(each, lever, name)]


def _right(each: Replications, lever: Lever, name: Text) -> list[Text]:
    found = []
    label = lever.label
    if lever.budget_usd is not None and lever.entitlement and (spent := float(np.nanmean(each.cost(lever)))) > lever.budget_usd:
        cost, budget, money = spent * shown().factor, lever.budget_usd * shown().factor, shown().code
        found.append(
            Text(
                "{name}: {label} is a right and cannot run out: it costs {cost} {money} a year, above its budget of {budget}.",
                "{name} : {label} est un droit et ne s'épuise pas : coût de {cost} {money} par an, au-delà du budget de {budget}.",
            ).filled(name=name, label=label, cost=by_language(partial(number, cost)), money=money, budget=by_language(partial(number, budget)))
        )
    return found
