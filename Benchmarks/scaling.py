#!/usr/bin/env python3
"""How much of the cores one machine uses: the same work in two processes of one machine, and in two machines at the same time.

    scaling.py [--rounds N] [--vial PATH] [--check]

Printed are medians and what share of the two machines' speed the one reaches. With --check the exit status says whether that
is 90 % at least.
"""

import argparse
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def start(vial, kind, processes):
    command = [vial, os.path.join(HERE, "scaling", "work.exs"), kind, str(processes)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def times(running):
    return [int(process.communicate(timeout=600)[0]) for process in running]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--vial", default=os.path.join(HERE, "..", "bin", "vial"))
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()

    wrong = False
    for kind in ("calls", "lists"):
        together, apart = [], []
        for _ in range(arguments.rounds):
            apart.append(max(times([start(arguments.vial, kind, 1), start(arguments.vial, kind, 1)])))
            together += times([start(arguments.vial, kind, 2)])
        share = statistics.median(apart) / statistics.median(together)
        wrong = wrong or share < 0.9
        print("%-6s two machines %8.1f ms, one with two processes %8.1f ms: %3.0f %%" % (
            kind, statistics.median(apart) / 1000, statistics.median(together) / 1000, 100 * share))
    return 1 if wrong and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
