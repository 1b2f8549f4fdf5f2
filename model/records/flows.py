"""What is counted: columns of the monthly tally."""

from __future__ import annotations

from .number_enum import NumberEnum


class Flow(NumberEnum):
    """Columns of the monthly tally: what the loops add up, by cell. Money in USD, people and acts in real units, each times weight.

    HOMES: what families at origin put into their homes.
    RECEIVERS_INCOME: of families who received something in the last twelve months: what they earn and what they receive.
    FORMAL_DAYS: days x USD of formal transfers, so that days are weighted by what is sent.
    """

    # what most households add every month comes first, so that it lies close together
    HOUSEHOLDS = 0
    EARNINGS = 1
    TRUST = 2
    ATTACHMENT = 3
    GRIEVANCE = 4
    REMITTERS = 5
    SENT = 6
    FEES = 7
    FORMAL = 8
    FORMAL_DAYS = 9
    RECEIVED = 10
    SAVED = 11
    HOMES = 12
    RECEIVERS_INCOME = 13
    AWARE = 14
    REFUSERS = 15
    MEMBERS = 16
    NOSTALGIA = 17
    INVESTED = 18
    DUAL = 19
    TERTIARY = 20
    SKILL_UNUSED = 21
    RECEIVED_WOMEN = 22
    SAVED_WOMEN = 23
    PRODUCTS_HELD = 24
    REGISTERED = 25
    NETWORK_MEMBERS = 26
    NETWORK_ACTIVE = 27
    BONDS_HELD = 28
    # money of households
    PROPERTY = 29
    STAKES = 30
    FIRM_CAPITAL = 31
    REGULAR = 32
    COLLECTIVE = 33
    CRISIS = 34
    RELIEF = 35
    DONORS = 36
    CRISIS_DONORS = 37
    INVESTMENTS = 38
    NATIONALITY_FEES = 39
    NATIONALITY_COST = 40
    NATURALISED = 41
    # people who come and go
    RETURNS = 42
    ARRIVALS = 43
    EXITS = 44
    REMIGRATED = 45
    # would-be investors and founders, and what stopped them
    PROJECTS = 46
    BLOCKED_FINANCE = 47
    BLOCKED_PROCEDURES = 48
    BLOCKED_NATIONALITY = 49
    BLOCKED_INFORMATION = 50
    BLOCKED_INFRASTRUCTURE = 51
    BLOCKED_PARTNERS = 52
    BLOCKED_SKILLS = 53
    BLOCKED_CUSTOMS = 54
    PROCEDURE_DAYS = 55
    ALIGNED = 56
    PUBLIC_CAPITAL = 57
    DISPUTES = 58
    RESOLVED = 59
    # firms; stocks at the end of the month but for those founded and the tax forgone
    FIRMS_FOUNDED = 60
    FIRMS = 61
    JOBS = 62
    FORGONE = 63
    ZONE_FORGONE = 64
    # trade, and the residence side
    EXPORTS = 65
    IMPORTS = 66
    NOSTALGIA_HOST = 67
    EXPORTERS_MICRO = 68
    EXPORTERS_SMALL = 69
    EXPORTERS_MEDIUM = 70
    RESIDENCE_FIRMS = 71
    RESIDENCE_JOBS = 72
    RESIDENCE_TAX = 73
    CONTACTS = 74
    DEALS = 75
    NETWORK_FIRMS = 76
    DUES = 77
    # travel, savings, bonds
    VISITS = 78
    REFERRED = 79
    TOURISM = 80
    TOURISM_REFERRED = 81
    PRODUCTS = 82
    PRODUCTS_INTEREST = 83
    PRODUCTS_BONUS = 84
    PRODUCTS_WITHDRAWN = 85
    PRODUCTS_DRAWN = 86
    BONDS_SOLD = 87
    COUPONS = 88
    REDEEMED = 89
    BOND_PREMIUM = 90
    # families at origin
    ACCOUNTS = 91
    ACCOUNTS_WOMEN = 92
    FAMILIES_TRAINED = 93
    LOCAL_INVESTMENT = 94
    LOCAL_INVESTMENT_WOMEN = 95
    # skills: assignments, posts with a package, the knowledge network
    PHYSICAL = 96
    VIRTUAL = 97
    DROPOUTS = 98
    REPEATS = 99
    EXPERT_DAYS = 100
    APPLICATIONS = 101
    POST_APPLICATIONS = 102
    POSTS_FILLED = 103
    PROPOSALS = 104
    JOINT_PROJECTS = 105
    # relations
    SPOKE = 106
    DEMANDS = 107
    ANSWERED = 108
    PROMISES_KEPT = 109
    PROMISES_BROKEN = 110
    UNREGISTERED = 111
    # earmarked transfers: what families get so, what senders put in beyond ordinary transfers, what is spent on schooling because of it, who signed up
    EARMARKED = 112
    EARMARKED_OWN = 113
    PURPOSE_SPENT = 114
    SIGNED_UP = 115
    # visitors who are not of the diaspora; they stand in the first cell of their corridor, as nothing else is known of them
    OTHER_ARRIVALS = 116
    # bonds: what holders lost in a default; principal and coupons still owed
    BONDS_LOST = 117
    BONDS_OWED = 118


N_FLOWS = len(Flow)
