#!/usr/bin/env python3
"""The daily commands against Elixir's: tests of a fresh project, help, a compilation without changes, the shell's prompt, formatting,
and a project of 200 modules and 2,000 tests, compiled from nothing and tested. Whole commands, medians of --runs rounds in which
the two take turns.

    python3 Benchmarks/tools.py --tool bin/vial
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from run import elixir

ROOT = pathlib.Path(__file__).resolve().parent.parent

MODULE = """defmodule Big.Part{n} do
  @moduledoc "Part {n}."
  defstruct name: "part {n}", items: [], total: 0

  @doc "Adds an item and its price."
  @spec add(%__MODULE__{{}}, atom, number) :: %__MODULE__{{}}
  def add(%__MODULE__{{items: items, total: total}} = part, item, price) when is_atom(item) do
    %{{part | items: [{{item, price}} | items], total: total + price}}
  end

  def names(%__MODULE__{{items: items}}), do: items |> Enum.map(&elem(&1, 0)) |> Enum.sort()

  def describe(%__MODULE__{{}} = part) do
    case part.items do
      [] -> "#{{part.name}}: empty"
      [{{item, _}}] -> "#{{part.name}}: only #{{item}}"
      items -> "#{{part.name}}: #{{length(items)}} items, #{{part.total}}"
    end
  end

  def before, do: {before}
end
"""

TEST = """defmodule Big.Part{n}Test do
  use ExUnit.Case, async: true
  alias Big.Part{n}

{tests}
end
"""

CASE = """  test "adding {i}" do
    part = Part{n}.add(%Part{n}{{}}, :item{i}, {i})
    assert part.total == {i}
    assert Part{n}.names(part) == [:item{i}]
    assert Part{n}.describe(part) =~ "only item{i}"
  end
"""


def big_project(folder):
    (folder / "lib").mkdir(parents=True)
    (folder / "test").mkdir()
    (folder / "mix.exs").write_text("defmodule Big.MixProject do\n  use Mix.Project\n  def project, do: [app: :big, version: \"0.1.0\"]\nend\n")
    (folder / "test" / "test_helper.exs").write_text("ExUnit.start()\n")
    for n in range(200):
        before = f"Big.Part{n - 1}.before()" if n else ":first"
        (folder / "lib" / f"part{n}.ex").write_text(MODULE.format(n=n, before=before))
        tests = "\n".join(CASE.format(n=n, i=i) for i in range(10))
        (folder / "test" / f"part{n}_test.exs").write_text(TEST.format(n=n, tests=tests))


def seconds(command, folder, keyboard=""):
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "MIX_HOME": str(folder / "mix"), "TERM": "dumb"}
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment, input=keyboard)
    elapsed = time.monotonic() - start
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return elapsed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default="bin/vial")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    peer = elixir()
    if not peer:
        return print("daily commands: no Elixir on this machine to compare with")
    tool = [str(pathlib.Path(options.tool).resolve())]
    commands = {"vial": {"mix": tool + ["mix"], "iex": tool + ["repl"]},
                "elixir": {name: peer[:-1] + [name] for name in ("mix", "iex")}}
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        place = pathlib.Path(name)
        texts = sorted((ROOT / "stdlib" / "elixir" / "lib").glob("*.ex"))
        for key, command in commands.items():
            folder = place / key
            folder.mkdir()
            seconds(command["mix"] + ["new", "fresh"], folder)
            seconds(command["mix"] + ["test"], folder / "fresh")
            big_project(folder / "big")
            (folder / "texts").mkdir()
            for text in texts:
                shutil.copy(text, folder / "texts" / text.name)
        steps = [
            ("test in a fresh project", "fresh", "mix", ["test"], 5, 0.2),
            ("help", "fresh", "mix", ["help"], 5, 0.1),
            ("compile without changes", "fresh", "mix", ["compile"], 5, 0.1),
            ("prompt of the shell", "fresh", "iex", [], 5, 0.1),
            (f"format {len(texts)} files of stdlib/", "texts", "mix", ["format", "*.ex"], 1, 1),
            ("compile 200 modules", "big", "mix", ["compile", "--force"], 1, 1),
            ("test 200 modules with 2,000 tests", "big", "mix", ["test"], 1, 1),
        ]
        for title, project, program, arguments, weight, limit in steps:
            times = {key: [] for key in commands}
            for _ in range(max(1, options.runs * weight // 5)):
                for key, command in commands.items():
                    times[key].append(seconds(command[program] + arguments, place / key / project, "1 + 1\n" if program == "iex" else ""))
            ours, theirs = (statistics.median(times[key]) for key in ("vial", "elixir"))
            note = "" if ours / theirs <= limit else f"   above {limit}"
            print(f"{title:40} {ours:7.3f} s   Elixir {theirs:7.3f} s   ratio {ours / theirs:5.2f}{note}")


main()
