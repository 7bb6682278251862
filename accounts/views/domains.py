"""The domains of an organization: proving them, and giving them up. For owners."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.actions import domain_checks
from accounts.actions import domain_proofs as actions
from accounts.domain_proofs import machine_methods, method_of
from accounts.forms.account import CodeForm
from accounts.forms.domains import DomainForm, MailboxForm
from accounts.models import DomainProof, Membership, ProofMethod, ProofState
from accounts.views.organizations import require_owner, visible_organization
from portal.kernel.models import WorkRow
from portal.kernel.models.work_row import UNFINISHED
from portal.kernel.rate_limit import limited


@login_required
@limited("domain", rate="30/h", key="user", methods=["POST"])
def domains(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    organization, mine = visible_organization(request, organization_id)
    require_owner(mine)
    form = DomainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proof = actions.begin(organization=organization, by=request.user, **form.cleaned_data)
        except actions.AddedAlready:
            form.add_error("domain", _("You have added this domain already."))
        except actions.TooManyDomains:
            form.add_error("domain", _("You have many domains already. Give one up first."))
        except actions.TooSoon:
            form.add_error("mailbox", _("We sent many codes to this domain today. Try tomorrow."))
        else:
            return redirect("domain", proof.id)
    proofs = organization.domain_proofs.open()
    context = {"organization": organization, "proofs": proofs, "form": form}
    return render(request, "accounts/domains.html", context)


@login_required
@never_cache
@limited("domain-code", rate="30/h", key="user", methods=["POST"])
def domain(request: HttpRequest, proof_id: UUID) -> HttpResponse:
    """What to put where, what the last check found, and the code by email."""
    proof = _mine(request, proof_id)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_code(proof=proof, code=form.cleaned_data["code"], by=request.user)
        except actions.CodeWrong:
            form.add_error("code", _("This code is not right. Look at the newest mail."))
        except actions.CodeExpired:
            form.add_error("code", _("This code is no longer good. Ask for a new one."))
        except actions.TakenByAnother:
            form.add_error("code", taken())
        else:
            messages.success(request, _("%(domain)s is proven.") % {"domain": proof.domain})
            return redirect("domain", proof.id)
    template = "accounts/partials/_domain_state.html" if request.htmx else "accounts/domain.html"
    return render(request, template, _context(proof, form))


@login_required
@require_POST
@limited("domain-check", rate="30/h", key="user")
def check(request: HttpRequest, proof_id: UUID) -> HttpResponse:
    proof = _mine(request, proof_id)
    domain_checks.check_now(proof=proof, by=request.user)
    return redirect("domain", proof.id)


@login_required
@require_POST
@limited("domain", rate="30/h", key="user")
def send_code(request: HttpRequest, proof_id: UUID) -> HttpResponse:
    proof = _mine(request, proof_id)
    form = MailboxForm(request.POST)
    if form.is_valid() and proof.method == ProofMethod.EMAIL:
        try:
            actions.send_code(proof=proof, mailbox=form.cleaned_data["mailbox"], by=request.user)
        except actions.TooSoon:
            messages.warning(
                request, _("We sent a code a moment ago, or many today. Wait, then try again.")
            )
        else:
            messages.success(
                request, _("We sent a code to %(email)s.") % {"email": proof.mail_address}
            )
    return redirect("domain", proof.id)


@login_required
def end(request: HttpRequest, proof_id: UUID) -> HttpResponse:
    proof = _mine(request, proof_id)
    if request.method == "POST":
        if actions.end(proof=proof, by=request.user):
            messages.success(request, _("The domain is removed."))
        return redirect("domains", proof.organization_id)
    return render(request, "accounts/domain_end.html", {"proof": proof})


def taken() -> str:
    return _(
        "Another organization has proven this domain. If both of you use it, write to the "
        "administrators."
    )


def _context(proof: DomainProof, form: CodeForm) -> dict[str, object]:
    method = method_of(proof.method)
    problem = taken() if proof.reason == "taken" else method.sentences.get(proof.reason, "")
    by_machine = proof.method in machine_methods()
    return {
        "proof": proof,
        "form": form,
        "mailbox_form": MailboxForm(initial={"mailbox": proof.mailbox}),
        "steps": method.steps(proof),
        "problem": problem,
        "by_machine": by_machine,
        "checking": by_machine
        and WorkRow.objects.filter(
            kind=actions.CHECK_WORK, subject_id=proof.pk, state__in=UNFINISHED
        ).exists(),
        "waits_for_code": proof.state != ProofState.PROVEN or bool(proof.code_hash),
    }


def _mine(request: HttpRequest, proof_id: UUID) -> DomainProof:
    """An open proof of an organization that this person owns; 404 for everybody outside of it."""
    proof = get_object_or_404(
        DomainProof.objects.visible_to(request.user).open().select_related("organization"),
        id=proof_id,
    )
    require_owner(Membership.objects.get(organization=proof.organization, user=request.user))
    return proof
