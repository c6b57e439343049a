// The briefing without a network: keeps one page with all its lines on this device, and shows the lines chosen there.

const keep = document.querySelector("[data-keep]");
if (keep && "serviceWorker" in navigator) {
  navigator.serviceWorker.register(keep.dataset.keep).then(() => navigator.serviceWorker.ready).then(
    () => { keep.hidden = false; },
    () => {}, // no room, or forbidden: the page works as before
  );
}

const form = document.querySelector("[data-pocket]");
if (form) {
  const asked = new URLSearchParams(location.search);
  const show = () => {
    for (const { name, value } of form.querySelectorAll("select")) {
      for (const part of document.querySelectorAll(`[data-${name}]`)) {
        part.hidden = !part.getAttribute(`data-${name}`).split(" ").includes(value);
      }
    }
  };
  for (const select of form.querySelectorAll("select")) {
    if ([...select.options].some((option) => option.value === asked.get(select.name))) select.value = asked.get(select.name);
  }
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  show();
}
