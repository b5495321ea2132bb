#!/usr/bin/env python3
"""Standard input and output that are pipes: a program whose reader has gone ends at once and without a word, as SIGPIPE would end
it; lines, characters and bytes are read in the order in which they come, whoever asks for them, and however; what is printed comes
in order, whole and soon, though it is kept for a moment.

    pipes.py [--tool PATH]
"""

import argparse
import os
import subprocess
import sys
import time

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


#: Standard error, programs and the end show nothing before what was printed earlier.
MIXED = """
IO.puts("a")
IO.puts(:stderr, "b")
IO.puts("c")
System.cmd("echo", ["d"], into: IO.stream())
IO.puts("e")
System.shell("echo f >&2")
spawn(fn -> IO.puts("g"); System.halt(3) end)
Process.sleep(:infinity)
"""

#: Four processes print more than a pipe holds, and lines longer than what is kept, to a reader that is late.
MANY = """
1..4
|> Enum.map(fn process ->
  Task.async(fn -> for n <- 1..20_000, do: IO.puts([to_string(process), " ", to_string(n), if(n == 9_000, do: String.duplicate("x", 200_000), else: "")]) end)
end)
|> Task.await_many(:infinity)
IO.write("the last")
"""


def prints_in_order(tool):
    """What is wrong with output to pipes, a list of texts."""
    wrong = []
    done = subprocess.run([tool, "-e", MIXED], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
    if (done.stdout, done.returncode) != (b"a\nb\nc\nd\ne\nf\ng\n", 3):
        wrong.append("mixed with others: %r, status %d" % (done.stdout, done.returncode))

    process = subprocess.Popen([tool, "-e", MANY], stdout=subprocess.PIPE)
    time.sleep(0.3)
    lines = process.stdout.read().decode().split("\n")
    seen = {str(writer): 0 for writer in range(1, 5)}
    for line in lines[:-1]:
        writer, number = line.rstrip("x").split(" ")
        if int(number) != seen[writer] + 1:
            wrong.append("process %s: line %s behind %d" % (writer, number, seen[writer]))
            break
        seen[writer] = int(number)
    if set(seen.values()) != {20_000} or lines[-1] != "the last" or process.wait(60) != 0:
        wrong.append("a late reader: %r, %r, status %r" % (seen, lines[-1][:80], process.returncode))

    # The second line comes while its process goes on computing.
    process = subprocess.Popen([tool, "-e", 'loop = fn loop -> loop.(loop) end; IO.puts("one"); IO.puts("two"); loop.(loop)'], stdout=subprocess.PIPE)
    lines = [process.stdout.readline(), process.stdout.readline()]
    process.kill()
    process.wait()
    if lines != [b"one\n", b"two\n"]:
        wrong.append("lines of a busy process: %r" % lines)

    if os.path.exists("/dev/full"):
        for program in ('IO.puts("lost")', 'for n <- 1..100_000, do: IO.puts(n)'):
            with open("/dev/full", "w") as full:
                done = subprocess.run([tool, "-e", program], stdout=full, stderr=subprocess.PIPE, timeout=60)
            if done.returncode != 1 or b"o space left on device" not in done.stderr:
                wrong.append("a full device: status %d, %r" % (done.returncode, done.stderr))
    return wrong


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
    wrong = prints_in_order(tool)
    print("\n".join(wrong) if wrong else "what is printed comes in order")
    return 1 if failures or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
