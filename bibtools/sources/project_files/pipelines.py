"""Workflows of GitHub and GitLab: the commands that they run, and the inputs of actions that compile.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax, https://docs.gitlab.com/ci/yaml/,
https://github.com/xu-cheng/latex-action
"""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Iterator

from bibtools.sources.project_files.build_commands import read_commands
from bibtools.sources.project_files.contract import ProjectFile, merged
from bibtools.sources.project_files.file_names import file_name, roots, texts
from bibtools.sources.project_files.shell_words import SCRIPT, ShellCommand, commands
from bibtools.sources.project_files.yaml_reader import at, read_yaml

_TOP = "../.."  # of the repository, from `.github/workflows`
_HINTS = ("bibliography", "BIBINPUTS", "latex", "tectonic")
_GITLAB_SCRIPTS = ("before_script", "script", "after_script")


def read_github(text: str) -> ProjectFile:
    """Return what the steps of a workflow say; they run at the top of the repository."""
    return merged(*(_step(step, folder) for step, folder in _steps(text)))


def read_gitlab(text: str) -> ProjectFile:
    """Return what the jobs of `.gitlab-ci.yml` say."""
    if not any(hint in text for hint in _HINTS):
        return ProjectFile()
    jobs = read_yaml(text).values.values()
    lines = [[line for name in _GITLAB_SCRIPTS for line in texts(at(job, name))] for job in jobs]
    return read_commands([command for job in lines for command in commands("\n".join(job), SCRIPT)])


def _steps(text: str) -> Iterator[tuple[object, str]]:
    """Yield the steps of all jobs, each with its folder."""
    if not any(hint in text for hint in _HINTS):
        return
    workflow = read_yaml(text).values
    jobs = workflow.get("jobs")
    for job in jobs.values() if isinstance(jobs, dict) else ():
        default = at(job, "defaults", "run", "working-directory") or at(
            workflow, "defaults", "run", "working-directory"
        )
        steps = at(job, "steps")
        for step in steps if isinstance(steps, list) else ():
            folder = at(step, "working-directory") or default
            yield step, (file_name(folder) if isinstance(folder, str) else "") or "."


def _step(step: object, folder: str) -> ProjectFile:
    run, inputs = at(step, "run"), at(step, "with")
    compiled = [name for text in texts(at(inputs, "root_file")) for name in text.splitlines()]
    place = next((name for text in texts(at(inputs, "working_directory")) if (name := file_name(text))), ".")
    found = read_commands(
        [*(commands(run, SCRIPT, folder) if isinstance(run, str) else ()), *_arguments(inputs)], up=_TOP
    )
    return merged(found, ProjectFile(roots=roots(compiled, posixpath.join(_TOP, place))))


def _arguments(inputs: object) -> Iterator[ShellCommand]:
    """Yield the arguments of an action that is a program in a container (`docker://pandoc/core`)."""
    arguments = at(inputs, "args")
    if isinstance(arguments, str) and "bibliography" in arguments:
        try:
            yield ShellCommand(("pandoc", *shlex.split(arguments)), ".", 1)
        except ValueError:  # an open quotation
            return
