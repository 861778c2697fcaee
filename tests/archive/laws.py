#!/usr/bin/env python3
"""The laws of the store, on random records and the corpus': laws.py CASES [SEED]

Whatever was put in which order, in how many parts, how often, on which of two machines, and
however their stores came together: after `compact` all have the same bytes. Nothing is
lost and nothing is twice: `get` has each identity of the input once, as `join` says it.
Prints what fails, with the seed that brings it back, and a line of totals.
"""
import collections
import glob
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from records import Records  # noqa: E402

BIN = os.environ["TC_BIN"]
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # where fsync costs nothing
DROPPED = ("lock",)
# A name of its own for this process: needs a system that lets us.
ELSEWHERE = ("unshare", "--uts", "--map-root-user", "sh", "-c",
             'hostname elsewhere && exec "$@"', "sh")


def has_elsewhere():
    try:
        return subprocess.run([*ELSEWHERE, "true"], stderr=subprocess.DEVNULL,
                              check=False).returncode == 0
    except FileNotFoundError:
        return False


def archive(home, *arguments, lines=(), on=()):
    """tc-archive on a store; its standard output. `on` runs it on another machine."""
    done = subprocess.run([*on, BIN + "/tc-archive", *arguments], check=False,
                          env=dict(os.environ, TC_HOME=home),
                          input="".join(line + "\n" for line in lines).encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        raise AssertionError("tc-archive %s: %d: %s" % (
            " ".join(arguments), done.returncode, done.stderr.decode()))
    return done.stdout


def tree(home):
    """{path: bytes} of the store."""
    top, found = os.path.join(home, "archive"), {}
    for folder, _, names in os.walk(top):
        for name in names:
            path = os.path.join(folder, name)
            if name not in DROPPED:
                with open(path, "rb") as f:
                    found[os.path.relpath(path, top)] = f.read()
    return found


class Case:
    def __init__(self, seed, folder, lines):
        self.r, self.folder, self.lines, self.homes = random.Random(seed), folder, lines, 0

    def home(self):
        self.homes += 1
        return os.path.join(self.folder, "home%d" % self.homes)

    def parts(self, lines, times=True):
        """The lines in random parts, some of them twice, in a random order."""
        lines = lines + self.r.sample(lines, len(lines) // 3) if times else list(lines)
        self.r.shuffle(lines)
        cuts = sorted(self.r.randrange(len(lines) + 1) for _ in range(self.r.randrange(3)))
        return [lines[a:b] for a, b in zip([0] + cuts, cuts + [len(lines)])]

    def filled(self, lines):
        home = self.home()
        for part in self.parts(lines):
            archive(home, "put", lines=part)
            if self.r.random() < 0.15:
                archive(home, "compact")
        return home

    def two(self):
        """Both machines saw some, and some of it both."""
        both = [self.r.randrange(3) for _ in self.lines]
        return [[line for line, which in zip(self.lines, both) if which != other]
                or self.lines[:1] for other in (0, 1)]

    # Each law makes a store that must come to the same bytes as one of all lines at once.

    def in_parts(self):
        return self.filled(self.lines)

    def copied_together(self):
        """Two stores, not both compacted, one copied over the other."""
        mine, other = (self.home() for _ in "ab")
        for home, on, lines in zip((mine, other), ((), ELSEWHERE), self.two()):
            for part in self.parts(lines):
                archive(home, "put", lines=part, on=on)
        if self.r.random() < 0.5:
            archive(self.r.choice((mine, other)), "compact")
        shutil.copytree(os.path.join(other, "archive"), os.path.join(mine, "archive"),
                        dirs_exist_ok=True)
        return mine

    def imported(self):
        mine, other = (self.filled(lines) for lines in self.two())
        archive(mine, "import", other)
        return mine

    def joined(self):
        mine, other = (self.filled(lines) for lines in self.two())
        both = archive(mine, "get") + archive(other, "get")
        home = self.home()
        archive(home, "put", lines=archive(home, "join", lines=both.decode().splitlines())
                .decode().splitlines())
        return home

    def exported(self):
        mine, home = self.filled(self.lines), self.home()
        archive(mine, "export", home)
        return home

    LAWS = (in_parts, imported, joined, exported, copied_together)


def identities(lines):
    return collections.Counter((r["kind"], r["id"]) for r in map(json.loads, lines))


def corpus():
    """What each transcript of the corpus says by itself: sightings that join."""
    found = []
    for path in sorted(glob.glob(os.environ.get("TC_SHARED", "") + "/corpus/**/*.jsonl",
                                 recursive=True)):
        said = subprocess.run([BIN + "/tc-extract", path], stdout=subprocess.PIPE, check=True,
                              stderr=subprocess.DEVNULL).stdout.decode().splitlines()
        found += [line for line in said if not line.startswith('{"kind":"reject"')]
    return found


def some(seed, real):
    """Lines for a case: made up, or every fifth time a row of the corpus'."""
    r = random.Random(seed)
    if real and r.random() < 0.2:
        begin = r.randrange(len(real))
        return real[begin:begin + r.randrange(1, 60)] + r.sample(real, 5)
    return Records(seed, r.randrange(1, 60), r.choice([1, 2, 4]), days=2).lines()


def check(seed, folder, lines, laws):
    """Runs one law; what is wrong, or None."""
    case = Case(seed, folder, lines)
    whole = case.home()
    archive(whole, "put", lines=lines)
    joined = archive(whole, "join", lines=lines)
    if archive(whole, "get") != joined:
        return "get after put is not join"
    if identities(joined.splitlines()) != collections.Counter(set(identities(lines))):
        return "join has not each identity once"
    archive(whole, "compact")
    if archive(whole, "get") != joined:
        return "get after compact is not join"
    law = laws[seed % len(laws)]
    home = law(case)
    archive(home, "compact")
    archive(home, "verify")
    wanted, got = tree(whole), tree(home)
    odd = sorted(p for p in set(wanted) | set(got) if wanted.get(p) != got.get(p))
    return "%s: other bytes in %s" % (law.__name__, ", ".join(odd[:3])) if odd else None


def main():
    cases = int(sys.argv[1])
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    laws = Case.LAWS
    if not has_elsewhere():
        print("# no second machine to be had (unshare): %s is not tried" % laws[-1].__name__)
        laws = laws[:-1]
    failures, start = 0, time.monotonic()
    real = corpus()
    for seed in range(first, first + cases):
        with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
            try:
                wrong = check(seed, folder, some(seed, real), laws)
            except AssertionError as error:
                wrong = str(error)
        if wrong:
            failures += 1
            print("seed %d: %s" % (seed, wrong))
    print("%d cases, %d failures, %.0f s" % (cases, failures, time.monotonic() - start))
    return failures > 0


if __name__ == "__main__":
    sys.exit(main())
