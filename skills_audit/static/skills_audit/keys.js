/* Keys of the talk: 1 – 9 pick an answer, Enter goes on, d does not want to, u does not know, n note. */

const TYPING = "textarea, select, input:not([type='radio']):not([type='checkbox']), [contenteditable]";

export class Keys {
  constructor(form) {
    this.form = form;
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest(TYPING) || event.target.closest("dialog, .mast")) return;
    if (event.key === "Enter") {
      if (event.target.closest("a, button, summary")) return;
      event.preventDefault();
      this.form.requestSubmit(this.form.querySelector("[data-next]"));
    } else if (/^[1-9]$/.test(event.key)) this.pick(Number(event.key), event);
    else if (event.key === "d" || event.key === "u") {
      const button = this.form.querySelector(`[data-say="${event.key === "d" ? "declined" : "unknown"}"]:not([hidden])`);
      if (button) {
        event.preventDefault();
        this.form.requestSubmit(button);
      }
    } else if (event.key === "n") {
      const button = this.form.querySelector("[data-note]:not([hidden])");
      if (button) {
        event.preventDefault();
        button.click();
      }
    }
  }

  pick(number, event) {
    const field = this.form.querySelectorAll("[data-keys] input")[number - 1];
    if (!field) return;
    event.preventDefault();
    field.click();
    field.focus();
  }
}
