// A redirect in HTML forgets the step that an address names; this one keeps it.
const canonical = /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=canonical]"));
const target = new URL(canonical.href);
target.hash = location.hash;
location.replace(target);
