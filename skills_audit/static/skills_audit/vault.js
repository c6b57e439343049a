/* Unsent answers in IndexedDB, as AES-GCM ciphertext only.

   The device makes a data key; it is stored wrapped by a key the server gives to a signed-in session of this person on
   this device. Unwrapped it lives in memory and cannot be taken out. Without a vault (storage denied or full, no key)
   the queue stays in memory, and the page says so. */

const NAME = "talk-drafts";
const IDLE = 15 * 60 * 1000;

function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("keys");
    request.result.createObjectStore("drafts");
  };
  return asked(request);
}

const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

export class Vault {
  constructor({ url, token, person, audit }) {
    Object.assign(this, { url, token, audit, owner: `${person}`, key: null, seen: Date.now() });
    for (const name of ["keydown", "pointerdown"]) addEventListener(name, () => (this.seen = Date.now()), { passive: true });
    setInterval(() => {
      if (Date.now() - this.seen > IDLE) this.key = null;
    }, 30000);
  }

  async store(name, mode, work) {
    const transaction = (this.database ??= await open()).transaction(name, mode);
    const result = work(transaction.objectStore(name));
    const value = result ? await asked(result) : undefined;
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
    return value;
  }

  /* Throws where there is no storage or the server gives no key now. */
  async unlock() {
    if (this.key) return this.key;
    const kept = await this.store("keys", "readonly", (store) => store.get(this.owner));
    const outer = await this.outerKey(kept?.keyId ?? "");
    if (kept) {
      this.key = await crypto.subtle.unwrapKey("raw", kept.wrapped, outer.key, { name: "AES-GCM", iv: kept.iv }, "AES-GCM", false, [
        "encrypt",
        "decrypt",
      ]);
      return this.key;
    }
    const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const wrapped = await crypto.subtle.wrapKey("raw", fresh, outer.key, { name: "AES-GCM", iv });
    await this.store("keys", "readwrite", (store) => store.put({ wrapped, iv, keyId: outer.keyId }, this.owner));
    this.key = await crypto.subtle.unwrapKey("raw", wrapped, outer.key, { name: "AES-GCM", iv }, "AES-GCM", false, [
      "encrypt",
      "decrypt",
    ]);
    return this.key;
  }

  async outerKey(keyId) {
    const response = await fetch(this.url, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": this.token() },
      body: new URLSearchParams({ key: keyId }),
      redirect: "manual",
    });
    if (!response.ok) throw new Error(`no key: ${response.status}`);
    const given = await response.json();
    const key = await crypto.subtle.importKey("raw", bytesOf(given.key), "AES-GCM", false, ["wrapKey", "unwrapKey"]);
    return { key, keyId: given.key_id };
  }

  place(id) {
    return `${this.owner}/${this.audit}/${id}`;
  }

  async put(id, value) {
    const key = await this.unlock();
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const bound = new TextEncoder().encode(this.place(id));
    const text = new TextEncoder().encode(JSON.stringify(value));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound }, key, text);
    await this.store("drafts", "readwrite", (store) => store.put({ iv, sealed, at: Date.now() }, this.place(id)));
  }

  async drop(id) {
    await this.store("drafts", "readwrite", (store) => store.delete(this.place(id)));
  }

  /* The talks of which this person has drafts here, the one with the oldest first. */
  async audits() {
    const names = await this.store("drafts", "readonly", (store) => store.getAllKeys());
    const first = new Map();
    for (const name of names.filter((one) => one.startsWith(`${this.owner}/`))) {
      const { at } = await this.store("drafts", "readonly", (store) => store.get(name));
      const audit = name.split("/")[1];
      first.set(audit, Math.min(at, first.get(audit) ?? Infinity));
    }
    return [...first].sort((one, other) => one[1] - other[1]).map(([audit]) => audit);
  }

  /* Every draft of this person for this audit, oldest first; what does not open stays where it is. */
  async all() {
    const names = await this.store("drafts", "readonly", (store) => store.getAllKeys());
    const mine = names.filter((name) => name.startsWith(this.place("")));
    if (!mine.length) return [];
    const key = await this.unlock();
    const found = [];
    for (const name of mine) {
      const row = await this.store("drafts", "readonly", (store) => store.get(name));
      const bound = new TextEncoder().encode(name);
      try {
        const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv, additionalData: bound }, key, row.sealed);
        found.push({ at: row.at, value: JSON.parse(new TextDecoder().decode(text)) });
      } catch {
        /* Sealed under another key: not ours to read, not ours to delete. */
      }
    }
    return found.sort((one, other) => one.at - other.at).map(({ value }) => value);
  }
}
