/* `data-dialog-open="id"` opens <dialog id>; a form with method="dialog" or `data-dialog-close` closes it.
   Without a script the button is a link to the page that asks the same question. */

export function dress(root) {
  for (const opener of root.querySelectorAll("[data-dialog-open]:not([data-dressed])")) {
    const dialog = document.getElementById(opener.dataset.dialogOpen);
    if (!dialog?.showModal) continue;
    opener.dataset.dressed = "";
    opener.setAttribute("aria-haspopup", "dialog");
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.showModal();
      dialog.addEventListener("close", () => opener.focus(), { once: true });
    });
  }
  for (const dialog of root.querySelectorAll("dialog[data-dialog]:not([data-dressed])")) {
    dialog.dataset.dressed = "";
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-dialog-close]")) dialog.close();
    });
  }
}
