/** Give headings the id that is written after them, as in `## Heading {#id}`. */
function headingIds(markdown) {
  markdown.core.ruler.push("heading_ids", ({ tokens }) => {
    tokens.forEach((token, index) => {
      const found = token.type === "heading_open" && tokens[index + 1].content.match(/ \{#([\w-]+)\}$/);
      if (found) {
        token.attrSet("id", found[1]);
        const last = tokens[index + 1].children.at(-1);
        last.content = last.content.slice(0, -found[0].length);
      }
    });
  });
}

export default function (config) {
  config.amendLibrary("md", headingIds);
  config.addGlobalData("permalink", () => ({ root, guide }) => (guide ? `${root}${guide}/index.html` : undefined));
  return { markdownTemplateEngine: false };
}
