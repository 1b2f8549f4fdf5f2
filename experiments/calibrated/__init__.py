"""What calibration leaves to all that is computed: the sets of parameters that ship, and what supports the result of each lever."""
