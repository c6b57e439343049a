/* Sign-in: passkeys are offered only where the browser has them; a dialogue that was closed is said in words. */

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-passkey-none]")) part.hidden = true;
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
