/* Sign-in: passkeys are offered only where the browser has them; a dialogue that was closed is said in words. */

/* The stylesheet offers a passkey where scripts run, before this one does, so that nothing moves under the finger. */
document.documentElement.classList.toggle("no-passkeys", !window.PublicKeyCredential);

for (const form of document.querySelectorAll("[data-passkey-form]")) {
  window.allauth.webauthn.forms[form.dataset.passkeyForm](JSON.parse(form.textContent));
}

document.addEventListener("allauth.error", (event) => {
  const place = document.querySelector("[data-passkey-error]");
  if (!place) return;
  event.preventDefault();
  const text = document.createElement("p");
  text.className = "field__error";
  text.textContent = place.dataset.said;
  place.replaceChildren(text);
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
