/* Turns <select data-combobox> into a field one types into (the ARIA pattern "combobox with list"). The select stays
   in the form, hidden, and carries the value: the server sees the same form with and without a script. */

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function build(select) {
  const field = document.createElement("input");
  const list = document.createElement("ul");
  const frame = document.createElement("div");
  const id = select.id || `combo-${Math.random().toString(36).slice(2)}`;
  frame.className = "combo";
  field.className = "input";
  field.type = "text";
  field.id = id;
  select.id = `${id}-value`;
  Object.entries({
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": `${id}-list`,
  }).forEach(([name, value]) => field.setAttribute(name, value));
  for (const name of ["aria-label", "aria-describedby", "aria-invalid", "required"]) {
    if (select.hasAttribute(name)) field.setAttribute(name, select.getAttribute(name));
  }
  if (select.options[0]?.value === "") field.placeholder = select.options[0].text;
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
  list.className = "list float";
  list.id = `${id}-list`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label?.textContent.trim() ?? select.getAttribute("aria-label") ?? "");
  list.hidden = true;
  select.hidden = true;
  select.required = false;
  select.before(frame);
  frame.append(field, list, select);
  return { field, list, select };
}

function combobox({ field, list, select }) {
  const options = [...select.options].filter((option) => option.value !== "");
  let active = -1;
  const shown = () => [...list.querySelectorAll("[role='option']")];

  function write() {
    const option = select.selectedOptions[0];
    field.value = option && option.value !== "" ? option.text : "";
  }

  function mark(index) {
    const items = shown();
    active = items.length ? (index + items.length) % items.length : -1;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === active)));
    if (active >= 0) {
      field.setAttribute("aria-activedescendant", items[active].id);
      items[active].scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  }

  function open(all = false) {
    const sought = all ? "" : fold(field.value.trim());
    const fits = options.filter((option) => fold(option.text).includes(sought));
    list.replaceChildren(
      ...fits.map((option, at) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${at}`;
        item.setAttribute("role", "option");
        item.dataset.value = option.value;
        item.textContent = option.text;
        return item;
      }),
    );
    list.hidden = fits.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    mark(all ? Math.max(0, fits.findIndex((option) => option.selected)) : 0);
  }

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function take(item) {
    select.value = item.dataset.value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    write();
    close();
  }

  field.addEventListener("input", () => open());
  field.addEventListener("click", () => (list.hidden ? open(true) : close()));
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open(true);
      else mark(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      take(shown()[active]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role='option']");
    if (item) take(item);
  });
  field.addEventListener("blur", () => {
    close();
    if (field.value.trim() === "") {
      const empty = [...select.options].find((option) => option.value === "");
      if (empty && !empty.selected) {
        empty.selected = true;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
    /* Half a word is not an answer: what was chosen last stands. */
    write();
  });
  write();
}

export function dress(root) {
  for (const select of root.querySelectorAll("select[data-combobox]:not([data-dressed])")) {
    select.dataset.dressed = "";
    combobox(build(select));
  }
}
