export const data = {
  pagination: { data: "languages", size: 1, alias: "one" },
  permalink: ({ one }) => `/${one.first ? "" : `${one.code}/`}index.json`,
};

export function render({ collections, one }) {
  const entries = collections[one.code].map(({ url, data, content }) => ({
    location: url,
    title: data.title,
    text: content.replace(/<[^>]*>/g, " "),
  }));
  return JSON.stringify(entries);
}
