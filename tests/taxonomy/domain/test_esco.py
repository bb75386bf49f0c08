"""Reading ESCO: every quirk of the real files in a small folder, and the real files with their counts."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from doorstroom.taxonomy.domain.esco import EscoReader
from doorstroom.taxonomy.domain.esco_files import EscoError
from doorstroom.taxonomy.domain.rows import ConceptRow, LabelRow, RelationRow

O = "http://data.europa.eu/esco/occupation/"  # noqa: E741
S = "http://data.europa.eu/esco/skill/"
I = "http://data.europa.eu/esco/isco/"  # noqa: E741
C = "http://data.europa.eu/esco/concept-scheme/"
OCCUPATIONS = "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,inScheme,description,code"
SKILLS = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,inScheme"


def write(folder: Path, name: str, text: str, *, bom: bool = False, crlf: bool = False) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    content = text.replace("\n", "\r\n") if crlf else text
    path.write_bytes((b"\xef\xbb\xbf" if bom else b"") + content.encode())


@pytest.fixture
def folder(tmp_path):
    write(
        tmp_path,
        "v1.1.1/en/occupations_en.csv",
        f'{OCCUPATIONS}\nOccupation,{O}1,5321,carer ,"nurse aid\ncarer\n nurse aid",,released,'
        f'"{C}occupations,\n{C}research, {C}green",text,5321.1\n'
        f"Occupation,{O}old,5321,old trade,,,released,{C}occupations,,5321.9\n",
        bom=True,
        crlf=True,
    )
    write(
        tmp_path,
        "v1.1.1/en/skills_en.csv",
        f"{SKILLS}\nKnowledgeSkillCompetence,{S}1,skill/competence,cross-sector,wash,,,released,{C}skills\n"
        f"KnowledgeSkillCompetence,{S}2,knowledge,cross-sector,law,,laws,released,{C}skills\n"
        f"KnowledgeSkillCompetence,{S}3,,,odd one,,,released,{C}skills\n",
    )
    write(
        tmp_path,
        "v1.1.1/en/conceptSchemes_en.csv",
        f"conceptType,conceptSchemeUri,preferredLabel,title,status\nConceptScheme,{C}green,Green,,released\n"
        f"ConceptScheme,{C}research,Research,,\n",
    )
    write(
        tmp_path,
        "v1.1.1/en/occupationSkillRelations.csv",
        f"occupationUri,relationType,skillType,skillUri\n{O}1,essential,skill/competence,{S}1\n"
        f"{O}gone,optional,knowledge,{S}2\n{O}1,essential,skill/competence,{S}1\n{O}1,optional,,{S}9\n",
    )
    write(
        tmp_path,
        "v1.2.0/nl/occupations_nl.csv",
        f'{OCCUPATIONS}\nOccupation,{O}1,5321,verzorgende,"verzorgende IG\nzorgkundige",,released,'
        f"{C}occupations,,5321.1\n",
    )
    write(
        tmp_path,
        "labels/skill_labels_nl_v1.0.3.csv",
        f"conceptUri,preferredLabel,in_v1.1.1\n{S}1,wassen,1\n{S}none,niets,0\n",
    )
    write(
        tmp_path,
        "labels/occupation_labels_nl_melo.csv",
        f"conceptUri,label,element_id,is_first_label\n{O}1,ziekenverzorgende,x,1\n{O}1,verzorgende,y,0\n",
    )
    write(
        tmp_path,
        "labels/skills_table.csv",
        f"conceptUri,skillType,reuseLevel,label_en_v1.2.0,label_nl_v1.0.3\n{S}1,skill/competence,x,wash people,wassen\n"
        f"{S}2,,,law,\n{S}4,skill/competence,x,new skill,\n",
    )
    write(tmp_path, "v1.1.1/en/greenCollection_en.csv", f"conceptUri,preferredLabel,broaderConceptUri\n{S}1,wash,x\n")
    write(tmp_path, "notes.csv", "a,b\n1,2\n")
    return tmp_path


def test_concepts_come_once_from_the_newest_release_that_has_them(folder):
    assert sorted(EscoReader(folder).concepts()) == [
        ConceptRow(f"{C}green", "esco", "scheme", "", "1.1.1"),
        ConceptRow(f"{C}research", "esco", "scheme", "", "1.1.1"),
        ConceptRow(f"{O}1", "esco", "occupation", "5321.1", "1.2.0"),
        ConceptRow(f"{O}old", "esco", "occupation", "5321.9", "1.1.1"),
        ConceptRow(f"{S}1", "esco", "skill", "", "1.2.0"),
        ConceptRow(f"{S}2", "esco", "knowledge", "", "1.2.0"),
        ConceptRow(f"{S}3", "esco", "skill", "", "1.1.1"),
        ConceptRow(f"{S}4", "esco", "skill", "", "1.2.0"),
    ]


def test_labels_are_split_trimmed_and_preferred_once(folder):
    reader = EscoReader(folder)
    list(reader.concepts())
    labels = [label[:4] for label in reader.labels()]
    assert sorted(label for label in labels if label[0] == f"{O}1") == [
        (f"{O}1", "en", "alternative", "nurse aid"),
        (f"{O}1", "en", "description", "text"),
        (f"{O}1", "en", "preferred", "carer"),
        (f"{O}1", "nl", "alternative", "verzorgende IG"),
        (f"{O}1", "nl", "alternative", "ziekenverzorgende"),
        (f"{O}1", "nl", "alternative", "zorgkundige"),
        (f"{O}1", "nl", "preferred", "verzorgende"),
    ]
    assert sorted(label for label in labels if label[0] in (f"{S}1", f"{S}2")) == [
        (f"{S}1", "en", "alternative", "wash"),
        (f"{S}1", "en", "preferred", "wash people"),
        (f"{S}1", "nl", "preferred", "wassen"),
        (f"{S}2", "en", "hidden", "laws"),
        (f"{S}2", "en", "preferred", "law"),
    ]


def test_relations_that_point_to_nothing_are_left_out_and_counted(folder):
    reader = EscoReader(folder)
    list(reader.concepts()), list(reader.labels())
    assert sorted(reader.relations()) == [
        RelationRow(f"{O}1", "essential", f"{S}1"),
        RelationRow(f"{O}1", "member", f"{C}green"),
        RelationRow(f"{O}1", "member", f"{C}research"),
    ]
    assert reader.skipped.counts == {
        "relation_source_unknown": 1,
        "relation_target_unknown": 1,
        "relation_twice": 1,
        "label_twice": 5,
        "label_of_unknown_concept": 1,
        "skill_type_missing_read_as_skill": 1,
        "membership_is_in_scheme_column": 1,
        "file_not_recognised": 1,
    }
    assert reader.skipped.examples["relation_source_unknown"] == ["occupationSkillRelations.csv:3"]
    assert reader.skipped.examples["file_not_recognised"] == ["notes.csv"]


def test_names_alone_can_be_laid_over_what_is_loaded(folder):
    reader = EscoReader(folder / "labels", loaded=[f"{S}1"])
    list(reader.concepts())
    nl = [label for label in reader.labels() if label.uri == f"{S}1" and label.language == "nl"]
    assert nl == [LabelRow(f"{S}1", "nl", "preferred", "wassen", "wassen")]


def test_a_folder_without_esco_is_refused(tmp_path):
    with pytest.raises(EscoError, match="esco_files_missing"):
        EscoReader(tmp_path)
    with pytest.raises(EscoError, match="esco_folder_missing"):
        EscoReader(tmp_path / "nowhere")


def test_a_file_in_another_encoding_is_refused_by_name(tmp_path):
    (tmp_path / "occupations_nl.csv").write_bytes(f"{OCCUPATIONS}\nOccupation,{O}1,1,".encode() + b"caf\xe9\n")
    with pytest.raises(EscoError, match="esco_file_damaged") as refusal:
        EscoReader(tmp_path)
    assert refusal.value.params["file"] == str(tmp_path / "occupations_nl.csv")


@pytest.fixture(scope="module")
def esco_folder() -> Path:
    default = Path(__file__).parents[3].parent / "shared" / "data"
    data = Path(os.environ.get("DOORSTROOM_DATA", default)) / "esco"
    if not data.is_dir():
        pytest.skip(f"ESCO files not found in {data}; set DOORSTROOM_DATA")
    return data


def test_the_real_files_are_read_completely(esco_folder):
    reader = EscoReader(esco_folder)
    concepts = Counter((concept.kind, concept.version) for concept in reader.concepts())
    labels = Counter((label.language, label.kind) for label in reader.labels() if label.kind == "preferred")
    relations = Counter(relation.kind for relation in reader.relations())
    assert concepts == {
        ("occupation", "1.2.0"): 3039,
        ("occupation", "1.1.1"): 3,
        ("skill", "1.2.0"): 10793,
        ("skill", "1.1.1"): 185,
        ("knowledge", "1.2.0"): 3146,
        ("knowledge", "1.1.1"): 9,
        ("skill_group", "1.2.0"): 640,
        ("isco_group", "1.2.0"): 619,
        ("scheme", "1.1.1"): 19,
    }
    assert labels == {
        ("en", "preferred"): 18453,
        ("nl", "preferred"): 9718,
        ("de", "preferred"): 15936,
        ("fr", "preferred"): 3558,
        ("sv", "preferred"): 11499,
    }
    assert relations == {"essential": 65082, "optional": 64605, "broader": 24265, "member": 2431}
    assert reader.skipped.counts["relation_source_unknown"] == 85


MEASURE = """
import resource, sys
from pathlib import Path
from doorstroom.taxonomy.domain.esco import EscoReader
reader = EscoReader(Path(sys.argv[1]))
rows = sum(1 for stream in (reader.concepts, reader.labels, reader.relations) for _ in stream())
used = resource.getrusage(resource.RUSAGE_SELF)
# ru_maxrss would start at the size of the process that this one was forked from.
high = next(line for line in Path('/proc/self/status').read_text().splitlines() if line.startswith('VmHWM'))
print(rows, used.ru_utime + used.ru_stime, int(high.split()[1]) / 1000)
"""


def test_the_real_files_take_less_than_a_minute_and_500_megabytes(esco_folder):
    """Measured in a process of its own: the high-water mark of this one belongs to all tests."""
    outcome = subprocess.run(
        [sys.executable, "-c", MEASURE, str(esco_folder)], capture_output=True, text=True, check=True
    )
    rows, seconds, megabytes = map(float, outcome.stdout.split())
    assert rows == 423_902
    assert seconds < 60
    assert megabytes < 500


def test_the_67_relations_of_an_unknown_occupation_are_left_out(esco_folder):
    reader = EscoReader(esco_folder / "v1.1.1")
    list(reader.concepts())
    kept = Counter(relation.kind for relation in reader.relations() if "/occupation/" in relation.source)
    assert kept["essential"] + kept["optional"] == 123_855 - 67
