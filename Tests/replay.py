#!/usr/bin/env python3
"""Run programs under seeds (DESIGN.md 4.7): equal seeds give equal runs, others other ones, and what goes wrong under some schedule is found.

    replay.py --tool bin/vial [--runs N] [--seeds N]

`events.exs` logs what fifty processes with timers do: its output must be the same byte for byte in all runs of a seed, and differ between
seeds. `lost_update.exs` and `deadlock.exs` each go wrong under some schedules: among the first seeds there must be one that finds it,
and that seed must find it again. The last line is `N passed, N failed`.
"""

import argparse
import os
import subprocess
import sys

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Replay")


def run(tool, program, seed):
    environment = dict(os.environ, VIAL_SEED=str(seed))
    result = subprocess.run([tool, os.path.join(FOLDER, program)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, env=environment, timeout=60)
    return result.stdout


def equal_runs(tool, runs):
    outputs = {run(tool, "events.exs", 42) for _ in range(runs)}
    return len(outputs) == 1, "%d different outputs in %d runs of one seed" % (len(outputs), runs)


def different_seeds(tool, seeds):
    outputs = {run(tool, "events.exs", seed) for seed in range(1, seeds + 1)}
    return len(outputs) == seeds, "%d different outputs of %d seeds" % (len(outputs), seeds)


def found(tool, program, right, seeds):
    for seed in range(1, seeds + 1):
        output = run(tool, program, seed)
        if output.strip() != right:
            again = all(run(tool, program, seed) == output for _ in range(5))
            return again, "seed %d finds %r%s" % (seed, output.decode().strip(), "" if again else ", but not each time")
    return False, "none of %d seeds finds anything" % seeds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seeds", type=int, default=1000)
    options = parser.parse_args()
    tool = os.path.abspath(options.tool)
    checks = [
        ("equal seeds", equal_runs(tool, options.runs)),
        ("different seeds", different_seeds(tool, 20)),
        ("lost update", found(tool, "lost_update.exs", b"12", options.seeds)),
        ("deadlock", found(tool, "deadlock.exs", b"done", options.seeds)),
    ]
    for name, (passed, text) in checks:
        print("%s %s: %s" % ("pass" if passed else "FAIL", name, text))
    failed = sum(not passed for _, (passed, _) in checks)
    print("%d passed, %d failed" % (len(checks) - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
