"""A request to an email address: drafts, the invitation, who takes it over, who learns what."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from employers import work
from employers.actions import deciding
from employers.actions import requests as deeds
from employers.actions.asking import asking, invitations, matching
from employers.actions.refusals import MoveLost, NotAllowed, NotInvited
from employers.models import Answer, RequestedClaim, RequestState, VerificationRequest
from portal.kernel.models import AuditRow
from portal.kernel.personal_data import erase_everything, export_everything
from tests.employers.conftest import signed_in
from tests.employers.rows import make_claim, make_credential, tie
from tests.factories.accounts import (
    CredentialAddressFactory,
    EmailAddressFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.employers import ITEMS, authorize, make_request

pytestmark = pytest.mark.django_db
EMAIL = "nadia@people.example"


@pytest.fixture
def recruiter(db):
    return MembershipFactory(role=Role.RECRUITER)


def terms(**fields):
    values = {"purpose": "Hiring decision for a job", "reference": "Ward 4"}
    return asking.Terms(**(values | {"deadline": timezone.now() + dt.timedelta(days=14)} | fields))


def ask(recruiter, email=EMAIL, **fields):
    return asking.ask(
        organization=recruiter.organization,
        by=recruiter.user,
        email=email,
        name="Nadia Nurse",
        items=ITEMS,
        terms=terms(**fields),
    )


def deliver(request):
    effect = work.mail_invitation(request.id)
    if effect:
        effect()
    request.refresh_from_db()
    return request


def link(request):
    return reverse("request_invitation", args=[invitations.token_of(request)])


def form(**fields):
    return {
        "name": "Nadia Nurse",
        "email": EMAIL,
        "rows": "3",
        "kind_0": "education",
        "what_0": "Degree in nursing at CSU Fresno",
        "purpose": "hiring",
        "reference": "Ward 4",
        "deadline": "14",
        "kept": "30",
        "message": "",
    } | fields


class TestTheForm:
    def post(self, recruiter, **fields):
        client = signed_in(recruiter.user)
        return client.post(reverse("employer_request_ask"), form(**fields))

    def test_it_is_sent(self, recruiter):
        response = self.post(recruiter)
        asked = VerificationRequest.objects.get()
        assert response.url == reverse("employer_request", args=[asked.id])
        assert (asked.state, asked.holder, asked.invited_email) == ("sent", None, EMAIL)
        assert (asked.kept_days, asked.purpose_code, asked.reference) == (30, "hiring", "Ward 4")
        assert [row.description for row in asked.requested_claims.all()] == [
            "Degree in nursing at CSU Fresno"
        ]

    def test_the_legal_basis_stands_beside_each_purpose(self, recruiter):
        page = signed_in(recruiter.user).get(reverse("employer_request_ask")).content.decode()
        assert "Your written consent, as the law on background checks requires" in page

    def test_one_more_row_keeps_what_was_typed(self, recruiter):
        response = self.post(recruiter, more_claims="1", email="")
        page = response.content.decode()
        assert 'name="kind_3"' in page
        assert "Degree in nursing at CSU Fresno" in page
        assert "There is a problem" not in page
        assert not VerificationRequest.objects.exists()

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"email": "nobody"}, "valid email address"),
            ({"what_0": ""}, "Say what exactly"),
            ({"kind_0": ""}, "Choose a kind"),
            ({"kind_0": "", "what_0": ""}, "at least one claim"),
            ({"name": "Nadia\u202eesruN"}, "Remove the invisible characters"),
            ({"message": "a\x07b"}, "Remove the invisible characters"),
            ({"what_0": "x" * 201}, "at most 200 characters"),
            ({"purpose": "other"}, "Say in a few words what you need it for"),
            ({"purpose": ""}, "Say what you need it for"),
            ({"kept": "9999"}, "not one of the available choices"),
            ({"kind_0": "anything"}, "not one of the available choices"),
        ],
    )
    def test_bad_input_is_told(self, recruiter, fields, sentence):
        response = self.post(recruiter, **fields)
        assert response.status_code == 200
        assert sentence in response.content.decode()
        assert not VerificationRequest.objects.exists()

    def test_markup_stays_text(self, recruiter):
        markup = "<script>evil()</script>"
        self.post(recruiter, what_0=markup, message=markup, name=markup)
        asked = deliver(VerificationRequest.objects.get())
        for page in (
            Client().get(link(asked)),
            signed_in(recruiter.user).get(reverse("employer_request", args=[asked.id])),
        ):
            assert "<script>evil" not in page.content.decode()
            assert "&lt;script&gt;evil()" in page.content.decode()

    def test_twice_is_told(self, recruiter):
        self.post(recruiter)
        assert "open request for this job already" in self.post(recruiter).content.decode()
        assert VerificationRequest.objects.count() == 1

    def test_a_viewer_and_a_stranger_cannot(self, recruiter):
        viewer = MembershipFactory(organization=recruiter.organization, role=Role.VIEWER)
        button = f'href="{reverse("employer_request_ask")}"'
        assert button in signed_in(recruiter.user).get(reverse("employer_home")).content.decode()
        assert button not in signed_in(viewer.user).get(reverse("employer_home")).content.decode()
        assert self.post(viewer).status_code == 403
        stranger = signed_in(UserFactory())
        assert stranger.post(reverse("employer_request_ask"), form()).status_code == 404
        assert not VerificationRequest.objects.exists()


class TestDrafts:
    def test_saved_changed_sent(self, recruiter):
        client = signed_in(recruiter.user)
        response = client.post(reverse("employer_request_ask"), form(save="1"))
        draft = VerificationRequest.objects.get()
        assert draft.state == RequestState.DRAFT
        assert response.url == reverse("employer_request_edit", args=[draft.id])
        assert not mail.outbox
        assert "Degree in nursing" in client.get(response.url).content.decode()
        assert client.get(reverse("employer_request", args=[draft.id])).url == response.url
        changed = form(save="1", what_0="Degree in law", purpose_text="Ward 4 only")
        client.post(response.url, changed)
        page = client.get(response.url).content.decode()
        assert "Degree in law" in page
        assert 'value="Ward 4 only"' in page
        client.post(response.url, form(what_0="Degree in law"))
        draft.refresh_from_db()
        assert draft.state == RequestState.SENT
        assert [row.description for row in draft.requested_claims.all()] == ["Degree in law"]

    def test_nobody_sees_a_draft(self, recruiter):
        draft = make_request(organization=recruiter.organization, state="draft", email=EMAIL)
        holder = UserFactory(email=EMAIL)
        assert Client().get(link(draft)).status_code == 404
        assert not VerificationRequest.objects.of_holder(holder).exists()
        assert not VerificationRequest.objects.sent_to_address_of(holder).exists()
        with pytest.raises(MoveLost):
            invitations.take(request=draft, by=holder)

    def test_another_organization_changes_and_sends_none(self, recruiter):
        draft = make_request(organization=recruiter.organization, state="draft", email=EMAIL)
        other = MembershipFactory(role=Role.RECRUITER)
        with pytest.raises(MoveLost):
            asking.save_draft(
                organization=other.organization, by=other.user, email=EMAIL, name="Somebody else",
                items=[("education", "Degree in law")], terms=terms(), draft=draft,
            )  # fmt: skip
        draft.refresh_from_db()
        assert draft.invited_name != "Somebody else"
        assert draft.organization == recruiter.organization

    def test_discarded_leaves_nothing_but_the_record(self, recruiter):
        draft = make_request(organization=recruiter.organization, state="draft")
        client = signed_in(recruiter.user)
        client.post(reverse("employer_request_discard", args=[draft.id]))
        assert not VerificationRequest.objects.exists()
        assert AuditRow.objects.filter(deed="request_draft_discarded").count() == 1

    def test_what_was_sent_is_no_draft_any_more(self, recruiter):
        asked = ask(recruiter)
        for deed in (asking.send_draft, asking.discard_draft):
            with pytest.raises(MoveLost):
                deed(request=asked, by=recruiter.user)
        with pytest.raises(MoveLost):
            asking.save_draft(
                organization=recruiter.organization, by=recruiter.user, email=EMAIL, name="Another",
                items=ITEMS, terms=terms(), draft=asked,
            )  # fmt: skip
        asked.refresh_from_db()
        assert asked.invited_name == "Nadia Nurse"
        with pytest.raises(MoveLost):
            deeds.withdraw(
                request=make_request(organization=recruiter.organization, state="draft"),
                by=recruiter.user,
            )


class TestTheInvitation:
    def test_the_mail_says_who_asks_for_what(self, recruiter):
        asked = deliver(ask(recruiter))
        body = mail.outbox[0].body
        for words in (
            recruiter.organization.name,
            "Degree in nursing at CSU Fresno",
            "Hiring decision for a job",
            "background checks",
            "for 90 days",
            "Ward 4",
            link(asked),
        ):
            assert words in body
        assert mail.outbox[0].to == [EMAIL]

    def test_the_database_holds_a_hash_and_the_mail_one_id(self, recruiter):
        asked = deliver(ask(recruiter))
        deliver(asked)
        token = invitations.token_of(asked)
        assert token not in str(VerificationRequest.objects.values().get())
        assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 1

    def test_a_scanner_changes_nothing(self, recruiter):
        asked = deliver(ask(recruiter))
        before = VerificationRequest.objects.values().get()
        for _visit in range(20):
            page = Client().get(link(asked))
            Client().head(link(asked))
        assert VerificationRequest.objects.values().get() == before
        assert "Degree in nursing at CSU Fresno" in page.content.decode()
        assert "Create an account" in page.content.decode()
        assert EMAIL not in page.content.decode()
        assert page["Referrer-Policy"] == "no-referrer"
        assert Client().post(link(asked)).url == reverse("account_login")

    def test_only_the_verified_address_takes_it_over_once(self, recruiter):
        asked = deliver(ask(recruiter))
        wrong, unproven, received = UserFactory(), UserFactory(), UserFactory()
        EmailAddressFactory(user=unproven, email=EMAIL, verified=False)
        CredentialAddressFactory(user=received, email=EMAIL)
        for user in (wrong, unproven, received):
            assert signed_in(user).post(link(asked)).status_code == 403
            with pytest.raises(NotInvited):
                invitations.take(request=asked, by=user)
        unproven.emailaddress_set.filter(email=EMAIL).delete()
        nadia = UserFactory(email=EMAIL)
        response = signed_in(nadia).post(link(asked))
        assert response.url == reverse("request_for_me", args=[asked.id])
        asked.refresh_from_db()
        assert asked.holder == nadia
        nadia.emailaddress_set.all().delete()
        nadia.email = "other@people.example"
        nadia.save()
        second = UserFactory(email=EMAIL)
        assert signed_in(second).post(link(asked)).status_code == 409
        with pytest.raises(MoveLost):
            invitations.take(request=asked, by=second)

    def test_it_shows_up_without_the_link_once_the_address_is_verified(self, recruiter):
        asked = deliver(ask(recruiter))
        person = UserFactory()
        client = signed_in(person)
        assert recruiter.organization.name not in client.get("/requests/").content.decode()
        EmailAddressFactory(user=person, email=EMAIL)
        assert recruiter.organization.name in client.get("/requests/").content.decode()
        asked.refresh_from_db()
        assert asked.holder is None
        client.post(reverse("request_take", args=[asked.id]))
        asked.refresh_from_db()
        assert asked.holder == person

    def test_whoever_claims_an_address_takes_nothing_along_of_its_owner(self, recruiter):
        deliver(ask(recruiter))
        stranger = UserFactory()
        EmailAddressFactory(user=stranger, email=EMAIL, verified=False, primary=False)
        assert not export_everything(stranger)["employers"]["requests_to_me"]
        assert recruiter.organization.name not in str(export_everything(stranger))
        erase_everything(stranger)
        assert VerificationRequest.objects.get().invited_email == EMAIL

    def test_the_requester_cannot_tell_whether_there_is_an_account(self, recruiter):
        holder = UserFactory(email=EMAIL, name="Nadia Secretname")
        with_account = deliver(ask(recruiter))
        without = deliver(ask(recruiter, email="noone@people.example"))
        assert (with_account.holder, without.holder) == (holder, None)
        assert [len(message.to) for message in mail.outbox] == [1, 1]
        client = signed_in(recruiter.user)
        pages = []
        for asked in (with_account, without):
            page = client.get(reverse("employer_request", args=[asked.id])).content.decode()
            pages.append(page.replace(str(asked.id), "id").replace(asked.invited_email, "email"))
        strip = [
            [line for line in page.splitlines() if "csrf" not in line.lower()] for page in pages
        ]
        assert strip[0] == strip[1]
        inbox = client.get(reverse("employer_requests"))
        assert "Secretname" not in inbox.content.decode()
        found = client.get(reverse("employer_requests"), {"q": "Secretname"})
        assert not found.context["rows"]

    @pytest.mark.parametrize("state", ["withdrawn", "expired", "declined"])
    def test_a_link_to_something_closed_says_so(self, recruiter, state):
        asked = make_request(organization=recruiter.organization, email=EMAIL, state=state)
        nadia = UserFactory(email=EMAIL)
        assert "not open any more" in Client().get(link(asked)).content.decode()
        assert signed_in(nadia).post(link(asked)).status_code == 409

    def test_what_is_closed_before_its_mail_goes_out_is_not_mailed(self, recruiter):
        asked = ask(recruiter)
        mail.outbox.clear()
        deeds.withdraw(request=asked, by=recruiter.user)
        deliver(asked)
        assert not mail.outbox

    def test_after_the_deadline(self, recruiter):
        past = timezone.now() - dt.timedelta(minutes=1)
        asked = make_request(organization=recruiter.organization, email=EMAIL, deadline=past)
        assert "not open any more" in Client().get(link(asked)).content.decode()
        with pytest.raises(MoveLost):
            invitations.take(request=asked, by=UserFactory(email=EMAIL))


class TestTheHolderSaysWhichClaim:
    @pytest.fixture
    def taken(self, recruiter):
        nadia = UserFactory(email=EMAIL)
        return deliver(ask(recruiter)), nadia, signed_in(nadia)

    def test_matched_narrowed_answered(self, taken, recruiter):
        asked, nadia, client = taken
        degree = make_claim(nadia, title="B.S. Nursing", kind="education")
        tie(degree, make_credential(nadia))
        row, other = asked.requested_claims.order_by("position")
        response = client.post(
            reverse("request_match", args=[asked.id]), {f"claim_{row.pk}": str(degree.pk)}
        )
        assert response.url == reverse("request_for_me", args=[asked.id])
        theirs = signed_in(recruiter.user).get(reverse("employer_request", args=[asked.id]))
        assert "B.S. Nursing" not in theirs.content.decode()
        authorize(request=asked, by=nadia, included={row.pk})
        work.answer_request(asked.id)()
        row.refresh_from_db(), other.refresh_from_db()
        assert (row.answer, other.answer) == (Answer.CONFIRMED, Answer.DECLINED)
        theirs = signed_in(recruiter.user).get(reverse("employer_request", args=[asked.id]))
        assert "B.S. Nursing" in theirs.content.decode()

    def test_what_is_left_out_is_never_told(self, taken, recruiter):
        asked, nadia, _client = taken
        degree = make_claim(nadia, title="B.S. Nursing", kind="education")
        licence = make_claim(nadia, title="Registered nurse 4711", kind="license")
        row, other = asked.requested_claims.order_by("position")
        chosen = {row.pk: degree, other.pk: licence}
        matching.match(request=asked, by=nadia, chosen=chosen)
        authorize(request=asked, by=nadia, included={row.pk})
        theirs = signed_in(recruiter.user).get(reverse("employer_request", args=[asked.id]))
        assert "4711" not in theirs.content.decode()

    def test_adding_one_first_keeps_the_choices_and_leads_back(self, taken):
        asked, nadia, client = taken
        degree = make_claim(nadia, title="B.S. Nursing", kind="education")
        row = asked.requested_claims.order_by("position")[0]
        here = reverse("request_match", args=[asked.id])
        answer = client.post(here, {f"claim_{row.pk}": str(degree.pk), "then": "license"})
        assert answer.url.startswith(reverse("claim_add", args=["license"]))
        back = client.post(answer.url, {"title": "Registered nurse"})
        assert back.url == here + "?added=1"
        row.refresh_from_db()
        assert row.claim == degree
        assert "Registered nurse" in client.get(here).content.decode()

    def test_bringing_a_credential_leads_back_too(self, taken):
        asked, _nadia, client = taken
        here = reverse("request_match", args=[asked.id])
        answer = client.post(here, {"then": "import"})
        way_back = f'href="{here}?added=1"'
        assert way_back in client.get(answer.url).content.decode()
        brought = client.post(answer.url, {"source": "paste", "text": '{"type": "no credential"}'})
        assert way_back in client.get(brought.url).content.decode()
        assert way_back not in client.get(reverse("import_new")).content.decode()

    def test_whoever_has_nothing_that_is_asked_for_is_offered_to_add_it_first(self, taken):
        asked, nadia, client = taken
        here = reverse("request_match", args=[asked.id])
        page = client.get(here).content.decode()
        assert page.index('value="import"') < page.index("<select")
        make_claim(nadia, kind="education")
        page = client.get(here).content.decode()
        assert page.index('value="import"') > page.rindex("<select")

    def test_a_way_back_leads_inside_the_portal(self, taken):
        for evil in ("//evil.example", "https://evil.example/", "/\\evil.example"):
            address = reverse("claim_add", args=["skill"]) + f"?next={evil}"
            assert "evil" not in taken[2].post(address, {"title": "Welding"}).url
            page = taken[2].get(reverse("import_new"), {"next": evil}).content.decode()
            assert "Back to the request" not in page

    @pytest.mark.parametrize("wrong", ["others", "kind", "twice", "removed"])
    def test_only_own_claims_of_the_kind_once(self, taken, wrong):
        asked, nadia, client = taken
        RequestedClaim.objects.filter(request=asked).update(kind="education")
        row, other = asked.requested_claims.order_by("position")
        claim = make_claim(
            UserFactory() if wrong == "others" else nadia,
            kind="skill" if wrong == "kind" else "education",
        )
        if wrong == "removed":
            claim.removed_at = timezone.now()
            claim.save()
        chosen = {row.pk: claim} | ({other.pk: claim} if wrong == "twice" else {})
        with pytest.raises(NotAllowed):
            matching.match(request=asked, by=nadia, chosen=chosen)
        data = {f"claim_{pk}": str(each.pk) for pk, each in chosen.items()}
        assert client.post(reverse("request_match", args=[asked.id]), data).status_code == 200
        assert not asked.requested_claims.filter(claim__isnull=False).exists()

    def test_of_a_closed_request_or_by_somebody_else(self, taken):
        asked, nadia, _client = taken
        with pytest.raises(NotAllowed):
            matching.match(request=asked, by=UserFactory(), chosen={})
        deciding.decline(request=asked, by=nadia)
        with pytest.raises(MoveLost):
            matching.match(request=asked, by=nadia, chosen={})
