"""Organisations, people who work in them, and the role in which they act."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("municipality")
    PES = "pes", _("public employment service")
    WORK_COMPANY = "work_company", _("work company")
    SCHOOL = "school", _("school")
    EMPLOYER = "employer", _("employer")
    EMPLOYER_ASSOCIATION = "employer_association", _("employers' association")
    UNION = "union", _("trade union")
    SOCIAL_ORGANISATION = "social_organisation", _("social organisation")
    EMPLOYER_SERVICE_POINT = "employer_service_point", _("employer service point")
    RESEARCH = "research", _("research group")
    PARTNERSHIP = "partnership", _("partnership office")


class Role(models.TextChoices):
    CASEWORKER = "caseworker", _("caseworker")
    JOB_COACH = "job_coach", _("job coach")
    ACCOUNT_MANAGER = "account_manager", _("employer account manager")
    SCHOOL_COORDINATOR = "school_coordinator", _("school coordinator")
    PROGRAMME_MANAGER = "programme_manager", _("programme manager")
    PROJECT_CONTROLLER = "project_controller", _("project controller")
    RESEARCHER = "researcher", _("researcher")
    PRIVACY_OFFICER = "privacy_officer", _("privacy officer")
    FUNCTIONAL_ADMINISTRATOR = "functional_administrator", _("functional administrator")
    BOARD_MEMBER = "board_member", _("board member")
    DESIGNER = "designer", _("designer of approaches")
    EMPLOYER = "employer", _("employer")
    HELPDESK = "helpdesk", _("helpdesk")


NAMELESS = frozenset({Role.DESIGNER})
"""Roles that read what became of people and never who they are: no relation with a person is opened for them."""


class Organisation(models.Model):
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=OrganisationKind)
    registration_number = models.CharField(max_length=20, blank=True)
    employees = models.PositiveIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    identity_number_ground = models.CharField(
        max_length=200,
        blank=True,
        help_text=_("The law article that lets this organisation hold citizen numbers."),
    )
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")

    class Meta:
        indexes = [models.Index(fields=["kind", "name"])]
        constraints = [
            models.UniqueConstraint(
                fields=["registration_number"],
                condition=~Q(registration_number="") & Q(merged_into=None),
                name="organisation_registered_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationName(models.Model):
    """Names an organisation had before, so that old agreements stay readable."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=200)
    valid_until = models.DateField()


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, name: str, password: str | None = None, **fields: object) -> User:
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, name: str, password: str | None = None, **fields: object) -> User:
        return self.create_user(email, name, password, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What she may see follows from memberships and relations, never from this row."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def valid(self, on: date) -> MembershipQuerySet:
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=on), valid_from__lte=on)


class Membership(models.Model):
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    absent_from = models.DateField(null=True, blank=True)
    absent_until = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "valid_from"], name="membership_recorded_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()}, {self.organisation})"

    @property
    def last_day(self) -> date | None:
        """On which somebody still works in this role; `valid_until` is the day after."""
        return self.valid_until and self.valid_until - timedelta(days=1)


class BrokerAccount(models.Model):
    """Under which number a broker knows this account: all of what it says that stays the same."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="broker_accounts")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="broker_knows_one_account"),
            models.UniqueConstraint(fields=["user", "issuer"], name="account_tied_once_to_a_broker"),
        ]
