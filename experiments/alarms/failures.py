"""The failure modes X1 to X16 of the source paper: what each is."""

from __future__ import annotations

from collections.abc import Mapping

from model.parameter import Text

ALARMS: Mapping[str, Text] = {
    "X1": Text("deadweight", "effet d'aubaine"),
    "X2": Text("money and need apart", "argent et besoin disjoints"),
    "X3": Text("budget exhausted", "budget épuisé"),
    "X4": Text("backlog", "file d'attente"),
    "X5": Text("capture", "captation"),
    "X6": Text("promises broken", "promesses rompues"),
    "X7": Text("aid doubled here and missing there", "aide en double ici, absente là"),
    "X8": Text("coordination delay", "retard de coordination"),
    "X9": Text("know-how lost again", "savoir-faire reperdu"),
    "X10": Text("local staff displaced", "personnel local évincé"),
    "X11": Text("brain drain by internship", "fuite de cerveaux par les stages"),
    "X12": Text("supply and demand apart", "offre et demande disjointes"),
    "X13": Text("low uptake", "faible recours"),
    "X14": Text("zombie project", "projet sans lendemain"),
    "X15": Text("politicised refusal", "refus politisé"),
    "X16": Text("incentive race", "course aux incitations"),
}
