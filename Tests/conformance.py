#!/usr/bin/env python3
"""Run programs with recorded output: Tests/Conformance, and the corpus beside the project where it is there.

    conformance.py --tool bin/vial [--dir DIR]... [--only SUBSTR] [--stress] [--seeds N] [--jobs N]

A program AREA/NAME.exs passes when its output equals NAME.out, its exit status NAME.status (0 without the file), and each
line of NAME.err is part of a line of standard error. In the folders `diagnostics` and `types` standard error as a whole equals NAME.err
but for stack frames inside of the library; such a program runs in its folder. --stress runs each under VIAL_GC_STRESS too: 1, or what the first
line of the program says in a comment (`# stress: 1000`). --seeds N runs each under VIAL_SEED=1…N as well. The last line is
`N passed, N failed`.
"""

import argparse
import difflib
import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
#: Programs over lists of 100,000 elements and more, and a million frames: collected at every thousandth safepoint.
LARGE = {"recursion_deep", "maps_large", "many_processes", "enum_sorting", "stream_lazy"}


def read(path):
    with open(path, "rb") as file:
        return file.read()


def programs(root, only):
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.endswith(".exs") and os.path.exists(path[:-4] + ".out") and (not only or only in path):
                yield path


def stress_of(path):
    first = read(path).split(b"\n", 1)[0].decode("utf-8", "replace")
    if "stress:" in first:
        return first.split("stress:")[1].strip()
    name = os.path.basename(path)[:-4]
    return "1000" if name in LARGE else "1"


def run(tool, path, variables, timeout, folder=None):
    environment = dict(os.environ, **variables)
    program = os.path.basename(path) if folder else path
    process = subprocess.Popen([tool, program], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               start_new_session=True, env=environment, cwd=folder)
    try:
        out, err = process.communicate(timeout=timeout)
        return process.returncode, out, err
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        return None, out, err


#: Frames of a stack trace that are the library's own, or a file's or module's top level, which a deep stack hides.
LIBRARY_FRAME = re.compile(r"    (\(\w+ [\d.]+[\w.-]*\) |(lib|src)/[\w/.]+:\d+: |:\w+\.[\w?!]+/\d+$)")
HIDDEN_FRAME = re.compile(r"    (\S+:\d+: \((module|file)\)|expanding macro: .*|[A-Z][\w.]*\.impl_for!/1)$")


def report(data, expected=()):
    """The lines of a report, without what is different in each implementation of the language."""
    text = re.sub(r"#(PID|Reference|Function)<[^>]*>", r"#\1<>", data.decode("utf-8", "replace"))
    lines = [line for line in text.rstrip("\n").split("\n") if not LIBRARY_FRAME.match(line)]
    return [line for line in lines if not (expected and HIDDEN_FRAME.match(line) and line not in expected)]


def differences(expected, actual):
    lines = list(difflib.unified_diff(expected, actual, "expected", "actual", lineterm="", n=1))[2:12]
    return "\n".join("      " + line[:160] for line in lines)


def check(tool, path, variables, timeout):
    base = path[:-4]
    folder = os.path.dirname(os.path.abspath(path))
    whole = os.path.basename(folder) in ("diagnostics", "types")
    status, out, err = run(tool, path, variables, timeout, folder if whole else None)
    wanted = int(read(base + ".status").split()[0]) if os.path.exists(base + ".status") else 0
    problems = []
    if status != wanted:
        problems.append("timeout after %g s" % timeout if status is None else "status %d, expected %d" % (status, wanted))
    expected = read(base + ".out")
    if out != expected:
        problems.append("output differs\n" + differences(expected.decode("utf-8", "replace").split("\n"), out.decode("utf-8", "replace").split("\n")))
    if whole:
        wanted_report = report(read(base + ".err"))
        actual_report = report(err, wanted_report)
        if actual_report != wanted_report:
            problems.append("standard error differs\n" + differences(wanted_report, actual_report))
    elif os.path.exists(base + ".err"):
        got = err.decode("utf-8", "replace")
        for line in read(base + ".err").decode().split("\n"):
            if line.strip() and line not in got:
                problems.append("standard error lacks: " + line)
    if problems:
        problems.append("\n".join("      | " + line[:160] for line in err.decode("utf-8", "replace").split("\n")[:5] if line.strip()))
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True)
    parser.add_argument("--dir", action="append", default=[])
    parser.add_argument("--corpus", help="a corpus beside the project; its programs named in --names run too, if it is there")
    parser.add_argument("--names", help="a file of names AREA/NAME, one a line")
    parser.add_argument("--only")
    parser.add_argument("--stress", action="store_true")
    parser.add_argument("--seeds", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--timeout", type=float, default=120)
    arguments = parser.parse_args()
    tool = os.path.abspath(arguments.tool)

    paths = [path for root in arguments.dir for path in programs(root, arguments.only)]
    if arguments.corpus and os.path.isdir(arguments.corpus) and arguments.names:
        for name in read(arguments.names).decode().split():
            if not arguments.only or arguments.only in name:
                paths.append(os.path.join(arguments.corpus, name + ".exs"))
    runs = []
    for path in paths:
        runs.append((path, {}))
        if arguments.stress:
            runs.append((path, {"VIAL_GC_STRESS": stress_of(path)}))
        for seed in range(1, arguments.seeds + 1):
            runs.append((path, {"VIAL_SEED": str(seed)}))
    failed = 0
    with ThreadPoolExecutor(arguments.jobs) as pool:
        results = list(zip(runs, pool.map(lambda r: check(tool, r[0], r[1], arguments.timeout), runs)))
        for (path, variables), problems in results:
            # Programs that measure real time may lose against a busy machine: those that failed run once more, alone.
            if problems and not variables and not check(tool, path, variables, arguments.timeout):
                print("second try: %s" % os.path.relpath(path))
                problems = []
            if problems:
                failed += 1
                setting = " ".join("%s=%s" % item for item in variables.items())
                print("FAIL %s %s" % (os.path.relpath(path), setting))
                for problem in problems:
                    print("    " + problem)
    print("%d passed, %d failed" % (len(runs) - failed, failed))
    return 1 if failed or not runs else 0


if __name__ == "__main__":
    sys.exit(main())
