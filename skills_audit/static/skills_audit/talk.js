/* The talk on the device: answers are kept here at once and sent one by one; the next question opens without the server.
   Without this script the same form posts to the same address. */
/* Loaded with the page, not when the first list is met: the line may be cut by then. */
import { dress as dressLists } from "../js/combobox.js";
import { uuid7 } from "./canonical.js";
import { badFields, contentOf, fill, holdToMaximum, saysNothing, showParts } from "./form.js";
import { Keys } from "./keys.js";
import { Queue } from "./queue.js";
import { Status } from "./status.js";
import { Vault } from "./vault.js";
import { MORE, NEW, QUESTION, Walk, placeOf } from "./walk.js";

const ENTRY = "__entry__";
/* These change the talk itself (language, route, consent): with a connection the server opens the next page. */
const BY_SERVER = new Set(["SES01", "SES02", "SES03", "SES04", "SES05"]);

const boot = JSON.parse(document.getElementById("talk-boot").textContent);
const form = document.querySelector("[data-question]");
const container = document.querySelector("[data-screen]");
const answers = new Map(boot.answers.map((row) => [placeOf(row.item, row.entry), row.content]));
const versions = new Map(boot.answers.map((row) => [placeOf(row.item, row.entry), row.version]));
const channel = "BroadcastChannel" in window ? new BroadcastChannel(`talk-${boot.audit}`) : null;
const token = () => /(?:^|; )[^=;]*csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? form.csrfmiddlewaretoken.value;

/* Code of the case and name of the site: the question stands before them. */
const titleEnd = document.title.split(" – ").slice(-2);

let here = boot.here;
let walk = null;
let screens = null;
const vault = storageThere() && crypto.subtle ? new Vault({ url: boot.urls.key, token, person: boot.person, audit: boot.audit }) : null;
const queue = new Queue({ api: boot.urls.api, token, versions, vault });
const status = new Status(document.querySelector("[data-talk]"), boot, queue);

/* Where storage is denied, some browsers throw as soon as it is named. */
function storageThere() {
  try {
    return Boolean(window.indexedDB);
  } catch {
    return false;
  }
}

const urlOf = (step) => `${boot.urls.base}${step.code}/${step.entry ? `${step.entry}/` : ""}`;
const positionOf = (step) => (step ? (step.entry ? `${step.code}/${step.entry}` : step.code) : "end");
const itemOf = (step) => walk.items.get(step.kind === MORE ? walk.data.repeats[step.code].opening : step.code);

/* ---- what was said ---- */

function said(submitter) {
  const item = itemOf(here);
  const act = submitter?.name === "do" ? submitter.value : "";
  const state = submitter?.name === "state" ? submitter.value : null;
  if (isUndo(submitter)) {
    const row = answers.get(placeOf(item.code, submitter.value));
    if (submitter.name === "put_back") return row?.was ? [item.code, submitter.value, row.was] : null;
    return row && row.state !== "removed" ? [item.code, submitter.value, { state: "removed", was: row }] : null;
  }
  if (here.kind === MORE) {
    const already = answers.get(placeOf(here.code))?.value === "complete";
    return act === "complete" && !already ? [here.code, "", { state: "value", value: "complete" }] : null;
  }
  if (here.entry === NEW && act === "none") return [item.repeat, "", { state: "value", value: "none" }];
  if (here.entry === NEW && state) return [item.repeat, "", { state }];
  const entry = here.entry === NEW ? form.elements.entry.value : here.entry;
  const content = contentOf(form, item, state);
  const before = answers.get(placeOf(here.code, entry));
  if (saysNothing(content) && !before) return null;
  if (before && JSON.stringify(before) === JSON.stringify(content)) return null;
  return [here.code, entry, content];
}

const isUndo = (submitter) => submitter?.name === "remove" || submitter?.name === "put_back";

function after(submitter, place) {
  if (isUndo(submitter)) {
    const { repeat } = itemOf(here);
    if (walk.entries(repeat).length) return { code: repeat, entry: "", kind: MORE };
    return { code: walk.data.repeats[repeat].opening, entry: NEW, kind: QUESTION };
  }
  if (here.kind === MORE && submitter?.value === "add") {
    return { code: walk.data.repeats[here.code].opening, entry: NEW, kind: QUESTION };
  }
  if (here.entry === NEW && place && place[0] === here.code) {
    return walk.around({ code: here.code, entry: place[1], kind: QUESTION })[1];
  }
  if (here.entry === NEW && walk.entries(walk.items.get(here.code).repeat).length) {
    const group = { code: walk.items.get(here.code).repeat, entry: "", kind: MORE };
    return walk.around(group)[1];
  }
  return walk.around(here)[1];
}

async function goOn(event) {
  const online = navigator.onLine && !queue.offline;
  if (!screens) {
    if (online && !queue.waiting.length) return;
    event.preventDefault();
    status.say(boot.words.not_ready);
    return;
  }
  if (BY_SERVER.has(here.code) && online && !queue.waiting.length) return;
  const bad = isUndo(event.submitter) || event.submitter?.name === "state" ? [] : badFields(form, itemOf(here));
  if (bad.length && online && !queue.waiting.length) return; /* The server says what is wrong, at the field and on top. */
  event.preventDefault();
  if (bad.length) {
    status.say(boot.words.check);
    bad[0].focus();
    return;
  }
  const place = said(event.submitter);
  if (place) answers.set(placeOf(place[0], place[1]), place[2]);
  const next = after(event.submitter, place);
  if (place) {
    queue.add({ operation: uuid7(), item: place[0], entry: place[1], content: place[2], position: positionOf(next) });
  }
  if (next) show(next);
  else await toTheEnd();
}

async function toTheEnd() {
  for (let tries = 0; tries < 20 && queue.waiting.length && !queue.offline; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  if (queue.waiting.length) {
    status.render();
    status.say(boot.words.offline);
  } else location.assign(boot.urls.end);
}

/* ---- showing a step ---- */

function keyOf(step) {
  if (step.kind === MORE) return `${step.code}/${MORE}`;
  return step.entry === NEW ? `${step.code}/${NEW}` : step.code;
}

function show(step, { push = true } = {}) {
  const html = screens[keyOf(step)];
  if (!html) {
    location.assign(urlOf(step));
    return;
  }
  here = step;
  /* The server's own markup, with nothing a person typed in it. */
  container.innerHTML = html.replaceAll(ENTRY, step.entry === NEW ? uuid7().replaceAll("-", "") : step.entry);
  dress();
  const words = container.querySelector("h1").innerText.trim().split(/\s+/);
  document.title = [words.length > 12 ? `${words.slice(0, 12).join(" ")} …` : words.join(" "), ...titleEnd].join(" – ");
  if (push) history.pushState(step, "", urlOf(step));
  dressLists(container);
  scrollTo(0, 0);
  document.getElementById("content").focus({ preventScroll: true });
  channel?.postMessage({ from: "worker", code: step.code, entry: step.entry });
}

/* What a blank screen does not know: answer, number, names. */
function dress() {
  const item = itemOf(here);
  const progress = walk.progress();
  const number = progress.numbers.get(item.code);
  const place = container.querySelector("[data-number]");
  if (place && number) {
    place.textContent = boot.words.question_of.replace("{number}", number).replace("{total}", progress.total);
  }
  if (here.kind === MORE) listEntries(item);
  else {
    const content = answers.get(placeOf(here.code, here.entry === NEW ? "" : here.entry));
    fill(form, item, here.entry === NEW ? null : content);
    nameEntry(item);
    showParts(form, item);
  }
  if (here.kind === MORE || here.entry === NEW) listTakenBack(item);
  const more = here.kind === MORE;
  for (const button of form.querySelectorAll("[data-say]")) button.hidden = more;
  form.querySelector("[data-note]").hidden = more || !form.querySelector("[data-note-fold]");
  form.querySelector("[data-next]").value = more ? "complete" : "next";
  const [before] = walk.around(here);
  form.querySelector("[data-back]").href = before ? urlOf(before) : boot.urls.case;
  const side = document.querySelector("[data-client-view]");
  if (side) side.href = `${boot.urls.client}${urlOf(here).slice(boot.urls.base.length)}`;
  const rest = document.querySelector("[data-rest]");
  if (rest) rest.href = `${boot.urls.rest}?at=${encodeURIComponent(positionOf(here))}`;
  status.progress(progress);
}

function label(item, entry) {
  const row = answers.get(placeOf(item.code, entry));
  const value = (row?.was ?? row)?.value;
  return walk.data.names[item.source]?.[value] ?? walk.data.steps[item.code]?.[value] ?? value ?? "";
}

function nameEntry(item) {
  if (!item.repeat) return;
  const card = walk.data.cards[here.entry];
  if (walk.data.repeats[item.repeat]?.cards && card) {
    container.querySelector("[data-card]").textContent = card.label;
    const other = container.querySelector("[data-card-other]");
    if (other) other.textContent = card.other;
    return;
  }
  const opening = walk.items.get(walk.data.repeats[item.repeat].opening);
  const place = container.querySelector("[data-of-entry]");
  if (place && here.entry !== NEW && opening.code !== here.code) place.textContent = ` · ${label(opening, here.entry)}`;
}

function listEntries(item) {
  const list = container.querySelector("[data-entries]");
  list.replaceChildren(
    ...walk.entries(item.repeat).map((entry) => {
      const row = document.createElement("li");
      row.className = "row row--apart";
      const link = document.createElement("a");
      link.href = urlOf({ code: item.code, entry });
      link.textContent = label(item, entry);
      row.append(link, undoButton("remove", entry, boot.words.take_back, link.textContent));
      return row;
    }),
  );
}

function undoButton(name, entry, word, of) {
  const button = document.createElement("button");
  Object.assign(button, { className: "btn btn--plain", name, value: entry, textContent: word });
  const more = document.createElement("span");
  Object.assign(more, { className: "seen-not", textContent: `: ${of}` });
  button.append(more);
  return button;
}

function listTakenBack(item) {
  const opening = walk.items.get(walk.data.repeats[item.repeat].opening);
  const gone = [...answers].filter(([place, row]) => place.startsWith(`${opening.code}|`) && row.was);
  container.querySelector("[data-taken-back]")?.replaceChildren(
    ...gone.map(([place]) => {
      const entry = place.split("|")[1];
      const row = document.createElement("li");
      row.className = "row row--apart";
      const words = document.createElement("span");
      words.className = "quiet";
      const struck = document.createElement("s");
      struck.textContent = label(opening, entry);
      words.append(`${boot.words.taken_back}: `, struck);
      row.append(words, undoButton("put_back", entry, boot.words.put_back, struck.textContent));
      return row;
    }),
  );
}

function stepAt(path) {
  const [code, entry = ""] = path.slice(boot.urls.base.length).split("/");
  const kind = !entry && walk.data.repeats[code] && !walk.items.has(code) ? MORE : QUESTION;
  return code && (walk.items.has(code) || kind === MORE) ? { code, entry, kind } : null;
}

/* ---- wiring ---- */

async function prepare(wait = 2000) {
  try {
    const response = await fetch(boot.urls.screens, { headers: { Accept: "application/json" }, redirect: "manual" });
    if (!response.ok) throw new Error(String(response.status));
    const data = await response.json();
    walk = new Walk(data.walk, answers);
    screens = data.screens;
    dressHere();
  } catch {
    setTimeout(() => prepare(Math.min(wait * 2, 60000)), wait);
  }
}

function dressHere() {
  if (here.kind !== MORE) showParts(form, itemOf(here));
  document.documentElement.dataset.talk = "ready";
}

async function restore() {
  if (!vault) {
    status.memory = true;
    status.render();
    return;
  }
  try {
    const kept = await vault.all();
    for (const item of kept) answers.set(placeOf(item.item, item.entry), item.content);
    queue.restore(kept);
    /* The key comes from the server: ask for it before the line is cut, not when it is needed. */
    await vault.unlock();
  } catch {
    status.memory = true;
  }
  status.render();
}

/* The second click of a double click would answer the next question. */
form.addEventListener("click", (event) => {
  if (event.detail > 1 && event.target.closest("button")) event.preventDefault();
});
form.addEventListener("submit", goOn);
form.addEventListener("change", (event) => {
  holdToMaximum(event);
  if (walk && here.kind !== MORE) showParts(form, itemOf(here));
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || !screens || event.metaKey || event.ctrlKey || !link.pathname.startsWith(boot.urls.base)) return;
  if (link.target || link.hash) return;
  const step = stepAt(link.pathname);
  if (!step) return;
  event.preventDefault();
  show(step);
});
form.querySelector("[data-note]").addEventListener("click", (event) => {
  const fold = form.querySelector("[data-note-fold]");
  if (!fold) return;
  event.preventDefault();
  fold.open = true;
  fold.querySelector("textarea").focus();
});
addEventListener("popstate", () => {
  const step = screens && stepAt(location.pathname);
  if (step) show(step, { push: false });
});
addEventListener("beforeunload", (event) => {
  if (queue.waiting.length) event.preventDefault();
});
channel?.addEventListener("message", ({ data }) => {
  if (data.from === "client" && (data.code !== here.code || data.entry !== here.entry) && !queue.waiting.length) {
    location.assign(urlOf(data));
  }
});

new Keys(form);
prepare();
restore();
channel?.postMessage({ from: "worker", code: here.code, entry: here.entry });
