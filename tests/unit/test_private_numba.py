"""What the door to Numba uses beyond Numba's public functions: pinned by an upper bound, and named here, so that a new version says what it broke."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import tomllib
from pathlib import Path

import numba
import numpy as np
import pytest

from model.compiled.fetching import AHEAD, fetch
from model.compiled.linking import NOTHING_TO_DO, WholeCompiler
from model.compiled.numba_door import inlined, not_inlined

ROOT = Path(__file__).resolve().parents[2]

# module and name; what it must take by name (None: nothing is asked); what it is needed for
PRIVATE = {
    ("numba.core", "cgutils"): (None, "reads one number of a packed array"),
    ("numba.core.cgutils", "pointer_add"): (("builder", "ptr", "offset", "return_type"), "the place of one number in a packed array"),
    ("numba.core", "types"): (None, "names the types of what is read"),
    ("numba.core.typing.templates", "AttributeTemplate"): (None, "looks a name of a view up"),
    ("numba.np.arrayobj", "populate_array"): (("array", "data", "shape", "strides", "itemsize", "meminfo"), "makes an array of an address and a shape"),
    ("numba.core.codegen", "JITCodeLibrary"): (None, "holds the code of a piece or of a loop"),
    ("numba.core.compiler", "Compiler"): (None, "compiles a piece or a loop"),
    ("numba.core.compiler", "DefaultPassBuilder"): (None, "says which steps Numba takes"),
    ("numba.core.compiler_machinery", "PassManager"): (None, "takes the steps that loops need"),
    ("numba.core.typed_passes", "NopythonRewrites"): (None, "is a step that loops do not need"),
    ("numba.core.untyped_passes", "InlineClosureLikes"): (None, "is a step that loops do not need"),
    ("numba.core.environment", "lookup_environment"): (("env_name",), "finds what the machine code of a loop is to be set to"),
    ("numba.core.base", "BaseContext"): (None, "holds what OF_THE_CONTEXT lists"),
}
OF_A_LIBRARY = (
    "_ensure_finalized", "_raise_if_finalized", "_get_module_for_linking", "_finalize_specific", "add_linking_library", "finalize", "get_pointer_to_function", "enable_object_caching", "codegen",
    "_optimize_functions",
)  # fmt: skip
OF_THE_CONTEXT = ("make_array", "get_dummy_value", "get_constant", "get_abi_sizeof", "get_data_type", "get_value_type")


def test_numba_has_an_upper_bound() -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    bound = next(re.search(r"<(\d+)\.(\d+)", each) for each in needed if each.startswith("numba"))
    assert bound is not None
    assert tuple(int(part) for part in numba.__version__.split(".")[:2]) < (int(bound[1]), int(bound[2]))


@pytest.mark.parametrize(("module", "name"), PRIVATE)
def test_what_is_private_is_still_there(module: str, name: str) -> None:
    takes, what_for = PRIVATE[module, name]
    found = getattr(importlib.import_module(module), name, None)
    if found is None and name == "cgutils":
        found = importlib.import_module(f"{module}.{name}")
    assert found is not None, f"Numba {numba.__version__} has no {module}.{name} any more, which {what_for}: see model/compiled/views.py and linking.py"
    if takes is not None:
        missing = set(takes) - set(inspect.signature(found).parameters)
        assert not missing, f"{module}.{name} of Numba {numba.__version__} takes no {', '.join(sorted(missing))} any more"


@pytest.mark.parametrize("name", OF_THE_CONTEXT)
def test_the_context_of_code_generation_still_makes_what_loops_read(name: str) -> None:
    assert hasattr(importlib.import_module("numba.core.base").BaseContext, name), f"Numba {numba.__version__} has no BaseContext.{name} any more"


@pytest.mark.parametrize("name", OF_A_LIBRARY)
def test_a_library_of_code_still_has_what_pieces_and_loops_say_anew(name: str) -> None:
    assert hasattr(importlib.import_module("numba.core.codegen").JITCodeLibrary, name), f"Numba {numba.__version__} has no JITCodeLibrary.{name}: see model/compiled/linking.py"


def test_a_library_of_code_still_keeps_its_module_and_those_that_it_is_linked_with() -> None:
    plain = numba.njit(lambda a: a + 1)
    assert plain(1) == 2
    library = next(iter(plain.overloads.values())).library
    assert {"_codegen", "_final_module", "_linking_libraries", "_finalized"} <= vars(library).keys()


def test_a_compiled_function_still_has_an_entry_point_that_takes_the_same_arguments() -> None:
    plain = numba.njit(lambda a, b: a + 2 * b)
    assert plain(1, 2) == 5
    (compiled,) = plain.overloads.values()
    assert hasattr(compiled, "entry_point"), f"Numba {numba.__version__} gives a compiled function no entry_point any more: numba_door.call goes by it"
    assert compiled.entry_point(3, 4) == 11


def test_the_steps_that_loops_leave_out_are_still_steps_of_numba() -> None:
    plain = numba.njit(lambda a: a + 1)
    assert plain(1) == 2
    whole = numba.njit(pipeline_class=WholeCompiler)(lambda a: a + 1)
    assert whole(1) == 2
    steps = [set(next(iter(each.get_metadata().values()))["pipeline_times"]["nopython" if each is plain else "loops"]) for each in (plain, whole)]
    names = [{re.sub(r"^\d+_", "", step) for step in of} for of in steps]
    left_out = {step.name() for step in NOTHING_TO_DO}
    assert left_out <= names[0] and names[0] - names[1] == left_out, (names[0] ^ names[1], left_out)


def test_records_are_asked_for_before_they_are_read_and_stay_as_they_are() -> None:
    def summed(records):  # type: ignore[no-untyped-def]
        total = 0.0
        for i in range(records.shape[0]):
            fetch(records, i + AHEAD, 0)
            fetch(records, i + AHEAD, 1)
            total += records[i].x
        return total

    records = np.zeros(40, dtype=[("x", "f8"), ("y", "f8", 15)])
    records["x"] = np.arange(40.0)
    loop = numba.njit(no_cfunc_wrapper=True, pipeline_class=WholeCompiler)(summed)
    assert loop(records) == sum(range(40)) and records["x"].tolist() == list(range(40)) and not records["y"].any()
    assert fetch(records, 3, 0) is None  # in plain Python nothing happens
    assert "llvm.prefetch" in next(iter(loop.overloads.values())).library.get_llvm_str()


def test_nothing_else_that_is_private_is_imported() -> None:
    """Names from `numba` itself and from `numba.extending` are public; all others stand in the list above."""
    found = set()
    for path in sorted((ROOT / "model").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.startswith("numba.") and node.module != "numba.extending":
                found |= {(node.module, each.name) for each in node.names}
    assert found <= set(PRIVATE), sorted(found - set(PRIVATE))


@not_inlined
def apart(a):  # type: ignore[no-untyped-def]
    return a * 3.0


@inlined
def around(a):  # type: ignore[no-untyped-def]
    return apart(a) + 1.0


def test_what_is_not_inlined_stays_a_function_of_its_own_below_one_that_is() -> None:
    """Numba has a function that an inlined one calls inherit its being inlined, and LLVM inlines what has one caller."""
    whole = numba.njit(no_cfunc_wrapper=True, pipeline_class=WholeCompiler)(lambda a: around(a) * 2.0)
    assert whole(1.5) == 11.0
    defined = re.findall(r"^define [^@]*@(\S+)\(", next(iter(whole.overloads.values())).library.get_llvm_str(), flags=re.MULTILINE)
    assert any("apart" in name for name in defined) and not any("around" in name for name in defined), defined
