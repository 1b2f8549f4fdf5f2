"""Why the model misses a fact, or is only near it: the mechanism, the data, or studies that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    "C03": "Data: where half of a diaspora sends the published total (Moroccans in Belgium), the mean transfer cannot be 200 to 300 USD a month; shares who "
    "send (C01), totals and transfers come from different surveys.",
    "C09": "Mechanism: fees move how often people send and not how much; the response is at the low end, as most who support a family send each month anyway.",
    "C13": "Mechanism: those who send on occasions respond less to a label than those who support a family.",
    "C17": "Mechanism: who gets money on occasions counts as a receiver and is little likelier to hold an account.",
    "C20": "Mechanism: firms are a third of investors in the model; by value property is within the band.",
    "C22": "Setting: cells here are one origin's households, in which links are independent, so that the response goes with the share that has a link.",
    "C23": "Setting: the model has no investment at origin but that of migrants, so that it goes in proportion to them; the study's includes all investors.",
    "C26": "Luck: half of the firms in a zone would have been there anyway, at the bound of the band.",
    "C32": "Mechanism: bonds compete with other uses of wealth within a portfolio limit.",
    "C34": "Studies: C34 (0.15 for imports and exports alike) and C35 (imports below exports) pull against each other.",
    "C35": "Studies: the same, from the other side.",
    "C41": "Data: visitors who are not of the diaspora come by a rule of thumb without distance.",
}
