"""Every sentence of the teaching questions, read once more by hand: what its words claim, as plain arithmetic on the runs.

A key is question, point and sentence (from 1, as they stand in the file); the text beside it is the beginning of its English words, which a test compares, so
that a sentence that is written anew is read anew. Means of a run are in every sentence as they are; what is read here is what is claimed of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from .raw_runs import RawRuns, down, flat, open_, up

Reading = Callable[[RawRuns], bool]
Key = tuple[int, int, int]


def ratio(one: pd.Series, other: pd.Series) -> float:
    """A ratio of means over the runs that have both."""
    both = pd.concat([one, other], axis=1).dropna()
    return float(both.iloc[:, 0].mean() / both.iloc[:, 1].mean())


def kept(r: RawRuns, outcome: str, option: str, month: int, end: int) -> float:
    """What is left in a month of what was there at the end."""
    return ratio(r.at(outcome, option, month), r.at(outcome, option, end))


GIVEN, MATCH = "donations_collective", "poorer_half"
BUSY, NEWS, STAFF = "no_campaign", "campaign", "campaign_and_staff"
POOR, RICH = range(1, 4), range(4, 9)

READINGS: Mapping[Key, tuple[str, Reading]] = {
    (1, 1, 1): ("A grant goes to those", lambda r: r.needed("counter", "one_stop_shop") > r.needed("grant", "investment_grant")),
    (1, 1, 2): ("Here the grant reaches more", lambda r: r.needed("counter", "one_stop_shop") < r.needed("grant", "investment_grant")),
    (1, 2, 1): ("A grant leaves obstacles", lambda r: up(r.change("blocked_information", "grant"))),
    (1, 2, 2): ("With the grant fewer founders", lambda r: down(r.change("blocked_information", "grant"))),
    (1, 3, 1): ("A counter acts on procedures", lambda r: down(r.level("procedure_days", "counter") - r.level("procedure_days", "grant"))),
    (1, 3, 2): ("Procedures take longer with", lambda r: up(r.level("procedure_days", "counter") - r.level("procedure_days", "grant"))),
    (1, 4, 1): ("An additional job costs less through the counter", lambda r: 0.0 < r.price("jobs", "counter") < r.price("jobs", "grant")),
    (1, 4, 2): ("An additional job costs less through the grant", lambda r: 0.0 < r.price("jobs", "grant") < r.price("jobs", "counter")),
    (2, 1, 1): (
        "The campaign brings {projects} more projects to the counter; with",
        lambda r: up(r.gap("projects_opened", NEWS, BUSY)) and up(r.gap("firms_created", NEWS, BUSY)),
    ),
    (2, 1, 2): (
        "The campaign brings {projects} more projects to the counter; whether",
        lambda r: up(r.gap("projects_opened", NEWS, BUSY)) and open_(r.gap("firms_created", NEWS, BUSY)),
    ),
    (2, 1, 3): ("The campaign brings {projects} more projects to the counter, and", lambda r: down(r.gap("firms_created", NEWS, BUSY))),
    (2, 1, 4): ("The campaign does not bring more", lambda r: down(r.gap("projects_opened", NEWS, BUSY))),
    (2, 2, 1): ("More files are given up because", lambda r: up(r.gap("abandoned", NEWS, BUSY) - r.gap("projects_opened", NEWS, BUSY))),
    (2, 2, 2): ("With the campaign {given_up} more", lambda r: up(r.gap("abandoned", NEWS, BUSY))),
    (2, 2, 3): ("With the campaign {-given_up} fewer", lambda r: down(r.gap("abandoned", NEWS, BUSY))),
    (2, 3, 1): ("A second officer with the same news makes {staffed} more", lambda r: up(r.gap("firms_created", STAFF, NEWS))),
    (2, 3, 2): ("A second officer with the same news makes {-staffed} fewer", lambda r: down(r.gap("firms_created", STAFF, NEWS))),
    (2, 4, 1): ("Trust in the state ends lower", lambda r: down(r.gap("trust", NEWS, BUSY))),
    (2, 4, 2): ("Trust in the state ends higher", lambda r: up(r.gap("trust", NEWS, BUSY))),
    (3, 1, 1): ("Of the demands raised the wide", lambda r: _answered(r, "few") > _answered(r, "many")),
    (3, 1, 2): ("Here the wide consultation", lambda r: _answered(r, "many") > _answered(r, "few")),
    (3, 2, 1): (
        "Trust falls faster on",
        lambda r: down(r.change("trust", "many")) and up(r.change("trust", "few")) and down(r.change("trust", "many") + r.change("trust", "few")),
    ),
    (3, 2, 2): ("The wide consultation ends with less trust than the world without any, by {-trust_many}, the small", lambda r: _parted(r)),
    (3, 2, 3): (
        "The wide consultation ends with less trust than the world without any, by {-trust_many}; for",
        lambda r: down(r.change("trust", "many")) and open_(r.change("trust", "few")),
    ),
    (3, 2, 4): ("The small consultation ends with more", lambda r: up(r.gap("trust", "few", "many"))),
    (3, 2, 5): ("The wide consultation ends with more", lambda r: up(r.gap("trust", "many", "few"))),
    (3, 3, 1): ("Acts follow trust late", lambda r: all(open_(r.change("investment", option)) for option in ("many", "few"))),
    (3, 3, 2): ("Investment is {invested_few} higher", lambda r: up(r.change("investment", "few"))),
    (3, 3, 3): ("Investment is {-invested_few} lower", lambda r: down(r.change("investment", "few"))),
    (3, 3, 4): ("Investment is {-invested_many} lower", lambda r: down(r.change("investment", "many"))),
    (3, 3, 5): ("Investment is {invested_many} higher", lambda r: up(r.change("investment", "many"))),
    (3, 4, 1): ("Gifts to associations stay the same", lambda r: all(flat(r.change(GIVEN, option)) for option in ("many", "few"))),
    (3, 4, 2): ("Whether gifts to associations", lambda r: all(open_(r.change(GIVEN, option)) for option in ("many", "few"))),
    (4, 1, 1): ("Know-how that nobody uses", lambda r: max(kept(r, "capacity", option, 84, 60) for option in ("in_person", "online")) < 0.5),
    (4, 1, 2): ("Here more than half", lambda r: kept(r, "capacity", "in_person", 84, 60) > 0.5),
    (4, 2, 1): ("Online missions are cheap", lambda r: up(r.at("capacity", "online", 60) - r.at("capacity", "in_person", 60))),
    (4, 2, 2): ("When the money ends missions", lambda r: down(r.at("capacity", "online", 60) - r.at("capacity", "in_person", 60))),
    (4, 3, 1): ("Shorter missions bring", lambda r: up(r.gap("placement_repeats", "mix", "in_person"))),
    (4, 3, 2): ("Shorter missions do not", lambda r: down(r.gap("placement_repeats", "mix", "in_person"))),
    (4, 4, 1): ("Those who came home", lambda r: kept(r, "capacity", "permanent", 84, 60) > kept(r, "capacity", "in_person", 84, 60)),
    (4, 4, 2): ("What those who came home", lambda r: kept(r, "capacity", "permanent", 84, 60) < min(1.0, kept(r, "capacity", "in_person", 84, 60))),
    (4, 5, 1): ("In the end, 24 months after the money, permanent", lambda r: up(r.at("capacity", "permanent", 84) - r.at("capacity", "in_person", 84))),
    (4, 5, 2): ("In the end, 24 months after the money, missions", lambda r: down(r.at("capacity", "permanent", 84) - r.at("capacity", "in_person", 84))),
    (5, 1, 1): (
        "Most of what this programme",
        lambda r: (
            up(r.at("capacity", "full", 48) - r.at("capacity", "none", 48))
            and ratio(r.at("capacity", "full", 48) - r.at("capacity", "none", 48), r.at("capacity", "full", 48)) > 0.5
        ),
    ),
    (5, 1, 2): ("Internships add", lambda r: up(r.at("capacity", "full", 48) - r.at("capacity", "none", 48))),
    (5, 1, 3): ("With internships the programme leaves less", lambda r: down(r.at("capacity", "full", 48) - r.at("capacity", "none", 48))),
    (5, 2, 1): ("Internships cost", lambda r: up(r.gap("public_cost", "full", "none"))),
    (5, 2, 2): ("With internships the programme costs", lambda r: down(r.gap("public_cost", "full", "none"))),
    (5, 3, 1): (
        "Where return is left open {lost_open} of the interns stay abroad, where it is agreed {lost_agreed}, and",
        lambda r: up(r.gap("interns_lost", "open", "full")) and ("X11", "open") in r.alarms,
    ),
    (5, 3, 2): (
        "Where return is left open {lost_open} of the interns stay abroad, where it is agreed {lost_agreed};",
        lambda r: up(r.gap("interns_lost", "open", "full")),
    ),
    (5, 4, 1): ("The agreement to come back", lambda r: up(r.at("capacity", "full", 72) - r.at("capacity", "open", 72))),
    (5, 4, 2): ("Where return is left open the hosts", lambda r: down(r.at("capacity", "full", 72) - r.at("capacity", "open", 72))),
    (6, 1, 1): ("With a fixed yearly budget a higher ratio does not draw", lambda r: _fewer_matched(r) and down(r.gap(GIVEN, "first_come_3", "first_come_1"))),
    (6, 1, 2): ("With a fixed yearly budget the same money", lambda r: _fewer_matched(r) and open_(r.gap(GIVEN, "first_come_3", "first_come_1"))),
    (6, 1, 3): ("Even with a fixed yearly", lambda r: up(r.gap(GIVEN, "first_come_3", "first_come_1"))),
    (6, 2, 1): ("With the same total spent in two years a higher ratio draws more", lambda r: up(r.gap(GIVEN, "total_3", "total_1"))),
    (6, 2, 2): ("With the same total spent in two years, whether", lambda r: open_(r.gap(GIVEN, "total_3", "total_1"))),
    (6, 2, 3): ("With the same total spent in two years a higher ratio draws less", lambda r: down(r.gap(GIVEN, "total_3", "total_1"))),
    (6, 3, 1): ("Without a limit a higher", lambda r: up(r.gap(GIVEN, "open_3", "open_1")) and up(r.gap("public_cost", "open_3", "open_1"))),
    (6, 3, 2): ("Even without a limit, whether", lambda r: open_(r.gap(GIVEN, "open_3", "open_1")) and up(r.gap("public_cost", "open_3", "open_1"))),
    (6, 3, 3): ("Even without a limit a higher", lambda r: down(r.gap(GIVEN, "open_3", "open_1"))),
    (6, 4, 1): ("Choosing by need raises the share of the poorer half at both", lambda r: _by_need(r, 1) and _by_need(r, 3)),
    (6, 4, 2): ("Choosing by need raises the share of the poorer half at 1:1", lambda r: _by_need(r, 1)),
    (6, 4, 3): ("Choosing by need raises the share of the poorer half at 3:1", lambda r: _by_need(r, 3)),
    (6, 5, 1): (
        "A yearly budget of this size runs out, first in month {empty_1} at 1:1 and sooner",
        lambda r: down(r.level("budget_exhausted_month", "first_come_3") - r.level("budget_exhausted_month", "first_come_1")),
    ),
    (6, 5, 2): ("A yearly budget of this size runs out, first in month {empty_1} at 1:1 and in", lambda r: _runs_out(r)),
}


def _answered(r: RawRuns, option: str) -> float:
    return ratio(r.level("demands_answered", option), r.level("demands_raised", option))


def _parted(r: RawRuns) -> bool:
    return down(r.change("trust", "many")) and up(r.change("trust", "few"))


def _by_need(r: RawRuns, times: int) -> bool:
    return up(r.level(MATCH, f"need_weighted_{times}") - r.level(MATCH, f"first_come_{times}"))


def _fewer_matched(r: RawRuns) -> bool:
    return bool(r.change("public_match", "first_come_3").mean() / 3.0 < r.change("public_match", "first_come_1").mean())


def _runs_out(r: RawRuns) -> bool:
    return all(bool(r.level("budget_exhausted_month", f"first_come_{times}").notna().any()) for times in (1, 3))
