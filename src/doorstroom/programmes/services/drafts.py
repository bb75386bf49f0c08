"""The only writes of approaches that are still being written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.programmes.access import may_change_models
from doorstroom.programmes.domain.draft import Page, complete, fingerprint, written
from doorstroom.programmes.domain.errors import ProgrammeError
from doorstroom.programmes.domain.parts import own_data
from doorstroom.programmes.domain.texts import DUTCH, texts_fingerprint, texts_of, translated
from doorstroom.programmes.domain.versions import OWN_FIELDS, to_data
from doorstroom.programmes.models import ModelDraft, Programme, RouteModel
from doorstroom.programmes.selectors.approaches import approach_of, standard_thresholds, stored_model
from doorstroom.programmes.services.approaches import store_model


@transaction.atomic
def start_draft(
    *, actor: Actor, name: str = "", programme: Programme | None = None, model: RouteModel | None = None, on: date
) -> ModelDraft:
    """Begin an approach from nothing under a new name, for a programme if one is given, or the next version of one
    that exists.

    From nothing it has the standard thresholds, visible and changeable like everything else.
    """
    _authorise(actor)
    if model:
        whole = own_data(to_data(approach_of(model)), stored_model)
        data = {key: value for key, value in whole.items() if key not in OWN_FIELDS}
        code, name = model.code, model.name
    else:
        code = slugify(name)[:60]
        data = {"name": {"nl": name}, "thresholds": dict(standard_thresholds()["thresholds"])}
        if not code[:1].isalpha():
            raise ProgrammeError("model_name_needs_letter", name=name)
        if RouteModel.objects.filter(code=code).exists() or ModelDraft.objects.filter(code=code).exists():
            raise ProgrammeError("model_code_taken", name=name)
    draft = ModelDraft.objects.create(
        programme=model.programme if model else programme,
        code=code,
        name=name,
        definition=data,
        source=model,
        started_on=on,
    )  # fmt: skip
    log(actor, Logged("create", "model_draft", draft.pk, fields=["definition"]))
    return draft


@transaction.atomic
def save_draft_page(
    *, actor: Actor, draft: ModelDraft, page: Page, sections: Sequence[Sequence[Mapping[str, Any]]], seen: str
) -> ModelDraft:
    """Write one page of a draft. Refused when somebody else saved that page since it was opened (`seen`)."""
    _authorise(actor)
    draft = _open(draft)
    data = draft.definition
    result = data
    for section, flat_rows in zip(page.sections, sections, strict=True):
        result = written(result, section, flat_rows)
    if result == data:
        return draft
    if seen != fingerprint(data, page):
        raise ProgrammeError("draft_page_changed", draft=draft.name)
    draft.definition, draft.name = result, result.get("name", {}).get("nl", draft.name)
    draft.save(update_fields=["definition", "name"])
    log(actor, Logged("change", "model_draft", draft.pk, fields=[page.code]))
    return draft


@transaction.atomic
def save_draft_texts(
    *, actor: Actor, draft: ModelDraft, language: str, texts: Mapping[str, str], seen: str
) -> ModelDraft:
    """Write texts of a draft in a language other than Dutch, by their place; an empty one is taken away.

    Refused when one of them, or its Dutch, was changed since the page was opened (`seen`).
    """
    _authorise(actor)
    if language == DUTCH:
        raise ProgrammeError("dutch_on_its_page")
    draft = _open(draft)
    result = translated(draft.definition, language, texts)
    if result == draft.definition:
        return draft
    if seen != texts_fingerprint(each for each in texts_of(draft.definition) if each.path in texts):
        raise ProgrammeError("draft_page_changed", draft=draft.name)
    draft.definition = result
    draft.save(update_fields=["definition"])
    log(actor, Logged("change", "model_draft", draft.pk, fields=["texts", language]))
    return draft


@transaction.atomic
def publish_draft(*, actor: Actor, draft: ModelDraft, on: date) -> RouteModel:
    """Make the draft the next version of its approach; publishing twice gives the same version.

    Raises ModelError with everything that does not fit together yet.
    """
    _authorise(actor)
    draft = ModelDraft.objects.select_for_update(of=("self",)).select_related("published", "source").get(pk=draft.pk)
    if draft.published:
        return draft.published
    newest = RouteModel.objects.filter(code=draft.code).aggregate(newest=Max("version"))["newest"] or 0
    data = dict(draft.definition)
    if draft.source:
        source = draft.source
        data["derived_from"] = {"code": source.code, "version": source.version, "checksum": source.checksum}
    approach = complete(data, code=draft.code, version=newest + 1, lookup=stored_model)
    draft.published = store_model(
        actor=actor, approach=approach, programme=draft.programme, derived=draft.source, on=on
    )
    draft.save(update_fields=["published"])
    return draft.published


@transaction.atomic
def drop_draft(*, actor: Actor, draft: ModelDraft) -> None:
    """Throw a draft away; a version that was published from it stays."""
    _authorise(actor)
    draft = _open(draft)
    log(actor, Logged("delete", "model_draft", draft.pk, fields=["definition"]))
    draft.delete()


def _open(draft: ModelDraft) -> ModelDraft:
    draft = ModelDraft.objects.select_for_update().get(pk=draft.pk)
    if draft.published_id:
        raise ProgrammeError("draft_is_published", draft=draft.name)
    return draft


def _authorise(actor: Actor) -> None:
    if not may_change_models(actor):
        raise ProgrammeError("may_not_change_models")
