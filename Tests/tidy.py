#!/usr/bin/env python3
"""Check what the compiler does not: import directions, sizes of files, opening comments, documented tables.

Prints one line for each violation and `N passed, N failed`.
"""

import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
#: What each target may import of the others (DESIGN.md 2).
IMPORTS = {
    "Syntax": set(), "Expander": {"Syntax"}, "Types": {"Syntax", "Expander"}, "Bytecode": set(), "Compiler": {"Syntax", "Expander", "Bytecode"}, "Limbs": {"CHost"},
    "Machine": {"Bytecode", "Limbs", "CHost"}, "Session": {"Syntax", "Expander", "Types", "Bytecode", "Compiler", "Machine", "CHost"},
    "vial": {"Session", "Machine", "Bytecode", "CHost", "CEdit"},
}
HARD_CAP = 900
#: Files of the library that are one public module, most of it docs and examples, which the language cannot divide.
UNCAPPED = {
    "stdlib/elixir/lib/calendar/datetime.ex",
    "stdlib/elixir/lib/calendar/iso.ex",
    "stdlib/elixir/lib/enum.ex",
    "stdlib/elixir/lib/inspect/algebra.ex",
    "stdlib/elixir/lib/kernel.ex",
    "stdlib/elixir/lib/macro.ex",
    "stdlib/elixir/lib/stream.ex",
    "stdlib/elixir/lib/string.ex",
    "stdlib/otp/lib/array.ex",
    "stdlib/otp/lib/erl_eval.ex",
    "stdlib/otp/lib/erlang.ex",
    "stdlib/otp/lib/file.ex",
    "stdlib/otp/lib/lists.ex",
}


def tracked(pattern):
    listing = subprocess.run(["git", "ls-files", pattern], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return [name for name in listing.stdout.decode().split("\n") if name and os.path.exists(os.path.join(ROOT, name))]


def main():
    failures, checks = [], 0
    for name in tracked("Sources/*.swift") + tracked("Tests/*.swift"):
        with open(os.path.join(ROOT, name), encoding="utf-8") as file:
            text = file.read()
        lines = text.split("\n")
        checks += 1
        if len(lines) > HARD_CAP:
            failures.append("%s has %d lines, more than %d" % (name, len(lines), HARD_CAP))
        parts = name.split("/")
        if parts[0] == "Sources":
            checks += 1
            if not lines[0].startswith("//"):
                failures.append("%s does not open with a sentence that says what it is" % name)
            for imported in re.findall(r"^(?:@\w+ )*import (\w+)", text, re.M):
                checks += 1
                if imported in IMPORTS and imported not in IMPORTS.get(parts[1], set()):
                    failures.append("%s imports %s, which %s must not know" % (name, imported, parts[1]))
                if imported == "Foundation":
                    failures.append("%s imports Foundation" % name)
    for name in tracked("stdlib/*.ex"):
        with open(os.path.join(ROOT, name), encoding="utf-8") as file:
            text = file.read()
        checks += 2
        if text.count("\n") >= HARD_CAP and name not in UNCAPPED:
            failures.append("%s has %d lines, more than %d" % (name, text.count("\n") + 1, HARD_CAP))
        if "@moduledoc" not in text and "defimpl" not in text and "defexception" not in text:
            failures.append("%s has no @moduledoc" % name)
    for failure in failures:
        print(failure)
    print("%d passed, %d failed" % (checks - len(failures), len(failures)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
