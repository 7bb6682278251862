// Comfort on top of pages that work without any script.

const status = () => document.getElementById("status");

export function announce(sentence) {
  const region = status();
  if (!region) return;
  const line = document.createElement("p");
  line.className = "visually-hidden";
  line.textContent = sentence;
  region.replaceChildren(line);
}

// Dialogs: a link to a page that asks the same question opens the dialog in place.
document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (!dialog?.showModal) return;
  event.preventDefault();
  dialog.showModal();
});

document.addEventListener("click", (event) => {
  if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
});

// Copying: shown only where a script can do it.
for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  const text = source?.value ?? source?.textContent?.trim() ?? "";
  try {
    await navigator.clipboard.writeText(text);
    announce(button.dataset.copied ?? "");
    const label = button.textContent;
    button.textContent = button.dataset.copied || label;
    setTimeout(() => { button.textContent = label; }, 3000);
  } catch {
    source?.focus?.();
    source?.select?.();
  }
});

// After a swap that brought errors, focus goes to their summary.
document.addEventListener("htmx:afterSettle", (event) => {
  event.target.querySelector?.("#error-summary")?.focus();
  for (const form of event.target.querySelectorAll?.("form[data-guard]") ?? []) guard(form);
});
document.addEventListener("htmx:sendError", () => tellFailure());
document.addEventListener("htmx:responseError", () => tellFailure());
function tellFailure() {
  const sentence = document.body.dataset.failure;
  const region = status();
  if (!sentence || !region) return;
  const note = document.createElement("p");
  note.className = "notice notice--error";
  note.textContent = sentence;
  region.replaceChildren(note);
}

// Forms with data-guard="name": what was typed survives a session that ends in the middle. It stays
// in this tab only (sessionStorage), and goes when the form is sent and a page without errors follows.
const guardKey = (form) => `guard:${form.dataset.guard}`;
const tickable = (field) => ["checkbox", "radio"].includes(field.type);

// Each field with its key: lists that come and go must not shift what belongs to others.
function guarded(form) {
  const seen = {};
  return [...form.elements].filter(
    (field) => field.name && field.name !== "csrfmiddlewaretoken"
      && !["hidden", "password", "file", "submit", "button"].includes(field.type),
  ).map((field) => {
    if (tickable(field)) return [`${field.name}=${field.value}`, field];
    seen[field.name] = (seen[field.name] ?? 0) + 1;
    return [`${field.name}.${seen[field.name]}`, field];
  });
}

function guard(form) {
  if (form.dataset.guarded) return;
  form.dataset.guarded = "yes";
  const kept = sessionStorage.getItem(guardKey(form));
  if (kept && !form.querySelector("#error-summary")) {
    const values = JSON.parse(kept);
    for (const [key, field] of guarded(form)) {
      const value = values[key];
      if (value === undefined) continue;
      if (tickable(field)) field.checked = value;
      else field.value = value;
    }
    announce(form.dataset.restored ?? "");
  }
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(form), 200);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(form);
    sessionStorage.setItem("guard-sent", guardKey(form));
  });
}

function keep(form) {
  const values = {};
  for (const [key, field] of guarded(form)) {
    values[key] = tickable(field) ? field.checked : field.value;
  }
  try {
    sessionStorage.setItem(guardKey(form), JSON.stringify(values));
  } catch {
    // A full or forbidden store only loses the comfort.
  }
}

// Sent for good: the next page is neither the form with its errors, nor the sign-in page, nor an
// error page.
const sent = sessionStorage.getItem("guard-sent");
if (sent) {
  const again = [...document.querySelectorAll("form[data-guard]")].some((form) => guardKey(form) === sent);
  const interrupted = document.body.dataset.interrupted !== undefined;
  if (!again && !interrupted) sessionStorage.removeItem(sent);
  if (!interrupted) sessionStorage.removeItem("guard-sent");
}
document.querySelectorAll("form[data-guard]").forEach(guard);

// Progressively: a filter form sends itself when a choice changes.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
});

// Printing opens what is folded, and folds it again.
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("main details:not([open])")) {
    part.open = true;
    part.dataset.openedForPrint = "";
  }
});
addEventListener("afterprint", () => {
  for (const part of document.querySelectorAll("[data-opened-for-print]")) {
    part.open = false;
    delete part.dataset.openedForPrint;
  }
});
