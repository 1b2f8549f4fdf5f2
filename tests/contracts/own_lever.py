"""A lever of one's own, as a plug-in or as a script: `python own_lever.py JOBS...` compares it with each engine, once for each JOBS, a digest of the numbers a line."""

import sys

from model.levers import Act, Family, Lever, Topic
from model.offers import Offer
from model.parameter import Text, Unit, declare


class CheaperTransfers(Lever):
    """A price ceiling on transfers."""

    id = "cheaper_transfers"
    source = "SDG 10.c"
    family = Family.ENABLE
    label = Text("Cheaper transfers", "Transferts moins chers")
    says = Text("A public desk makes transfers cheaper.", "Un guichet public rend les transferts moins chers.")
    topic = Topic.REMITTANCE
    act = Act.REMIT
    main_outcome = "remittances"

    target: float = declare(0.03, Unit.SHARE, "Price aimed at.", "Prix visé.", low=0.0, high=0.5)

    def offer(self, offer: Offer, strength: float) -> Offer:
        lower = min(self.target, offer.remittance_cost)
        return offer._replace(remittance_cost=offer.remittance_cost + strength * (lower - offer.remittance_cost))


def main(jobs: int, engine: str) -> None:
    """Its scenario beside one of another world, in which workers meet no instance of it."""
    import hashlib

    from experiments import compare
    from scenarios import load

    own = load("morocco_belgium", set={"levers.cheaper_transfers.target": 0.01, "burn_in_years": 0})
    other = load("ethiopia_netherlands_dual_nationality", set={"burn_in_years": 0})
    found = compare([own, other], replications=2, sample=100, years=1, jobs=jobs, engine=engine)
    remittances = found.table[(found.table["outcome"] == "remittances") & found.table["breakdown"].isna()]
    print(hashlib.sha256(found.table.to_csv().encode()).hexdigest(), float(remittances["difference"].iloc[0]), len(found.failures))


if __name__ == "__main__":
    for engine in ("compiled", "objects"):
        for workers in sys.argv[1:]:
            main(int(workers), engine)
