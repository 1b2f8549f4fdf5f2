"""One run and many: inputs and luck of each, worker processes, and what may be said of numbers over replications."""
