"""How Python becomes fast, and where chance comes from: the one door to Numba, and draws that belong to people."""
