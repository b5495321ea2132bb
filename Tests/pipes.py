#!/usr/bin/env python3
"""What happens when nobody reads standard output any more: a program ends at once and without a word, as SIGPIPE would end it.

    pipes.py [--tool PATH]
"""

import argparse
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

PROGRAMS = {
    "lines": 'Stream.repeatedly(fn -> IO.puts("line") end) |> Stream.run()',
    "large writes": 'Stream.repeatedly(fn -> IO.write(String.duplicate("x\\n", 500_000)) end) |> Stream.run()',
    "a process that rescues": """
        spawn(fn -> Stream.repeatedly(fn -> try do IO.puts("line") rescue _ -> :ok end end) |> Stream.run() end)
        Process.sleep(:infinity)
    """,
    "after the reader has gone": 'IO.puts("line"); IO.gets(""); IO.puts("more"); IO.puts(:stderr, "still here")',
}


def run(tool, program):
    process = subprocess.Popen([tool, "-e", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    first = process.stdout.read(1)
    process.stdout.close()
    try:
        process.stdin.write(b"\n")
        process.stdin.close()
    except BrokenPipeError:
        pass
    errors = process.stderr.read()
    return first, errors, process.wait(60)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default=os.path.join(HERE, "..", "bin", "vial"))
    tool = os.path.abspath(parser.parse_args().tool)
    failures = 0
    for name, program in PROGRAMS.items():
        first, errors, status = run(tool, program)
        if first == b"" or errors != b"" or status != 141:
            failures += 1
            print("%s: first byte %r, status %d, errors %r" % (name, first, status, errors[:500]))
    print("%d of %d programs end silently" % (len(PROGRAMS) - failures, len(PROGRAMS)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
