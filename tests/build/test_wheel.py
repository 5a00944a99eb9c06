"""A wheel built from the tree, alone in an empty environment, builds a log too."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.slow
def test_the_wheel_stands_alone(project, root, tmp_path) -> None:
    def run(*command: object) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [str(part) for part in command],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    wheels = tmp_path / "wheels"
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", wheels, root)
    (wheel,) = wheels.glob("*.whl")
    empty = tmp_path / "empty"
    run(sys.executable, "-m", "venv", empty)
    python = empty / "bin" / "python"
    pip = (python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
    run(*pip, "--require-hashes", "-r", root / "requirements.lock")
    run(*pip, "--no-deps", wheel)

    project.start().build()
    run(
        empty / "bin" / "disclosurelog",
        "build",
        "--config",
        project.path / "mkdocs.yml",
        "--site",
        tmp_path / "by-wheel",
    )
    assert project.tree(tmp_path / "by-wheel") == project.tree()
