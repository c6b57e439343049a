/* What was typed stays in the page when the session has ended or the line is cut: the form is sent only when it can be
   received. Nothing is stored in the browser. */

const root = document.querySelector("[data-keep]");
const token = () => /(?:^|; )[^=;]*csrftoken=([^;]+)/.exec(document.cookie)?.[1];

const typed = (form) =>
  [...form.elements].some((field) => (field.type === "file" ? field.files.length : "defaultValue" in field && field.value !== field.defaultValue));

async function state() {
  try {
    const answer = await fetch(root.dataset.keep, { headers: { Accept: "application/json" }, redirect: "manual", cache: "no-store" });
    return answer.status === 204 ? "open" : "ended";
  } catch {
    return "cut";
  }
}

function say(form, how) {
  const note = form.querySelector("[data-keep-note]") ?? document.createElement("p");
  note.dataset.keepNote = how;
  note.className = "state state--late";
  note.setAttribute("role", "alert");
  note.textContent = `${root.dataset[how]} `;
  if (how === "ended") {
    const link = document.createElement("a");
    Object.assign(link, { href: root.dataset.signIn, target: "_blank", rel: "noopener", textContent: root.dataset.link });
    note.append(link);
  }
  form.append(note);
}

async function hold(event) {
  const form = event.target;
  if (form.method !== "post" || form.dataset.received || !typed(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.dataset.asking) return;
  form.dataset.asking = "1";
  const found = await state();
  delete form.dataset.asking;
  if (found !== "open") {
    say(form, found);
    return;
  }
  form.querySelector("[data-keep-note]")?.remove();
  /* Signing in elsewhere has given this browser another token. */
  const field = form.elements.csrfmiddlewaretoken;
  if (field && token()) field.value = token();
  form.dataset.received = "1";
  form.requestSubmit(event.submitter);
}

if (root) document.addEventListener("submit", hold, true);
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.received;
});
