/* The walk of a talk on the device: the same rules as `skills_audit/instrument/walk.py`, over the data it sends. */

export const NEW = "new";
export const MORE = "more";
export const QUESTION = "question";
const DONE = new Set(["value", "declined", "unknown"]);

export const placeOf = (item, entry = "") => `${item}|${entry}`;

function listed(value) {
  if (value === null || value === undefined || value === "") return [];
  if (Array.isArray(value)) return value;
  return typeof value === "object" ? Object.keys(value) : [value];
}

const equal = (one, other) => String(one) === String(other);

export function holds(tree, seen) {
  const chosen = tree.code ? listed(seen(tree.code)) : [];
  switch (tree.is) {
    case "Not":
      return !holds(tree.inner, seen);
    case "AllOf":
      return tree.parts.every((part) => holds(part, seen));
    case "AnyOf":
      return tree.parts.some((part) => holds(part, seen));
    case "Answered":
      return chosen.length > 0;
    case "Membership":
      return chosen.some((one) => tree.values.some((value) => equal(one, value)));
    default:
      return compared(tree, chosen);
  }
}

function compared({ sign, value }, chosen) {
  if (sign === "!=") return chosen.length > 0 && chosen.every((one) => !equal(one, value));
  if (sign === "==") return chosen.some((one) => equal(one, value));
  const numbers = chosen.filter((one) => typeof one === "number");
  const tests = { ">": (n) => n > value, ">=": (n) => n >= value, "<": (n) => n < value, "<=": (n) => n <= value };
  return numbers.some(tests[sign]);
}

function codesIn(tree) {
  if (tree.is === "Not") return codesIn(tree.inner);
  if (tree.parts) return tree.parts.flatMap(codesIn);
  return [tree.code];
}

export class Walk {
  /* `answers`: Map of place to content, shared with who answers. */
  constructor(data, answers) {
    this.data = data;
    this.answers = answers;
    this.items = new Map(data.items.map((item) => [item.code, item]));
    this.asked = data.items.filter((item) => item.asked);
  }

  row(item, entry = "") {
    return this.answers.get(placeOf(item, entry));
  }

  entries(group) {
    const repeat = this.data.repeats[group];
    if (repeat.cards) {
      const chosen = this.rows(repeat.cards).flatMap((row) => (row.state === "value" ? listed(row.value) : []));
      return [...new Set(chosen.flatMap((occupation) => this.data.occupations[occupation] ?? []))];
    }
    const found = [];
    for (const [place, row] of this.answers) {
      const [item, entry] = place.split("|");
      if (item === repeat.opening && entry && !["removed", "not_asked"].includes(row.state)) found.push(entry);
    }
    return found.sort();
  }

  rows(code) {
    const item = this.items.get(code);
    const entries = item.repeat ? this.entries(item.repeat) : [""];
    return entries.map((entry) => this.row(code, entry)).filter(Boolean);
  }

  seen(code, group, entry) {
    const item = this.items.get(code);
    if (!item.repeat || item.repeat === group) {
      const row = this.row(code, item.repeat ? entry : "");
      return row?.state === "value" ? row.value : null;
    }
    return this.rows(code).flatMap((row) => (row.state === "value" ? listed(row.value) : []));
  }

  applies(item, entry = "") {
    return !item.when || holds(item.when, (code) => this.seen(code, item.repeat, entry));
  }

  steps() {
    const steps = [];
    const groups = new Set();
    for (const item of this.asked) {
      if (!item.repeat) {
        if (this.applies(item)) steps.push({ code: item.code, entry: "", kind: QUESTION });
      } else if (!groups.has(item.repeat)) {
        groups.add(item.repeat);
        steps.push(...this.groupSteps(item.repeat));
      }
    }
    return steps;
  }

  groupSteps(group) {
    const entries = this.entries(group);
    const members = this.asked.filter((item) => item.repeat === group);
    const steps = entries.flatMap((entry) =>
      members.filter((item) => this.applies(item, entry)).map((item) => ({ code: item.code, entry, kind: QUESTION })),
    );
    if (this.data.repeats[group].cards || !members.length) return steps;
    steps.push(entries.length ? { code: group, entry: "", kind: MORE } : { code: members[0].code, entry: NEW, kind: QUESTION });
    return steps;
  }

  around(here) {
    const steps = this.steps();
    const at = steps.findIndex((step) => step.code === here.code && step.entry === here.entry && step.kind === here.kind);
    if (at >= 0) return [steps[at - 1] ?? null, steps[at + 1] ?? null];
    const group = this.items.get(here.code)?.repeat;
    const more = steps.find((step) => step.kind === MORE && step.code === group);
    if (here.entry === NEW && more) return [more, more];
    const order = this.data.items.map((item) => item.code);
    const place = (step) => order.indexOf(step.kind === MORE ? this.data.repeats[step.code].opening : step.code);
    const mine = place(here);
    return [
      steps.filter((step) => place(step) < mine).at(-1) ?? null,
      steps.find((step) => place(step) > mine) ?? null,
    ];
  }

  done(item, entry = "") {
    return DONE.has(this.row(item, entry)?.state);
  }

  decided(item, entry) {
    return codesIn(item.when).every((code) => {
      const asked = this.items.get(code);
      if (asked.repeat && asked.repeat !== item.repeat) return this.done(asked.repeat);
      return this.done(code, asked.repeat ? entry : "");
    });
  }

  /* null: closed by the logic; []: nothing of it exists yet. */
  states(item) {
    if (!item.repeat) {
      if (!this.applies(item)) return this.decided(item, "") ? null : [];
      return [this.done(item.code)];
    }
    const entries = this.entries(item.repeat);
    if (!entries.length) {
      if (this.data.repeats[item.repeat].cards) return !item.when || this.decided(item, "") ? null : [];
      const row = this.row(item.repeat);
      return row && (row.value === "none" || ["declined", "unknown"].includes(row.state)) ? [true] : [];
    }
    const open = entries.filter((entry) => this.applies(item, entry));
    if (!open.length) return entries.some((entry) => !this.decided(item, entry)) ? [] : null;
    return open.map((entry) => this.done(item.code, entry));
  }

  progress() {
    const numbers = new Map();
    let done = 0;
    for (const item of this.asked) {
      const states = this.states(item);
      if (states === null) continue;
      numbers.set(item.code, numbers.size + 1);
      if (states.length && states.every(Boolean)) done += 1;
    }
    return { done, total: numbers.size, numbers };
  }
}
