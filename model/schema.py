"""What one record of each population holds: a name, a type, a unit and a sentence for each field. The NumPy dtype is the schema.

State is float64 and small integers. Fields stand in order of size so that records stay aligned.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np


class Field(NamedTuple):
    """One field of a record."""

    name: str
    type: str
    unit: str
    says: str


class Status(IntEnum):
    """Whether a household's place in the population is taken."""

    ABSENT = 0  # left because of a policy; the place stays empty until the time of its background exit
    PRESENT = 1


class OwnerKind(IntEnum):
    """What a record of `firms` stands for."""

    FIRM = 0
    STAKE = 1
    HERE = 2  # of the diaspora, in the residence country
    LOCAL = 3  # of people at origin


# Fields lie in the order of how often a month looks at them, so that most loops touch few lines of the cache. Numbers of other records are unsigned, which
# saves loops the question whether they count from the end.
HOUSEHOLD = (
    # who it is: what every loop looks at
    Field("weight", "f8", "households", "real households that the record stands for; a whole number"),
    Field("registered", "f8", "share", "of the households that the record stands for, those on the register of volunteers"),
    Field("bonds_held", "f8", "USD", "held in diaspora bonds"),
    Field("id", "u4", "", "identity of who lives there; its luck hangs on it"),
    Field("aware", "i4", "bits", "topics heard of"),
    Field("cell", "u4", "number", "cell of the breakdowns: corridor, community, faction, sex, generation, skill"),
    Field("eligible", "u4", "number", "class of eligibility: which restricted levers it is offered"),
    Field("bond_due", "i4", "month", "month in which its bonds fall due; -1 for none, -2 while it asks for some"),
    Field("corridor", "u2", "number", "corridor"),
    Field("community", "u2", "number", "community of origin, over all origins"),
    Field("remit_months", "i2", "months", "months since the last remittance, at most 99"),
    Field("status", "i1", "0 or 1", "absent or present"),
    Field("refuses", "i1", "0 or 1", "will have nothing to do with offers of a state"),
    Field("faction", "i1", "0 to 2", "A, B, C"),
    Field("family_trained", "i1", "0 to 3", "trained in financial services: 1 for its family at origin, 2 for itself, 3 for both"),
    # its life
    Field("age", "f8", "years", "age of the head"),
    Field("years_abroad", "f8", "years", "since the head came; for those born there, since the household was founded"),
    Field("behind", "f8", "share", "of earnings, what years abroad have not made up yet"),
    Field("altruism", "f8", "share", "weight of the family's income in the sender's mind now; 0 where there is no family to support"),
    Field("waiting_since", "i4", "month", "month of an open application; -1 for none, -3 when it moves next month"),
    Field("assigned", "i2", "months", "months of an assignment still to come"),
    Field("is_employed", "i1", "0 or 1", "has a job"),
    Field("generation", "i1", "0 to 3", "first, one and a half, second, third"),
    Field("is_national", "i1", "0 or 1", "holds the nationality of origin"),
    Field("is_naturalised", "i1", "0 or 1", "holds the nationality of residence"),
    Field("plans_return", "i1", "0 or 1", "came with a plan to return"),
    Field("skill", "i1", "0 to 2", "low, middle, high (tertiary)"),
    Field("is_member", "i1", "0 or 1", "member of an association"),
    Field("sends", "i1", "0 or 1", "sent this month"),
    Field("has_invested", "i1", "0 or 1", "ever invested at origin"),
    Field("buys_goods", "i1", "0 or 1", "buys goods of the country of origin"),
    # its means, ties and trust
    Field("earnings", "f8", "USD a month", "earnings with a job, once caught up"),
    Field("wealth", "f8", "USD", "liquid wealth"),
    Field("attachment_psychological", "f8", "0 to 1", "identity"),
    Field("attachment_social", "f8", "0 to 1", "ties to people of the community of origin"),
    Field("attachment_economic", "f8", "0 to 1", "interests at origin"),
    Field("attachment_political", "f8", "0 to 1", "rights and concern at origin"),
    Field("goodwill", "f8", "0 to 1", "political attachment added by a nationality newly allowed"),
    Field("interest", "f8", "ratio", "how much news reaches the household"),
    Field("join_threshold", "f8", "share", "share of ties who must be members before it joins"),
    Field("trust_state", "f8", "0 to 1", "trust in the state of origin"),
    Field("trust_associations", "f8", "0 to 1", "trust in associations"),
    Field("trust_agency", "f8", "0 to 1", "trust in the placement agency"),
    Field("trust_prior", "f8", "0 to 1", "trust that experience drifts back to"),
    Field("grievance", "f8", "0 to 1", "sense that one's needs are ignored"),
    Field("n_adults", "f8", "persons", "adult members"),
    Field("remittance", "f8", "USD", "sent this month, received amount plus fee"),
    Field("donation", "f8", "USD", "given this month, all kinds"),
    Field("sent", "f8", "USD", "sent since month 0"),
    Field("savings_held", "f8", "USD", "held in savings products at origin"),
    Field("colleagues", "f8", "ties", "live ties with other experts that it met at work for the country of origin"),
    Field("association", "u4", "number", "association of its place"),
    Field("crisis_month", "i4", "month", "month of its last crisis gift; -1 for none"),
    Field("acted", "i4", "bits", "acts since month 0"),
    Field("supported", "i4", "bits", "topics whose lever supported an act"),
    Field("keen", "i2", "households", "of the households that the record stands for, those stopped as founders who will try again"),
    Field("nationality_wait", "i2", "months", "months until a requested nationality is given back; 0 for none"),
    Field("is_wasted", "i1", "0 or 1", "has tertiary education and a job that does not use it"),
    Field("in_network", "i1", "years", "year of its membership of a knowledge network; 0 for no member"),
    Field("is_advising", "i1", "0 or 1", "an active member of it this year"),
    # what is looked at seldom
    Field("size", "f8", "persons", "members"),
    Field("relief_this_year", "f8", "USD", "tax relief on gifts since January"),
    Field("invested_property", "f8", "USD", "put into property since month 0"),
    Field("invested_productive", "f8", "USD", "put into stakes and firms since month 0"),
    Field("given_regular", "f8", "USD", "regular gifts since month 0"),
    Field("given_collective", "f8", "USD", "gifts to projects of associations since month 0"),
    Field("given_crisis", "f8", "USD", "crisis gifts since month 0"),
    Field("registered_since", "f8", "month", "mean month of their entries"),
    Field("root", "u4", "", "place in the population that it comes from; the same in every policy"),
    Field("place", "u4", "", "identity of the place; what is born there, and its turn in queues, hang on it"),
    Field("blocked", "i4", "bits", "obstacles that stopped it since month 0"),
    Field("city", "i2", "number", "city of residence, over all residence countries"),
    Field("births", "i2", "count", "things born of this household: firms, and members who split off"),
    Field("successions", "i2", "count", "households that lived in this place before"),
    Field("is_woman", "i1", "0 or 1", "sex of the head"),
    Field("sector", "i1", "0 to 5", "health, education, administration, agriculture, infrastructure, business"),
    Field("is_exempt", "i1", "0 or 1", "need not give up a nationality when it naturalises"),
    Field("placements", "i1", "count", "assignments so far"),
    Field("wants_virtual", "i1", "0 or 1", "an open application is for work online"),
    Field("is_retained", "i1", "0 or 1", "gave again in months 13 to 24 after a crisis gift"),
    Field("owns_here", "i1", "0 or 1", "owns a firm in the residence country"),
    Field("family_waits", "i1", "0 or 1", "applied for such a training and waits"),
)

RECEIVER = (
    Field("income", "f8", "USD a month", "own income of the family in normal times"),
    Field("loss", "f8", "share", "share of that income missing this month"),
    Field("received", "f8", "USD", "remittances received this month"),
    Field("savings", "f8", "USD", "savings out of remittances"),
    Field("is_woman", "i1", "0 or 1", "headed by a woman"),
    Field("has_account", "i1", "0 or 1", "holds an account"),
    Field("spare", "i2", "", "unused"),
    Field("community", "i4", "number", "community, over all origins"),
)

FIRM = (
    Field("capital", "f8", "USD", "capital"),
    Field("jobs", "f8", "jobs", "jobs, its owner's included; 0 for a stake"),
    Field("productivity", "f8", "ratio", "profit relative to the mean"),
    Field("tax_cut", "f8", "share", "part of the tax rate that an incentive takes away"),
    Field("tax_cut_cap", "f8", "USD a month", "tax forgone a month at most"),
    Field("weight", "f8", "firms", "real firms that the record stands for"),
    Field("loan", "f8", "USD", "guaranteed part of a loan at its start; 0 for none"),
    Field("exports", "f8", "USD a month", "sales to the other country; 0 for who does not trade"),
    Field("knowledge", "f8", "0 to 1", "knowledge of the rules of trade"),
    Field("id", "u4", "", "identity"),
    Field("owner", "u4", "", "root of the owner's place"),
    Field("person", "u4", "", "identity of the owner when it was founded"),
    Field("cell", "i4", "number", "owner's cell of the breakdowns"),
    Field("age", "i4", "months", "age"),
    Field("tax_cut_months", "i4", "months", "months for which the incentive still runs"),
    Field("founded", "i4", "month", "month of foundation"),
    Field("household", "i4", "number", "record of the owner's household; -1 for none"),
    Field("loan_months", "i4", "months", "months until its loan is paid back"),
    Field("holiday_months", "i4", "months", "months for which the tax holiday of a zone still runs"),
    Field("support", "i4", "bits", "what carried it"),
    Field("corridor", "i2", "number", "corridor of the owner"),
    Field("community", "i2", "number", "community where it stands"),
    Field("kind", "i1", "0 or 1", "firm, or stake in somebody else's firm"),
    Field("is_alive", "i1", "0 or 1", "has not closed"),
    Field("associates", "i1", "0 or 1", "partners profit too"),
    Field("sector", "i1", "0 to 5", "sector, as of households"),
    Field("in_zone", "i1", "0 or 1", "stands in a special economic zone"),
    Field("is_aligned", "i1", "0 or 1", "fits the government's policy for the private sector"),
    Field("in_network", "i1", "0 or 1", "member of a business network"),
    Field("disputed", "i1", "0 or 1", "in a dispute with an authority"),
    Field("seller", "i1", "0 or 1", "sells goods of the country of origin"),
    Field("city", "i2", "number", "city of residence of a firm there; -1 for one at origin"),
    Field("traders", "f8", "firms", "of the firms that the record stands for, those that sell to the other country"),
    Field("contacts", "f8", "contacts", "live contacts with possible partners, a firm"),
    Field("credit", "f8", "USD", "loan of a bank at its start, guaranteed or not; 0 for none"),
    Field("care", "i4", "months", "months for which a one-stop shop still looks after it"),
)

# A file waits at one desk at a time, in the order of its arrival there, or of a rank, and of its own draw.
FILE = (
    Field("draw", "f8", "0 to 1", "own draw: order among those who came in the same month"),
    Field("quality", "f8", "ratio", "quality of the project; productivity of the firm relative to the mean"),
    Field("days_left", "f8", "days", "days of procedures still to come"),
    Field("days_total", "f8", "days", "days spent so far in queues and procedures"),
    Field("capital", "f8", "USD", "capital that the project needs"),
    Field("reach", "f8", "USD", "what the household can put in"),
    Field("grant", "f8", "USD", "public money reserved for it"),
    Field("loan", "f8", "USD", "what a bank lends at most under a guarantee"),
    Field("id", "u4", "", "identity of the file"),
    Field("person", "u4", "", "who handed it in"),
    Field("household", "i4", "number", "record of the household"),
    Field("firm", "i4", "number", "record of the firm; -1 for none"),
    Field("arrived", "i4", "month", "month of arrival at the desk"),
    Field("opened", "i4", "month", "month in which it was handed in"),
    Field("blocked", "i4", "bits", "obstacles that stand against it"),
    Field("support", "i4", "bits", "what carried it so far"),
    Field("cell", "i4", "number", "cell of the breakdowns"),
    Field("corridor", "i2", "number", "corridor"),
    Field("community", "i2", "number", "community of origin"),
    Field("desk", "i1", "number", "desk at which it waits; 0 for closed"),
    Field("sector", "i1", "0 to 5", "sector"),
    Field("promise", "i1", "bits", "2: a promise to it was broken, 4: matched to an opportunity that fits policy, 8: claims incentives, 16: would settle in a zone, 32: holds a plot there, 64: cannot do without one"),
    Field("is_woman", "i1", "0 or 1", "handed in by a woman"),
    Field("travels", "i1", "0 or 1", "asks for what takes a journey"),
    Field("credit", "f8", "USD", "what a bank lends at most without a guarantee"),
    Field("rank", "f8", "number", "what its desk ranks it by, lower first; infinite for one that is passed over"),
)

ASSOCIATION = (
    Field("raised", "f8", "USD", "money gathered and not yet spent"),
    Field("effort", "f8", "0 to 1", "campaign effort"),
    Field("quality", "f8", "0 to 1", "chance of delivering as promised"),
    Field("grants", "f8", "USD", "public money received so far"),
    Field("own", "f8", "USD", "private money spent on projects so far"),
    Field("gifts", "f8", "USD", "gifts this month"),
    Field("members", "f8", "households", "members"),
    Field("under_way", "f8", "USD", "value of the project now under way"),
    Field("id", "u4", "", "identity"),
    Field("corridor", "i2", "number", "corridor"),
    Field("community", "i2", "number", "community of origin"),
    Field("proposed", "i4", "month", "month of an open proposal; -1 for none"),
    Field("due", "i4", "month", "month in which the running project is due; -1 for none"),
    Field("quiet", "i4", "months", "months without a gift"),
    Field("projects", "i4", "count", "projects delivered"),
    Field("failures", "i4", "count", "projects not delivered"),
    Field("faction", "i1", "-1 to 2", "faction that holds its board; -1 for none"),
    Field("is_active", "i1", "0 or 1", "awake"),
    Field("result", "i1", "-1, 0, 1", "project delivered (1) or failed (-1) this month"),
    Field("spare", "i1", "", "unused"),
    Field("match", "f8", "USD", "public money in the running projects"),
    Field("fit", "f8", "0 to 1", "need that the running projects meet, relative to the best that could be chosen"),
    Field("trained", "i4", "months", "months for which a training still shows"),
    Field("n_under_way", "i4", "count", "projects now under way"),
    Field("asked", "i1", "0 or 1", "has a file at the school for associations"),
)

COMMUNITY = (
    Field("population", "f8", "persons", "people who live there"),
    Field("income", "f8", "USD a year", "income per head"),
    Field("poverty", "f8", "0 to 1", "poverty: shortfall of income from the richest community"),
    Field("public_goods", "f8", "USD", "value of delivered projects since month 0"),
    Field("matched_goods", "f8", "USD", "the same, each dollar times how well its project met the needs of the place"),
    Field("crisis_need", "f8", "USD", "urgent need not yet met"),
    Field("crisis_total", "f8", "USD", "urgent need that the last disaster brought"),
    Field("awarded", "f8", "USD", "public money awarded to projects of its associations"),
    Field("official_left", "f8", "USD", "official aid still to come"),
    Field("met", "f8", "USD", "urgent need of the last disaster met so far"),
    Field("first_day", "f8", "days", "days after it at which first help counted; -1 before that"),
    Field("gifts_met", "f8", "USD", "need that gifts met this month"),
    Field("official_met", "f8", "USD", "need that official aid met this month"),
    Field("pool_met", "f8", "USD", "need that a pooled fund met this month"),
    Field("pool_day", "f8", "days", "day after the disaster on which the pooled fund helped this month"),
    Field("gifts", "f8", "USD", "crisis gifts of the diaspora this month"),
    Field("pooled", "f8", "USD", "crisis gifts of its people to a pooled fund this month"),
    Field("disaster_loss", "f8", "share", "income missing now for those whom the disaster struck"),
    Field("strike_share", "f8", "share", "share of families struck"),
    Field("recession", "f8", "share", "income missing now for everybody"),
    Field("energy", "f8", "0 to 1", "reliability of energy now"),
    Field("telecom", "f8", "0 to 1", "reach of telecoms now"),
    Field("energy_base", "f8", "0 to 1", "reliability of energy without any lever"),
    Field("telecom_base", "f8", "0 to 1", "reach of telecoms without any lever"),
    Field("struck_month", "i4", "month", "month in which a disaster struck; -1 for none"),
    Field("disaster", "i4", "number", "which disaster that was"),
    Field("origin", "i4", "number", "origin country"),
    Field("has_zone", "i4", "0 or 1", "a special economic zone stands here"),
)

HOST = (
    Field("posts", "f8", "posts", "posts needed"),
    Field("vacancy", "f8", "share", "share of posts vacant"),
    Field("knowhow", "f8", "expert days", "know-how held by staff thanks to assignments and internships"),
    Field("absorption", "f8", "0 to 1", "how much of a training it takes in"),
    Field("followed", "f8", "hours a month", "online follow-up it gets"),
    Field("aspiration", "f8", "share", "share of its staff who want to emigrate"),
    Field("ties", "f8", "ties", "live ties with experts and institutions of the residence country"),
    Field("frozen", "f8", "posts", "posts kept vacant for now because experts do their work"),
    Field("id", "u4", "", "identity"),
    Field("requested", "i4", "month", "month of an open request; -1 for none"),
    Field("served", "i4", "month", "month of the last assignment; -1 for none"),
    Field("expert", "i4", "number", "record of the household whose expert came last; -1 for none"),
    Field("person", "u4", "", "identity of that household"),
    Field("community", "i2", "number", "community"),
    Field("sector", "i1", "0 to 4", "health, education, administration, agriculture, infrastructure"),
    Field("spare", "i1", "", "unused"),
)

INSTITUTION = (
    Field("budget", "f8", "USD a year", "budget; infinite where there is no limit"),
    Field("left", "f8", "USD", "what can still be committed this year"),
    Field("committed", "f8", "USD", "reserved and not yet paid"),
    Field("spent", "f8", "USD", "paid since month 0"),
    Field("arrived", "f8", "files", "files received since month 0"),
    Field("served", "f8", "files", "files served since month 0"),
    Field("abandoned", "f8", "files", "files given up since month 0"),
    Field("waiting", "f8", "files", "files waiting"),
    Field("waited", "f8", "days", "days waited by the files served, summed"),
    Field("places", "f8", "places", "places left this year"),
    Field("others", "f8", "places", "places taken by others than the diaspora and its associates"),
    Field("associates", "f8", "places", "places taken by associates of the diaspora"),
    Field("held", "f8", "USD", "private and public money that a pooled fund holds"),
    Field("exhausted_month", "i4", "month", "first month in which money ran out; -1 for never"),
    Field("lever", "i4", "number", "lever that runs it"),
)

CORRIDOR = (
    Field("origin_income", "f8", "USD a month", "income per head at origin"),
    Field("residence_income", "f8", "USD a month", "income per head in the residence country"),
    Field("climate", "f8", "0 to 1", "business climate at origin"),
    Field("stability", "f8", "0 to 1", "stability at origin"),
    Field("rights", "f8", "0 to 1", "security of status in the residence country"),
    Field("residence_climate", "f8", "0 to 1", "business climate and stability in the residence country"),
    Field("renunciation", "f8", "0 or 1", "residence country asks to give up the former nationality"),
    Field("tax_rate", "f8", "share", "tax on profits at origin"),
    Field("recession", "f8", "share", "income lost now in the residence country"),
    Field("job_loss", "f8", "share", "employment lost now in the residence country"),
    Field("travel", "f8", "share", "share of travel possible"),
    Field("naturalised", "f8", "share", "share of the first generation naturalised at the start"),
    Field("skilled", "f8", "share", "share with tertiary education"),
    Field("women", "f8", "share", "share of heads who are women"),
    Field("descendants", "f8", "share", "share of households headed by descendants"),
    Field("household_size", "f8", "persons", "foreign-born persons a household of migrants"),
    Field("first_community", "i4", "number", "first community of the origin"),
    Field("first_city", "i4", "number", "first city of the residence country"),
    Field("origin", "i4", "number", "origin country"),
    Field("first_association", "i4", "number", "first association"),
    Field("dual_allowed", "f8", "0 or 1", "origin lets nationals keep their nationality, before any lever"),
    Field("fee_cut", "f8", "share", "part of formal transfer fees that operators take off now"),
    Field("all_households", "f8", "households", "real households of all corridors of this world"),
    Field("residence_population", "f8", "persons", "people who live in the residence country"),
    Field("export_market", "f8", "USD a month", "market of the residence country within reach of firms at origin"),
    Field("import_market", "f8", "USD a month", "market at origin within reach of firms of the residence country"),
    Field("diaspora", "f8", "persons", "diaspora in the residence country last month"),
    Field("barrier", "f8", "share", "rise of the cost of trade now"),
    Field("customs_cut", "f8", "share", "share of customs days that advocacy took away"),
    Field("responses", "f8", "count", "answers of governments to advocacy that took effect"),
    Field("organised", "f8", "share", "share of diaspora firms in a network last month"),
    Field("meetings", "f8", "contacts", "live contacts with local firms"),
    Field("local_firms", "f8", "firms", "firms at origin that might sell to the residence country"),
    Field("imports", "f8", "USD", "imports of the origin this month from firms outside of the diaspora"),
    Field("importing", "f8", "share", "share of the firms of the residence country that might sell to the origin and do"),
    Field("shops", "f8", "firms", "sellers of home goods, those that import themselves counting more"),
    Field("availability", "f8", "0 to 1", "how far households find home goods"),
    Field("adopters", "f8", "share", "share of the host population that buys home goods"),
    Field("advocacy_due", "i4", "month", "month in which an answer to advocacy takes effect; -1 for none"),
    Field("invited", "f8", "0 to 1", "share of the joint projects of a knowledge network that its secretariat has room to look at"),
    Field("pool_public", "f8", "ratio", "public money in a pooled fund per dollar that the diaspora would give without it, for the crisis under way"),
    Field("first_household", "i4", "number", "first record of its households at the start"),
    Field("n_records", "i4", "count", "records of its households at the start"),
    Field("short", "i4", "bits", "sectors with a proven shortage, for which posts are offered"),
    Field("plots_free", "f8", "plots", "free plots of special economic zones, as last heard"),
    Field("called", "i4", "bits", "sectors for which the placement agency calls experts; 0 before its first call"),
)

CHAPTER = (
    Field("money", "f8", "USD", "seed money and dues not yet spent"),
    Field("members", "f8", "firms", "member firms"),
    Field("firms", "f8", "firms", "diaspora firms of the city"),
    Field("board", "f8", "persons", "members of the board; 0 before it formed"),
    Field("contacts", "f8", "contacts", "contacts made at its meetings since it formed"),
    Field("id", "u4", "", "identity"),
    Field("quiet", "i4", "months", "months without a meeting"),
    Field("age", "i4", "months", "months since it formed; -1 before"),
    Field("corridor", "i2", "number", "corridor"),
    Field("city", "i2", "number", "city of residence, over all residence countries"),
    Field("is_seeded", "i1", "0 or 1", "got seed money"),
    Field("is_active", "i1", "0 or 1", "met this month"),
    Field("is_reporting", "i1", "0 or 1", "passed on a report this month"),
    Field("faction", "i1", "-1 to 2", "faction that holds its board; -1 for none"),
)

SCHEMAS: dict[str, tuple[Field, ...]] = {
    "households": HOUSEHOLD,
    "origin_households": RECEIVER,
    "firms": FIRM,
    "files": FILE,
    "associations": ASSOCIATION,
    "chapters": CHAPTER,
    "communities": COMMUNITY,
    "host_institutions": HOST,
    "institutions": INSTITUTION,
    "corridors": CORRIDOR,
}


def dtype_of(schema: tuple[Field, ...]) -> np.dtype[np.void]:
    """The NumPy dtype of a schema, aligned."""
    return np.dtype([(field.name, field.type) for field in schema], align=True)


def blank(schema: tuple[Field, ...], n: int) -> np.ndarray:
    """`n` records whose numbers are NaN, -1 or as large as can be, so that what nobody wrote looks wrong."""
    records = np.zeros(n, dtype=dtype_of(schema))
    for field in schema:
        if field.type == "f8":
            records[field.name] = np.nan
        else:
            records[field.name] = -1 if field.type[0] == "i" else np.iinfo(field.type).max
    return records


class Flow(IntEnum):
    """Columns of the monthly tally: what the loops add up, by cell. Money in USD, people and acts in real units, each times weight.

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
    HERE_FIRMS = 69
    HERE_JOBS = 70
    HERE_TAX = 71
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


N_FLOWS = len(Flow)
