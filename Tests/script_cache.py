#!/usr/bin/env python3
"""What is kept of a script for its next run: found where nothing changed, never where something did, harmless where it cannot be
read or written, bounded.

    script_cache.py [--tool PATH]
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

SCRIPT = """
defmodule Shop do
  def price(x) when is_integer(x), do: {:ok, x + 1}
  def label(x), do: "item #{x}"
end

defmodule Till do
  def total(x) do
    case Shop.price(x) do
      {:ok, price} -> price
      {:error, why} -> why
    end
  end
end

IO.inspect({Till.total(1), Shop.label(2)})
"""

# The two results that Till expects are possible here, so types have nothing to say.
QUIET = SCRIPT.replace("do: {:ok, x + 1}", "do: if(x > 0, do: {:ok, x + 1}, else: {:error, x})")


class Place:
    def __init__(self, tool, folder):
        self.tool, self.folder = tool, pathlib.Path(folder)
        self.cache = self.folder / "cache"
        self.script = self.folder / "shop.exs"

    def run(self, text=None, arguments=(), environment=None, directory=None):
        if text is not None:
            self.script.write_text(text)
        variables = {**os.environ, "XDG_CACHE_HOME": str(self.cache), **(environment or {})}
        done = subprocess.run([self.tool, *arguments, str(self.script)], capture_output=True, text=True, env=variables, cwd=directory or self.folder, timeout=120)
        return done.returncode, done.stdout, done.stderr

    def files(self):
        return sorted((self.cache / "vial" / "scripts").glob("*"))

    def bytes(self):
        return sum(file.stat().st_size for file in self.files())


def found_again(place):
    first = place.run(QUIET)
    size = place.bytes()
    assert first[0] == 0 and first[2] == "" and size > 0, (first, size)
    assert place.run() == first and place.bytes() == size
    # Paths in stack traces are relative to the working directory.
    assert place.run(directory="/") == first and place.bytes() > size


def edited(place):
    assert place.run(QUIET)[1] == '{2, "item 2"}\n'
    size = place.bytes()
    assert place.run(QUIET.replace("item", "thing"))[1] == '{2, "thing 2"}\n'
    assert place.bytes() > size
    assert place.run(QUIET)[1] == '{2, "item 2"}\n'


def macros_run_each_time(place):
    text = """
    defmodule Macros do
      defmacro now, do: System.get_env("VALUE")
    end
    defmodule User do
      require Macros
      IO.puts("body")
      def value, do: Macros.now()
    end
    IO.puts(User.value())
    """
    for value in ("one", "two", "one"):
        assert place.run(text, environment={"VALUE": value})[1] == f"body\n{value}\n"


def warned_each_time(place):
    first = place.run(SCRIPT)
    assert "the following clause will never match" in first[2], first
    assert place.run() == first


def types_of_others(place):
    """A module that is the same is looked at anew when what it calls has other types."""
    assert place.run(QUIET)[2] == ""
    assert place.run(QUIET)[2] == ""
    assert "the following clause will never match" in place.run(SCRIPT)[2]
    assert place.run(QUIET)[2] == ""


def damaged(place):
    first = place.run(QUIET)
    [file] = place.files()
    whole = file.read_bytes()
    for position in range(0, len(whole), max(1, len(whole) // 40)):
        file.write_bytes(whole[:position] + bytes([whole[position] ^ 0x55]) + whole[position + 1:])
        assert place.run() == first, position
        file.write_bytes(whole[:position])
        assert place.run() == first, position


def not_writable(place):
    first = place.run(QUIET)
    for cache in ("/dev/null", "/proc", "relative"):
        assert place.run(environment={"XDG_CACHE_HOME": cache, "HOME": "/dev/null"}) == first
    place.files()[0].unlink()
    os.chmod(place.files()[0].parent if place.files() else place.cache / "vial" / "scripts", 0o500)
    assert place.run() == first


def of_others(place):
    """A file that others may write is not read."""
    first = place.run(QUIET)
    [file] = place.files()
    os.chmod(file, 0o666)
    size = file.stat().st_size
    assert place.run(QUIET.replace("item", "thing"))[1] == '{2, "thing 2"}\n'
    assert file.stat().st_size == size and place.run(QUIET) == first


def bounded(place):
    place.run(QUIET)
    folder = place.files()[0].parent
    for index in range(10):
        old = folder / f"{index:032x}"
        old.write_bytes(bytes(8 << 20))
        os.utime(old, (index + 1, index + 1))
    place.files()[-1].write_bytes(bytes(9 << 20))
    for script in ("other.exs", "shop.exs"):
        place.script = place.folder / script
        assert place.run(QUIET)[0] == 0
    assert place.bytes() <= 64 << 20, place.bytes()
    assert not (folder / f"{0:032x}").exists() and (folder / f"{9:032x}").exists()


def left_alone(place):
    assert place.run(QUIET, arguments=["--deny-all"])[0] == 0
    assert place.run(QUIET, environment={"VIAL_SEED": "1"})[0] == 0
    assert place.files() == []


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", default="bin/vial")
    tool = os.path.abspath(parser.parse_args().tool)
    failed = 0
    checks = [found_again, edited, macros_run_each_time, warned_each_time, types_of_others, damaged, not_writable, of_others, bounded, left_alone]
    for check in checks:
        with tempfile.TemporaryDirectory() as folder:
            try:
                check(Place(tool, folder))
            except AssertionError as error:
                failed += 1
                print(f"script cache, {check.__name__}: {error}")
            finally:
                subprocess.run(["chmod", "-R", "u+w", folder])
    print(f"script cache: {len(checks) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
