"""What is kept of those who serve: files at their desks, associations, hosts, and the institutions that carry out levers."""

from __future__ import annotations

import math

from .fields import Field

# A file waits at one desk at a time, in the order of its arrival there, or of a rank, and of its own draw.
FILE = (
    Field("draw", "f8", "0 to 1", "own draw: order among those who came in the same month"),
    Field("quality", "f8", "ratio", "quality of the project; productivity of the firm relative to the mean", 1.0),
    Field("days_left", "f8", "days", "days of procedures still to come", 0.0),
    Field("days_total", "f8", "days", "days spent so far in queues and procedures", 0.0),
    Field("capital", "f8", "USD", "capital that the project needs", 0.0),
    Field("reach", "f8", "USD", "what the household can put in", 0.0),
    Field("grant", "f8", "USD", "public money reserved for it", 0.0),
    Field("loan", "f8", "USD", "what a bank lends at most under a guarantee", 0.0),
    Field("support", "i8", "bits", "what carried it so far", 0),
    Field("id", "u4", "", "identity of the file"),
    Field("person", "u4", "", "who handed it in"),
    Field("household", "i4", "number", "record of the household", -1),
    Field("firm", "i4", "number", "record of the firm; -1 for none", -1),
    Field("arrived", "i4", "month", "month of arrival at the desk"),
    Field("opened", "i4", "month", "month in which it was handed in"),
    Field("blocked", "i4", "bits", "obstacles that stand against it", 0),
    Field("cell", "i4", "number", "cell of the breakdowns", -1),
    Field("corridor", "i2", "number", "corridor", -1),
    Field("community", "i2", "number", "community of origin", -1),
    Field("desk", "i1", "number", "desk at which it waits; 0 for closed"),
    Field("sector", "i1", "0 to 5", "sector", -1),
    Field("promise", "i1", "bits", "2: a promise to it was broken, 4: matched to an opportunity that fits policy, 8: claims incentives, 16: would settle in a zone, 32: holds a plot there, 64: cannot do without one", 0),
    Field("is_woman", "i1", "0 or 1", "handed in by a woman", 0),
    Field("travels", "i1", "0 or 1", "asks for what takes a journey", 0),
    Field("credit", "f8", "USD", "what a bank lends at most without a guarantee", 0.0),
    Field("rank", "f8", "number", "what its desk ranks it by, lower first; infinite for one that is passed over", math.inf),
)

ASSOCIATION = (
    Field("raised", "f8", "USD", "money gathered and not yet spent", 0.0),
    Field("effort", "f8", "0 to 1", "campaign effort", 1.0),
    Field("quality", "f8", "0 to 1", "chance of delivering as promised"),
    Field("grants", "f8", "USD", "public money received so far", 0.0),
    Field("own", "f8", "USD", "private money spent on projects so far", 0.0),
    Field("gifts", "f8", "USD", "gifts this month", 0.0),
    Field("members", "f8", "households", "members", 0.0),
    Field("under_way", "f8", "USD", "value of the project now under way", 0.0),
    Field("id", "u4", "", "identity"),
    Field("corridor", "i2", "number", "corridor"),
    Field("community", "i2", "number", "community of origin"),
    Field("proposed", "i4", "month", "month of an open proposal; -1 for none", -1),
    Field("due", "i4", "month", "month in which the running project is due; -1 for none", -1),
    Field("quiet", "i4", "months", "months without a gift", 0),
    Field("projects", "i4", "count", "projects delivered", 0),
    Field("failures", "i4", "count", "projects not delivered", 0),
    Field("faction", "i1", "-1 to 2", "faction that holds its board; -1 for none", -1),
    Field("is_active", "i1", "0 or 1", "awake", 1),
    Field("result", "i1", "-1, 0, 1", "project delivered (1) or failed (-1) this month", 0),
    Field("match", "f8", "USD", "public money in the running projects", 0.0),
    Field("fit", "f8", "0 to 1", "need that the running projects meet, relative to the best that could be chosen", 0.0),
    Field("trained", "i4", "months", "months for which a training still shows", 0),
    Field("n_under_way", "i4", "count", "projects now under way", 0),
    Field("asked", "i1", "0 or 1", "has a file at the school for associations", 0),
)

HOST = (
    Field("posts", "f8", "posts", "posts needed"),
    Field("vacancy", "f8", "share", "share of posts vacant"),
    Field("knowhow", "f8", "expert days", "know-how held by staff thanks to assignments and internships", 0.0),
    Field("absorption", "f8", "0 to 1", "how much of a training it takes in"),
    Field("followed", "f8", "hours a month", "online follow-up it gets", 0.0),
    Field("aspiration", "f8", "share", "share of its staff who want to emigrate"),
    Field("ties", "f8", "ties", "live ties with experts and institutions of the residence country", 0.0),
    Field("frozen", "f8", "posts", "posts kept vacant for now because experts do their work", 0.0),
    Field("id", "u4", "", "identity"),
    Field("requested", "i4", "month", "month of an open request; -1 for none", -1),
    Field("served", "i4", "month", "month of the last assignment; -1 for none", -1),
    Field("expert", "i4", "number", "record of the household whose expert came last; -1 for none", -1),
    Field("person", "u4", "", "identity of that household"),
    Field("community", "i2", "number", "community"),
    Field("sector", "i1", "0 to 4", "health, education, administration, agriculture, infrastructure"),
    Field("is_served", "i1", "0 or 1", "the placement agency serves its sector in its country", 0),
)

INSTITUTION = (
    Field("budget", "f8", "USD a year", "budget; infinite where there is no limit"),
    Field("left", "f8", "USD", "what can still be committed this year", 0.0),
    Field("committed", "f8", "USD", "reserved and not yet paid", 0.0),
    Field("spent", "f8", "USD", "paid since month 0", 0.0),
    Field("arrived", "f8", "files", "files received since month 0", 0.0),
    Field("served", "f8", "files", "files served since month 0", 0.0),
    Field("abandoned", "f8", "files", "files given up since month 0", 0.0),
    Field("waiting", "f8", "files", "files waiting", 0.0),
    Field("waited", "f8", "days", "days waited by the files served, summed", 0.0),
    Field("places", "f8", "places", "places left this year", 0.0),
    Field("others", "f8", "places", "places taken by others than the diaspora and its associates", 0.0),
    Field("associates", "f8", "places", "places taken by associates of the diaspora", 0.0),
    Field("held", "f8", "USD", "private and public money that a pooled fund holds", 0.0),
    Field("exhausted_month", "i4", "month", "first month in which money ran out; -1 for never", -1),
    Field("lever", "i4", "number", "lever that runs it"),
)
