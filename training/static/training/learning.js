/* Learning: remembers how far one has read, and keeps an answer of a test as soon as it is given.
   Both are a comfort: without a script the forms of the page do the same. */

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

function send(url, data) {
  return fetch(url, {
    method: "POST",
    body: data,
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

function keepAnswers(form) {
  const line = form.querySelector("[data-kept]");
  let timer = 0;
  const keep = async () => {
    try {
      const answer = await send(form.action || location.href, new FormData(form));
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      line.textContent = line.dataset.said;
    } catch {
      line.textContent = line.dataset.failed;
    }
  };
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(keep, event.target.matches("[type=radio], [type=checkbox], select") ? 150 : 900);
  });
}

document.querySelectorAll("[data-place]").forEach(rememberPlace);
document.querySelectorAll("form[data-keeps]").forEach(keepAnswers);
/* After a choice in a talk the reader goes on where the talk does. */
if (location.hash) document.querySelector(CSS.escape ? `#${CSS.escape(location.hash.slice(1))}` : "body")?.focus();
