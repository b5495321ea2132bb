#!/usr/bin/env python3
"""Sessions of the REPL at a real pseudo-terminal, and through a pipe.

    repl.py [--tool COMMAND]

A session is a list of steps: what is typed, and a pattern that the terminal must show before the next step. Lines that begin with an
escape are keys of a terminal: up, down, Tab, Ctrl-C.
"""

import argparse
import fcntl
import os
import pty
import re
import select
import shlex
import struct
import subprocess
import sys
import tempfile
import termios
import time

HERE = os.path.dirname(os.path.abspath(__file__))
UP, TAB, INTERRUPT, END = "\033[A", "\t", "\003", "\004"
PROMPT = r"iex\(%d\)> $"
#: Seconds to wait for a pattern: far more than any step takes.
PATIENCE = 30


def prompt(number):
    return PROMPT % number


SESSIONS = {
    "values and errors": ([
        ("", prompt(1)),
        ("6 * 7\n", r"\n42\n(.|\n)*" + prompt(2)),
        ("v(1) + 1\n", r"\n43\n(.|\n)*" + prompt(3)),
        ("raise \"on purpose\"\n", r"\*\* \(RuntimeError\) on purpose(.|\n)*" + prompt(3)),
        ("x = [1, 2]\n", r"\n\[1, 2\]\n(.|\n)*" + prompt(4)),
        ("no_such_variable\n", r"undefined variable(.|\n)*" + prompt(4)),
        ("length(x)\n", r"\n2\n(.|\n)*" + prompt(5)),
        (END, ""),
    ], 0),
    "a block is one entry of the history": ([
        ("", prompt(1)),
        ("defmodule Block do\n", r"\.\.\.\(1\)> $"),
        ("  def answer, do: :first\n", r"\.\.\.\(1\)> $"),
        ("end\n", r"\{:module, Block,(.|\n)*" + prompt(2)),
        ("Block.answer()\n", r"\n:first\n(.|\n)*" + prompt(3)),
        (UP, r"Block\.answer\(\)"),
        (UP, r"defmodule Block do"),
        ("\n", r"\{:module, Block,(.|\n)*" + prompt(4)),
        ("System.halt(3)\n", ""),
    ], 3),
    "names are completed": ([
        ("", prompt(1)),
        ("String.upca" + TAB, r"String\.upcase"),
        ("(\"abc\")\n", r"\n\"ABC\"\n(.|\n)*" + prompt(2)),
        ("a_long_name = 5\n", prompt(3)),
        ("a_lon" + TAB, r"a_long_name"),
        (" + 1\n", r"\n6\n(.|\n)*" + prompt(4)),
        ("map = %{first_key: 1}\n", prompt(5)),
        ("map.fir" + TAB, r"map\.first_key"),
        ("\n", r"\n1\n(.|\n)*" + prompt(6)),
        (END, ""),
    ], 0),
    "an evaluation is interrupted, the session goes on": ([
        ("", prompt(1)),
        ("kept = :still_here\n", prompt(2)),
        ("Process.sleep(:infinity)\n", r"infinity\)\s"),
        (INTERRUPT, prompt(2)),
        ("loop = fn loop -> loop.(loop) end; loop.(loop)\n", r"loop\.\(loop\)\s"),
        (INTERRUPT, prompt(2)),
        ("kept\n", r"\n:still_here\n(.|\n)*" + prompt(3)),
        (END, ""),
    ], 0),
    "documentation and input": ([
        ("", prompt(1)),
        ("h Enum.sum\n", r"def sum\(enumerable\)(.|\n)*" + prompt(2)),
        ("i :atom\n", r"Atom(.|\n)*" + prompt(3)),
        ("IO.gets(\"name? \")\n", r"\nname\? $"),
        ("Ada\n", r"\n\"Ada\\n\"\n(.|\n)*" + prompt(4)),
        ("[1,\n", r"\.\.\.\(4\)> $"),
        ("#iex:break\n", r"incomplete(.|\n)*" + prompt(4)),
        (END, ""),
    ], 0),
}

PIPED = ("1 + 1\nx = 3\nraise \"oops\"\nx * 2\n", [r"2\n", r"\*\* \(RuntimeError\) oops", r"6\n"])


class Terminal:
    """A program at a pseudo-terminal."""

    def __init__(self, command, home):
        main, side = pty.openpty()
        fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        environment = dict(os.environ, TERM="xterm", HOME=home, XDG_STATE_HOME=home, LC_ALL="C.UTF-8")
        self.process = subprocess.Popen(command, stdin=side, stdout=side, stderr=side, cwd=home, env=environment,
                                        start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(side)
        self.main = main
        self.shown = ""

    def send(self, text):
        self.shown = ""
        os.write(self.main, text.encode())

    def read(self, seconds):
        """Whether something came."""
        if not select.select([self.main], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.main, 65536)
        except OSError:
            return False
        self.shown += re.sub(r"\033\[[0-9;?]*[A-Za-z]|\033[=>]|\r", "", data.decode(errors="replace"))
        return bool(data)

    def expect(self, pattern):
        end = time.monotonic() + PATIENCE
        while not re.search(pattern, self.shown):
            if time.monotonic() > end or (not self.read(1) and self.process.poll() is not None):
                return False
        # What still belongs to the step must not be taken for the answer to the next one.
        while self.read(0.05):
            pass
        return True

    def close(self):
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.1)
        if self.process.poll() is None:
            self.process.kill()
        os.close(self.main)
        return self.process.wait()


def run(command, steps, status):
    """What is wrong with a session, or None."""
    with tempfile.TemporaryDirectory() as home:
        terminal = Terminal(command, home)
        wrong = None
        for number, (text, pattern) in enumerate(steps):
            if text:
                terminal.send(text)
            if pattern and not terminal.expect(pattern):
                wrong = "step %d, %r: %r is not in %r" % (number + 1, text, pattern, terminal.shown[-800:])
                terminal.process.kill()
                break
        ended = terminal.close()
        return wrong or (None if ended == status else "status %d, expected %d" % (ended, status))


def run_piped(command):
    text, patterns = PIPED
    done = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, env=dict(os.environ, TERM="dumb"))
    shown = done.stdout.decode()
    at = 0
    for pattern in patterns:
        found = re.compile(pattern).search(shown, at)
        if not found:
            return "%r is not in %r" % (pattern, shown)
        at = found.end()
    return None if done.returncode == 0 and "\033" not in shown else "status %d, %r" % (done.returncode, shown)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default=os.path.join(HERE, "..", "bin", "vial") + " repl")
    command = shlex.split(parser.parse_args().tool)
    command[0] = os.path.abspath(command[0])
    failures = 0
    for name, problem in [(name, run(command, *session)) for name, session in SESSIONS.items()] + [("through a pipe", run_piped(command))]:
        if problem:
            failures += 1
            print("FAIL %s: %s" % (name, problem))
    print("%d passed, %d failed" % (len(SESSIONS) + 1 - failures, failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
