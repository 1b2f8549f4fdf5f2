"""What tables of sensitivity say in words, English and French."""

from __future__ import annotations

from model.parameter import Text

STILL = Text("the outcome does not move", "le résultat ne bouge pas")
NEGATIVE = Text("below 0 by sampling error: read as 0", "inférieur à 0 par erreur d'échantillonnage : à lire comme 0")
TOO_NEGATIVE = Text("below 0 by more than its interval: too few points", "inférieur à 0 au-delà de son intervalle : trop peu de points")
ABOVE_ONE = Text("above 1 by sampling error: too few points", "supérieur à 1 par erreur d'échantillonnage : trop peu de points")
TOO_FEW = Text("too few points: at least {least} are needed", "trop peu de points : il en faut au moins {least}")
NO_INTERVAL = Text("too few to give an interval", "trop peu pour donner un intervalle")
ONE_REPLICATION = Text("one replication: luck cannot be told from the factor", "une seule réplication : le hasard ne se distingue pas du facteur")
NO_REPLICATIONS = Text(
    "luck cannot be separated: it takes points with two replications or more", "le hasard ne peut être séparé : il faut des points à deux réplications ou plus"
)
INDICATIVE = Text(
    "the interval is indicative only: resampled pieces of a search curve understate or overstate it",
    "l'intervalle n'est qu'indicatif : des morceaux rééchantillonnés d'une courbe de recherche le sous-estiment ou le surestiment",
)
CHANCE = Text("no larger than chance alone gives", "pas plus grand que ce que donne le seul hasard")
UPWARD = Text("high values of the outcome go with high values of the factor", "les valeurs élevées du résultat vont avec des valeurs élevées du facteur")
DOWNWARD = Text("high values of the outcome go with low values of the factor", "les valeurs élevées du résultat vont avec des valeurs basses du facteur")
BOTH_WAYS = Text(
    "high values of the outcome go with the middle or with both ends of the factor",
    "les valeurs élevées du résultat vont avec le milieu ou les deux extrêmes du facteur",
)
NOT_SPLIT = Text("the outcome takes too few values to be split", "le résultat prend trop peu de valeurs pour être partagé en deux")
NOT_SMOOTH = Text(
    "the outcome takes too few values for a density and too many to count each",
    "le résultat prend trop peu de valeurs pour une densité et trop pour les compter une à une",
)
MASSES = Text(
    "in {share} % of the points the outcome stands at a fixed value ({n} in all): counted as it is, not smoothed",
    "dans {share} % des points le résultat a une valeur fixe ({n} en tout) : comptée telle quelle, non lissée",
)
EXTRAPOLATED = Text(
    "drawn on from {n} to {most} classes of the factor to classes of no width: less exact where the outcome jumps within a class",
    "prolongé de {n} à {most} classes du facteur vers des classes sans largeur : moins exact là où le résultat saute au sein d'une classe",
)
LEVELS = Text("from the {n} values of the factor, one by one", "à partir des {n} valeurs du facteur, une à une")
TIED = Text(
    "{share} % of the points count as high, not {asked} %: many outcomes are equal",
    "{share} % des points comptent comme élevés, au lieu de {asked} % : beaucoup de résultats sont égaux",
)
CLASSES = Text(
    "from {n} classes of the factor: what goes up and down within a class is not counted",
    "à partir de {n} classes du facteur : ce qui monte et descend au sein d'une classe n'est pas compté",
)
TOGETHER = Text(
    "factors of this sample move together: the index counts what comes with the factor, too",
    "des facteurs de cet échantillon varient ensemble : l'indice compte aussi ce qui accompagne le facteur",
)
ALIASED = Text("cannot be told from {pairs}", "ne se distingue pas de {pairs}")
AT_OWN_END_LOST = Text("no finished run at an end of the factor", "aucune simulation terminée à une extrémité du facteur")
UNDEFINED = Text("could not be estimated", "n'a pas pu être estimé")
LOWER_BOUND = Text(
    "sum of the first-order indices of the members: a lower bound, without what they do only together",
    "somme des indices de premier ordre des membres : une borne inférieure, sans ce qu'ils ne font qu'ensemble",
)
SUM_OF_WIDTHS = Text("widths of the intervals are added up: wider than the truth", "les largeurs des intervalles sont additionnées : plus large que la vérité")
CLOSED = Text("index of the group as a whole, with what its members do together", "indice du groupe entier, avec ce que ses membres font ensemble")
GROUPED = Text("index of the group as a whole", "indice du groupe entier")


def joined(*parts: str) -> str:
    """Notes in one line, empty ones left out.

    >>> joined("a", "", "b")
    'a; b'
    """
    return "; ".join(part for part in parts if part)
