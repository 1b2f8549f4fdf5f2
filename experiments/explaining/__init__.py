"""Why a household did what it did in a month: what it had heard of, its odds and their parts, its draw, where it stopped; beside the world without policy."""
