"""The only place that decides who may open a view. Every view says whom it is open to; the rest is shut."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, Protocol, cast
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from fornya.clinics.settings.administrators import administers
from fornya.people import session
from fornya.people.acting import RegisterSilent, right_now
from fornya.people.posts import Post
from fornya.people.session import SignedIn, SignedInPatient, SignedInStaff
from fornya.people.typed import keep_typed
from fornya.rules.access import ALWAYS, BY_POST, NAMED_ONLY, POSTED_ONLY, Deed, Role, may, may_in_matter
from fornya.rules.acting import Reason
from fornya.rules.swedish_time import swedish_day

ANYONE = "anyone"


class Request(HttpRequest):
    """A request as our views get it.

    `now` is the one time that everything in it happens at, `today` the day it is then in Sweden, `address`
    where it comes from as far as our own proxies know.
    """

    now: datetime
    today: date
    signed_in: Any
    wanted_language: str
    address: str


class PatientRequest(Request):
    """A request to a view that is open to patients only."""

    signed_in: SignedInPatient


class StaffRequest(Request):
    """A request to a view that is open to staff only."""

    signed_in: SignedInStaff


class PostRequest(StaffRequest):
    """A request to a view that a post opens: `post` is the one it is done under, `posts` all that open it."""

    post: Post
    posts: tuple[Post, ...]


class NotInThisMatter(PermissionDenied):
    """A patient may not do this in the matter that is open; `reasons` where they may do nothing in it."""

    def __init__(self, who: SignedInPatient, reasons: tuple[Reason, ...] = ()) -> None:
        super().__init__(*reasons)
        self.who = who
        self.reasons = reasons


class NobodyCanTell(PermissionDenied):
    """Whether somebody may still act for another cannot be told now, so they may not."""


class View(Protocol):
    """A view function that says whom it is open to."""

    open_to: str

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Answer a request."""


def open_to(
    whom: str | Deed, *, keeps_typed: bool = False, keeps: Callable[..., str] | None = None
) -> Callable[[Callable[..., HttpResponse]], View]:
    """Say whom a view is open to: ANYONE, or those whose role may do the deed (rules/access.py).

    Who is not signed in is sent to sign in and comes back; who is signed in as somebody else is refused
    (403). With `keeps_typed` a form that is sent when the session is over is there again after signing in.
    For staff's forms `keeps` does that: given the request and who they were, it gives where to come back to.
    """

    def decorate(view: Callable[..., HttpResponse]) -> View:
        @wraps(view)
        def guarded(request: Request, *args: object, **kwargs: object) -> HttpResponse:
            request.now = datetime.now(UTC)
            request.today = swedish_day(request.now)
            if not isinstance(whom, Deed):
                return view(request, *args, **kwargs)
            signed_in = look_who(request)
            if signed_in is None:
                if keeps is not None:
                    return _back_to_kept(request, whom, keeps, kwargs)
                return _back_to_typed(request) if keeps_typed else _to_sign_in(request, whom)
            if whom in POSTED_ONLY:
                _refuse_unposted(request, signed_in, whom)
                return _uncached(view(request, *args, **kwargs))
            _refuse(request, signed_in, whom)
            if _must_choose_commission(signed_in, whom):
                return _sent_to("login:commission", request)
            _refuse_unnamed(request, signed_in, whom)
            return _uncached(view(request, *args, **kwargs))

        guarded.open_to = str(whom)  # type: ignore[attr-defined]
        return cast(View, guarded)

    return decorate


def _refuse(request: Request, signed_in: SignedIn, whom: Deed) -> None:
    """Refuse whoever may not do the deed: by role, and for patients by what they may in the open matter."""
    if not may(signed_in.role, whom):
        raise PermissionDenied
    if not isinstance(signed_in, SignedInPatient) or whom in ALWAYS:
        return
    try:
        request.signed_in, verdict = right_now(signed_in, now=request.now)
    except RegisterSilent as silent:
        raise NobodyCanTell from silent
    if not may_in_matter(verdict.abilities, whom):
        raise NotInThisMatter(request.signed_in, verdict.reasons)


def _refuse_unnamed(request: Request, signed_in: SignedIn, whom: Deed) -> None:
    """Refuse whoever the clinic has not named its administrator, or whose term is over."""
    if whom not in NAMED_ONLY:
        return
    if not isinstance(signed_in, SignedInStaff) or signed_in.clinic_id is None:
        raise PermissionDenied
    if not administers(hsa_id=signed_in.hsa_id, clinic_id=signed_in.clinic_id, now=request.now):
        raise PermissionDenied


def _refuse_unposted(request: Request, signed_in: SignedIn, whom: Deed) -> None:
    """Refuse whoever holds no post today that gives the deed; no commission and no licence does."""
    posts = signed_in.posts if isinstance(signed_in, SignedInStaff) else ()
    suiting = tuple(post for post in posts if whom in BY_POST[post.role])
    if not suiting:
        raise PermissionDenied
    named = cast(PostRequest, request)
    named.post, named.posts = suiting[0], suiting


def _uncached(answer: HttpResponse) -> HttpResponse:
    add_never_cache_headers(answer)
    answer["Cache-Control"] = "no-store"
    return answer


def look_who(request: Request) -> SignedIn | None:
    """Say who is signed in; on a page that anyone may open it may be nobody."""
    if not hasattr(request, "signed_in"):
        token = request.COOKIES.get(settings.SESSION_COOKIE, "")
        request.signed_in = session.find(token, now=request.now) if token else None
    return cast(SignedIn | None, request.signed_in)


def keep_signed_in(request: HttpRequest, answer: HttpResponse, token: str) -> HttpResponse:
    """Give the browser its session cookie, and its forms a new key: what was known before opens nothing."""
    rotate_token(request)
    answer.set_cookie(settings.SESSION_COOKIE, token, secure=settings.TLS, httponly=True, samesite="Lax")
    return answer


def forget(answer: HttpResponse) -> HttpResponse:
    """Take the session cookie back, and with it what the browser has kept of the pages."""
    answer.delete_cookie(settings.SESSION_COOKIE, samesite="Lax")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _back_to_typed(request: Request) -> HttpResponse:
    """Keep what was typed, and let signing in lead to it."""
    token = request.COOKIES.get(settings.SESSION_COOKIE, "")
    if request.method != "POST" or not token:
        return _sent_to("login:choose", request)
    fields = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    kept = keep_typed(token=token, path=request.path, fields=fields, now=request.now)
    if kept is None:
        return _sent_to("login:choose", request)
    onward = reverse("patient:typed", args=[kept.id])
    if kept.is_anothers:
        # Signing in opens one's own matter: the form is read once the other's is open again.
        onward = f"{reverse('patient:whom')}?{urlencode({'till': onward})}"
    return HttpResponseRedirect(f"{reverse('login:choose')}?{urlencode({'till': onward})}")


def _back_to_kept(
    request: Request, whom: Deed, keeps: Callable[..., str], named: dict[str, object]
) -> HttpResponse:
    """Let the view keep a form of somebody whose time has run out, and let signing in lead back to it."""
    token = request.COOKIES.get(settings.SESSION_COOKIE, "")
    who = session.lapsed(token, now=request.now) if request.method == "POST" and token else None
    if not isinstance(who, SignedInStaff) or not may(who.role, whom):
        return _to_sign_in(request, whom)
    onward = keeps(request, who, **named)
    return HttpResponseRedirect(f"{reverse('login:staff')}?{urlencode({'till': onward})}")


def _to_sign_in(request: HttpRequest, whom: Deed) -> HttpResponse:
    return _sent_to("login:choose" if may(Role.PATIENT, whom) else "login:staff", request)


def _must_choose_commission(signed_in: SignedIn, whom: Deed) -> bool:
    """Staff work for one clinic at a time: until they have said which, there is nothing to show."""
    return (
        isinstance(signed_in, SignedInStaff)
        and signed_in.clinic_id is None
        and whom is not Deed.CHOOSE_COMMISSION
    )


def _sent_to(page: str, request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(page)}?{urlencode({'till': request.get_full_path()})}")
