#!/usr/bin/env python3
"""Runs the project tool on whole projects and compares what it says with what was recorded.

    projects.py --tool COMMAND [--elixir COMMAND] [--dir DIR] [--only TEXT] [--record]

`DIR/NAME/session.txt` is a session: lines `$ COMMAND` are run by `sh` in a fresh copy of `DIR/NAME/`, `mix` being the tool under
test and `elixir` likewise (the tool's without its last word `mix`, unless given); below each stands what it writes to standard output, then each line of standard error behind `E `, then `status N`.
`--record` writes the sessions anew; the tool is the reference then. Lines that begin with a space behind `E ` and name a place in
the library (`(elixir …)`, `(stdlib …)`, `(mix …)`) differ by nature and are left out, as are empty lines of standard error.
"""
import argparse, difflib, os, re, shlex, shutil, subprocess, sys, tempfile
from pathlib import Path

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
LIBRARY = re.compile(r"^ +\((elixir|stdlib|mix|ex_unit|logger) [0-9.]+\) ")


def commands(session):
    return [line[2:] for line in session.splitlines() if line.startswith("$ ")]


def run(tools, project, session):
    out = []
    with tempfile.TemporaryDirectory(prefix="vial-project-") as tmp:
        root, home = Path(tmp) / "project", Path(tmp) / "home"
        shutil.copytree(project, root, ignore=lambda d, names: ["session.txt"] if Path(d) == project else [])
        home.mkdir()
        programs = Path(tmp) / "bin"
        programs.mkdir()
        for name, tool in tools.items():
            (programs / name).write_text(f"#!/bin/sh\nexec {shlex.join(tool)} \"$@\"\n")
            (programs / name).chmod(0o755)
        env = {k: v for k, v in os.environ.items() if not k.startswith(("MIX_", "ELIXIR_", "ERL_", "GIT_"))}
        env.update({f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                    for what, value in (("NAME", "Ada"), ("EMAIL", "ada@example.org"), ("DATE", "2020-01-01T00:00:00Z"))})
        env.update(MIX_HOME=str(home), XDG_CACHE_HOME=str(home / "cache"), GIT_CONFIG_GLOBAL="/dev/null", PATH=f"{programs}:{env['PATH']}", LC_ALL="C.UTF-8", TERM="dumb", NO_COLOR="1")
        for command in commands(session):
            done = subprocess.run(["sh", "-c", command], cwd=root, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=400)
            text, errors = (ESCAPES.sub("", b.decode("utf-8", "replace")).replace(str(root), "PROJECT") for b in (done.stdout, done.stderr))
            out.append(f"$ {command}")
            out += [line.rstrip() for line in text.splitlines()]
            out += [f"E {line.rstrip()}" for line in errors.splitlines() if line.strip() and not LIBRARY.match(line)]
            out.append(f"status {done.returncode}")
    return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tool", required=True)
    parser.add_argument("--elixir")
    parser.add_argument("--dir", default=Path(__file__).parent / "Projects", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--record", action="store_true")
    args = parser.parse_args()
    tool = shlex.split(args.tool)
    elixir = shlex.split(args.elixir) if args.elixir else tool[:-1] if tool[-1] == "mix" else tool[:]
    for command in (tool, elixir):
        if "/" in command[0]:
            command[0] = os.path.abspath(command[0])
    failed = passed = 0
    for file in sorted(args.dir.glob("*/session.txt")):
        if args.only not in file.parent.name:
            continue
        wanted = file.read_text()
        found = run({"mix": tool, "elixir": elixir}, file.parent, wanted)
        if args.record:
            file.write_text(found)
        elif found == wanted:
            passed += 1
        else:
            failed += 1
            print(f"FAIL {file.parent.name}")
            print("\n".join(list(difflib.unified_diff(wanted.splitlines(), found.splitlines(), "recorded", "found", lineterm="", n=2))[:80]))
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
