#!/usr/bin/env bash
# llvmlite 0.44 (that of Numba 0.61) gives an attribute that `ValueRef.add_function_attribute` adds to the value that the function returns, not to the function:
# "noinline" on a valid function makes a module that its own verifier refuses ("does not apply to function return values"). llvmlite 0.50 marks the function.
# Hurt: whoever marks functions of a parsed module, as packages do that steer what Numba inlines, and supports Numba from 0.61 on.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cat >"$folder/mark.py" <<'PYTHON'
from importlib.metadata import version

import llvmlite.binding as llvm

try:
    llvm.initialize()
except RuntimeError:
    pass  # newer versions need no call
module = llvm.parse_assembly("define i32 @f() {\n  ret i32 0\n}")
module.verify()
next(iter(module.functions)).add_function_attribute("noinline")
try:
    module.verify()
    said = "valid"
except RuntimeError as error:
    said = str(error).splitlines()[0]
print(f"llvmlite {version('llvmlite')}: {said}")
raise SystemExit(0 if said == "valid" else 1)
PYTHON
code=""
for llvmlite in 0.44.0 0.50.0; do
    python3 -m venv "$folder/$llvmlite"
    "$folder/$llvmlite/bin/pip" --quiet --quiet install "llvmlite==$llvmlite"
    marked=0
    "$folder/$llvmlite/bin/python" "$folder/mark.py" || marked=$?
    code="$code $marked"
done
test "$code" = " 1 0"
