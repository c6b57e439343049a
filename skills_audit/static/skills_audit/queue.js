/* Sends answers one after the other until each has arrived; drops one only when the server echoes id, version, digest. */
import { digestOf } from "./canonical.js";
import { placeOf } from "./walk.js";

const FIRST = 1000;
const LONGEST = 5 * 60 * 1000;
const PATIENCE = 20000;

export class Queue extends EventTarget {
  /* `versions`: Map of place to the version this device knows. `vault` may be null: then memory only. */
  constructor({ api, token, versions, vault }) {
    super();
    Object.assign(this, { api, token, versions, vault, items: [], wait: FIRST, timer: null, sending: false });
    this.offline = !navigator.onLine;
    addEventListener("online", () => this.again());
    addEventListener("offline", () => this.tell({ offline: true }));
    addEventListener("focus", () => this.again());
  }

  get waiting() {
    return this.items.filter((one) => one.state !== "conflict");
  }

  tell(news = {}) {
    if ("offline" in news) this.offline = news.offline;
    this.dispatchEvent(new CustomEvent("news", { detail: news }));
  }

  async add(one) {
    const place = placeOf(one.item, one.entry);
    /* An earlier save of the same answer that has not left yet is overtaken by this one. */
    const earlier = this.items.find((other) => placeOf(other.item, other.entry) === place && other.state === "waiting");
    const item = { ...one, state: "waiting", base: earlier?.base ?? this.versions.get(place) ?? 0 };
    this.items.push(item);
    if (earlier) await this.forget(earlier);
    const device = await this.keep(item);
    this.tell({ device });
    this.again();
  }

  restore(items) {
    for (const item of items) this.items.push({ ...item, state: "waiting" });
    if (items.length) this.again();
  }

  async keep(item) {
    if (!this.vault) return false;
    try {
      await this.vault.put(item.operation, item);
      return true;
    } catch {
      this.tell({ memory: true });
      return false;
    }
  }

  async forget(item) {
    this.items = this.items.filter((other) => other !== item);
    try {
      await this.vault?.drop(item.operation);
    } catch {
      /* It is sent again later and has no second effect. */
    }
  }

  again() {
    this.wait = FIRST;
    clearTimeout(this.timer);
    this.run();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(this.wait * 2, LONGEST);
  }

  async run() {
    if (this.sending) return;
    this.sending = true;
    try {
      let item;
      while ((item = this.items.find((one) => one.state === "waiting"))) {
        item.state = "sending";
        const done = await this.send(item);
        if (!done) {
          item.state = "waiting";
          this.later();
          return;
        }
      }
    } finally {
      this.sending = false;
    }
  }

  /* False: try again later. */
  async send(item) {
    let response;
    try {
      response = await this.put(item);
    } catch {
      this.tell({ offline: true });
      return false;
    }
    if (response.status === 401 || response.type === "opaqueredirect") {
      this.tell({ signIn: true, offline: false });
      return false;
    }
    const answer = await response.json().catch(() => null);
    if (response.ok) return this.arrived(item, answer);
    if (response.status === 412 && answer?.conflict) {
      item.state = "conflict";
      if (answer.settled) await this.forget(item);
      this.tell({ conflict: !answer.settled, offline: false });
      return true;
    }
    if (response.status >= 500 && response.status !== 507) {
      this.tell({ offline: true });
      return false;
    }
    item.state = "refused";
    this.tell({ refused: item.item, entry: item.entry, closed: response.status === 409, offline: false });
    return true;
  }

  put(item) {
    const url = this.api.replace("ITEM", item.item).replace("ENTRY", item.entry || "-");
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    return fetch(url, {
      method: "PUT",
      headers: {
        Accept: "application/json",
        "Content-Type": "application/json",
        "X-CSRFToken": this.token(),
        ...(item.base ? { "If-Match": `"${item.base}"` } : { "If-None-Match": "*" }),
      },
      body: JSON.stringify({ operation: item.operation, content: item.content, position: item.position }),
      redirect: "manual",
      signal: stop.signal,
    }).finally(() => clearTimeout(timer));
  }

  async arrived(item, answer) {
    if (!answer?.id || !answer.version || answer.digest !== (await digestOf(item.content))) {
      this.tell({ offline: true });
      return false;
    }
    const place = placeOf(item.item, item.entry);
    this.versions.set(place, answer.version);
    for (const other of this.items) {
      if (other !== item && placeOf(other.item, other.entry) === place) other.base = answer.version;
    }
    /* What was refused for this question is overtaken by what arrived. */
    for (const other of this.items.filter((one) => one.state === "refused" && placeOf(one.item, one.entry) === place)) {
      await this.forget(other);
      this.tell({ mended: true });
    }
    await this.forget(item);
    this.tell({ server: answer.saved_at, offline: false, signIn: false });
    return true;
  }
}
