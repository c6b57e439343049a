{% load static %}// Answers for the briefing alone (its scope), and only where the network does not: nothing personal is kept.
const NAME = "briefing-{{ language }}";
const POCKET = "{% url 'guidelines:briefing_pocket' %}";
const FILES = ["{% static 'css/site.css' %}", "{% static 'guidelines/briefing.js' %}", "{% static 'js/theme.js' %}", "{% static 'fonts/noto-sans-latin.woff2' %}", "{% static 'fonts/noto-sans-latin-ext.woff2' %}"];

const keep = async () => {
  const answer = await fetch(POCKET);
  // A page that leads to sign-in is not the briefing.
  if (answer.ok && !answer.redirected) await (await caches.open(NAME)).put(POCKET, answer);
};

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES)).then(keep).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).then(
      (answer) => { event.waitUntil(keep().catch(() => {})); return answer; },
      async () => (await caches.match(POCKET)) ?? Response.error(),
    ));
  } else if (FILES.includes(new URL(event.request.url).pathname)) {
    event.respondWith(fetch(event.request).catch(async () => (await caches.match(event.request, { ignoreSearch: true })) ?? Response.error()));
  }
});
