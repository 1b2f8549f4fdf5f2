"""`diaspora validate` as its users run it, with facts of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from typer.testing import CliRunner

from experiments.calibrated.ensemble import shipped
from experiments.cli import app
from experiments.evidence import Study


class Done(NamedTuple):
    """What a command said."""

    code: int
    out: str
    err: str


def diaspora(*words: str) -> Done:
    result = CliRunner().invoke(app, list(words))
    return Done(result.exit_code, result.stdout, result.stderr)


FACTS = '''
from experiments.evidence import fact


@fact(id="savings", channel="remittances", grade="A", band=(0.2, None), source="Ashraf et al. 2015")
def savings(study):
    """Savings rise when the sender holds the account."""
    arms = study.trial("morocco_belgium", levers={"savings_product": {"sender_control": 1.0}}, share=0.5, years=1, sample=1000)
    return study.effect(arms, "savings", relative=True)


@fact(id="relief", channel="giving", grade="A", band={"more": (0.0, None), "women": (0.0, 1.0)}, source="me", replications=3)
def relief(study):
    """Gifts rise with relief, of women too."""
    pair = study.policy("morocco_belgium", levers={"donation_tax_relief": {"rate": 0.3}}, years=1, sample=1000)
    women = study.outcome(pair.policy, "donations", group=("sex", "female")) / study.outcome(pair.policy, "donations")
    return {"more": study.effect(pair, "donations", relative=True), "women": women}
'''


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "my_facts.py"
    path.write_text(FACTS, encoding="utf-8")
    return str(path)


ASKED = ("--only", "savings", "--only", "relief", "--replications", "3", "--jobs", "1")


def test_the_card_is_one_object_with_the_columns_of_the_contract(file: str, tmp_path: Path) -> None:
    out = tmp_path / "card"
    done = diaspora("validate", "--facts", file, *ASKED, "--json", "--out", str(out))
    assert done.code == 0, done.err
    card = json.loads(done.out)
    assert {each["id"]: each["verdict"] for each in card["facts"]} == {"savings": "hit", "relief": "hit"} and card["score"] == 1.0
    for each in card["facts"]:
        assert {"id", "grade", "channel", "fitted", "low", "high", "value", "value_low", "value_high", "verdict"} <= each.keys()
        assert each["value_low"] <= each["value"] <= each["value_high"]
    assert card["facts"][0]["high"] is None and card["facts"][0]["low"] == 0.2
    table = pd.read_csv(out / "card.csv")
    assert table["id"].tolist() == ["savings", "relief", "relief"] and table["value"].iloc[0] == pytest.approx(card["facts"][0]["value"], rel=1e-9)
    assert (out / "figures" / "card.png").stat().st_size > 10_000 and "Savings rise" in (out / "card.md").read_text(encoding="utf-8")
    assert diaspora("validate", "--facts", file, "--only", "relief", "--out", str(out), "--replications", "1", "--jobs", "1").code == 0  # a card may be made again
    at_best = diaspora("validate", "--facts", file, "--only", "relief", "--only", "C51", "--point", "--replications", "1", "--json")
    assert {each["id"]: each["fitted"] for each in json.loads(at_best.out)["facts"]} == {"C51": "C51" in shipped().fitted, "relief": False}
    assert not any(each["fitted"] for each in card["facts"]) and json.loads(at_best.out)["settings"]["point"] == shipped().point_is


def test_one_and_two_workers_give_the_same_card(file: str) -> None:
    one, two = (diaspora("validate", "--facts", file, *ASKED, "--json", "--jobs", jobs) for jobs in ("1", "2"))
    assert one.out == two.out and one.code == 0


def test_the_terminal_shows_statement_band_and_verdict_in_both_languages(file: str) -> None:
    english, french = (diaspora("validate", "--facts", file, "--only", "savings", "--replications", "3", "--jobs", "1", "--language", language) for language in ("en", "fr"))
    assert "Savings rise" in english.out and "0.2 or more" in english.out and "hit" in english.out
    assert "0,2 ou plus" in french.out and "atteint" in french.out


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('"savings", relative', '"savingz", relative'), ("my_facts.py", "fact savings", "savingz", "did you mean 'savings'")),
        (('"savings_product"', '"saving_product"'), ("fact savings", "levers.saving_product", "did you mean 'savings_product'")),
        (('"sender_control"', '"sender_kontrol"'), ("fact savings", "sender_kontrol", "did you mean 'sender_control'")),
        (("share=0.5", "share=1.5"), ("fact savings", "share", "above 0 and below 1")),
        (('"morocco_belgium", levers={"savings', '"maroc_belgium", levers={"savings'), ("fact savings", "maroc_belgium")),
        (("sample=1000)\n    return study", "sample=10)\n    return study"), ("fact savings", "sample", "100")),
    ],
)
def test_a_mistake_in_a_fact_is_one_line_with_file_fact_and_nearest(change: tuple[str, str], says: tuple[str, ...], file: str) -> None:
    Path(file).write_text(FACTS.replace(*change, 1), encoding="utf-8")
    done = diaspora("validate", "--facts", file, "--only", "savings", "--replications", "1", "--jobs", "1")
    assert done.code == 2 and "Traceback" not in done.err, done.err
    assert all(word in done.err for word in says), done.err


def test_what_fails_by_itself_is_told_and_the_others_are_computed(file: str) -> None:
    Path(file).write_text(FACTS.replace('    """Savings rise', '    "".nothing\n    """Savings rise').replace('    "".nothing\n    """Savings rise when the sender holds the account."""',
                                        '    """Savings rise when the sender holds the account."""\n    {}["nothing"]'), encoding="utf-8")  # fmt: skip
    done = diaspora("validate", "--facts", file, *ASKED, "--json")
    card = json.loads(done.out)
    assert done.code == 1 and [each["verdict"] for each in card["facts"]] == [None, "hit"] and "KeyError" in card["facts"][0]["failed"]


def test_a_folder_with_something_else_is_left_as_it_is(file: str, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    done = diaspora("validate", "--facts", file, *ASKED, "--out", str(tmp_path / "mine"))
    assert done.code == 2 and "holds something else" in done.err and [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_worlds_are_run_once_and_more_records_are_kept_where_they_are_asked_for() -> None:
    study = Study(replications=2, sample=500)
    study.run("morocco_belgium", years=1)
    study.run("morocco_belgium", years=1)
    assert study.runner.made == 2
    kept = study.run("morocco_belgium", years=1, record=["remittance"])
    assert study.runner.made == 4 and kept.recorded[0] == "remittance" and {"id", "status"} <= set(kept.recorded)
    study.run("morocco_belgium", years=1)
    assert study.runner.made == 4
    assert study.total(kept, "remittance_12m").value > 0.0


def test_a_study_puts_its_parameters_into_every_world_and_a_fact_may_set_its_own() -> None:
    changed = Study(replications=1, sample=500, parameters={"giving.collective_base": -20.0})
    plain = Study(replications=1, sample=500)
    runs = [changed.run("morocco_belgium", years=1), plain.run("morocco_belgium", years=1), changed.run("morocco_belgium", years=1, set={"parameters.giving.collective_base": plain_base()})]
    given = [study.outcome(world, "donations_collective").value for study, world in zip((changed, plain, changed), runs, strict=True)]
    assert given[0] < 0.1 * given[1] and given[2] == given[1]


def plain_base() -> float:
    from model.parameters import PARAMETERS

    return float(PARAMETERS["giving.collective_base"].value)
