"""Luck belongs to people, not to the order of calls.

Every draw is a pure function of (root seed, replication, decision, month, person): Philox 4x32-10 (Salmon, Moraes, Dror and Shaw 2011,
"Parallel random numbers: as easy as 1, 2, 3"). Two policies run with the same seeds differ only where the policy changed something.
The counter is (person, month, decision group, replication); the key is the two words of the seed.
"""

from __future__ import annotations

import math

from ..records.number_enum import NumberEnum
from .numba_door import inlined, rule

MASK = 0xFFFFFFFF
SMALL_CHANCE = 1e-6
"""Below it 1 less a chance, rounded, keeps fewer than ten of its digits."""
SLACK = 1e-9
"""More than rounding moves the chance that nobody acts."""


class Draw(NumberEnum):
    """The table of decision groups; append only: a number that is given never changes. Each group holds four lanes."""

    TRAITS = 0  # community, city, faction, membership
    PERSON = 1  # sex, skill, sector, return plan
    MEANS = 2  # earnings, wealth, altruism, family's income
    TIES_OF_HEART = 3  # four attachments
    OUTLOOK = 4  # trust, interest in news, join threshold, receiver's sex
    TIES = 5  # network
    LIFE = 6  # leaving, death, employment, destination
    REMIT = 7  # participation, amount, channel, help for kin who lost something
    INVEST = 8  # pursuit, capital, procedures; spare
    GIVE = 9  # regular, collective, idea, application
    BELONG = 10  # age and years abroad, age on arrival, how many newcomers; spare
    APPLY = 11  # mode, applying again; spare
    CRISIS = 12  # give, its size; spare
    FIRM = 13  # survive, productivity; spare
    ELIGIBLE = 14  # random share, by arm
    ASSOCIATION = 15  # order in a round, delivery, board, quality
    HOST = 16  # request, absorption at the start; spare
    AWARE = 17  # hearing of six topics: lanes by topic
    STATUS = 18  # naturalised, exempt, employed, account at origin
    AGENCY = 19  # order in the queue, drop out, displacement, budget renewal
    PRODUCTIVE = 20  # property, its size, stake, its size
    STRIKE = 21  # struck by a disaster; spare
    REFUSE = 22  # will have nothing to do with a state, buys home goods, has a job below its skill, gives year by year
    AWARE_MORE = 23  # hearing of further topics: lanes by topic
    COLLECTIVE = 24  # size of a regular gift, of a collective gift; spare
    CITIZEN = 25  # naturalise, take back, account at origin, begins to wish for a return
    JOIN = 26  # joining, leaving; spare
    AWARE_LAST = 27  # hearing of the last topics: lanes by topic
    GATES = 28  # obstacles of a would-be founder: information, infrastructure, partners, skills
    PROJECT = 29  # quality, order in queues, sector, choice of a zone
    STEPS = 30  # service times of the steps of a procedure
    FILE = 31  # giving up, jury, bank, dispute of a file, by month
    EXPORT = 32  # wants to trade, gets past customs, past rules, finds a partner; under an identity born of its own: stops
    RESIDENCE = 33  # firms in the residence country: at the start spare, trades, size, sells home goods; by month closes or opens, two tries for an owner
    VISIT = 34  # visits, referred visits; spare
    SAVE = 35  # savings product, size of what is put by, bond, roll-over
    FAMILY = 36  # families at origin: application for training, account, local investment, turn in the queue
    NETWORK = 38  # threshold; by month joins or leaves a business network, reads a report, asks for a fair, for a course; a government answers
    TIE = 40  # ties of an assignment: with the host, between institutions, between experts; and of a joint project
    SKILLED = 41  # applies for a post, joins or leaves a knowledge network, is active, proposes a joint project
    POST = 42  # order in the queue, is approved, keeps a local candidate out; in a post: moves on
    MATCH = 43  # finds a job that uses its skill; spare
    CLAIM = 44  # of a would-be founder: claims what it is entitled to, would settle in a zone, is admitted as a foreigner, which of several obstacles counts
    WISH = 45  # of a would-be investor: gives up on property, is admitted as a foreigner to property, to a stake, which of several obstacles counts
    COUNTER = 46  # of a file served at the one-stop shop: claims with its help; of a finalist: a second look; spare
    BOARD = 47  # members of the board of a chapter step down; of any board: a faction takes hold of it, which one; spare
    SPEAK = 50  # asks for a seat, place in line, lot, raises a demand
    REGISTER = 51  # registers; spare
    HUB = 52  # uses a hub, takes up a practice; spare
    SURVEY = 53  # answers to a survey, by number
    CANDIDATE = 54  # need for each of the four projects that could be chosen
    JUDGE = 55  # how each of them is misjudged
    STAKE = 56  # of a would-be holder of a stake: infrastructure of the place; spare
    AGAIN = 57  # of a stopped founder: tries again, keeps the idea; of a file, by month of opening: keeps the idea
    CYCLE = 58  # of a residence country: its incomes move about their trend; spare
    ISSUER = 59  # of an origin: defaults on its bonds; spare
    EARMARK = 60  # signs up for an earmarked product, what is put in; spare
    LOAN = 61  # of a family at origin: takes a loan, or has paid it back; spare


@inlined
def philox(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> tuple[int, int, int, int]:
    """Philox 4x32-10: four 32-bit words from a counter of four words and a key of two.

    >>> [f"{x:08x}" for x in philox(0, 0, 0, 0, 0, 0)]
    ['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8']
    """
    for _ in range(10):
        p0 = 0xD2511F53 * c0
        p1 = 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (
            ((p1 >> 32) & 0xFFFFFFFF) ^ c1 ^ k0,
            p1 & 0xFFFFFFFF,
            ((p0 >> 32) & 0xFFFFFFFF) ^ c3 ^ k1,
            p0 & 0xFFFFFFFF,
        )
        k0 = (k0 + 0x9E3779B9) & 0xFFFFFFFF
        k1 = (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c0, c1, c2, c3


@inlined
def four_uniforms(a: int, b: int, c: int, d: int) -> tuple[float, float, float, float]:
    """Four words of 32 bits as uniforms in the open interval (0, 1).

    >>> four_uniforms(0, 2**31, 2**32 - 1, 1)[1]
    0.5000000001164153
    """
    s = 1.0 / 4294967296.0
    return (a + 0.5) * s, (b + 0.5) * s, (c + 0.5) * s, (d + 0.5) * s


@inlined
def four_draws(seed0: int, seed1: int, replication: int, group: int, month: int, person: int) -> tuple[float, float, float, float]:
    """Four uniforms in the open interval (0, 1) of one person, decision group and month; month -1 is before the world begins.

    >>> a = four_draws(1, 0, 0, 7, 0, 42)
    >>> a == four_draws(1, 0, 0, 7, 0, 42) and a != four_draws(1, 0, 0, 7, 1, 42) and all(0 < u < 1 for u in a)
    True
    """
    a, b, c, d = philox(person & 0xFFFFFFFF, month & 0xFFFFFFFF, group, replication, seed0, seed1)
    return four_uniforms(a, b, c, d)


def seed_words(seed: int) -> tuple[int, int]:
    """The two 32-bit words of a seed from 0 to 2**64 - 1. Seed 0 is a seed.

    >>> seed_words(2**32 + 5)
    (5, 1)
    """
    return seed & MASK, (seed >> 32) & MASK


@rule
def descendant(parent: int, ordinal: int) -> int:
    """Identity (32 bits) of the `ordinal`-th thing born of `parent`: one more birth elsewhere shifts nobody's luck."""
    a, _, _, _ = philox(parent & 0xFFFFFFFF, ordinal & 0xFFFFFFFF, 0x5EED, 0, 0x1234567, 0x89ABCDE)
    return a


@rule
def normal(u: float) -> float:
    """Standard normal quantile of u in (0, 1): Acklam's rational approximation, relative error below 1.2e-9.

    >>> round(normal(0.5), 6), round(normal(0.975), 4)
    (0.0, 1.96)
    """
    if u < 0.02425:
        q = math.sqrt(-2.0 * math.log(u))
        return (
            ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968) * q
            + 2.938163982698783
        ) / ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1.0)
    if u > 0.97575:
        q = math.sqrt(-2.0 * math.log(1.0 - u))
        return -(
            ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968) * q
            + 2.938163982698783
        ) / ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1.0)
    q = u - 0.5
    r = q * q
    return (
        (
            ((((-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02) * r + 1.383577518672690e02) * r - 3.066479806614716e01) * r
            + 2.506628277459239
        )
        * q
        / (((((-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02) * r + 6.680131188771972e01) * r - 1.328068155288572e01) * r + 1.0)
    )


@rule
def spread(u: float, sigma: float) -> float:
    """A lognormal factor of mean 1: exp(sigma z - sigma^2 / 2).

    >>> round(spread(0.5, 1.0), 4)
    0.6065
    """
    return math.exp(sigma * normal(u) - 0.5 * sigma * sigma)


@inlined
def how_many(u: float, weight: float, probability: float) -> float:
    """Binomial(weight, probability) by inversion of one uniform: how many of the `weight` real households behind a record act.

    For weight 1 it is `u < probability`, turned so that more probability never means fewer acts. That nobody acts has a chance of 1 - weight x
    probability at least (Bernoulli's inequality), which settles most draws of what is rare without a logarithm and an exponential.

    >>> how_many(0.2, 1.0, 0.3), how_many(0.4, 1.0, 0.3), how_many(0.001, 40.0, 0.05)
    (1.0, 0.0, 7.0)
    """
    if u > max(weight, 1.0) * probability + SLACK:
        return 0.0
    return _counted(u, weight, probability)


@rule
def _counted(u: float, weight: float, probability: float) -> float:
    """The same, one number after the other."""
    if probability <= 0.0:
        return 0.0
    if weight <= 1.0:
        return 1.0 if u < probability else 0.0
    if probability >= 1.0:
        return weight
    # P(nobody acts) takes the top of u, so that a small u means many, as for weight 1.
    v = 1.0 - u
    # of a small chance the difference from 1 keeps few digits, and the chances of all numbers would not add up to 1
    log_nobody = weight * (math.log1p(-probability) if probability < SMALL_CHANCE else math.log(1.0 - probability))
    if log_nobody < -700.0:  # exp() would give 0; so many of so heavy a record act that the normal distribution is close
        near = weight * probability + math.sqrt(weight * probability * (1.0 - probability)) * normal(v)
        return max(min(float(math.floor(near + 0.5)), weight), 0.0)
    odds = probability / (1.0 - probability)
    term = math.exp(log_nobody)
    total = term
    k = 0.0
    while v > total and k < weight:
        term = term * odds * (weight - k) / (k + 1.0)
        k += 1.0
        before = total
        total += term
        if total == before:  # rounded, the sum of all chances stays below v: nobody further has any, of however many there are
            return k
    return k
