#!/usr/bin/env python3
"""Compare Vial with every peer installed, on the programs beside this file.

    run.py [--only SUBSTR] [--rounds N] [--peer NAME=COMMAND]... [--check]
    run.py --growth

Each program prints "MICROSECONDS RESULT": it times its own work, so start-up does not count (those in `latency`: what 99.9 % of
waiting times stay below). Programs of one name in
several languages (fib.exs, fib.lua, …) do the same work. Rounds are interleaved; printed are medians and the ratios of
Vial's median to the peer's (below 1: Vial is faster). All results of a program must be equal. With --check the exit status
says whether the project's goals hold (LIMITS).

--growth prints how the time of operations of the library grows, at n, 10n and 100n (growth.exs), beside Elixir's.
"""

import argparse
import math
import os
import shutil
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = {"lua5.4": ".lua", "luajit": ".lua", "ruby": ".rb", "python3": ".py", "node": ".js"}


#: What the project wants of each area: the most that the geometric mean of the ratios to Elixir, and that any of them, may be.
LIMITS = {"computation": (2.5, 6.0), "library": (2.0, 5.0), "actors": (0.8, 1.5), "latency": (1.0, 1.0)}


def elixir():
    """The command of a real Elixir: on the PATH, or the oracle beside the project."""
    if shutil.which("elixir"):
        return ["elixir"]
    oracle = os.path.join(HERE, "..", "..", "shared", "oracle", "oracle")
    return ["bash", os.path.normpath(oracle), "elixir"] if os.path.exists(oracle) else None


def measure(command, path):
    done = subprocess.run(command + [path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600)
    lines = done.stdout.decode().strip().splitlines()
    if done.returncode != 0 or not lines:
        return None, done.stderr.decode().strip()[:200] or "exit status %d" % done.returncode
    time, _, result = lines[-1].partition(" ")
    return int(time), result


def growth(vial, checks):
    """Prints a table of growth.exs; says whether some operation grows faster than with Elixir."""
    tables = {}
    for name, command in (("vial", vial), ("elixir", elixir())):
        if command:
            done = subprocess.run(command + [os.path.join(HERE, "growth.exs")], stdout=subprocess.PIPE, timeout=1200)
            rows = (line.split() for line in done.stdout.decode().splitlines())
            tables[name] = {row[0].replace("_", " "): (int(row[1]), [float(time) for time in row[2:]]) for row in rows}
    print("microseconds at n, 10n, 100n, and how often the last is the first" + "".join("%30s" % name for name in tables))
    faster = []
    for operation, (n, _) in tables["vial"].items():
        factors, cells = {}, ""
        for name, table in tables.items():
            times = table[operation][1]
            factors[name] = times[2] / max(times[0], 0.01)
            cells += "%11.1f %11.1f %11.1f %7.0fx" % (*times, factors[name])
        print("%-26s n = %5d%s" % (operation, n, cells))
        # A factor of n would show as a hundred: what is less than four comes from caches and the heap's size.
        if "elixir" in factors and factors["vial"] > 4 * factors["elixir"]:
            faster.append(operation)
    print("grow faster than Elixir's: %s" % (", ".join(faster) or "none"))
    return 1 if faster and checks else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--vial", default=os.path.join(HERE, "..", "bin", "vial"))
    parser.add_argument("--peer", action="append", default=[])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--growth", action="store_true")
    arguments = parser.parse_args()

    if arguments.growth:
        return growth([os.path.abspath(arguments.vial)], arguments.check)
    commands = {"vial": ([os.path.abspath(arguments.vial)], ".exs")}
    if elixir():
        commands["elixir"] = (elixir(), ".exs")
    for name, ending in PEERS.items():
        if shutil.which(name):
            commands[name] = ([name], ending)
    if arguments.peer:
        wanted = set(arguments.peer) | {"vial"}
        commands = {name: command for name, command in commands.items() if name in wanted}

    ratios = {area: {} for area in LIMITS}
    wrong = False
    print("%-18s" % "program" + "".join("%14s" % name for name in commands))
    for area in ratios:
        for file in sorted(os.listdir(os.path.join(HERE, area))):
            name, ending = os.path.splitext(file)
            if ending != ".exs" or (arguments.only and arguments.only not in file):
                continue
            times, results, notes = {}, {}, []
            for _ in range(arguments.rounds):
                for peer, (command, ending) in commands.items():
                    path = os.path.join(HERE, area, name + ending)
                    if not os.path.exists(path) or peer in results and peer not in times:
                        continue
                    time, result = measure(command, path)
                    results[peer] = result
                    if time is None:
                        notes.append("%s: %s" % (peer, result))
                        continue
                    times.setdefault(peer, []).append(time)
            medians = {peer: statistics.median(values) for peer, values in times.items()}
            cells = ""
            for peer in commands:
                if peer not in medians:
                    cells += "%14s" % ("fails" if peer in results else "-")
                elif peer == "vial" or "vial" not in medians:
                    cells += "%11.1f ms" % (medians[peer] / 1000)
                else:
                    ratio = medians["vial"] / max(medians[peer], 1)
                    cells += "%13.2fx" % ratio
                    if peer == "elixir":
                        ratios[area][name] = ratio
            print("%-18s%s" % (name, cells))
            exact = {result for peer, result in results.items() if peer in times}
            if len(exact) > 1 or "vial" not in times:
                wrong = True
                print("    results differ or Vial failed: %s" % results)
            for note in notes:
                print("    " + note)
            sys.stdout.flush()

    for area, values in ratios.items():
        if values:
            mean = math.exp(sum(math.log(value) for value in values.values()) / len(values))
            print("%s against elixir: geometric mean %.2f, worst %.2f (%s)" % (area, mean, max(values.values()), max(values, key=values.get)))
            limit, worst = LIMITS[area]
            if mean > limit or max(values.values()) > worst:
                wrong = True
    return 1 if wrong and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
