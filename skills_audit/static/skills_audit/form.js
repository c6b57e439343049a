/* Between a question's form and the content of its answer: the same content the server makes from the same form. */
import { holds } from "./walk.js";

const NUMBERS = new Set(["scale", "year", "number"]);

function typed(type, given) {
  const text = (given ?? "").trim();
  if (!text) return null;
  if (NUMBERS.has(type)) return /^\d{1,7}$/.test(text) ? Number(text) : text;
  if (type === "boolean") return text === "true";
  return text;
}

const texts = (data, name) => data.getAll(name).map((one) => one.trim()).filter(Boolean);

function month(data, name) {
  const whole = (data.get(name) ?? "").trim();
  if (whole) return whole;
  const year = (data.get(`${name}-year`) ?? "").trim();
  const number = (data.get(`${name}-month`) ?? "").trim();
  return year && number ? `${year}-${number}` : year || number;
}

function people(data) {
  const rows = [];
  for (let number = 0; number < 3; number += 1) {
    const recipient = (data.get(`value-${number}-who`) ?? "").trim();
    const what = data.getAll(`value-${number}-documents`);
    const until = (data.get(`value-${number}-until`) ?? "").trim();
    if (recipient || what.length) rows.push({ recipient, what, ...(until ? { until } : {}) });
  }
  return rows.length ? rows : null;
}

function valueOf(item, data) {
  if (item.type === "date_range") {
    const ends = {};
    for (const end of ["from", "to"]) {
      const day = month(data, `value-${end}`);
      if (day) ends[end] = day;
    }
    return Object.keys(ends).length ? ends : null;
  }
  if (item.type === "people") return people(data);
  if (item.many) {
    const all = texts(data, "value");
    return all.length ? all : null;
  }
  return typed(item.type, data.get("value"));
}

function partOf(part, data) {
  const name = `part-${part.key}`;
  if (part.many) {
    const all = texts(data, name);
    return all.length ? all : null;
  }
  if (part.type === "tick") return data.get(name) ? true : null;
  return typed(part.type, data.get(name));
}

export function contentOf(form, item, state) {
  const data = new FormData(form);
  const content = { state: state ?? "value" };
  if (content.state === "value") {
    const value = valueOf(item, data);
    if (value === null) content.state = "not_asked";
    else {
      content.value = value;
      const ev = data.get("ev");
      if (ev) content.ev = Number(ev);
    }
    for (const part of item.parts) {
      if (part.when && !holds(part.when, () => content.value ?? null)) continue;
      const given = partOf(part, data);
      if (given !== null) content[part.key] = given;
    }
  }
  const note = (data.get("note") ?? "").trim();
  if (note) content.note = note;
  if (item.urgent && data.get("urgent")) content.urgent = true;
  return content;
}

export const saysNothing = (content) => content.state === "not_asked" && Object.keys(content).length === 1;

/* Fields that hold what the server does not take: letters in a number, a year before 1900, an end before its beginning. */
export function badFields(form, item) {
  const numbers = [...form.querySelectorAll("input[inputmode='numeric']")];
  const bad = numbers.filter((field) => {
    const text = field.value.trim();
    const year = /-year$/.test(field.name) || (field.name === "value" && item.type === "year");
    return text && !(year ? /^(19|20)\d\d$/ : /^\d{1,5}$/).test(text);
  });
  const data = new FormData(form);
  const [from, to] = [month(data, "value-from"), month(data, "value-to")];
  for (const end of ["from", "to"]) {
    const year = form.querySelector(`[name='value-${end}-year']`);
    if (year && !year.value.trim() && data.get(`value-${end}-month`)) bad.push(year);
  }
  if (!bad.length && from && to && to < from.slice(0, to.length)) {
    bad.push(form.querySelector("[name='value-to-year'], [name='value-to']"));
  }
  for (const field of numbers) field.removeAttribute("aria-invalid");
  for (const field of bad) field.setAttribute("aria-invalid", "true");
  return bad;
}

function set(form, name, values) {
  const wanted = values.map(String);
  const fields = form.querySelectorAll(`[name="${name}"]`);
  let next = 0;
  for (const field of fields) {
    if (field.type === "radio" || field.type === "checkbox") field.checked = wanted.includes(field.value);
    else if (next < wanted.length) {
      field.value = wanted[next];
      next += 1;
    }
  }
}

export function fill(form, item, content) {
  if (!content) return;
  const { value } = content;
  if (item.type === "date_range" && value) {
    for (const end of ["from", "to"]) {
      const day = value[end] ?? "";
      set(form, `value-${end}`, [day]);
      set(form, `value-${end}-year`, [day.slice(0, 4)]);
      set(form, `value-${end}-month`, [day.slice(5, 7)]);
    }
  } else if (item.type === "people" && value) {
    value.forEach((row, number) => {
      set(form, `value-${number}-who`, [row.recipient ?? ""]);
      set(form, `value-${number}-documents`, row.what ?? []);
      set(form, `value-${number}-until`, [row.until ?? ""]);
    });
  } else if (value !== undefined) set(form, "value", Array.isArray(value) ? value : [value]);
  for (const part of item.parts) {
    const given = content[part.key];
    if (given !== undefined) set(form, `part-${part.key}`, Array.isArray(given) ? given : [given]);
  }
  if (content.ev !== undefined && content.ev !== null) set(form, "ev", [content.ev]);
  if (content.note) {
    set(form, "note", [content.note]);
    const fold = form.querySelector("[data-note-fold]");
    if (fold) fold.open = true;
  }
  if (content.urgent) set(form, "urgent", ["1"]);
}

/* Fields that belong to one answer only are shown with it. */
export function showWith(form, value) {
  for (const part of form.querySelectorAll("[data-when]")) part.hidden = !holds(JSON.parse(part.dataset.when), () => value);
}

export function showParts(form, item) {
  showWith(form, contentOf(form, { ...item, parts: [] }).value ?? null);
}

export function holdToMaximum(event) {
  const box = event.target;
  if (box.type !== "checkbox" || !box.checked || !box.dataset.most) return;
  const chosen = box.form.querySelectorAll(`[name="${box.name}"]:checked`);
  if (chosen.length > Number(box.dataset.most)) box.checked = false;
}
