"""Settings that are wrong: each is named with its line and its mend, all of them at once."""

from pathlib import Path

import pytest

from briefings.mkdocs_plugin import configuration
from briefings.mkdocs_plugin.configuration import SettingsError
from tests.project import Project, tree

BEGIN = "site_name: Pier\ndocs_dir: content\n"
GOOD = "theme: {name: material}\nplugins: [briefings]\n"


def problems(folder: Path, settings: str) -> list[str]:
    """Return the place, the message and the hint of each error in settings."""
    file = folder / "mkdocs.yml"
    file.write_text(settings, "utf-8")
    with pytest.raises(SettingsError) as raised:
        configuration.load(file, file.read_bytes())
    return [f"{p.line}: {p.message} {p.hint}" for p in raised.value.problems]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (GOOD + "copyright: [a]", "5: copyright: it must be a text, and is a list."),
        (GOOD + "markdown_extensions: [toc: {foo: 1}]",
         "5: markdown_extensions: Failed to load extension 'toc': KeyError: 'foo'. Correct"),
        (GOOD + "nav: {a: b}", "5: nav: Expected nav to be a list"),
        (GOOD + "hooks: [none.py]", "5: hooks: "),
        (GOOD + "extra: []", "5: extra: "),
        (GOOD + "repo_url: pier", "5: repo_url: "),
        (GOOD + "plugins: [briefings, xyz]", "5: plugins: The \"xyz\" plugin is not installed. "
         "Install it with pip"),
        (GOOD + "theme: {name: material, custom_dir: none}", "5: theme: The path set in"),
        (GOOD.replace("briefings", ""), "4: This file does not name the plugin `briefings`."),
        ("theme: mkdocs\nplugins: [briefings]", "3: theme.name: the theme is mkdocs, and"),
        ("plugins: [briefings]", "0: theme.name: the theme is mkdocs, and"),
        ("theme:\n  name: material\n  language: xx\nplugins: [briefings]",
         "5: theme.language: there are no words for 'xx'. Write one of ar"),
        ("theme: material\nplugins:\n  - briefings:\n      locale: xx",
         "6: plugins.briefings.locale: unknown locale 'xx'"),
        ("theme: material\nplugins:\n  briefings:\n    latest: many",
         "6: plugins.briefings.latest: it must be a whole number, and is a text."),
        ("theme: material\nplugins:\n  - briefings:\n      latest: -3",
         "6: plugins.briefings.latest: write 0 or a larger number."),
        ("theme: material\nplugins:\n  - briefings:\n      links:\n        once_per: year",
         "7: plugins.briefings.links.once_per: Expected one of"),
        ("theme: {name: material, language: de}\nplugins:\n  - briefings:\n      locale: en_US",
         "6: The plugin's setting locale: en_US is another language than theme.language: de"),
        ("theme:\n\tname: material", "4: This cannot be read as YAML"),
        ("theme: [", "4: This cannot be read as YAML"),
        ("- a", "3: This cannot be read as YAML"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named_with_its_line(settings: str, said: str, tmp_path: Path) -> None:
    (found,) = problems(tmp_path, BEGIN + settings)
    assert found.startswith(said)


def test_a_site_without_a_name_is_told_to_get_one(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD) == ["0: site_name: it is missing. Add a line `site_name: …`."]


@pytest.mark.parametrize(
    "site_dir", [".", "..", "content", "content/out", "build", "own", "./a/.."]
)
def test_the_site_never_takes_the_place_of_its_sources(site_dir: str, small: Project) -> None:
    small.override("own.css", "")
    file = small.folder / "mkdocs.yml"
    settings = BEGIN + "theme: {name: material, custom_dir: own}\nplugins: [briefings]\n"
    file.write_text(f"{settings}site_dir: {site_dir}\n", "utf-8")
    before = tree(small.folder)
    done = small.briefings("build")
    assert done.exit_code == 2
    assert "mkdocs.yml:5: site_dir: " in done.stderr
    assert tree(small.folder) == before


def test_a_folder_with_other_files_is_no_place_for_the_site(small: Project) -> None:
    small.configure("site_dir: papers\n")
    (small.folder / "papers").mkdir()
    (small.folder / "papers/letter.txt").write_text("Dear editor", "utf-8")
    assert small.briefings("build").exit_code == 1
    assert (small.folder / "papers/letter.txt").is_file()


@pytest.mark.parametrize(
    ("hook", "said"),
    [
        ("def x(:", "hook.py:1 is no valid Python: invalid syntax."),
        ("import sys\nimport xyz", "hook.py:2 has failed: ModuleNotFoundError: No module named"),
    ],
)
def test_a_hook_that_cannot_be_imported_is_named(hook: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "hook.py").write_text(hook, "utf-8")
    (found,) = problems(tmp_path, BEGIN + GOOD + "hooks: [hook.py]")
    assert found.startswith("5: hooks: ")
    assert said in found


WRONG = """\
site_name: 5
theme:
  name: material
  language: xx
  logo: [a]
  palette: {primary: yellow}
  font: {files: [{family: a, file: none.woff2}]}
plugins:
  - briefings:
      latest: many
      share_cards: 3
      links: {per_100_words: -1}
copyright: [a]
nav: b
extra: {social: [a]}
"""


def test_all_wrong_settings_are_named_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, WRONG)
    assert [int(line.partition(":")[0]) for line in found] == [
        1, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15,
    ]  # fmt: skip


def test_a_command_prints_them_without_its_usage(small: Project) -> None:
    (small.folder / "mkdocs.yml").write_text(WRONG, "utf-8")
    done = small.briefings("build")
    assert done.exit_code == 2
    lines = done.stderr.splitlines()
    assert len(lines) == len(problems(small.folder, WRONG))
    assert all(line.startswith("error ") and "mkdocs.yml:" in line for line in lines)


def test_an_unknown_setting_is_a_warning_with_the_nearest_name(small: Project) -> None:
    file = small.folder / "mkdocs.yml"
    file.write_text(
        BEGIN + "theme: material\nplugins:\n  - briefings:\n      sharecards: false\nextras: {}\n",
        "utf-8",
    )
    done = small.briefings("check")
    assert done.exit_code == 0
    unknown = [line.partition("mkdocs.yml:")[2] for line in done.stderr.splitlines()[:2]]
    assert unknown == [
        "6: plugins.briefings.sharecards: it is not known. Did you mean `share_cards`? "
        "[bad-setting]",
        "7: extras: it is not known. Did you mean `extra`? [bad-setting]",
    ]
