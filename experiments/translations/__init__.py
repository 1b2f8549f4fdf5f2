"""Catalogues of translations: every text of code and data files, extracted by Babel. `python -m experiments.translations es --out locale` begins one."""
