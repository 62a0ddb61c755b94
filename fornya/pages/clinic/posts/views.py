"""The pages of posts: the list with those that soon run out first, a new one, and one to prolong or end.

The same pages stand at two doors: for operators and regions by their post, for a clinic's administrators
among its settings.
"""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fornya.design.fields import Errors, Form
from fornya.pages.clinic.posts import form as reading
from fornya.pages.clinic.posts import words
from fornya.pages.clinic.posts.desk import Desk, by_clinic, by_post
from fornya.pages.clinic.posts.rows import alone_words, groups, summary
from fornya.people import posts
from fornya.people.guards import PostRequest, StaffRequest, open_to
from fornya.people.posts import Listed
from fornya.rules.access import Deed
from fornya.rules.posts import LONGEST


@open_to(Deed.GIVE_POSTS)
@require_safe
def show(request: PostRequest) -> HttpResponse:
    """List the posts of the service or of the region."""
    return _list(request, by_post(request))


@open_to(Deed.GIVE_POSTS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PostRequest) -> HttpResponse:
    """Give a post in the service or in the region."""
    return _new(request, by_post(request))


@open_to(Deed.GIVE_POSTS)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: PostRequest, post_id: int) -> HttpResponse:
    """Show one post; prolong or end it."""
    return _one(request, by_post(request), post_id)


@open_to(Deed.SETTINGS)
@require_safe
def of_clinic(request: StaffRequest) -> HttpResponse:
    """List the posts at the clinic."""
    return _list(request, by_clinic(request))


@open_to(Deed.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_of_clinic(request: StaffRequest) -> HttpResponse:
    """Give a post at the clinic."""
    return _new(request, by_clinic(request))


@open_to(Deed.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def one_of_clinic(request: StaffRequest, post_id: int) -> HttpResponse:
    """Show one post at the clinic; prolong or end it."""
    return _one(request, by_clinic(request), post_id)


def _list(request: StaffRequest, desk: Desk) -> HttpResponse:
    today = request.today
    found = posts.listed(desk.place, now=request.now)
    context = {
        "desk": desk,
        "saved": request.GET.get("sparat") == "ja",
        "groups": groups(found, today, desk.one),
        "alone": alone_words(found, today),
        "is_clinic": desk.place.clinic_id is not None,
    }
    return render(request, "pages/clinic/posts/list.jinja", context)


def _new(request: StaffRequest, desk: Desk) -> HttpResponse:
    today = request.today
    if request.method != "POST":
        return _new_page(request, desk, reading.empty(today))
    form = Form.of(request.POST, *reading.FIELDS)
    wanted, errors = reading.read_wanted(form, desk, today)
    if wanted is None:
        return _new_page(request, desk, form, errors)
    try:
        posts.give_post(wanted, place=desk.place, now=request.now)
    except posts.BadTerm:
        errors = errors.add("ends_on", _term_words())
    except posts.OneselfNever:
        errors = errors.add("hsa_id", _("Du kan inte ge dig själv en behörighet"))
    except posts.AlreadyHeld:
        errors = errors.add("hsa_id", _("Personen har redan den behörigheten"))
    return _new_page(request, desk, form, errors) if errors else _saved(desk)


def _new_page(request: StaffRequest, desk: Desk, form: Form, errors: Errors | None = None) -> HttpResponse:
    context = {
        "desk": desk,
        "form": form,
        "errors": errors or Errors(),
        "kinds": desk.kind_options(),
        "regions": desk.region_options(),
        "clinics": desk.clinic_options(),
    }
    return render(request, "pages/clinic/posts/new.jinja", context, status=422 if errors else 200)


def _one(request: StaffRequest, desk: Desk, post_id: int) -> HttpResponse:
    found = posts.listed(desk.place, now=request.now)
    post = next((each for each in found if each.id == post_id), None)
    if post is None:
        raise Http404
    today = request.today
    if request.method != "POST" or post.ended_at is not None:
        return _one_page(request, desk, post, reading.showing(post.analysis, today))
    if request.POST.get("do") == "end":
        return _end(request, desk, post)
    form = Form.of(request.POST, *reading.FIELDS)
    analysis, ends_on, errors = reading.read_grounds(form, today, Errors())
    if errors or ends_on is None:
        return _one_page(request, desk, post, form, errors)
    try:
        posts.prolong_post(
            post_id=post.id, ends_on=ends_on, analysis=analysis, place=desk.place, now=request.now
        )
    except posts.BadTerm:
        errors = errors.add("ends_on", _term_words())
    except posts.OneselfNever:
        errors = errors.add("ends_on", _("Du kan inte förlänga din egen behörighet"))
    except posts.NotYours:
        errors = errors.add("ends_on", _("Den här behörigheten förlängs av någon annan"))
    return _one_page(request, desk, post, form, errors) if errors else _saved(desk)


def _end(request: StaffRequest, desk: Desk, post: Listed) -> HttpResponse:
    errors, today = Errors(), request.today
    try:
        posts.end_post(post_id=post.id, place=desk.place, now=request.now)
    except posts.NoSuchPost:
        return _saved(desk)
    except posts.NotYours:
        errors = errors.add("ends_on", _("Den här behörigheten avslutas av någon annan"))
    except posts.LastOne:
        errors = errors.add("ends_on", _("Utse någon annan först: tjänsten behöver en förvaltare"))
    form = reading.showing(post.analysis, today)
    return _one_page(request, desk, post, form, errors) if errors else _saved(desk)


def _one_page(
    request: StaffRequest, desk: Desk, post: Listed, form: Form, errors: Errors | None = None
) -> HttpResponse:
    context = {
        "desk": desk,
        "post": post,
        "who": words.person_words(post),
        "rows": summary(post, request.today),
        "form": form,
        "errors": errors or Errors(),
        "may_end": post.ended_at is None and desk.gives(post),
        "may_prolong": post.ended_at is None and desk.gives(post) and post.hsa_id != desk.place.hsa_id,
    }
    return render(request, "pages/clinic/posts/one.jinja", context, status=422 if errors else 200)


def _saved(desk: Desk) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(desk.listing)}?sparat=ja")


def _term_words() -> str:
    return _("Välj en dag från i dag och högst %(days)s dagar fram") % {"days": LONGEST.days}
