#!/usr/bin/env python3
"""Compile speed: the same modules compiled from nothing by Vial and by Elixir, and a one-line edit of a 1,000-line script.

The modules are those of stdlib/ that both can load: Mix, ExUnit, IEx, Logger and EEx, under other names so that neither
system's own are replaced. Both compile them with Kernel.ParallelCompiler.compile_to_path/2; the time is that of the whole command
less that of a command that does nothing. Medians of --runs rounds in which the two take turns.

    python3 Benchmarks/compile.py --tool bin/vial --peer elixir
"""
import argparse
import os
import pathlib
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from run import elixir

ROOT = pathlib.Path(__file__).resolve().parent.parent
APPLICATIONS = ["mix", "ex_unit", "iex", "logger", "eex"]
COMPILE = """
case Kernel.ParallelCompiler.compile_to_path(Path.wildcard("SOURCE/**/*.ex"), "TARGET", return_diagnostics: true) do
  {:ok, modules, _} -> IO.puts(length(modules))
  {:error, errors, _} -> for(error <- errors, do: IO.puts(:stderr, error.file <> ": " <> error.message)) && System.halt(1)
end
"""


def renamed(text):
    """The text with names that neither system has: Mix becomes BenchMix."""
    return re.sub(r"(?<![\w.:])(Mix|ExUnit|IEx|Logger|EEx)\b", r"Bench\1", text)


def sources(target):
    """Copies the modules, renamed; the number of their lines."""
    lines = 0
    for application in APPLICATIONS:
        for path in sorted((ROOT / "stdlib" / application).rglob("*.ex")):
            text = renamed(path.read_text())
            copy = target / application / path.relative_to(ROOT / "stdlib" / application)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text)
            lines += text.count("\n")
    return lines


def script(constant):
    """A script of about a thousand lines; `constant` is the line that is edited."""
    lines = []
    for module in range(10):
        lines.append(f"defmodule Script{module} do")
        for index in range(10):
            lines += [f"  def step{index}(x) when is_integer(x) do", f"    y = x + {constant if (module, index) == (4, 4) else index}", "    case rem(y, 3) do",
                      "      0 -> {:ok, y}", "      1 -> {:error, [y, x]}", '      _ -> %{a: y, b: "v#{y}"}', "    end", "  end", "",
                      f"  def sum{index}(list), do: list |> Enum.map(&(&1 + {index})) |> Enum.sum()"]
        lines.append("end")
    return "\n".join(lines + ["IO.inspect(Script4.step4(3))"]) + "\n"


def seconds(command, text, folder):
    """Runs a program with `command`: its time and what it printed."""
    program = folder / "program.exs"
    program.write_text(text)
    start = time.monotonic()
    done = subprocess.run(command + [str(program)], capture_output=True, text=True, cwd=folder, env={**os.environ, "XDG_CACHE_HOME": str(folder)})
    elapsed = time.monotonic() - start
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return elapsed, done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default="bin/vial")
    parser.add_argument("--peer", help="the command of a real Elixir; by default that of the PATH, or the oracle beside the project")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    peer = shlex.split(options.peer) if options.peer else elixir()
    if not peer:
        return print("compile speed: no Elixir on this machine to compare with")
    tools = {"vial": shlex.split(options.tool), "elixir": peer}
    for words in tools.values():
        words[:] = [str(pathlib.Path(word).resolve()) if "/" in word else word for word in words]
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = pathlib.Path(name)
        lines = sources(folder / "source")
        whole, edit = {key: [] for key in tools}, {key: [] for key in tools}
        modules = {}
        for _ in range(options.runs):
            for key, command in tools.items():
                shutil.rmtree(folder / "target", ignore_errors=True)
                (folder / "target").mkdir()
                idle, _ = seconds(command, ":ok\n", folder)
                elapsed, printed = seconds(command, COMPILE.replace("SOURCE", str(folder / "source")).replace("TARGET", str(folder / "target")), folder)
                whole[key].append(elapsed - idle)
                modules[key] = printed.split()[-1]
        for round in range(2 * options.runs + 1):
            for key, command in tools.items():
                edit[key].append(seconds(command, script(round), folder)[0])
    for title, times in ((f"{lines} lines of stdlib/, {modules['vial']} modules", whole), ("one-line edit of a 1,000-line script", edit)):
        ours, theirs = (statistics.median(times[key]) for key in ("vial", "elixir"))
        print(f"{title}: {ours:.2f} s, Elixir {theirs:.2f} s, ratio {ours / theirs:.2f}")
    if modules["vial"] != modules["elixir"]:
        sys.exit(f"the modules differ: {modules}")


main()
