/* The rule in C: arrays by field, luck a function of person and month (Philox 4x32-10, as in model/compiled/random_draws.py), a few hundred agents at a time.

   rule FILE agents months rounds     FILE: incomes, then attachments, doubles. Prints a line a round: seconds, wealth, sent, senders of each month.
   rule FILE agents months rounds touch       the memory alone: what a month of the rule reads and writes is read and written, and nothing decided.
   rule FILE agents months rounds touch BYTES the same for a record of so many bytes an agent: each line of the cache is read and written. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CHUNK 256
#define REMIT 7
static const double BASE = -2.0, PULL = 2.0, HABIT = 1.5, SHARE = 0.1, KEPT = 0.98, SAVED = 0.05, S = 1.0 / 4294967296.0;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void roll(double *restrict u, uint32_t first, long n, uint32_t month, uint32_t seed) {
    for (long j = 0; j < n; j++) {
        uint64_t c0 = first + (uint32_t)j, c1 = month, c2 = REMIT, c3 = 0, k0 = seed, k1 = 0;
        for (int r = 0; r < 10; r++) {
            uint64_t p0 = 0xD2511F53ull * c0, p1 = 0xCD9E8D57ull * c2;
            c0 = (p1 >> 32) ^ c1 ^ k0;
            c1 = p1 & 0xFFFFFFFFull;
            c2 = (p0 >> 32) ^ c3 ^ k1;
            c3 = p0 & 0xFFFFFFFFull;
            k0 = (k0 + 0x9E3779B9ull) & 0xFFFFFFFFull;
            k1 = (k1 + 0xBB67AE85ull) & 0xFFFFFFFFull;
        }
        u[j] = ((double)(int64_t)c0 + 0.5) * S;
    }
}

static long decide(const double *restrict u, const double *restrict income, const double *restrict attachment, double *restrict wealth, double *restrict sent,
                   int8_t *restrict sends, long n) {
    long count = 0;
    for (long j = 0; j < n; j++) {
        double odds = BASE + PULL * attachment[j] + HABIT * sends[j];
        int acts = u[j] < 1.0 / (1.0 + exp(-odds));
        sends[j] = (int8_t)acts;
        sent[j] += SHARE * income[j] * acts;
        wealth[j] = KEPT * wealth[j] + SAVED * income[j];
        count += acts;
    }
    return count;
}

/* A line of the cache is 64 bytes: one word of each is read and written. */
static void lines(uint64_t *words, long count) {
    for (long j = 0; j < count; j += 8) words[j]++;
}

static long pass(const double *restrict income, const double *restrict attachment, double *restrict wealth, double *restrict sent, int8_t *restrict sends, long n) {
    long count = 0;
    for (long j = 0; j < n; j++) {
        wealth[j] += income[j];
        sent[j] += attachment[j];
        sends[j] ^= 1;
    }
    return count;
}

int main(int argc, char **argv) {
    if (argc < 5) return 2;
    long agents = atol(argv[2]), months = atol(argv[3]), rounds = atol(argv[4]);
    int touches = argc > 5;
    long words = argc > 6 ? agents * atol(argv[6]) / 8 : 0;
    uint64_t *records = words ? calloc(words, 8) : NULL;
    double *income = aligned_alloc(64, 64 * (agents / 8 + 1)), *attachment = aligned_alloc(64, 64 * (agents / 8 + 1));
    double *wealth = aligned_alloc(64, 64 * (agents / 8 + 1)), *sent = aligned_alloc(64, 64 * (agents / 8 + 1));
    int8_t *sends = aligned_alloc(64, 64 * (agents / 64 + 1));
    long *senders = calloc(months, sizeof *senders);
    FILE *file = fopen(argv[1], "rb");
    if (!file || fread(income, 8, agents, file) != (size_t)agents || fread(attachment, 8, agents, file) != (size_t)agents) return 3;
    fclose(file);
    for (long round = 0; round < rounds; round++) {
        memset(wealth, 0, 8 * agents);
        memset(sent, 0, 8 * agents);
        memset(sends, 0, agents);
        double began = now();
        for (long month = 0; month < months; month++) {
            if (touches) {
                if (records) lines(records, words);
                else senders[month] = pass(income, attachment, wealth, sent, sends, agents);
                continue;
            }
            senders[month] = 0;
            for (long first = 0; first < agents; first += CHUNK) {
                double u[CHUNK];
                long n = agents - first < CHUNK ? agents - first : CHUNK;
                roll(u, (uint32_t)first, n, (uint32_t)month, (uint32_t)(1 + round));
                senders[month] += decide(u, income + first, attachment + first, wealth + first, sent + first, sends + first, n);
            }
        }
        double seconds = now() - began, all_wealth = 0.0, all_sent = 0.0;
        for (long i = 0; i < agents; i++) all_wealth += wealth[i], all_sent += sent[i];
        printf("%.9f %.17g %.17g", seconds, all_wealth, all_sent);
        for (long month = 0; month < months; month++) printf(" %ld", senders[month]);
        printf("\n");
    }
    return 0;
}
