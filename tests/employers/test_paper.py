"""The answer on paper, and the page behind its code."""

import io
import json

import pytest
import typst
import zxingcpp
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from accounts.models import Organization
from employers.actions import closing
from employers.actions.answers import signed_answers
from employers.actions.disputes import correcting, disputing
from employers.answers import letters
from employers.answers import paper as answer_paper
from employers.answers.paper import answer_pdf
from employers.layers import Reply
from employers.models import Answer, Layer, RemovedAnswer, SignedAnswer, WebhookDelivery
from passports.models import ClaimRevision, IssuedCredential, IssuedState
from tests.employers.attesting import work_off
from tests.employers.rows import make_credential, tie
from tests.factories.accounts import MembershipFactory
from tests.factories.employers import authorize as sign_and_authorize
from tests.factories.employers import make_request

pytestmark = pytest.mark.django_db(transaction=True)
HOSTILE = [
    '#read("/etc/passwd")',
    '#import "@preview/evil:1.0.0": *',
    "$ integral $ *bold* _it_ `raw` <label> @ref \\ \\u{202e}",
    ']]] #panic("x") [[[',
    '"), panic("',
    "<script>alert(1)</script>",
    "= Heading",
    "漢字 العربية 🙂 ﷽",
    "x" * 300,
]


@pytest.fixture
def answered(asked):
    tie(asked.claims[0], make_credential(asked.holder))
    rows = list(asked.request.requested_claims.all())
    sign_and_authorize(request=asked.request, by=asked.holder, included={rows[0].id})
    work_off()
    asked.request.refresh_from_db()
    asked.row = asked.request.requested_claims.get(included=True)
    asked.paper = reverse("answer_paper", args=[asked.request.paper_token])
    return asked


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def test_it_is_a_pdf_for_screen_readers_and_the_same_each_time(answered):
    pdf = answer_pdf(answered.request)
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid:part" in pdf
    reader = read(pdf)
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Answer to a verification request"
    assert reader.metadata.creation_date is None
    assert pdf == answer_pdf(answered.request)
    assert pdf != answer_pdf(answered.request, paper="us-letter")


def sizes(pdf):
    return {(round(page.mediabox.width), round(page.mediabox.height)) for page in read(pdf).pages}


def test_both_papers(answered):
    assert sizes(answer_pdf(answered.request)) == {(595, 842)}
    assert sizes(answer_pdf(answered.request, paper="us-letter")) == {(612, 792)}
    with pytest.raises(ValueError, match="a0"):
        answer_pdf(answered.request, paper="a0")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_text(answered, text):
    ClaimRevision.objects.update(title=text[:200], organization_name=text[:200])
    Organization.objects.filter(pk=answered.organization.pk).update(name=text[:100])
    type(answered.request).objects.update(purpose=text, reference=text[:100])
    answered.request.refresh_from_db()
    pdf = answer_pdf(answered.request)
    assert pdf.startswith(b"%PDF-")
    if text.isascii():
        assert text[:20].replace(" ", "") in text_of(pdf).replace(" ", "")
    assert "root:x:0" not in text_of(pdf)


def test_the_employer_downloads_it(answered):
    answer = answered.as_recruiter.get(reverse("employer_request_pdf", args=[answered.request.pk]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"%PDF-")
    wrong = reverse("employer_request_pdf", args=[answered.request.pk]) + "?paper=a0"
    assert answered.as_recruiter.get(wrong).status_code == 404
    signed = answered.as_recruiter.get(
        reverse("employer_request_signed", args=[answered.request.pk])
    )
    assert signed.content.decode() == SignedAnswer.objects.get().content
    page = answered.as_recruiter.get(reverse("employer_request", args=[answered.request.pk]))
    assert reverse("employer_request_signed", args=[answered.request.pk]) in page.content.decode()


def test_what_was_answered_before_there_was_paper_gets_it_soon(answered):
    make_request(organization=answered.organization)
    SignedAnswer.objects.all().delete()
    type(answered.request).objects.update(paper_token="")
    url = reverse("employer_request_pdf", args=[answered.request.pk])
    assert answered.as_recruiter.get(url).status_code == 409
    assert signed_answers.sign_left() == 1
    assert signed_answers.sign_left() == 0
    work_off()
    assert answered.as_recruiter.get(url).status_code == 200
    assert SignedAnswer.objects.get().request == answered.request
    open_ones = type(answered.request).objects.exclude(state="completed")
    assert not open_ones.exclude(paper_token="").exists()
    answered.request.refresh_from_db()
    paper = reverse("answer_paper", args=[answered.request.paper_token])
    assert answered.as_recruiter.get(paper).status_code == 200


def test_nobody_else_downloads_it(answered, client):
    client.force_login(MembershipFactory().user)
    for name in ("employer_request_pdf", "employer_request_signed"):
        url = reverse(name, args=[answered.request.pk])
        assert client.get(url).status_code == 404
        assert answered.as_holder.get(url).status_code == 404


def test_there_is_no_paper_before_there_is_an_answer(asked):
    for name in ("employer_request_pdf", "employer_request_signed"):
        assert asked.as_recruiter.get(reverse(name, args=[asked.request.pk])).status_code == 404


def test_whoever_holds_the_paper_learns_the_state_and_nothing_else(answered, client):
    page = client.get(answered.paper)
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["X-Robots-Tag"].startswith("noindex")
    text = page.content.decode()
    assert "This answer is current" in text
    for secret in ("Welder", answered.holder.name, answered.organization.name, "Hiring"):
        assert secret not in text
    assert str(answered.request.pk) not in text
    member = answered.as_recruiter.get(answered.paper).content.decode()
    assert reverse("employer_request", args=[answered.request.pk]) in member
    stranger = MembershipFactory().user
    client.force_login(stranger)
    assert str(answered.request.pk) not in client.get(answered.paper).content.decode()


def test_a_correction_and_a_dispute_are_seen_at_once(answered, client):
    basis = {"revision": str(answered.claims[0].current_id), "evidence": [], "reason": "disputed"}
    reply = Reply(Answer.COULD_NOT_BE_CHECKED, Layer.HELD, basis)
    assert correcting.correct(row=answered.row, reply=reply)
    assert "was corrected" in client.get(answered.paper).content.decode()
    disputing.dispute_answer(row=answered.row, what_is_wrong="No", by=answered.holder)
    assert "under dispute" in client.get(answered.paper).content.decode()


@pytest.mark.parametrize("token", ["x", "A" * 24, "A" * 32, "a" * 400])
def test_a_guess_is_not_found(client, db, token):
    assert client.get(reverse("answer_paper", args=[token])).status_code == 404


def test_after_its_term_everything_is_gone_but_that_it_was_there(answered, client):
    issued = IssuedCredential.objects.get(types__icontains="VerificationAnswer")
    request_id = answered.request.pk
    type(answered.request).objects.update(kept_until=timezone.now() - timezone.timedelta(seconds=1))
    assert closing.forget_old() == 1
    assert not SignedAnswer.objects.exists()
    assert not WebhookDelivery.objects.filter(about_id=request_id).exists()
    removed = RemovedAnswer.objects.get()
    assert (removed.request_id, removed.claims) == (request_id, 2)
    assert removed.organization == answered.organization
    assert removed.answered_at is not None
    issued.refresh_from_db()
    assert issued.state == IssuedState.REVOKED
    assert "was removed" in client.get(answered.paper).content.decode()
    listed = answered.as_recruiter.get(reverse("employer_answers_removed")).content.decode()
    assert str(request_id) in listed
    gone = answered.as_recruiter.get(reverse("employer_request", args=[request_id]))
    assert gone.status_code == 410
    client.force_login(MembershipFactory().user)
    assert str(request_id) not in client.get(reverse("employer_answers_removed")).content.decode()
    assert client.get(reverse("employer_request", args=[request_id])).status_code == 404


def test_the_address_is_on_the_paper(answered):
    text = text_of(answer_pdf(answered.request))
    assert f"{settings.BASE_URL}{answered.paper}" in text.replace(" ", "")
    for told in ("Welder", "Confirmed", "Acme speaks here for itself", answered.organization.name):
        assert told in text
    assert "Spanish" not in text


def test_the_code_leads_there(answered):
    data = answer_paper._data(answered.request, "a4") | {"fonts": letters.OWN_FONTS}
    inputs = {"data": json.dumps(data)}
    png = typst.compile(
        answer_paper._source(), format="png", sys_inputs=inputs, ignore_system_fonts=True
    )
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    assert code.text == f"{settings.BASE_URL}{answered.paper}"
