#!/usr/bin/env python3
"""Compare the library with a real Elixir's on random calls of its functions, table by table (see differential.exs).

    run.py [--seed N] [--calls N | --each N] [--table NAME]… [--only TEXT] [--show N]   against Elixir: prints what differs
    run.py --recorded                                                    against recorded.txt, without Elixir
    run.py --record                                                      writes recorded.txt from Elixir

recorded.txt has a digest of the calls of each row. When one differs, `--table NAME --only ROW` shows the calls.
"""

import argparse
import collections
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
RECORDED = os.path.join(HERE, "recorded.txt")
SEED, CALLS = "1", "30"
# Which function had no matching clause: in most cases a private one.
CLAUSE = re.compile(r"(?<=no function clause matching in ).+?/\d+(?=\\?\")")


def tables():
    return sorted(name[:-4] for name in os.listdir(os.path.join(HERE, "tables")) if name.endswith(".exs"))


def elixir():
    """The command of a real Elixir: on the PATH, or the oracle beside the project."""
    if shutil.which("elixir"):
        return ["elixir"]
    oracle = os.path.normpath(os.path.join(HERE, "..", "..", "..", "shared", "oracle", "oracle"))
    return [oracle, "elixir"] if os.path.exists(oracle) else None


def run(command, arguments):
    done = subprocess.run(command + ["differential.exs"] + arguments, cwd=HERE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=1800)
    if done.returncode != 0:
        sys.exit("%s %s failed:\n%s" % (command[0], " ".join(arguments), done.stderr.decode()[-2000:]))
    return done.stdout.decode("utf-8", "backslashreplace").splitlines()


def digests(command):
    found = {}
    for table in tables():
        for number, line in enumerate(run(command, ["--digest", table, SEED, CALLS])):
            name, digest = line.rsplit(" ", 1)
            found["%s %d %s" % (table, number, name)] = digest
    return found


def recorded():
    with open(RECORDED, encoding="utf-8") as file:
        return dict(line.rstrip("\n").rsplit(" ", 1) for line in file)


def check(vial):
    wanted, found = recorded(), digests([vial])
    failed = [name for name in wanted if found.get(name) != wanted[name]]
    for name in failed:
        print("differs from Elixir: " + name)
    print("%d passed, %d failed" % (len(wanted) - len(failed), len(failed)))
    return 1 if failed else 0


def compare(vial, peer, arguments):
    differing = 0
    for table in arguments.table or tables():
        options = [table, arguments.seed, arguments.calls] + ([arguments.only] if arguments.only else [])
        wanted, found = run(peer, options), run([vial], options)
        rows = collections.OrderedDict()
        for one, other in zip(wanted, found):
            if one != other and (arguments.clauses or CLAUSE.sub("", one) != CLAUSE.sub("", other)):
                rows.setdefault(re.sub(r" \d+ \[.*", "", one), []).append((one, other))
        differing += sum(map(len, rows.values())) + abs(len(wanted) - len(found))
        print("%s: %d calls, %d differ" % (table, len(wanted), sum(map(len, rows.values()))))
        for row, calls in rows.items():
            print("  %s: %d" % (row, len(calls)))
            for one, other in calls[:arguments.show]:
                call, _, result = one.partition(" -> ")
                print("    %s\n      Elixir %s\n      Vial   %s" % (call, result, other.partition(" -> ")[2]))
    return 1 if differing else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vial", default=os.path.join(HERE, "..", "..", "bin", "vial"))
    parser.add_argument("--seed", default=SEED)
    parser.add_argument("--calls", default="100", help="for each row of a table")
    parser.add_argument("--each", help="for each module, shared by its rows")
    parser.add_argument("--table", action="append")
    parser.add_argument("--only", default="")
    parser.add_argument("--show", type=int, default=1)
    parser.add_argument("--clauses", action="store_true", help="compare which function had no matching clause, too")
    parser.add_argument("--recorded", action="store_true")
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()
    if arguments.each:
        arguments.calls = "+" + arguments.each
    vial, peer = os.path.abspath(arguments.vial), elixir()
    if arguments.recorded:
        return check(vial)
    if peer is None:
        sys.exit("no Elixir on the PATH to compare with")
    if arguments.record:
        with open(RECORDED, "w", encoding="utf-8") as file:
            for name, digest in digests(peer).items():
                file.write("%s %s\n" % (name, digest))
        return 0
    return compare(vial, peer, arguments)


if __name__ == "__main__":
    sys.exit(main())
