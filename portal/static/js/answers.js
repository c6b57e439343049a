/* Keys 1 – 9 pick an answer: in the set that has the focus, else in the only set of the page. */

function set() {
  const around = document.activeElement?.closest("[data-keys]");
  if (around) return around;
  const sets = document.querySelectorAll("[data-keys]");
  return sets.length === 1 ? sets[0] : null;
}

let watching = false;

export function dress() {
  if (watching) return;
  watching = true;
  document.addEventListener("keydown", (event) => {
    if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest("input, textarea, select, [contenteditable]");
    if (field && !field.matches("[type='radio'], [type='checkbox']")) return;
    const input = set()?.querySelectorAll("input[type='radio'], input[type='checkbox']")[Number(event.key) - 1];
    if (!input || input.disabled) return;
    event.preventDefault();
    input.click();
    input.focus();
  });
}
