"""What is counted: columns of the monthly tally."""

from __future__ import annotations

from .number_enum import NumberEnum


class Flow(NumberEnum):
    """Columns of the monthly tally: what the loops add up, by cell. Money in USD, people and acts in real units, each times weight.

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
    AWARE = 12
    REFUSERS = 13
    MEMBERS = 14
    NOSTALGIA = 15
    INVESTED = 16
    DUAL = 17
    TERTIARY = 18
    SKILL_UNUSED = 19
    RECEIVED_WOMEN = 20
    SAVED_WOMEN = 21
    PRODUCTS_HELD = 22
    REGISTERED = 23
    NETWORK_MEMBERS = 24
    NETWORK_ACTIVE = 25
    BONDS_HELD = 26
    # money of households
    PROPERTY = 27
    STAKES = 28
    FIRM_CAPITAL = 29
    REGULAR = 30
    COLLECTIVE = 31
    CRISIS = 32
    RELIEF = 33
    DONORS = 34
    CRISIS_DONORS = 35
    INVESTMENTS = 36
    NATIONALITY_FEES = 37
    NATIONALITY_COST = 38
    NATURALISED = 39
    # people who come and go
    RETURNS = 40
    ARRIVALS = 41
    EXITS = 42
    REMIGRATED = 43
    # would-be investors and founders, and what stopped them
    PROJECTS = 44
    BLOCKED_FINANCE = 45
    BLOCKED_PROCEDURES = 46
    BLOCKED_NATIONALITY = 47
    BLOCKED_INFORMATION = 48
    BLOCKED_INFRASTRUCTURE = 49
    BLOCKED_PARTNERS = 50
    BLOCKED_SKILLS = 51
    BLOCKED_CUSTOMS = 52
    PROCEDURE_DAYS = 53
    ALIGNED = 54
    PUBLIC_CAPITAL = 55
    DISPUTES = 56
    RESOLVED = 57
    # firms; stocks at the end of the month but for those founded and the tax forgone
    FIRMS_FOUNDED = 58
    FIRMS = 59
    JOBS = 60
    FORGONE = 61
    ZONE_FORGONE = 62
    # trade, and the residence side
    EXPORTS = 63
    IMPORTS = 64
    NOSTALGIA_HOST = 65
    EXPORTERS_MICRO = 66
    EXPORTERS_SMALL = 67
    EXPORTERS_MEDIUM = 68
    RESIDENCE_FIRMS = 69
    RESIDENCE_JOBS = 70
    RESIDENCE_TAX = 71
    CONTACTS = 72
    DEALS = 73
    NETWORK_FIRMS = 74
    DUES = 75
    # travel, savings, bonds
    VISITS = 76
    REFERRED = 77
    TOURISM = 78
    TOURISM_REFERRED = 79
    PRODUCTS = 80
    PRODUCTS_INTEREST = 81
    PRODUCTS_BONUS = 82
    PRODUCTS_WITHDRAWN = 83
    PRODUCTS_DRAWN = 84
    BONDS_SOLD = 85
    COUPONS = 86
    REDEEMED = 87
    BOND_PREMIUM = 88
    # families at origin
    ACCOUNTS = 89
    ACCOUNTS_WOMEN = 90
    FAMILIES_TRAINED = 91
    LOCAL_INVESTMENT = 92
    LOCAL_INVESTMENT_WOMEN = 93
    # skills: assignments, posts with a package, the knowledge network
    PHYSICAL = 94
    VIRTUAL = 95
    DROPOUTS = 96
    REPEATS = 97
    EXPERT_DAYS = 98
    APPLICATIONS = 99
    POST_APPLICATIONS = 100
    POSTS_FILLED = 101
    PROPOSALS = 102
    JOINT_PROJECTS = 103
    # relations
    SPOKE = 104
    DEMANDS = 105
    ANSWERED = 106
    PROMISES_KEPT = 107
    PROMISES_BROKEN = 108
    UNREGISTERED = 109
    # what families at origin have, for the share of remittances in it
    RECEIVERS_INCOME = 110
    # and what they put into their homes
    HOMES = 111
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
