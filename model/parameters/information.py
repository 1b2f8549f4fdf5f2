"""How households hear of what is offered."""

from __future__ import annotations

from typing import NamedTuple

from ..parameter import Unit, declare


class Information(NamedTuple):
    """Awareness gate: nobody responds to terms that nobody told them of."""

    broadcast: float = declare(0.02, Unit.PROBABILITY_MONTH, "Chance of hearing of a topic from media and offices.", "Probabilité d'entendre parler d'un sujet par les médias et guichets.",
                               low=0.0, high=1.0, likely=(0.01, 0.04), off=0.0)
    word_of_mouth: float = declare(0.1, Unit.PROBABILITY_MONTH, "Chance of hearing of it when all ties know.", "Probabilité d'en entendre parler quand tous les proches savent.",
                                   low=0.0, high=1.0, likely=(0.04, 0.2), off=0.0)
    interest_spread: float = declare(0.8, Unit.RATIO, "Spread between households in how much news reaches them (standard deviation of the log).",
                                     "Dispersion entre ménages de l'exposition aux nouvelles (écart-type du log).", low=0.0, high=2.0, likely=(0.4, 1.2), off=0.0)
    refusal: float = declare(0.12, Unit.SHARE, "Share who will have nothing to do with offers of a state, ever: a legitimate choice.",
                             "Part de ceux qui ne veulent jamais d'une offre d'un État : un choix légitime.", likely=(0.05, 0.25), off=0.0)
