/* Messages stay until read. `say` shows one made in the page; the server's own are there already. */

function region() {
  return document.querySelector("[data-toasts]");
}

function announce(text) {
  const voice = region()?.querySelector("[data-announce]");
  if (!voice) return;
  voice.textContent = "";
  setTimeout(() => (voice.textContent = text), 150);
}

export function say(text, { bad = false } = {}) {
  const place = region();
  if (!place) return;
  const toast = document.createElement("div");
  toast.className = bad ? "toast toast--bad" : "toast";
  toast.dataset.toast = "";
  const words = document.createElement("p");
  words.textContent = text;
  const close = document.createElement("button");
  close.className = "btn toast__close";
  close.type = "button";
  close.dataset.toastClose = "";
  close.textContent = place.dataset.close;
  toast.append(words, close);
  place.append(toast);
  announce(text);
}

export function watchToasts() {
  document.addEventListener("click", (event) => {
    const close = event.target.closest?.("[data-toast-close]");
    if (!close) return;
    close.closest("[data-toast]").remove();
    document.querySelector("main")?.focus({ preventScroll: true });
  });
  const waiting = [...document.querySelectorAll("[data-toast] p")].map((words) => words.textContent).join(" ");
  if (waiting) announce(waiting);
  document.addEventListener("portal:say", (event) => say(event.detail.text, event.detail));
}
