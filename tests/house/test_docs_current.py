"""The pages of docs/ that are written from declarations are what the code says today, and every rule id has its paragraph."""

from __future__ import annotations

import re

import pytest

from hcc_helpers.facts.declare import FLAGS
from hcc_helpers.indicators.definition import REGISTRY
from hcc_helpers.places import project_root
from hcc_helpers.reference_pages import pages, write
from hcc_helpers.reference_pages.errors import GROUPS, entries, paragraphs, rule_ids
from hcc_helpers.sources.columns import TABLES
from hcc_helpers.sources.findings import KINDS

DOCS = project_root() / "docs"


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_is_current(name):
    assert (DOCS / name).read_text("utf-8") == pages()[name], f"docs/{name} is not what the code declares: make docs"


def test_writing_twice_changes_nothing(tmp_path):
    assert write(tmp_path) == sorted(pages(), key=list(pages()).index)
    assert write(tmp_path) == []


def test_every_rule_id_has_a_paragraph_and_every_paragraph_a_rule_id():
    assert set(rule_ids()) - set(paragraphs()) == set(), "docs/errors.toml lacks these"
    assert set(paragraphs()) - set(rule_ids()) == set(), "no code gives these any more"


def test_every_rule_id_belongs_to_a_group():
    assert [id for id in rule_ids() if not id.startswith(tuple(GROUPS))] == []


def test_a_declared_kind_is_given_somewhere():
    """An id that stands in its declaration only is a promise that nothing keeps."""
    named = rule_ids()
    assert [id for id in KINDS if named[id] == ["sources/findings.py"]] == []


def test_an_entry_says_what_and_a_refusal_what_to_do():
    for entry in entries():
        assert len(entry.what.split()) >= 8, entry.id
        assert entry.what.strip().endswith("."), entry.id
        if entry.level in {"refused", "unreadable"}:
            assert entry.todo, entry.id


def test_the_words_of_an_id_stand_in_one_place():
    """Title, accepted and todo of the reader's findings come from their declaration; a second copy would drift."""
    twice = [
        (id, key) for id, words in paragraphs().items() for key in ("title", "accepted", "todo") if id in KINDS and key in words
    ]
    assert twice == []


def test_the_glossary_and_the_dictionary_hold_everything_declared():
    glossary, columns = pages()["glossary.md"], pages()["columns.md"]
    assert [i.id for i in REGISTRY.values() if f'<a id="{i.id}"></a>\n\n### {i.full_label}\n' not in glossary] == []
    assert glossary.index('id="survey_answers"') < glossary.index('id="received_all"') < glossary.index('id="fees_total"')
    assert [f.name for f in FLAGS.values() if f"| `{f.name}` | {f.label} |" not in columns] == []
    assert [(t.name, c.name) for t in TABLES.values() for c in t.columns if f"| `{c.name}` | {c.label} |" not in columns] == []


@pytest.mark.parametrize("name", sorted(pages()))
def test_links_within_the_pages_lead_somewhere(name):
    text = pages()[name]
    targets = {name: set(re.findall(r'<a id="([^"]+)"></a>', page)) for name, page in pages().items()}
    for file, fragment in re.findall(r"\]\(([\w.-]*)(?:#([^)]+))?\)", text):
        assert (DOCS / (file or name)).is_file() or file in pages()
        assert not fragment or fragment in targets[file or name], fragment


def test_the_readme_sends_every_figure_to_the_file_that_declares_it():
    readme = (project_root() / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (?:I\.\d) \| .+? \| (.+?) \| (.+?) \|$", readme, re.MULTILINE)
    assert len(rows) > 20
    for indicators, files in rows:
        ids, paths = re.findall(r"`(\w+)`", indicators), re.findall(r"`([\w/.]+)`", files)
        assert ids or indicators == "not yet: needs the office's registers"
        text = "".join((project_root() / path).read_text("utf-8") for path in paths)
        by_code = tuple(re.findall(r'\(\s*f"(\w+_)\{', text))  # one declaration for each code of a closed list
        declared = set(re.findall(r'\(\s*"(\w+)",', text))
        assert [id for id in ids if id not in REGISTRY or not (id in declared or id.startswith(by_code))] == []
