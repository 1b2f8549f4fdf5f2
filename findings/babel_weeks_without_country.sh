#!/usr/bin/env bash
# Babel numbers weeks in the language "fr" (or "de", "es", "it", "nl", "pt") otherwise than in "fr_FR": a language without a country gets the world's
# default, under which one day of January makes a first week, and not the rule of the country it stands for (four days, as in ISO 8601), though the country
# is known: Babel's own table of likely subtags completes "fr" to "fr_Latn_FR". In years that begin on a Friday, Saturday or Sunday every week of the year
# is one higher. Months, quarters, numbers are the same in both. Hurt: a report with weekly arrivals made for "fr" names week 10 of 2022 what every
# calendar in France calls week 9; so do charts beside it that take weeks from pandas or from `isocalendar`.
# Exits 0 while it is so, 1 once the behaviour has changed.
set -euo pipefail
place="$(mktemp -d)"
trap 'rm -rf "$place"' EXIT
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check babel==2.19.0
"$place/venv/bin/python" - <<'PYTHON'
import datetime
from importlib.metadata import version

from babel.core import get_global
from babel.dates import format_date

days = [datetime.date(2020, 1, 1) + datetime.timedelta(days=k) for k in range(5 * 365 + 2)]
iso = ["{}-{:02d}".format(*day.isocalendar()[:2]) for day in days]
print(f"Babel {version('babel')}; days of 2020 to 2024 whose week is not that of ISO 8601")
other = {}
for locale in ("fr", "fr_FR", "de", "de_DE", "es", "es_ES"):
    weeks = [format_date(day, "YYYY-ww", locale=locale) for day in days]
    other[locale] = {year: sum(a != b for a, b, day in zip(weeks, iso, days) if day.year == year) for year in range(2020, 2025)}
    print(locale, other[locale])
day = datetime.date(2022, 3, 1)
print("likely subtags:", {locale: get_global("likely_subtags")[locale] for locale in ("fr", "de", "es")})
print("1 March 2022:", {locale: format_date(day, "'week' w", locale=locale) for locale in ("fr", "fr_FR")})
with_country = sum(sum(other[locale].values()) for locale in ("fr_FR", "de_DE", "es_ES"))
raise SystemExit(0 if with_country == 0 and min(other[locale][2022] for locale in ("fr", "de", "es")) > 350 else 1)
PYTHON
# Seen on 30 November 2026, Python 3.11.7:
# Babel 2.19.0; days of 2020 to 2024 whose week is not that of ISO 8601
# fr {2020: 4, 2021: 365, 2022: 365, 2023: 365, 2024: 0}
# fr_FR {2020: 0, 2021: 0, 2022: 0, 2023: 0, 2024: 0}
# de {2020: 4, 2021: 365, 2022: 365, 2023: 365, 2024: 0}
# de_DE {2020: 0, 2021: 0, 2022: 0, 2023: 0, 2024: 0}
# es {2020: 4, 2021: 365, 2022: 365, 2023: 365, 2024: 0}
# es_ES {2020: 0, 2021: 0, 2022: 0, 2023: 0, 2024: 0}
# likely subtags: {'fr': 'fr_Latn_FR', 'de': 'de_Latn_DE', 'es': 'es_Latn_ES'}
# 1 March 2022: {'fr': 'week 10', 'fr_FR': 'week 9'}
