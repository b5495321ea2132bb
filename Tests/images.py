#!/usr/bin/env python3
"""Damage the library image behind an executable: whatever its bytes are, there is one message and exit status 1, or the
program runs as if nothing were (the damage is in a module that it does not use).

    images.py --tool bin/vial [--cases N] [--seed N]
"""

import argparse
import os
import random
import struct
import subprocess
import sys
import tempfile


def damaged(data, random):
    """A copy with an image that is cut, overwritten, of another kind, or whose length is wrong."""
    start = len(data) - 16 - struct.unpack("<Q", data[-16:-8])[0]
    copy = bytearray(data)
    kind = random.randrange(6)
    if kind == 0:
        return copy[:random.randrange(start, len(copy))], "cut"
    if kind == 1:
        copy[-16:-8] = struct.pack("<Q", random.getrandbits(random.randrange(1, 64)))
        return copy, "another length"
    if kind == 2:
        for _ in range(random.randrange(1, 200)):
            copy[random.randrange(start, start + 40_000)] = random.randrange(256)
        return copy, "directory overwritten"
    if kind == 3:
        at = random.randrange(start, len(copy) - 16)
        length = min(random.randrange(1, 200_000), len(copy) - 16 - at)
        copy[at:at + length] = random.randbytes(length)
        return copy, "a stretch overwritten"
    if kind == 4:
        for _ in range(2000):
            copy[random.randrange(start, len(copy) - 16)] ^= 1 << random.randrange(8)
        return copy, "bits flipped"
    copy[start:start + 16] = b"\x7fELF" + bytes(12)
    return copy, "foreign"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    generator = random.Random(arguments.seed)
    with open(arguments.tool, "rb") as file:
        data = file.read()
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "vial")
        for case in range(arguments.cases):
            content, kind = damaged(data, generator)
            with open(path, "wb") as file:
                file.write(content)
            os.chmod(path, 0o755)
            try:
                run = subprocess.run([path, "-e", 'IO.puts("whole")'], capture_output=True, timeout=20)
                status, out, err = run.returncode, run.stdout, run.stderr
            except subprocess.TimeoutExpired:
                status, out, err = "no end", b"", b""
            whole = status == 0 and out == b"whole\n"
            refused = status == 1 and err.startswith(b"vial: ") and err.count(b"\n") == 1
            if not (whole or refused):
                failures += 1
                print(f"case {case} ({kind}): status {status}, {err[:200]!r}")
    print(f"{arguments.cases - failures} passed, {failures} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
