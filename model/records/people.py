"""What is kept of people: households of the diaspora, and their families at origin."""

from __future__ import annotations

from .fields import Field

LONG_AGO = 99
"""Months since a remittance beyond which they are not counted; whoever sent nothing for twelve is no sender."""

PARTS = 256
"""Parts of a household in which the places of records are counted, so that records that part from a place share it without a rest."""

# A household takes six lines of the cache, and with one byte more a month takes a fifth longer. What is looked at seldom and needs few digits is f4: whoever
# reads it takes float(...) of it, so that both engines calculate alike.
# Fields lie in the order of how often a month looks at them, so that most loops touch few lines of the cache. Numbers of other records are unsigned, which
# saves loops the question whether they count from the end.
HOUSEHOLD = (
    # who it is: what every loop looks at
    Field("weight", "f8", "households", "real households that the record stands for; a whole number"),
    Field("registered", "f8", "share", "of the households that the record stands for, those on the register of volunteers", 0.0),
    Field("bonds_held", "f8", "USD", "held in diaspora bonds", 0.0),
    Field("id", "u4", "", "identity of who lives there; its luck hangs on it"),
    Field("aware", "i4", "bits", "topics heard of", 0),
    Field("cell", "u4", "number", "cell of the breakdowns: corridor, community, faction, sex, generation, skill"),
    Field("eligible", "u4", "number", "number of the class of those who are offered the same restricted levers; levers for everybody are in none"),
    Field("bond_due", "i2", "month", "month in which its bonds fall due; -1 for none, -2 while it asks for some", -1),
    Field("corridor", "u2", "number", "corridor"),
    Field("community", "u2", "number", "community of origin, over all origins"),
    Field("comes", "i2", "months", "months of the burn-in until the household comes or is founded; 0 once it is there", 0),
    Field("nationality_wait", "i2", "months", "months until a requested nationality is given back; 0 for none", 0),
    Field("status", "i1", "0 or 1", "absent or present", 1),
    Field("refuses", "i1", "0 or 1", "will have nothing to do with offers of a state"),
    Field("faction", "i1", "0 to 2", "A, B, C"),
    Field("family_trained", "i1", "0 to 3", "trained in financial services: 1 for its family at origin, 2 for itself, 3 for both", 0),
    Field("remit_months", "i1", "months", "months since the last remittance, at most 99", LONG_AGO),
    Field("supports", "i1", "0 to 2", "kin at origin: none to send to, gets something on occasions, a family that it supports"),
    # its life
    Field("age", "f8", "years", "age of the head"),
    Field("years_abroad", "f8", "years", "since the head came; for those born there, since the household was founded"),
    Field("behind", "f8", "share", "of earnings, what years abroad have not made up yet"),
    Field("altruism", "f8", "share", "of the income `usual_income`, what it wants to send now, once it has settled; 0 where there is nobody to send to"),
    Field("waiting_since", "i2", "month", "month of an open application; -1 for none, -3 when it moves next month", -1),
    Field("assigned", "i2", "months", "months of an assignment still to come", 0),
    Field("crisis_month", "i2", "month", "month of its last crisis gift; -1 for none", -1),
    Field("is_employed", "i1", "0 or 1", "has a job"),
    Field("generation", "i1", "0 to 3", "first, one and a half, second, third"),
    Field("is_national", "i1", "0 or 1", "holds the nationality of origin"),
    Field("is_naturalised", "i1", "0 or 1", "holds the nationality of residence"),
    Field("plans_return", "i1", "0 to 2", "plan to return: none, came with one, wishes for it since a nationality was newly allowed"),
    Field("skill", "i1", "0 to 2", "low, middle, high (tertiary)"),
    Field("is_member", "i1", "0 or 1", "member of an association", 0),
    Field("sends", "i1", "0 or 1", "sent this month", 0),
    Field("has_invested", "i1", "0 or 1", "ever invested at origin", 0),
    Field("buys_goods", "i1", "0 or 1", "buys goods of the country of origin"),
    # its means, ties and trust
    Field("earnings", "f8", "USD a month", "earnings with a job, once caught up"),
    Field("wealth", "f8", "USD", "liquid wealth"),
    Field("attachment_psychological", "f8", "0 to 1", "identity"),
    Field("attachment_social", "f8", "0 to 1", "ties to people of the community of origin"),
    Field("attachment_economic", "f8", "0 to 1", "interests at origin"),
    Field("attachment_political", "f8", "0 to 1", "rights and concern at origin"),
    Field("goodwill", "f8", "0 to 1", "political attachment added by a nationality newly allowed", 0.0),
    Field("interest", "f8", "ratio", "how much news reaches the household"),
    Field("trust_state", "f8", "0 to 1", "trust in the state of origin"),
    Field("trust_associations", "f8", "0 to 1", "trust in associations"),
    Field("trust_agency", "f8", "0 to 1", "trust in the placement agency"),
    Field("trust_prior", "f8", "0 to 1", "trust that experience drifts back to"),
    Field("grievance", "f8", "0 to 1", "sense that one's needs are ignored", 0.0),
    Field("n_adults", "f8", "persons", "adult members"),
    Field("remittance", "f8", "USD", "sent this month, received amount plus fee", 0.0),
    Field("donation", "f8", "USD", "given this month, all kinds", 0.0),
    Field("sent", "f8", "USD", "sent since month 0", 0.0),
    Field("savings_held", "f8", "USD", "held in savings products at origin", 0.0),
    Field("colleagues", "f8", "ties", "live ties with other experts that it met at work for the country of origin", 0.0),
    Field("supported", "i8", "bits", "what supported an act since month 0", 0),
    Field("association", "u4", "number", "association of its place"),
    Field("acted", "i4", "bits", "acts since month 0", 0),
    Field("blocked", "i4", "bits", "obstacles that stopped it since month 0", 0),
    Field("will_retry", "i2", "households", "of the households that the record stands for, those stopped as founders who will try again", 0),
    Field("in_network", "i1", "years", "year of its membership of a knowledge network; 0 for no member", 0),
    Field("is_advising", "i1", "0 or 1", "an active member of it this year", 0),
    # what is looked at seldom
    Field("size", "f8", "persons", "members"),
    Field("relief_this_year", "f8", "USD", "tax relief on gifts since January", 0.0),
    Field("invested_property", "f8", "USD", "put into property since month 0", 0.0),
    Field("invested_productive", "f8", "USD", "put into stakes and firms since month 0", 0.0),
    Field("given_regular", "f8", "USD", "regular gifts since month 0", 0.0),
    Field("given_collective", "f8", "USD", "gifts to projects of associations since month 0", 0.0),
    Field("given_crisis", "f8", "USD", "crisis gifts since month 0", 0.0),
    Field("join_threshold", "f4", "share", "share of ties who must be members before it joins"),
    Field("issuer_record", "f4", "-1 to 1", "what it lived through with bonds of its state of origin adds to trust in the issuer", 0.0),
    Field("registered_since", "f4", "month", "mean month of their entries", 0.0),
    Field("part_from", "u4", "256ths", "what part of its place the record stands for, in 256ths of a household of those that lived there at the start: from", 0),
    Field("part_to", "u4", "256ths", "the same: to", 256),
    Field("root", "u4", "", "place in the population that it comes from; the same in every policy"),
    Field("place", "u4", "", "identity of the place; what is born there, and its turn in queues, hang on it"),
    Field("city", "i2", "number", "city of residence, over all residence countries"),
    Field("births", "i2", "count", "things born of this household: firms, and members who split off", 0),
    Field("successions", "i2", "count", "households that lived in this place before"),
    Field("is_woman", "i1", "0 or 1", "sex of the head"),
    Field("sector", "i1", "0 to 5", "health, education, administration, agriculture, infrastructure, business"),
    Field("is_exempt", "i1", "0 or 1", "need not give up a nationality when it naturalises"),
    Field("is_wasted", "i1", "0 or 1", "has tertiary education and a job that does not use it"),
    Field("placements", "i1", "count", "assignments so far", 0),
    Field("wants_virtual", "i1", "0 or 1", "an open application is for work online", 0),
    Field("first_gift", "i1", "0 to 3", "its first gift to a good cause at origin: none yet, in ordinary times, after a disaster, the same and again in months 13 to 24", 0),
    Field("is_giver", "i1", "0 or 1", "gives to good causes at origin year by year"),
    Field("owns_in_residence", "i1", "0 or 1", "owns a firm in the residence country", 0),
    Field("family_waits", "i1", "0 or 1", "applied for such a training and waits", 0),
    Field("trips", "i1", "count", "trips home in its last year, which ends in a month of its own", 0),
)

RECEIVER = (
    Field("income", "f8", "USD a month", "own income of the family in normal times, all earners together"),
    Field("loss", "f8", "share", "share of that income missing this month", 0.0),
    Field("received", "f8", "USD", "remittances received this month", 0.0),
    Field("savings", "f8", "USD", "savings out of remittances", 0.0),
    Field("received_year", "f8", "USD", "remittances received since the year of the run began; at the end of a run that is a whole year", 0.0),
    Field("community", "u2", "number", "community, over all origins"),
    Field("transfers_year", "i2", "count", "transfers received since then, one a month at most", 0),
    Field("is_woman", "i1", "0 or 1", "headed by a woman"),
    Field("has_account", "i1", "0 or 1", "holds an account"),
    Field("has_loan", "i1", "0 or 1", "owes a formal loan", 0),
)
