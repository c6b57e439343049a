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

export function watchFrame() {
  watchKeys();
  watchMenus();
  watchThemes();
}
