"""Where organisations work, whom one calls there, and what they are recognised for."""

from __future__ import annotations

from django.db import models

from doorstroom.accounts.models import Organisation


class PostcodeArea(models.Model):
    """A four-digit postcode with its middle; the operator loads real ones, the demo brings invented ones."""

    code = models.CharField(max_length=10, primary_key=True)
    place = models.CharField(max_length=100)
    municipality = models.CharField(max_length=100)
    latitude = models.FloatField()
    longitude = models.FloatField()
    source = models.CharField(max_length=100)


class Site(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sites")
    name = models.CharField(max_length=200)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=100, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="site_named_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """With the name of the organisation, once: many a site is called after it."""
        owner = self.organisation.name
        return self.name if self.name.startswith(owner) else f"{owner}, {self.name}"


class Contact(models.Model):
    """A person at an organisation who can be called about its places; not a user."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contacts")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.SET_NULL, related_name="contacts")
    name = models.CharField(max_length=150)
    function = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return self.name


class Accreditation(models.Model):
    """A site may train for this qualification (or, when empty, for any of its occupation) in this term."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="accreditations")
    qualification = models.CharField(max_length=100, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)


class AccountManagement(models.Model):
    """Who keeps the contact with an employer on behalf of all partners."""

    employer = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="account_managements")
    member = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="employers_managed")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer"], condition=models.Q(valid_until=None), name="one_account_manager_per_employer"
            )
        ]


class Municipality(models.Model):
    """A municipality of the region, for sub-regions and for the share of people."""

    name = models.CharField(max_length=100, unique=True)
    inhabitants = models.PositiveIntegerField()
    sub_region = models.CharField(max_length=60, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
