"""Tables of the regions that run health care, and of the municipalities in them."""

from django.db import models
from django.db.models import CheckConstraint, F, Q


class Region(models.Model):
    """One of the 21 regions that run Swedish health care."""

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=60, unique=True)
    org_number = models.CharField(max_length=11, unique=True)
    slug = models.SlugField(max_length=60, unique=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(code__regex=r"^[0-9]{2}$"), name="region_code_is_two_digits"),
            CheckConstraint(
                condition=Q(org_number__regex=r"^[0-9]{6}-[0-9]{4}$"), name="region_org_number_form"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """One of the 290 municipalities; the first two digits of its code are its county's."""

    code = models.CharField(max_length=4, primary_key=True)
    name = models.CharField(max_length=60)
    region = models.ForeignKey(Region, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(code__regex=r"^[0-9]{4}$"), name="municipality_code_is_four_digits"),
            CheckConstraint(
                condition=Q(code__startswith=F("region_id")), name="municipality_lies_in_its_region"
            ),
        ]

    def __str__(self) -> str:
        return self.name
