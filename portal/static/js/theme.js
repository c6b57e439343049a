/* Runs before the page is drawn, so that a chosen theme does not flash. Everything else is in site.js. */
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    /* Storage is denied: the device's own theme stands. */
  }
})();
