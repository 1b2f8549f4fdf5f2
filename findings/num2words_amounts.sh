#!/usr/bin/env bash
# num2words takes an integer amount for cents and any other number for whole units, without saying so: 1000000 with currency="EUR" is "ten thousand euro",
# "dix mille euros", and 1000000.0 a million; its documentation names the converter "currency" and tells nothing of it. Arabic is the other way round in
# both: an integer stands for units there, and the currency, if it is none of the few it knows, becomes the Saudi riyal: 1200 EUR are written as 1200
# riyals. Hurt: grant agreements and cheques, where the amount in letters is the one that counts; the same template is right with a mean (a float) and a
# hundred times too low with a budget line (an integer).
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check num2words==0.5.14
"$place/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

from num2words import num2words

print(f"num2words {version('num2words')}")
said = {}
for language in ("en", "fr", "ar"):
    for amount in (1_200, 1_200.0):
        said[language, type(amount)] = num2words(amount, lang=language, to="currency", currency="EUR")
        print(f"{language}, {amount!r} EUR: {said[language, type(amount)]}")
cents = said["en", int].startswith("twelve euro") and said["fr", int].startswith("douze euros")
units = said["en", float].startswith("one thousand, two hundred euro") and said["fr", float].startswith("mille deux cents euros")
riyal = said["ar", int] == said["ar", float] == num2words(1_200, lang="ar", to="currency", currency="SR")
raise SystemExit(0 if cents and units and riyal else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# num2words 0.5.14
# en, 1200 EUR: twelve euro, zero cents
# en, 1200.0 EUR: one thousand, two hundred euro, zero cents
# fr, 1200 EUR: douze euros et zéro centimes
# fr, 1200.0 EUR: mille deux cents euros et zéro centimes
# ar, 1200 EUR: ألف و مئتا ريال
# ar, 1200.0 EUR: ألف و مئتا ريال
