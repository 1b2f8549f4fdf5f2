"""What is kept of firms, stakes, and chapters of business networks."""

from __future__ import annotations

from .fields import Field
from .vocabulary import SECTORS

ESTABLISHED = 60
"""Age in months of a firm that nobody founded in the model; any above none does the same."""

FIRM = (
    Field("capital", "f8", "USD", "capital", 0.0),
    Field("jobs", "f8", "jobs", "jobs, its owner's included; 0 for a stake"),
    Field("productivity", "f8", "ratio", "profit relative to the mean", 1.0),
    Field("tax_cut", "f8", "share", "part of the tax rate that an incentive takes away", 0.0),
    Field("tax_cut_cap", "f8", "USD a month", "tax forgone a month at most", 0.0),
    Field("weight", "f8", "firms", "real firms that the record stands for"),
    Field("loan", "f8", "USD", "guaranteed part of a loan at its start; 0 for none", 0.0),
    Field("exports", "f8", "USD a month", "sales to the other country; 0 for who does not trade", 0.0),
    Field("knowledge", "f8", "0 to 1", "knowledge of the rules of trade", 0.0),
    Field("support", "i8", "bits", "what carried it", 0),
    Field("id", "u4", "", "identity"),
    Field("owner", "u4", "", "root of the owner's place", 0),
    Field("person", "u4", "", "identity of the owner when it was founded", 0),
    Field("cell", "i4", "number", "owner's cell of the breakdowns"),
    Field("age", "i4", "months", "age", ESTABLISHED),
    Field("tax_cut_months", "i4", "months", "months for which the incentive still runs", 0),
    Field("founded", "i4", "month", "month of foundation", -1),
    Field("household", "i4", "number", "record of the owner's household; -1 for none", -1),
    Field("loan_months", "i4", "months", "months until its loan is paid back", 0),
    Field("holiday_months", "i4", "months", "months for which the tax holiday of a zone still runs", 0),
    Field("corridor", "i2", "number", "corridor of the owner"),
    Field("community", "i2", "number", "community where it stands"),
    Field("kind", "i1", "0 or 1", "firm, or stake in somebody else's firm"),
    Field("is_alive", "i1", "0 or 1", "has not closed", 1),
    Field("associates", "i1", "0 or 1", "partners profit too", 0),
    Field("sector", "i1", "0 to 5", "sector, as of households", SECTORS.index("business")),
    Field("in_zone", "i1", "0 or 1", "stands in a special economic zone", 0),
    Field("is_aligned", "i1", "0 or 1", "fits the government's policy for the private sector", 0),
    Field("in_network", "i1", "0 or 1", "member of a business network", 0),
    Field("disputed", "i1", "0 or 1", "in a dispute with an authority", 0),
    Field("seller", "i1", "0 or 1", "sells goods of the country of origin", 0),
    Field("city", "i2", "number", "city of residence of a firm there; -1 for one at origin", -1),
    Field("traders", "f8", "firms", "of the firms that the record stands for, those that sell to the other country", 0.0),
    Field("contacts", "f8", "contacts", "live contacts with possible partners, a firm", 0.0),
    Field("credit", "f8", "USD", "loan of a bank at its start, guaranteed or not; 0 for none", 0.0),
    Field("profit", "f8", "USD a month", "profit of the last month, after interest and before tax; 0 in the residence country", 0.0),
    Field("practice", "f8", "0 to 1", "what its owner keeps of a course on running a business", 0.0),
    Field("start_days", "f8", "days", "days of queues and procedures before it opened", 0.0),
    Field("finalist", "i4", "0 or 1", "its project was a finalist of a competition", 0),
    Field("care", "i4", "months", "months for which a one-stop shop still looks after it", 0),
)

CHAPTER = (
    Field("money", "f8", "USD", "seed money and dues not yet spent", 0.0),
    Field("members", "f8", "firms", "member firms", 0.0),
    Field("firms", "f8", "firms", "diaspora firms of the city", 0.0),
    Field("board", "f8", "persons", "members of the board; 0 before it formed", 0.0),
    Field("contacts", "f8", "contacts", "contacts made at its meetings since it formed", 0.0),
    Field("id", "u4", "", "identity"),
    Field("quiet", "i4", "months", "months without a meeting", 0),
    Field("age", "i4", "months", "months since it formed; -1 before", -1),
    Field("corridor", "i2", "number", "corridor"),
    Field("city", "i2", "number", "city of residence, over all residence countries"),
    Field("is_seeded", "i1", "0 or 1", "got seed money", 0),
    Field("is_active", "i1", "0 or 1", "met this month", 0),
    Field("is_reporting", "i1", "0 or 1", "passed on a report this month", 0),
    Field("faction", "i1", "-1 to 2", "faction that holds its board; -1 for none", -1),
)
