/* The client's window goes where the worker's is, and tells where the client went. */
import { showWith } from "./form.js";

const side = document.querySelector("[data-client-side]");

if (side && "BroadcastChannel" in window) {
  const channel = new BroadcastChannel(`talk-${side.dataset.clientSide}`);
  const { code, entry } = side.dataset;
  channel.addEventListener("message", ({ data }) => {
    if (data.from !== "worker" || (data.code === code && data.entry === entry)) return;
    const base = location.pathname.split("/client/")[0];
    location.replace(`${base}/client/${encodeURIComponent(data.code)}/${data.entry ? `${encodeURIComponent(data.entry)}/` : ""}`);
  });
  /* Only a step the client took itself: one that was followed is known there. */
  if (document.referrer.includes("/client/")) channel.postMessage({ from: "client", code, entry });
}

function showParts(form) {
  const chosen = new FormData(form).getAll("value").filter(Boolean);
  showWith(form, chosen.map((one) => (/^\d{1,3}$/.test(one) ? Number(one) : one)));
}

const form = side?.querySelector("form");
if (form) {
  form.addEventListener("change", () => showParts(form));
  showParts(form);
}
