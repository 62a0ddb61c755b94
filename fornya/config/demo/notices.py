"""Two made-up notices: one that is news in Dalarna for two weeks, one that begins next month in Gävleborg."""

from datetime import datetime, timedelta

from django.db import transaction

from fornya.clinics.codes import NoticeKind
from fornya.clinics.models import RegionalNotice

LASTS = timedelta(days=14)
LATER = timedelta(days=30)
DALARNA = {
    "sv": "Telefonerna på vårdcentralerna i Dalarna krånglar. Förnya recept på nätet går som vanligt. "
    "Det här är ett påhittat exempel.",
    "en": "The phones at health centres in Dalarna are not working well. Renewing prescriptions online works "
    "as usual. This is a made-up example.",
    "ar": "هواتف المراكز الصحية في دالارنا لا تعمل جيدًا. تجديد الوصفات عبر الإنترنت يعمل كالمعتاد. "
    "هذا مثال مختلق.",
    "fi": "Taalainmaan terveyskeskusten puhelimissa on häiriöitä. Reseptin uusiminen verkossa toimii "
    "tavalliseen tapaan. Tämä on keksitty esimerkki.",
}
GAVLEBORG = {
    "sv": "Nytt pris för att förnya recept från nästa månad. Det här är ett påhittat exempel.",
    "en": "New price for renewing prescriptions from next month. This is a made-up example.",
}


def load(now: datetime) -> None:
    """Replace the demo's notices; those that somebody else has put up stay."""
    now = now.replace(minute=0, second=0, microsecond=0)
    with transaction.atomic():
        RegionalNotice.objects.filter(texts__in=[DALARNA, GAVLEBORG]).delete()
        RegionalNotice.objects.bulk_create(
            [
                RegionalNotice(
                    region_id="20",
                    kind=NoticeKind.WARNING.value,
                    texts=DALARNA,
                    starts_at=now - timedelta(days=1),
                    ends_at=now + LASTS,
                ),
                RegionalNotice(
                    region_id="21",
                    texts=GAVLEBORG,
                    starts_at=now + LATER,
                    ends_at=now + LATER + LASTS,
                ),
            ]
        )
