"""A backup can be put back, and a drill fails loudly on whatever is not as it was."""

import json
import os
import tarfile
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction

from doorstroom.audit.services import Logged, log, seal_entries
from doorstroom.database.backup import differences, opened
from doorstroom.database.scope import scope
from doorstroom.participants.models import Person, PersonIdentity
from doorstroom.participants.services import record_identity
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.participants import person_of

BSN = "111222333"


@pytest.fixture
def installation(committed, system, settings, tmp_path):
    """One person with a sealed number, two rows in the log, one file."""
    settings.MEDIA_ROOT = tmp_path / "files"
    (settings.MEDIA_ROOT / "bewijs").mkdir(parents=True)
    (settings.MEDIA_ROOT / "bewijs" / "a.pdf").write_bytes(b"%PDF-1.7 bewijs")
    with transaction.atomic(), scope(system):
        organisation = OrganisationFactory(identity_number_ground="Participatiewet art. 7")
        person = person_of(MembershipFactory(organisation=organisation))
        record_identity(actor=system, person_id=person.pk, organisation=organisation, kind="bsn", number=BSN)
        log(system, Logged("read", "person", person.pk, person.pk))
    with transaction.atomic(), scope(system):
        assert seal_entries() >= 2
    return tmp_path


def run(command, *args, **options):
    said = StringIO()
    call_command(command, *args, stdout=said, **options)
    return said.getvalue()


def altered(source, target, change):
    """The same archive with one part changed, as somebody could who has the file in hands."""
    with tarfile.open(source) as archive:
        archive.extractall(target.parent / "parts", filter="data")
    change(target.parent / "parts")
    with tarfile.open(target, "w") as archive:
        for path in sorted((target.parent / "parts").rglob("*")):
            if path.is_file():
                archive.add(path, str(path.relative_to(target.parent / "parts")))


def test_a_backup_can_be_restored_as_it_was(installation, system):
    backup = installation / "backup.tar"
    assert "1 files" in run("backup", str(backup))
    assert "can be restored" in run("drill", str(backup))
    with transaction.atomic(), scope(system):
        assert Person.objects.count() == 1, "the drill leaves the installation as it is"
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [f"doorstroom_drill_{os.getpid()}"])
        assert cursor.fetchone() == (0,)


def test_numbers_and_keys_are_not_readable_in_the_backup(installation, settings):
    backup = installation / "backup.tar"
    run("backup", str(backup), keys=installation / "keys.json")
    content = backup.read_bytes()
    assert BSN.encode() not in content
    assert settings.IDENTITY_KEYS[0].encode() not in content
    assert backup.stat().st_mode & 0o077 == 0
    assert (installation / "keys.json").stat().st_mode & 0o077 == 0
    assert json.loads((installation / "keys.json").read_text())["IDENTITY_KEYS"] == settings.IDENTITY_KEYS


def test_a_restore_never_writes_over_what_is_there(installation):
    run("backup", str(installation / "backup.tar"))
    with pytest.raises(CommandError, match="not empty"):
        run("restore", str(installation / "backup.tar"))


def test_a_restore_needs_the_keys_of_the_backup(installation, settings):
    run("backup", str(installation / "backup.tar"))
    settings.IDENTITY_KEYS = ["ab" * 32]
    with pytest.raises(CommandError, match="keys of this installation are not those"):
        run("restore", str(installation / "backup.tar"))
    with pytest.raises(CommandError, match="1 sealed numbers cannot be read"):
        run("drill", str(installation / "backup.tar"))


def fewer_rows(parts):
    manifest = json.loads((parts / "manifest.json").read_text())
    manifest["tables"]["participants_person"] = 2
    (parts / "manifest.json").write_text(json.dumps(manifest))


def other_head(parts):
    manifest = json.loads((parts / "manifest.json").read_text())
    manifest["log_head"][1] = "0" * 64
    (parts / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda parts: (parts / "database.dump").write_bytes(b"x"), "was changed after it was made"),
        (
            lambda parts: (parts / "files" / "bewijs" / "a.pdf").write_bytes(b"x"),
            "a.pdf is missing or differs",
        ),
        (fewer_rows, "table participants_person: 2 rows in the backup, 1 here"),
        (other_head, "the log ends elsewhere"),
        (lambda parts: (parts / "manifest.json").write_text("{}"), "form None"),
    ],
    ids=["dump", "file", "rows", "log", "manifest"],
)
def test_a_drill_fails_loudly(installation, tmp_path, change, said):
    run("backup", str(installation / "backup.tar"))
    altered(installation / "backup.tar", tmp_path / "altered.tar", change)
    with pytest.raises(CommandError, match=said):
        run("drill", str(tmp_path / "altered.tar"))


def test_what_is_no_backup_is_refused(installation):
    (installation / "x.tar").write_text("not a tar")
    with pytest.raises(CommandError, match="is not a backup of Doorstroom"):
        run("drill", str(installation / "x.tar"))


def test_what_is_lost_after_a_backup_shows(installation, system, settings):
    run("backup", str(installation / "backup.tar"))
    with transaction.atomic(), scope(system):
        PersonIdentity.objects.all().delete()
    with opened(installation / "backup.tar") as (manifest, _parts):
        assert differences(manifest, files=settings.MEDIA_ROOT) == [
            "table participants_personidentity: 1 rows in the backup, 0 here"
        ]
