#!/usr/bin/env python3
"""Standard input and output that are pipes: a program whose reader has gone ends at once and without a word, as SIGPIPE would end
it; lines, characters and bytes are read in the order in which they come, whoever asks for them, and however.

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


#: Lines taken past the server of standard input (all but the first), and everything else that could come between them.
READING = """
IO.inspect(IO.gets(""))
IO.inspect(IO.read(:stdio, 3))
IO.inspect(IO.read(:line))
IO.inspect(IO.gets("> "))
IO.inspect(IO.stream(:stdio, :line) |> Enum.take(3))
IO.inspect(IO.read(:stdio, 1))
IO.inspect(IO.binread(:stdio, 4))
IO.inspect(IO.read(:stdio, :line))
IO.inspect(Task.await(Task.async(fn -> IO.gets("") end)))
:io.setopts(binary: false)
IO.inspect(:io.get_line(~c""))
:io.setopts(binary: true)
IO.inspect(:io.get_line(""))
IO.inspect(IO.stream(:stdio, :line) |> Enum.count())
IO.inspect(IO.gets(""))
"""

READ = """"line 1 äöü\\n"
"lin"
"e 2 äöü\\n"
> "line 3 äöü\\n"
["line 4 äöü\\n", "line 5 äöü\\n", "line 6 äöü\\n"]
"l"
"ine "
"7 äöü\\n"
"line 8 äöü\\n"
[108, 105, 110, 101, 32, 57, 32, 228, 246, 252, 10]
"line 10 äöü\\n"
19991
:eof
"""


def reads_in_order(tool):
    lines = "".join("line %d äöü\n" % number for number in range(1, 20_001)) + "the last"
    done = subprocess.run([tool, "-e", READING], input=lines.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    if done.stdout.decode() == READ and done.stderr == b"":
        return True
    print("reading: %s%s" % (done.stdout.decode(), done.stderr.decode()))
    return False


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
    if reads_in_order(tool):
        print("what is read comes in order")
    else:
        failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
