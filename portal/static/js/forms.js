/* A double click does one thing; what is wrong takes the focus; htmx sends Django's token. */

const BUSY = "busy";

function guard(event) {
  const form = event.target;
  if (form.dataset.state === BUSY) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented || (form.getAttribute("target") ?? "_self") !== "_self") return;
  if (form.method === "get" || form.hasAttribute("hx-post")) return;
  form.dataset.state = BUSY;
  const button = event.submitter;
  if (button) {
    /* Not `disabled`: a disabled button would not send its own name and value, and would lose the focus. */
    button.setAttribute("aria-busy", "true");
  }
  /* A download answers without leaving the page: open the form again after a while. */
  setTimeout(() => release(form), 8000);
}

function release(form) {
  delete form.dataset.state;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}

function toField(event) {
  const link = event.target.closest?.("[data-errors] a[href^='#']");
  if (!link) return;
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  event.preventDefault();
  const field = target.matches("input, select, textarea, button") ? target : target.querySelector("input, select, textarea");
  (field ?? target).focus();
  target.scrollIntoView({ block: "center" });
}

/* A form that waited while its person signed in elsewhere carries the token of before; the cookie has the new one. */
function renewToken(event) {
  const name = event.target.dataset.token;
  if (!name) return;
  const cookie = document.cookie.split("; ").find((one) => one.startsWith(`${name}=`));
  const token = event.target.querySelector("input[name='csrfmiddlewaretoken']");
  if (cookie && token) token.value = cookie.slice(name.length + 1);
}

export function watchForms() {
  document.addEventListener("submit", renewToken);
  document.addEventListener("submit", guard);
  document.addEventListener("click", toField);
  /* Back to a page kept by the browser: its forms work again. */
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) release(form);
  });
  const summary = document.querySelector("[data-errors]");
  if (summary && !summary.closest("[data-sample]")) summary.focus();
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("input[name='csrfmiddlewaretoken']");
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.value;
  });
}
