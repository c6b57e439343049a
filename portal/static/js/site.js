/* What every page has. Rarer things are loaded only where the page shows them. */
import { watchForms } from "./forms.js";
import { watchFrame } from "./frame.js";

watchForms();
watchFrame();

function rare(root) {
  if (root.querySelector("[data-combobox]")) import("./combobox.js").then((part) => part.dress(root));
  if (root.querySelector("[data-dialog], [data-dialog-open]")) import("./dialogs.js").then((part) => part.dress(root));
  if (root.querySelector("[data-keys]")) import("./answers.js").then((part) => part.dress());
}

rare(document);
/* Parts of a page that htmx brings are dressed like the page itself. */
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) rare(event.target.parentElement ?? event.target);
});
