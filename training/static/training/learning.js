/* Learning: remembers how far one has read, and keeps an answer of a test as soon as it is given.
   Both are a comfort: without a script the forms of the page do the same. */

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

function send(url, data, signal) {
  return fetch(url, {
    method: "POST",
    body: data,
    signal,
    headers: { "X-CSRFToken": token(), Accept: "application/json" },
    keepalive: true,
  });
}

function rememberPlace(article) {
  let farthest = Number(article.dataset.position) || 0;
  let sent = farthest;
  let timer = 0;
  const tell = () => {
    if (farthest <= sent) return;
    sent = farthest;
    const data = new FormData();
    data.append("position", String(farthest));
    send(article.dataset.place, data).catch(() => { sent = 0; });
  };
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) farthest = Math.max(farthest, Number(entry.target.dataset.block));
    }
    clearTimeout(timer);
    timer = setTimeout(tell, 1200);
  }, { rootMargin: "0px 0px -55% 0px" });
  article.querySelectorAll("[data-block]").forEach((block) => watcher.observe(block));
  addEventListener("pagehide", tell);
}

/* Whole minutes, told twice before the end; the server alone decides when it is over. */
function countDown(line) {
  const end = performance.now() + Number(line.dataset.timeLeft) * 1000;
  const minutes = line.querySelector("[data-minutes]");
  const warning = document.querySelector("[data-time-warning]");
  let shown = null;
  const look = () => {
    const left = Math.max(end - performance.now(), 0);
    const whole = Math.ceil(left / 60000);
    if (shown !== whole && whole < 60) minutes.textContent = `${whole}\u00a0${minutes.dataset.unit}`;
    if (shown !== whole && (whole === 5 || whole === 1)) {
      warning.textContent = whole === 5 ? warning.dataset.five : warning.dataset.one;
    }
    shown = whole;
    /* A little later than the end: an answer on its way arrives first. */
    if (left > 0) setTimeout(look, 1000);
    else setTimeout(() => { location.href = line.dataset.then; }, 32000);
  };
  look();
}

function keepAnswers(form) {
  const line = form.querySelector("[data-kept]");
  let timer = 0;
  let underWay = null;
  const keep = async () => {
    underWay?.abort();
    underWay = new AbortController();
    try {
      const answer = await send(form.action || location.href, new FormData(form), underWay.signal);
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      line.textContent = answer.status === 204 ? line.dataset.said : line.dataset.partial;
    } catch (error) {
      if (error.name !== "AbortError") line.textContent = line.dataset.failed;
    }
  };
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(keep, event.target.matches("[type=radio], [type=checkbox], select") ? 150 : 900);
  });
  /* An older answer under way must not arrive after the one that is handed over now. */
  form.addEventListener("submit", () => { clearTimeout(timer); underWay?.abort(); });
}

/* An H5P content tells how high it is; nothing else a package says is listened to. */
function fitPackages(frames) {
  addEventListener("message", (event) => {
    const frame = frames.find((one) => one.contentWindow === event.source);
    const height = Number(event.data?.packageHeight);
    if (frame && height > 0) frame.style.blockSize = `${Math.min(Math.max(height, 200), 4000)}px`;
  });
}

const packages = [...document.querySelectorAll("iframe[data-package]")];
if (packages.length) fitPackages(packages);
document.querySelectorAll("[data-place]").forEach(rememberPlace);
document.querySelectorAll("form[data-keeps]").forEach(keepAnswers);
document.querySelectorAll("[data-time-left]").forEach(countDown);
/* After a choice in a talk the reader goes on where the talk does. */
if (location.hash) document.querySelector(CSS.escape ? `#${CSS.escape(location.hash.slice(1))}` : "body")?.focus();
