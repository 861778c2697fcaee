#!/usr/bin/env python3
"""kill -9 in the middle of `token-craft sync`: kills.py KILLS [SEED]

Logs grow; a sync begins, sometimes two; after a random moment one is killed: all of its
programs at once, or one alone. At once the store is read: every record that was ever seen
in it is still there, none is twice. In the end, after a sync that is left alone, it must
have the same bytes as a store that took all logs in one clean run, and token-craft daily
must say what the logs' maker counted. Prints what fails, and a line of totals.
"""
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import logs  # noqa: E402
from laws import MEMORY, archive, identities, tree  # noqa: E402

TOP = os.environ["TC_TOP"]
QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}


# At its end a program built with ASan looks for leaks from a second process, and waits for
# ever when that one is killed alone. Others look for leaks; what may be killed does not.
NO_LEAKS = os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"


def environment(home, folder, **more):
    return dict(os.environ, TC_HOME=home, CLAUDE_CONFIG_DIR=folder, **more)


def sync(home, folder):
    return subprocess.Popen([TOP + "/bin/token-craft", "sync", "--quiet"],
                            env=environment(home, folder, ASAN_OPTIONS=NO_LEAKS),
                            start_new_session=True, stderr=subprocess.PIPE, **QUIET)


def settled(child):
    _, said = child.communicate()
    if child.returncode != 0:
        raise AssertionError("sync: %d: %s" % (child.returncode, said.decode()))


def clean_sync(home, folder):
    settled(sync(home, folder))


def group(leader):
    """Its processes."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/stat" % pid, encoding="utf-8", errors="replace") as f:
                rest = f.read().rpartition(")")[2]
        except OSError:
            continue
        if int(rest.split()[2]) == leader:
            found.append(int(pid))
    return found


class Killer:
    def __init__(self, seed, folder, kills):
        self.r = random.Random(seed)
        self.home = os.path.join(folder, "home")
        self.logs = os.path.join(folder, "logs")
        self.machine = logs.Machine(seed, self.logs, 40 + kills)
        self.seen, self.killed, self.length = {}, 0, 0.05

    def strike(self, child):
        """Kills all, or one; false when the sync had ended by itself."""
        programs = group(child.pid)
        if child.poll() is not None:
            return False
        if programs and self.r.random() < 0.5:
            try:
                os.kill(self.r.choice(programs), signal.SIGKILL)
            except ProcessLookupError:
                return False
        else:
            os.killpg(child.pid, signal.SIGKILL)
        return True

    def turn(self):
        self.machine.grow()
        start = time.monotonic()
        child = sync(self.home, self.logs)
        other = sync(self.home, self.logs) if self.r.random() < 0.25 else None
        time.sleep(self.r.random() * self.length)
        self.killed += self.strike(child)
        child.communicate()
        if other:
            settled(other)
        if child.returncode == 0:
            self.length = 0.8 * self.length + 0.2 * 1.2 * (time.monotonic() - start)
        self.look()

    def look(self):
        """What the store says at once, without help."""
        kept = identities(archive(self.home, "get").splitlines())
        twice = [one for one, times in kept.items() if times > 1]
        lost = set(self.seen) - set(kept)
        if twice or lost:
            raise AssertionError("twice: %s; lost: %s" % (twice[:3], sorted(lost)[:3]))
        self.seen = kept

    def settle(self, folder):
        """The end: all is there, and byte for byte as if nothing had happened."""
        self.machine.finish()
        clean_sync(self.home, self.logs)
        self.look()
        clean = os.path.join(folder, "clean")
        clean_sync(clean, self.logs)
        for home in (self.home, clean):
            archive(home, "compact")
            archive(home, "verify")
        wanted, got = tree(clean), tree(self.home)
        odd = sorted(p for p in set(wanted) | set(got) if wanted.get(p) != got.get(p))
        if odd:
            raise AssertionError("other bytes in " + ", ".join(odd[:3]))
        said = subprocess.run(
            [TOP + "/bin/token-craft", "daily", "--json", "-z", "UTC"], check=True,
            env=environment(self.home, self.logs), stdout=subprocess.PIPE,
            stdin=subprocess.DEVNULL).stdout
        if logs.daily_rows(said) != logs.sums(self.machine.calls):
            raise AssertionError("token-craft daily is not what was counted")


def main():
    kills, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    folder, failures, start = tempfile.mkdtemp(dir=MEMORY), 0, time.monotonic()
    killer, turns = Killer(seed, folder, kills), 0
    try:
        while killer.killed < kills:
            turns += 1
            killer.turn()
        killer.settle(folder)
        shutil.rmtree(folder)
    except AssertionError as error:
        failures = 1
        print("seed %d, turn %d: %s\nkept: %s" % (seed, turns, error, folder))
    print("%d kills in %d syncs, %d failures, %.0f s" % (
        killer.killed, turns, failures, time.monotonic() - start))
    return failures


if __name__ == "__main__":
    sys.exit(main())
