"""How a statistic is computed: levels, effects, regressions, timing, survival, inequality. Each gives one number a replication."""
