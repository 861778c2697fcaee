#!/usr/bin/env python3
"""Two machines, one of them killed while it writes; their logs deleted; their stores merged:
done.py WAY, import or copy. What token-craft daily says then is what the logs' maker
counted. Prints what is wrong."""
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import logs  # noqa: E402
from kills import TOP, Killer, clean_sync  # noqa: E402
from laws import archive  # noqa: E402

KILLS = 6


def other_machine(home, folder):
    """A sync on a machine of another name."""
    os.makedirs("bin", exist_ok=True)
    with open("bin/uname", "w", encoding="ascii") as f:
        f.write("#!/bin/sh\necho elsewhere\n")
    os.chmod("bin/uname", 0o755)
    subprocess.run([TOP + "/bin/token-craft", "sync", "--quiet"], check=True,
                   env=dict(os.environ, TC_HOME=home, CLAUDE_CONFIG_DIR=folder,
                            PATH=os.path.abspath("bin") + ":" + os.environ["PATH"]),
                   stdin=subprocess.DEVNULL)


def shared(one, other):
    """Some sessions were carried to the other machine."""
    for path in sorted(one.files)[::5]:
        other.files[path] = one.files[path]
    other.calls.update({id: call for id, call in one.calls.items()
                        if any(id.encode() in other.files[p] for p in sorted(one.files)[::5])})


def main():
    way = sys.argv[1]
    mine = logs.Machine(7, os.path.abspath("a/logs"), 60)
    killer = Killer(8, os.path.abspath("b"), 20)
    shared(mine, killer.machine)
    home = os.path.abspath("a/home")
    for _ in range(4):
        mine.grow(20)
        other_machine(home, mine.folder)
    while killer.killed < KILLS:
        killer.turn()
    for machine in (mine, killer.machine):
        machine.finish()
    other_machine(home, mine.folder)
    clean_sync(killer.home, killer.logs)
    for machine in (mine, killer.machine):
        machine.forget_logs()
    if way == "import":
        archive(home, "import", killer.home)
    else:
        shutil.copytree(killer.home + "/archive", home + "/archive", dirs_exist_ok=True)
        archive(home, "compact")
    said = subprocess.run(
        [TOP + "/bin/token-craft", "daily", "--since", "2025-06-01", "--json", "-z", "UTC"],
        env=dict(os.environ, TC_HOME=home, CLAUDE_CONFIG_DIR=mine.folder), check=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE).stdout
    got, wanted = logs.daily_rows(said), logs.sums(mine.calls | killer.machine.calls)
    for day in sorted(set(got) | set(wanted)):
        if got.get(day) != wanted.get(day):
            print("%s: %s, wanted %s" % (day, got.get(day), wanted.get(day)))
    print("%d days, %d calls" % (len(wanted), sum(row[0] for row in wanted.values())))
    return got != wanted


if __name__ == "__main__":
    sys.exit(main())
