// The page for missing addresses is one for all languages, so it shows the one that the address is in.
const sections = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-missing]"));
const folders = [...sections].map(({ dataset }) => dataset.missing ?? "");
const here = folders.filter((folder) => location.pathname.startsWith(folder));
const longest = here.sort((one, other) => other.length - one.length)[0];
for (const section of sections) section.hidden = longest !== undefined && section.dataset.missing !== longest;
