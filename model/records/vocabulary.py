"""Words that records, levers and outcomes share: who one is, what news is about, what one does, who pays."""

from __future__ import annotations

from enum import StrEnum

from .number_enum import NumberEnum


class Status(NumberEnum):
    """Whether a household's place in the population is taken."""

    ABSENT = 0  # left because of a policy; the place stays empty until the time of its background exit
    PRESENT = 1


class Kin(NumberEnum):
    """What a household does for kin at origin in normal times."""

    NONE = 0  # it has nobody there to send to
    OCCASIONS = 1  # it sends on occasions
    SUPPORTED = 2  # it supports a family


class ReturnPlan(NumberEnum):
    """Whether a household means to return."""

    NONE = 0
    ARRIVED = 1  # it came with the plan
    WISHED = 2  # it wishes for it since a nationality was newly allowed


class FirstGift(NumberEnum):
    """When a household first gave to a good cause at origin."""

    NONE = 0  # not yet
    ORDINARY = 1
    IN_CRISIS = 2  # after a disaster
    KEPT = 3  # after a disaster, and again in months 13 to 24


class OwnerKind(NumberEnum):
    """What a record of `firms` stands for."""

    FIRM = 0
    STAKE = 1
    RESIDENCE = 2  # of the diaspora, in the residence country
    LOCAL = 3  # of people at origin


class Family(StrEnum):
    """The three families of the source paper (F5): enable, engage, empower."""

    ENABLE = "E1"
    ENGAGE = "E2"
    EMPOWER = "E3"


class Topic(NumberEnum):
    """What news of a lever is about: households hear of topics; a decision looks at the new terms only once its topic was heard of."""

    REMITTANCE = 0
    INVESTMENT = 1
    GIVING = 2
    COLLECTIVE = 3
    PLACEMENT = 4
    NATIONALITY = 5
    ENTERPRISE = 6
    TRADE = 7
    SAVINGS = 8
    TOURISM = 9
    RELATIONS = 10


class Support(NumberEnum):
    """What carried an act; bits of the household's field `supported`. Levers that share a topic are told apart by it; the first ones are as the topics."""

    REMITTANCE = 0
    INVESTMENT = 1
    GIVING = 2
    COLLECTIVE = 3
    PLACEMENT = 4
    NATIONALITY = 5
    REGISTRATION = 6
    FACILITATION = 7
    INFRASTRUCTURE = 8
    INFORMATION = 9
    GRANT = 10
    GUARANTEE = 11
    ZONE = 12
    COUNTER = 13
    SEED = 14
    NETWORK = 15
    FAIR = 16
    TRAINING = 17
    INCLUSION = 18
    SAVINGS = 19
    BOND = 20
    TOURISM = 21
    TALENT = 22
    KNOWLEDGE = 23
    REGISTER = 24
    MAPPING = 25
    CONSULTATION = 26
    HUB = 27
    POOL = 28
    PARTNERSHIP = 29
    GIVING_TRAINING = 30
    EARMARK = 31
    # levers from outside have numbers from OWN on, up to 62
    OWN = 48


SUPPORT_BITS = 63
"""Bits of `supported`: those of 64 but for the sign."""


class Act(NumberEnum):
    """What a household may do that a lever wants done; bits of the household's fields `acted` and `supported`."""

    REMIT = 0
    INVEST_PROPERTY = 1
    INVEST_PRODUCTIVE = 2
    FOUND_FIRM = 3
    GIVE_REGULAR = 4
    GIVE_COLLECTIVE = 5
    GIVE_CRISIS = 6
    PLACEMENT = 7
    NATURALISE = 8
    KEEP_NATIONALITY = 9
    EXPORT = 10
    SAVE = 11
    BUY_BOND = 12
    VISIT = 13
    OPEN_ACCOUNT = 14
    RETURN = 15
    ADVISE = 16
    REGISTER = 17
    SPEAK = 18


PAYERS = ("origin_state", "residence_state", "donor", "international", "diaspora")
SEXES = ("female", "male")
GENERATIONS = ("first", "one_and_half", "second", "third")
SKILLS = ("low", "middle", "high")
FACTIONS = ("A", "B", "C")  # neutral names
SECTORS = ("health", "education", "administration", "agriculture", "infrastructure", "business")
EARMARK_FORMS = ("label", "provider", "voucher", "product")
"""How money that is sent can be tied to a use: as the family is asked, paid to the provider, as a voucher, into a product."""
OBSTACLES = ("finance", "procedures", "nationality", "information", "infrastructure", "partners", "skills", "customs")
"""What stops an investor or founder, in the order of the bits of the household's field `blocked`."""
N_FACTIONS = len(FACTIONS)
CELLS = N_FACTIONS * len(SEXES) * len(GENERATIONS) * len(SKILLS)
"""Cells of the breakdowns within a place."""
