/* `/` leads to the search field: on this page where there is one, else on the search page. */

function busyTyping(element) {
  return element.closest("input, textarea, select, [contenteditable], dialog[open]") !== null;
}

function watchKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || busyTyping(event.target)) return;
    const field = document.querySelector("main input[type='search']");
    const link = document.querySelector("[data-search]");
    if (!field && !link) return;
    event.preventDefault();
    if (field) {
      field.focus();
      field.select();
    } else {
      location.assign(link.href);
    }
  });
}

/* Menus are <details>: they open without a script. With one, Escape and a click elsewhere close them. */

function openMenus() {
  return document.querySelectorAll("details[data-menu][open]");
}

function watchMenus() {
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside) menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("focusin", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
}

/* Light, dark, or as the device says; kept in this browser only. */

function chosen() {
  return document.documentElement.dataset.theme ?? "system";
}

function choose(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch {
    /* Storage is denied: the choice holds for this page. */
  }
}

function watchThemes() {
  for (const group of document.querySelectorAll("[data-themes]")) {
    const buttons = group.querySelectorAll("button");
    const show = () => buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.value === chosen())));
    group.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      choose(button.value);
      show();
    });
    show();
  }
}

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

function say(text, { bad = false } = {}) {
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

function watchToasts() {
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

export function watchFrame() {
  watchToasts();
  watchKeys();
  watchMenus();
  watchThemes();
}
