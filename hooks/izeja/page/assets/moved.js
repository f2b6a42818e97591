// A redirect in HTML forgets the step that an address names; this one keeps it.
const target = new URL(document.querySelector("link[rel=canonical]").href);
target.hash = location.hash;
location.replace(target);
