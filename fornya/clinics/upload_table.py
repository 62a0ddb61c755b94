"""The table of files of clinics that somebody has shown and not approved yet, or has just approved."""

import uuid

from django.db import models


class CatalogueUpload(models.Model):
    """A file as it came, for an hour and for whoever sent it; without a region it may be about any clinic."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    region = models.ForeignKey("clinics.Region", on_delete=models.PROTECT, null=True)
    by_hsa_id = models.CharField(max_length=31)
    text = models.TextField()
    uploaded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)
