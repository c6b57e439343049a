/* What still waits on this device, of whichever talk, is sent when the caseload opens: nobody has to open each talk
   again after days without a line. One talk after the other, oldest first; what is refused stays for its talk to tell. */
import { Queue } from "./queue.js";
import { Vault } from "./vault.js";

const place = document.querySelector("[data-sweep]");
const token = () =>
  /(?:^|; )[^=;]*csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

function say(words, state) {
  place.hidden = false;
  place.className = `state ${state}`;
  place.textContent = words;
}

/* True when nothing of this talk is on its way any more. */
function sent(queue) {
  return new Promise((resolve) => {
    const look = (event) => {
      if (event?.detail.signIn) resolve(false);
      else if (queue.items.every((one) => one.state === "conflict" || one.state === "refused")) resolve(!queue.items.length);
    };
    queue.addEventListener("news", look);
    look();
  });
}

async function sweep() {
  const vault = new Vault({ url: place.dataset.key, token, person: place.dataset.person, audit: "" });
  const waiting = await vault.audits();
  let left = waiting.length;
  if (!left) return;
  for (const audit of waiting) {
    say(place.dataset.waiting.replace("{n}", left), "state--soon");
    vault.audit = audit;
    const queue = new Queue({ api: place.dataset.api.replace("AUDIT", audit), token, versions: new Map(), vault });
    const kept = await vault.all();
    queue.restore(kept);
    if (kept.length && (await sent(queue))) left -= 1;
  }
  say(left ? place.dataset.left.replace("{n}", left) : place.dataset.sent, left ? "state--soon" : "state--ok");
}

/* Storage that is denied holds nothing that could wait. */
if (place && "indexedDB" in window && crypto.subtle) sweep().catch(() => {});
