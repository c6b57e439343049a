/* Suggestions under the search field (the ARIA pattern "combobox with list"). The field stays an ordinary form field:
   without this script, or when nothing comes back, Enter searches for what was typed. */

const WAIT = 120;

function suggest(form) {
  const field = form.querySelector("input[type='search']");
  const frame = document.createElement("div");
  const list = document.createElement("ul");
  list.className = "list float";
  list.id = `${field.id}-suggestions`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestLabel);
  frame.className = "combo";
  // A field that is moved loses the focus it had from the beginning.
  const focused = document.activeElement === field;
  field.before(frame);
  frame.append(field, list);
  if (focused) field.focus();
  Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  }).forEach(([name, value]) => field.setAttribute(name, value));

  let active = -1;
  let timer = 0;
  let request = null;

  function close() {
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    const items = [...list.children];
    active = index < 0 || index >= items.length ? -1 : index;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === active)));
    if (active >= 0) field.setAttribute("aria-activedescendant", items[active].id);
    else field.removeAttribute("aria-activedescendant");
  }

  function show(suggestions) {
    list.replaceChildren(
      ...suggestions.map((suggestion, at) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${at}`;
        item.dataset.url = suggestion.url;
        item.lang = suggestion.language;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.textContent = suggestion.text;
        if (suggestion.kind === "concept") {
          const kind = document.createElement("span");
          kind.className = "small quiet";
          kind.lang = document.documentElement.lang;
          kind.textContent = ` ${form.dataset.suggestConcept}`;
          item.append(kind);
        }
        return item;
      }),
    );
    list.hidden = suggestions.length === 0 || document.activeElement !== field;
    field.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  }

  async function ask() {
    request?.abort();
    request = new AbortController();
    const typed = field.value.trim();
    if (typed.length < 2) return close();
    const address = `${form.dataset.suggest}?q=${encodeURIComponent(typed)}`;
    try {
      const answer = await fetch(address, { signal: request.signal, headers: { Accept: "application/json" } });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      const last = list.children.length - 1;
      if (event.key === "ArrowDown") mark(active >= last ? 0 : active + 1);
      else mark(active <= 0 ? last : active - 1);
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      event.preventDefault();
      window.location.assign(list.children[active].dataset.url);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  field.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role='option']");
    if (item) window.location.assign(item.dataset.url);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    request?.abort();
    close();
  });
}

for (const form of document.querySelectorAll("form[data-suggest]")) suggest(form);
