/* What is saved where, always in sight. */

const clock = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export class Status {
  constructor(root, boot, queue) {
    Object.assign(this, { boot, queue, memory: false, signIn: false, conflict: false, refused: "" });
    this.server = root.querySelector("[data-saved-server]");
    this.waiting = root.querySelector("[data-saved-waiting]");
    this.device = root.querySelector("[data-saved-device]");
    this.news = root.querySelector("[data-news]");
    this.bar = root.querySelector("[data-progress]");
    this.serverAt = boot.saved;
    queue.addEventListener("news", ({ detail }) => this.heard(detail));
  }

  heard(news) {
    if (news.server) this.serverAt = news.server;
    if (news.device !== undefined) this.deviceAt = news.device ? Date.now() : null;
    if (news.memory) this.memory = true;
    if (news.device) this.memory = false;
    if ("signIn" in news) this.signIn = news.signIn;
    if ("conflict" in news) this.conflict = news.conflict;
    if (news.mended) this.refused = "";
    if (news.refused) this.refusedAt = news.closed ? "" : `${this.boot.urls.base}${news.refused}/${news.entry ? `${news.entry}/` : ""}`;
    if (news.refused) this.refused = (news.closed ? this.boot.words.closed : this.boot.words.refused).replace("{item}", news.refused);
    this.render();
  }

  render() {
    const { words, urls } = this.boot;
    const left = this.queue.waiting.length;
    const text = this.serverAt ? words.saved_server.replace("{time}", clock(this.serverAt)) : words.nothing_yet;
    this.server.querySelector("[data-words]").textContent = text;
    this.server.classList.toggle("state--ok", !left);
    this.waiting.hidden = !left;
    this.waiting.querySelector("[data-words]").textContent = left === 1 ? words.waiting_one : words.waiting.replace("{n}", left);
    this.device.textContent = this.deviceAt ? words.saved_device.replace("{time}", clock(this.deviceAt)) : "";
    if (this.signIn) this.say(words.sign_in, words.sign_in_link, urls.sign_in);
    else if (this.conflict) this.say(words.conflict, words.conflict_link, urls.conflicts, { here: !left });
    else if (this.refused) this.say(this.refused, this.refusedAt && words.refused_link, this.refusedAt);
    else if (this.memory) this.say(words.memory_only);
    else if (this.queue.offline && left) this.say(words.offline);
    else this.news.hidden = true;
  }

  /* `here`: in this window, which then begins with what was chosen; else beside it, so that nothing waiting is left. */
  say(text, link = "", url = "", { here = false } = {}) {
    const parts = [`${text} `];
    if (link) {
      const anchor = document.createElement("a");
      Object.assign(anchor, { href: url, textContent: link }, here ? {} : { target: "_blank", rel: "noopener" });
      parts.push(anchor);
    }
    if (this.news.hidden || !this.news.textContent.startsWith(text)) this.news.replaceChildren(...parts);
    this.news.hidden = false;
  }

  progress({ done, total }) {
    this.bar.max = total;
    this.bar.value = done;
    this.bar.setAttribute("aria-label", `${this.boot.words.answered}: ${this.boot.words.done_of.replace("{done}", done).replace("{total}", total)}`);
  }
}
