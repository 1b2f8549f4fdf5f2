#!/usr/bin/env bash
# country-converter reads the UN's region "Southern Africa" as the country South Africa, and CEPII's French "Dominicaine (la République)" as Dominica, without
# a word: it matches parts of a name by regular expressions. "Western Africa" beside it is refused with a warning, as it should be.
# Hurt: who puts codes on a table of the UN Population Division, where regions and countries stand in one column, and adds up by code: South Africa then holds
# Botswana, Eswatini, Lesotho, Namibia and itself twice.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check country-converter==1.3.2 pandas==2.3.3
"$place/venv/bin/python" - <<'PYTHON'
import logging
from importlib.metadata import version

import country_converter as coco
import pandas as pd

logging.disable(logging.WARNING)
# International Migrant Stock 2020, table 1: immigrants at mid-year 2020, thousand
table = pd.Series({"Southern Africa": 3125, "South Africa": 2860, "Western Africa": 7552})
codes = coco.convert(list(table.index), to="ISO3", not_found=None)
dominican = coco.convert("Dominicaine (la République)", to="ISO3", not_found=None)
print(f"country-converter {version('country-converter')}, pandas {pd.__version__}")
print(dict(zip(table.index, codes)), "| Dominicaine (la République):", dominican)
print("South Africa, thousand immigrants, added up by code:", int(table.groupby(codes).sum()["ZAF"]))
raise SystemExit(0 if codes[:2] == ["ZAF", "ZAF"] and codes[2] == "Western Africa" and dominican == "DMA" else 1)
PYTHON
# Seen on 29 November 2026, Python 3.11.7:
# country-converter 1.3.2, pandas 2.3.3
# {'Southern Africa': 'ZAF', 'South Africa': 'ZAF', 'Western Africa': 'Western Africa'} | Dominicaine (la République): DMA
# South Africa, thousand immigrants, added up by code: 5985
