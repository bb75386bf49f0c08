"""The embedded server and the process that it is."""

import os
import subprocess

from doorstroom.database.embedded import lives


def test_a_server_that_was_killed_and_not_waited_for_does_not_live():
    """Under a first process that buries nobody a killed server keeps its number: starting anew must not wait for it."""
    child = subprocess.Popen(["sleep", "60"])
    assert lives(child.pid, "sleep")
    assert not lives(child.pid, "postgres")
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not lives(child.pid, "sleep")
    child.wait()
    assert not lives(child.pid, "sleep")
