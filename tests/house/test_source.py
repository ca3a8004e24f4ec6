"""Rules of the house that a linter does not know, checked on the syntax of every module."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.support.source import ROOT, functions, modules, name_of, syntax, tracked, where

# The edges of a request, of a job, of a thread; each logs with traceback or hands the error to whoever started it.
EDGES = {
    "hub.devices.links.intake",
    "hub.devices.supervisor",
    "hub.web.errors",
    "hub.worker.embedded_broker",
    "hub.worker.inbox",
    "hub.worker.jobs",
    "hub.worker.line",
    "hub.worker.runner",
}
# Sharing a decision with the clock or the screen needs floats nowhere; timeouts and millimetres are no decisions.
EXACT = re.compile(r"\.(rules|plan|check|records|service|views|verify|quantity|content|settle)$")
PEOPLE_FIGURES = re.compile(
    r"\b(per_hour|per_minute_worker|picks_per|crates_per_(hour|worker|person)|idle_time|ranking|leaderboard|productivity)\b"
)


def test_every_module_says_what_it_is_for_and_no_two_say_the_same() -> None:
    said: dict[str, Path] = {}
    for path in modules("hub", "firmware_sim"):
        docstring = ast.get_docstring(syntax(path))
        assert docstring, f"{path.relative_to(ROOT)} has no docstring"
        assert docstring not in said, (
            f"{path.relative_to(ROOT)} repeats the docstring of {said.get(docstring)}"
        )
        said[docstring] = path


def _catches_everything(handler: ast.ExceptHandler) -> bool:
    caught = handler.type
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(
        one is None or (isinstance(one, ast.Name) and one.id in {"Exception", "BaseException"})
        for one in names
    )


def test_everything_is_caught_only_at_the_edges() -> None:
    found = [
        where(path, node)
        for path in modules("hub")
        if name_of(path) not in EDGES
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.ExceptHandler) and _catches_everything(node)
    ]
    assert found == []


def test_decisions_are_made_without_floats() -> None:
    found = [
        where(path, node)
        for path in modules("hub")
        if EXACT.search(name_of(path))
        for node in ast.walk(syntax(path))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
    ]
    assert found == []


def test_only_the_edge_commits() -> None:
    found = [
        where(path, node)
        for path in modules("hub")
        if name_of(path) not in {"hub.storage.database", "hub.storage.prepared"}
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Attribute) and node.attr in {"commit", "rollback"}
    ]
    assert found == []


def test_every_asserting_function_of_a_test_file_runs() -> None:
    for path in modules("tests"):
        tree = syntax(path)
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        used |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        exported = name_of(path).startswith("tests.support")
        for function in functions(tree):
            asserts = any(isinstance(node, ast.Assert) for node in ast.walk(function))
            fixture = any("fixture" in ast.unparse(decorator) for decorator in function.decorator_list)
            called = function.name in used or function.name.startswith("__")
            runs = function.name.startswith("test_") or called or exported or fixture
            assert runs or not asserts, f"{where(path, function)}: {function.name} asserts and never runs"


def test_tests_wait_for_conditions_and_never_sleep() -> None:
    found = [
        where(path, node)
        for path in modules("tests")
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "sleep"
    ]
    assert found == []


def test_no_test_is_skipped() -> None:
    found = [
        where(path, node)
        for path in modules("tests")
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Attribute)
        and node.attr in {"skip", "skipif", "importorskip", "xfail"}
        and isinstance(node.value, ast.Name | ast.Attribute)
    ]
    assert found == []


def test_nothing_computes_figures_about_a_person() -> None:
    shown = [
        path
        for path in tracked()
        if path.suffix in {".py", ".html", ".js", ".toml"} and "tests" not in path.parts
    ]
    found = [
        str(path.relative_to(ROOT))
        for path in shown
        if PEOPLE_FIGURES.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt"])
def test_the_locks_pin_every_package_by_hash_and_name_no_index(lock: str) -> None:
    text = (ROOT / "locks" / lock).read_text(encoding="utf-8")
    assert not re.search(r"--(index|extra-index|find-links)", text)
    assert "://" not in text
    packages = re.findall(r"^[a-z0-9][^\n]*==[^\n]*\\$", text, re.MULTILINE)
    assert len(packages) > 30
    assert len(re.findall(r"^[a-z0-9].*==", text, re.MULTILINE)) == len(packages), "a package without a hash"


def test_the_front_end_lock_names_no_host() -> None:
    text = (ROOT / "hub/web/frontend/package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert '"integrity"' in text


def test_no_file_carries_a_registry_host_or_a_path_of_a_machine() -> None:
    # Written in pieces, so that this file does not find itself.
    forbidden = re.compile(
        "|".join(
            ("py" + r"pi\.org", "python" + "hosted", "registry" + r"\.npm", "/wo" + "rk/main", "/ro" + "ot/")
        )
    )
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [str(path.relative_to(ROOT))] if forbidden.search(text) else []
    assert found == []
