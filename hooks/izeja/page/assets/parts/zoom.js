/**
 * Shows a picture in its own size, over the page. Without this script, the link opens the picture itself.
 *
 * @param {HTMLElement} link
 */
export function start(link) {
  link.addEventListener("click", (event) => {
    // The customer wants it in another tab.
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    show(link);
  });
}

/** @param {HTMLElement} link */
function show(link) {
  const dialog = document.createElement("dialog");
  const button = document.createElement("button");
  const picture = /** @type {HTMLImageElement} */ (link.querySelector("img")?.cloneNode());
  dialog.className = "guide__zoom";
  // The dialog says what the picture shows, once.
  [dialog.ariaLabel, picture.alt] = [picture.alt, ""];
  button.className = "guide__choice";
  button.textContent = link.dataset.close ?? "";
  picture.loading = "eager";
  dialog.append(button, picture);
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  link.after(dialog);
  dialog.showModal();
}
