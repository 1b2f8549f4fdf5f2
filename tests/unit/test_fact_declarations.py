"""How facts are declared and read, what their verdicts and their score are, and what is said of those that are written wrongly."""

from __future__ import annotations

import math
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from experiments.evidence.declaration import fact, forget
from experiments.evidence.estimate import Estimate
from experiments.evidence.fact_files import chosen, read_facts, shipped_facts
from experiments.evidence.validation import Card, answer
from experiments.evidence.verdict import Judged, Verdict, of_parts, verdict_of
from model.errors import InputError

GOOD = """
from experiments.evidence import Estimate, fact
import numpy as np

@fact(id="mine", channel="giving", grade="B", band=(1.0, 2.0), source="me")
def mine(study):
    '''It is so.

    More words.
    '''
    return Estimate(np.array([1.0, 2.0, 1.5]))
"""


def declared_with(**changes: Any) -> None:
    given = {"id": "mine", "channel": "giving", "grade": "B", "band": (1.0, 2.0), "source": "me", **changes}

    def statement(study: Any) -> Estimate:
        """It is so."""
        return Estimate(np.ones(1))

    fact(**given)(statement)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"id": "two words"}, "letters, digits"),
        ({"id": 3}, "letters, digits"),
        ({"id": "trade"}, "name of a channel"),
        ({"id": "c09"}, "kept for the table"),
        ({"band": {1: (0.0, 1.0)}}, "no name of a part"),
        ({"grade": ["A"]}, "no grade"),
        ({"channel": "remitances"}, "did you mean 'remittances'"),
        ({"grade": "b"}, "did you mean 'B'"),
        ({"grade": "E"}, "A, B, C or D"),
        ({"band": (2.0, 1.0)}, "did you mean '\\(1.0, 2.0\\)'"),
        ({"band": (None, None)}, "nothing or everything"),
        ({"band": (math.nan, 1.0)}, "not a number"),
        ({"band": ("0", 1.0)}, "not a number"),
        ({"band": 1.0}, "no pair"),
        ({"band": {}}, "names no part"),
        ({"band": {"women": (1.0,)}}, "band of 'women'"),
        ({"source": " "}, "source"),
        ({"near": -1.0}, "no distance"),
        ({"replications": 0}, "no number of runs"),
        ({"replications": True}, "no number of runs"),
    ],
)
def test_what_is_declared_wrongly_is_named(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        declared_with(**changes)


def test_a_fact_without_statement_or_with_other_arguments_is_refused() -> None:
    with pytest.raises(InputError, match="docstring"):
        fact(id="mine", channel="giving", grade="B", band=(1.0, 2.0), source="me")(lambda study: Estimate(np.ones(1)))
    with pytest.raises(InputError, match="one study"):

        @fact(id="mine", channel="giving", grade="B", band=(1.0, 2.0), source="me")
        def two(study: Any, other: Any) -> Estimate:
            """It is so."""
            return Estimate(np.ones(1))


def test_a_file_gives_its_facts_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(GOOD, encoding="utf-8")
    for _ in range(2):
        (found,) = read_facts(path)
        assert (found.id, found.says, found.file, dict(found.bands)) == ("mine", "It is so.", str(path), {"": (1.0, 2.0)})
    shipped = len(shipped_facts())
    assert len(chosen([path])) == shipped + 1 and len(shipped_facts()) == shipped


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("x = 1\n", "declares no fact"),
        ("def f(:\n", "line 1: is no Python"),
        ("\nimport nowhere_at_all\n", "line 2: fails with ModuleNotFoundError"),
        ("import sys\nsys.exit(3)\n", "line 2: fails with SystemExit"),
        ("import json\n\njson.loads('{')\n", "line 3: fails with JSONDecodeError"),
        (GOOD.replace('"giving"', '"givin"'), "did you mean 'giving'"),
        (GOOD + GOOD, "there is a fact mine already"),
        (GOOD.replace('"mine"', '"C15"'), "C15.* is kept for the table of evidence"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_name(content: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=says) as refused:
        chosen([path])
    assert all(str(path) in str(problem) for problem in refused.value.problems)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_facts(tmp_path / "nowhere.py")
    with pytest.raises(InputError, match="cannot be read"):
        read_facts(tmp_path)
    (tmp_path / "latin.py").write_bytes("# été".encode("latin-1"))
    with pytest.raises(InputError, match="UTF-8"):
        read_facts(tmp_path / "latin.py")


def test_a_file_finds_what_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "my_helper_of_facts.py").write_text("BAND = (1.0, 2.0)\n", encoding="utf-8")
    path = tmp_path / "mine.py"
    path.write_text("from my_helper_of_facts import BAND\n" + GOOD.replace("(1.0, 2.0)", "BAND"), encoding="utf-8")
    assert read_facts(path)[0].bands == {"": (1.0, 2.0)}


def test_a_shipped_fact_sees_nothing_of_the_folder_it_is_computed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = shipped_facts()[0]
    (tmp_path / shipped.file).write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    seen: list[list[str]] = []

    def looks(study: Any) -> Estimate:
        seen.append([*sys.path])
        return Estimate(np.ones(3))

    answer(replace(shipped, compute=looks), SimpleNamespace(replications=3, luck=None))  # type: ignore[arg-type]
    assert seen == [sys.path] and str(tmp_path) not in sys.path


def test_a_fact_that_fails_is_told_with_the_line_of_its_own_file(tmp_path: Path) -> None:
    helper = tmp_path / "elsewhere" / "mine.py"
    helper.parent.mkdir()
    helper.write_text("\n" * 17 + "def fails():\n    return 1 / 0\n", encoding="utf-8")
    path = tmp_path / "mine.py"
    content = GOOD.replace("return Estimate", "return import_module('elsewhere.mine').fails() or Estimate")
    path.write_text(content.replace("import numpy", "from importlib import import_module\nimport numpy"), encoding="utf-8")
    (fact_of_file,) = read_facts(path)
    failed = answer(fact_of_file, SimpleNamespace(replications=3, luck=None)).failed  # type: ignore[arg-type]
    assert failed == "line 12: ZeroDivisionError: division by zero"


def test_the_facts_of_the_table_of_evidence_are_there_once_each() -> None:
    facts = shipped_facts()
    ids = [each.id for each in facts]
    assert ids == sorted(set(ids)) and set(ids) <= {f"C{number:02d}" for number in range(1, 57)}
    assert {each.id for each in chosen([], ["C15", "visits"])} >= {"C15", "C40"}
    with pytest.raises(InputError, match="did you mean 'visits'"):
        chosen([], ["visit"])


@pytest.mark.parametrize(
    ("values", "band", "near", "verdict"),
    [
        ([0.1, 0.1, 0.1], (0.1, 0.2), None, Verdict.HIT),
        ([0.224, 0.224, 0.224], (0.1, 0.2), None, Verdict.NEAR),
        ([0.226, 0.226, 0.226], (0.1, 0.2), None, Verdict.MISS),
        ([0.226, 0.226, 0.226], (0.1, 0.2), 0.03, Verdict.NEAR),
        ([0.8, 0.8, 0.8], (1.0, math.inf), None, Verdict.NEAR),
        ([0.7, 0.7, 0.7], (1.0, math.inf), None, Verdict.MISS),
        ([-0.1, -0.1, -0.1], (0.1, 0.2), None, Verdict.WRONG_SIGN),
        ([0.1, 0.1, 0.1], (-math.inf, -0.1), None, Verdict.WRONG_SIGN),
        ([-0.1, -0.1], (0.1, 0.2), None, Verdict.WRONG_SIGN),
        ([-0.1, -0.1, -0.1], (0.0, 0.2), None, Verdict.MISS),
        ([math.nan, math.nan, math.nan], (0.0, 0.2), None, Verdict.MISS),
    ],
)
def test_verdicts(values: list[float], band: tuple[float, float], near: float | None, verdict: Verdict) -> None:
    assert verdict_of(Estimate(np.array(values)), band, near) is verdict


def test_points_are_the_mean_of_parts_and_the_score_weighs_grades() -> None:
    one = Estimate(np.ones(3))

    def parts(*verdicts: Verdict) -> list[Judged]:
        return [Judged("", (0.0, 1.0), one, verdict) for verdict in verdicts]

    assert of_parts(parts(Verdict.HIT, Verdict.HIT)) == (Verdict.HIT, 1.0)
    assert of_parts(parts(Verdict.HIT, Verdict.MISS)) == (Verdict.NEAR, 0.5)
    assert of_parts(parts(Verdict.MISS, Verdict.MISS)) == (Verdict.MISS, 0.0)
    assert of_parts(parts(Verdict.HIT, Verdict.WRONG_SIGN)) == (Verdict.WRONG_SIGN, 0.25)


def written(tmp_path: Path, *more: str) -> list[Any]:
    """Facts of a file: a hit of grade B, and what `more` returns."""
    path = tmp_path / "mine.py"
    head = GOOD + "\nimport math\n"
    bodies = [
        f"@fact(id='other{k}', channel='giving', grade='A', band={{'a': (1.0, 2.0), 'b': (0.0, 1.0)}}, source='me')\ndef f{k}(study):\n    'Said.'\n    return {body}\n"
        for k, body in enumerate(more)
    ]
    path.write_text(head + "\n".join(bodies), encoding="utf-8")
    return [answer(each, SimpleNamespace(replications=3, luck=None)) for each in read_facts(path)]  # type: ignore[arg-type]


def test_a_card_counts_what_was_computed_and_names_what_was_not(tmp_path: Path) -> None:
    found = written(tmp_path, "{'a': Estimate(np.ones(3)), 'b': Estimate(np.full(3, 9.0))}", "1 / 0")
    card = Card(tuple(found), {})
    assert card.score == pytest.approx((1.0 * 0.7 + 0.5 * 1.0) / 1.7)
    assert [each.fact.id for each in card.failed] == ["other1"] and "line" in card.failed[0].failed and "ZeroDivisionError" in card.failed[0].failed
    document = card.document()
    assert [each["verdict"] for each in document["facts"]] == ["hit", "near", None]
    assert document["facts"][1]["value"] == 9.0 and [part["part"] for part in document["facts"][1]["parts"]] == ["a", "b"]  # the part that is off stands for it
    assert len(card.table) == 4 and card.groups("grade")["score"].tolist() == pytest.approx([0.5, 1.0])


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("1.0", "gives one number"),
        ("{'a': Estimate(np.ones(3))}", "its band is for 'a', 'b'"),
        ("{'a': 1.0, 'b': Estimate(np.ones(3))}", "a float"),
        ("None", "gives one number"),
        ("study.share", "line"),
        ("__import__('sys').exit(0)", "line"),
        ("{'a': Estimate(np.full(3, np.nan)), 'b': Estimate(np.ones(3))}", "not defined"),
        ("{'a': Estimate(np.ones(4)), 'b': Estimate(np.ones(3))}", "4 replications of another study"),
    ],
)
def test_what_a_fact_gives_must_be_what_its_band_is_for(body: str, says: str, tmp_path: Path) -> None:
    if says in ("line", "not defined"):
        assert says in written(tmp_path, body)[1].failed
        return
    with pytest.raises(InputError, match=says) as refused:
        written(tmp_path, body)
    assert "fact other0" in str(refused.value) and "mine.py" in str(refused.value)


def test_forgetting_takes_back_what_a_test_declared() -> None:
    before = len(shipped_facts())
    declared_with()
    from experiments.evidence.declaration import declared

    assert declared()[-1].id == "mine"
    forget(len(declared()) - 1)
    assert len(shipped_facts()) == before


def test_the_naive_benchmark_never_looks_at_the_fact_itself() -> None:
    """Levels are those of the model, effects the mean of the other facts of the channel, order and timing none."""
    from experiments.evidence.declaration import Fact
    from experiments.evidence.naive import KINDS, naive

    shipped = {f"{each.id} {part}".strip() for each in shipped_facts() for part in each.bands}
    assert set(KINDS) <= shipped

    def made(name: str, bands: dict[str, tuple[float, float]], value: float) -> Any:
        of = Fact(name, "giving", "A", "me", "Said.", bands, lambda study: Estimate(np.ones(1)))
        from experiments.evidence.validation import Answered

        return Answered(of, tuple(Judged(part, band, Estimate(np.full(3, value)), verdict_of(Estimate(np.full(3, value)), band)) for part, band in bands.items()))

    card = Card((made("C48", {"": (0.0, 1.0)}, 0.7), made("C50", {"1:1": (0.1, 0.3)}, 0.2), made("C10", {"": (0.4, 0.8)}, 0.6), made("C51", {"": (-1.5, -0.5)}, -1.0)), {})
    guesses = {each.fact.id: each.parts[0].estimate.value for each in naive(card).answered}
    assert guesses == {"C48": 0.7, "C50": pytest.approx(0.6), "C10": pytest.approx(0.2), "C51": 0.0}
    assert [each.verdict for each in naive(card).answered] == [Verdict.HIT, Verdict.MISS, Verdict.MISS, Verdict.MISS]


def test_reasons_are_of_facts_that_there_are() -> None:
    from experiments.evidence.explanations import REASONS

    assert set(REASONS) <= {each.id for each in shipped_facts()}
