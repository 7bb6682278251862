// Comfort for the upload page: dropping files, and saying beforehand what will not be taken. The
// form works without any of it.

const MEGABYTE = 1_000_000;

function line(text, isProblem) {
  const item = document.createElement("li");
  item.className = isProblem ? "upload__file upload__file--problem" : "upload__file";
  item.textContent = text;
  return item;
}

function describe(form, files) {
  const limits = form.dataset;
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const lines = [line(`${files.length} ${limits.count}, ${(total / MEGABYTE).toFixed(1)} MB`)];
  if (files.length > Number(limits.maxFiles)) lines.push(line(limits.tooMany, true));
  if (total > Number(limits.maxTotal)) lines.push(line(limits.tooMuch, true));
  for (const file of files.filter((each) => each.size > Number(limits.maxBytes)).slice(0, 10)) {
    lines.push(line(`${file.name}: ${limits.tooLarge}`, true));
  }
  return lines;
}

for (const form of document.querySelectorAll("form[data-upload]")) {
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector("[data-drop]");
  const chosen = form.querySelector("[data-chosen]");
  const hint = form.querySelector("[data-drop-hint]");
  if (!input || !drop || !chosen) continue;
  if (hint) hint.hidden = false;

  const show = () => {
    const files = [...input.files];
    chosen.replaceChildren(...(files.length ? describe(form, files) : []));
  };
  input.addEventListener("change", show);

  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      drop.classList.add("upload__drop--over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, () => drop.classList.remove("upload__drop--over"));
  }
  drop.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
    input.focus();
    show();
  });

  form.addEventListener("submit", () => {
    chosen.replaceChildren(line(form.dataset.sending));
    // Disabled after the browser has read the form, so that a second click sends nothing twice.
    setTimeout(() => { form.querySelector("button").disabled = true; });
  });
  addEventListener("pageshow", () => {
    form.querySelector("button").disabled = false;
    show();
  });
}
