"""The counter of set-up: every requirement of the lock once, whichever words pip has for it, up to the last."""

from scripts.pip_progress import counted, required

LOCK = """
# made by a tool
annotated-types==0.8.0 \\
    --hash=sha256:00
argon2-cffi-bindings==26.2.0 \\
    --hash=sha256:00
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:00
pwdlib[argon2]==0.3.1 \\
    --hash=sha256:00
"""

PIP_SAYS = """\
Looking in indexes: file:///srv/simple
Ignoring colorama: markers 'sys_platform == "win32"' don't match your environment
Processing /srv/wheels/annotated_types-0.8.0-py3-none-any.whl (from -r locks/run.txt (line 12))
Collecting argon2-cffi-bindings==26.2.0 (from -r locks/run.txt (line 27))
  Downloading argon2_cffi_bindings-26.2.0.whl (60 kB)
Requirement already satisfied: pwdlib[argon2]==0.3.1 in ./.venv/lib (from -r locks/run.txt (line 735))
Requirement already satisfied: argon2-cffi-bindings in ./.venv/lib (from pwdlib[argon2]==0.3.1)
Installing collected packages: annotated-types
"""


def test_a_fetched_a_present_an_installed_and_a_left_out_package_count_once_each_and_reach_the_total() -> (
    None
):
    names = required(LOCK)
    assert len(names) == 4
    assert list(counted(PIP_SAYS.splitlines(), names)) == [
        (1, "colorama"),
        (2, "annotated-types"),
        (3, "argon2-cffi-bindings"),
        (4, "pwdlib"),
    ]
