"""A holder brings what a request asks about, from the request through upload, result and the page
of a credential, and lands on the request again, with the new credential counted."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from passports.models import Claim, Credential, Proposal, ProposalState
from portal.kernel.models import AuditRow
from tests.employers.conftest import signed_in
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.employers import make_request
from tests.factories.signed import OTHER_KEY, signed
from tests.passports.working import work

pytestmark = pytest.mark.django_db
EMAIL = "ada@example.org"


@pytest.fixture
def deciding():
    """A request for a kind of claim, whose holder has an empty passport."""
    ada = UserFactory(email=EMAIL)
    request = make_request(
        organization=MembershipFactory().organization,
        email=EMAIL,
        holder=ada,
        items=(("certification", "A welding certificate"),),
    )
    request.client, request.ada = signed_in(ada), ada
    request.match = reverse("request_match", args=[request.id])
    return request


def bring(request, *contents):
    """From the request through the upload; the page with what came of it."""
    there = request.client.post(request.match, {"then": "import"}).url
    assert there.startswith(reverse("import_new"))
    assert back_in(request.client.get(there)) == request.match + "?added=1"
    text = {"source": "paste", "text": contents[0].decode()}
    run = request.client.post(there, text).url
    work()
    return run


def text_of(answer):
    return unescape(answer.content.decode())


def back_in(answer):
    return re.search(r'href="(/requests/[^"]+)"', text_of(answer))[1]


def kind_of(request):
    kind = Proposal.objects.get().kind
    request.requested_claims.update(kind=kind)
    return kind


def test_the_result_leads_back_with_it_added(deciding):
    run = bring(deciding, signed(email=EMAIL))
    kind_of(deciding)
    page = deciding.client.get(run)
    assert "Add it and go back to the request" in text_of(page)
    add = re.search(r'action="([^"]+/add/[^"]*)"', text_of(page))[1]
    answer = deciding.client.post(add)
    assert answer.url == deciding.match + "?added=1"
    claim = Claim.objects.get()
    assert claim.evidence.get().credential == Credential.objects.get()
    match = text_of(deciding.client.get(answer.url))
    assert f'<option value="{claim.pk}" selected>' in match
    row = deciding.requested_claims.get()
    went_on = deciding.client.post(answer.url, {f"claim_{row.pk}": str(claim.pk)})
    assert went_on.url == reverse("request_for_me", args=[deciding.pk])
    seen = text_of(deciding.client.get(went_on.url))
    assert "You chose: Welding, level 1" in seen


def test_the_page_of_the_credential_leads_back_too(deciding):
    run = bring(deciding, signed(email=EMAIL))
    kind_of(deciding)
    credential = Credential.objects.get()
    link = re.search(
        rf'href="(/credentials/{credential.pk}/[^"]*)"', text_of(deciding.client.get(run))
    )
    page = deciding.client.get(link[1])
    assert back_in(page) == deciding.match + "?added=1"
    look = re.search(r'href="([^"]+/claim/[^"]*)"', text_of(page))[1]
    form = deciding.client.get(look)
    assert unescape(link[1]) in text_of(form), "back to the credential, which leads on"
    values = Proposal.objects.get().values
    answer = deciding.client.post(look, {"title": values["title"], "organization_name": "X"})
    assert answer.url == deciding.match + "?added=1"
    assert f'<option value="{Claim.objects.get().pk}" selected>' in text_of(
        deciding.client.get(answer.url)
    )


@pytest.mark.parametrize("deed", ["proposal_ignore", "proposal_take_up_again"])
def test_deciding_otherwise_keeps_the_way_back(deciding, deed):
    bring(deciding, signed(email=EMAIL))
    query = "?" + urlencode({"next": deciding.match})
    url = reverse(deed, args=[Credential.objects.get().pk]) + query
    assert deciding.client.post(url).url.endswith(query)


def test_trying_again_keeps_the_way_back(deciding):
    bring(deciding, signed(email=EMAIL))
    item = Credential.objects.get().import_items.get()
    query = "?" + urlencode({"next": deciding.match})
    for name, pk in (("import_retry", item.run_id), ("import_item_retry", item.pk)):
        answer = deciding.client.post(reverse(name, args=[pk]) + query)
        assert answer.url == reverse("import_run", args=[item.run_id]) + query


def test_several_at_once_each_once(deciding):
    there = deciding.client.post(deciding.match, {"then": "import"}).url
    from django.core.files.uploadedfile import SimpleUploadedFile

    files = [
        SimpleUploadedFile("one.json", signed(email=EMAIL)),
        SimpleUploadedFile("two.json", signed(email=EMAIL, key=OTHER_KEY)),
        SimpleUploadedFile("three.txt", b"no credential"),
    ]
    run = deciding.client.post(there, {"source": "upload", "files": files}).url
    work()
    assert Proposal.objects.count() == 2
    page = text_of(deciding.client.get(run))
    assert "Add all 2 and go back to the request" in page
    add = re.search(r'action="([^"]+/add/[^"]*)"', page)[1]
    for _again in range(3):
        assert deciding.client.post(add).url == deciding.match + "?added=1"
    assert Claim.objects.filter(holder=deciding.ada).count() == 2
    assert set(Proposal.objects.values_list("state", flat=True)) == {ProposalState.ACCEPTED}
    assert AuditRow.objects.filter(deed="proposal_accepted").count() == 2
    assert "go back to the request" not in text_of(deciding.client.get(run))


def test_what_cannot_be_taken_as_it_is_stays_to_be_looked_at(deciding):
    run = bring(deciding, signed(email=EMAIL))
    Proposal.objects.update(values={"title": ""})
    add = re.search(r'action="([^"]+/add/[^"]*)"', text_of(deciding.client.get(run)))[1]
    assert deciding.client.post(add).url == deciding.match + "?added=1"
    assert not Claim.objects.exists()
    assert Proposal.objects.get().state == ProposalState.OPEN


def test_without_a_request_it_leads_to_the_passport(deciding):
    run = bring(deciding, signed(email=EMAIL)).partition("?")[0]
    page = text_of(deciding.client.get(run))
    assert "Add it to my passport" in page
    assert "Back to the request" not in page
    for evil in ("//evil.example", "https://evil.example/", "/\\evil.example"):
        url = f"{run}add/?{urlencode({'next': evil})}"
        assert deciding.client.post(url).url == reverse("passport")


def test_nobody_adds_what_others_brought(deciding):
    run = bring(deciding, signed(email=EMAIL)).partition("?")[0]
    assert signed_in(UserFactory()).post(f"{run}add/").status_code == 404
    assert deciding.client.get(f"{run}add/").status_code == 405
    assert not Claim.objects.exists()


def test_a_choice_to_leave_something_out_is_kept(deciding):
    """Only who comes back from adding something finds it suggested."""
    bring(deciding, signed(email=EMAIL))
    kind = kind_of(deciding)
    run = Credential.objects.get().import_items.get().run_id
    deciding.client.post(reverse("import_add", args=[run]))
    other = make_request(
        organization=deciding.organization,
        email=EMAIL,
        holder=deciding.ada,
        reference="Another",
        items=((kind, "First"), (kind, "Second")),
    )
    row = other.requested_claims.first()
    row.claim = Claim.objects.get()
    row.save()
    page = text_of(deciding.client.get(reverse("request_match", args=[other.pk])))
    assert page.count("selected") == 2, "the chosen one, and none for the other"
