
// Asks the index that was made with the site. A page that was opened as a file may not fetch it.
const status = document.getElementById("status");
const found = document.getElementById("found");
const wanted = new URLSearchParams(location.search).get("q")?.trim() ?? "";
const MOST = 20;
document.querySelector("main input").value = wanted;

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  Object.assign(made, attributes);
  return made;
}

// The index marks what it found with <mark>; all else in an excerpt is text.
function excerpt(html) {
  const line = element("p", "");
  const { body } = new DOMParser().parseFromString(`<body>${html}`, "text/html");
  for (const { nodeName, textContent } of body.childNodes) {
    line.append(nodeName === "MARK" ? element("mark", textContent) : textContent);
  }
  return line;
}

function entry(page) {
  const item = element("li", "");
  const title = element("h3", "");
  title.append(element("a", page.meta.title, { href: page.url }));
  item.append(title, excerpt(page.excerpt));
  const parts = page.sub_results.filter((part) => part.title !== page.meta.title).slice(0, 3);
  if (parts.length) {
    const list = element("ul", "");
    for (const part of parts) {
      const row = element("li", "");
      row.append(element("a", part.title, { href: part.url }));
      list.append(row);
    }
    item.append(list);
  }
  return item;
}

async function search() {
  if (!wanted) return "";
  let index;
  try {
    index = await import(new URL("pagefind/pagefind.js", location.href).href);
  } catch {
    return "The search needs the pages from a server. In their folder, " +
      "python3 -m http.server --bind 127.0.0.1 is one.";
  }
  let count = 0;
  for (const [name, kind] of [["Chapters", "chapters"], ["Java API", "api"]]) {
    const asked = await index.search(wanted, { filters: { in: kind } });
    const results = asked.results.filter((result) => result.words.length); // else it was a guess
    if (!results.length) continue;
    count += results.length;
    const list = element("ol", "");
    const pages = await Promise.all(results.slice(0, MOST).map((result) => result.data()));
    list.append(...pages.map(entry));
    const more = results.length > MOST ? ` (the first ${MOST} of ${results.length})` : "";
    found.append(element("h2", name + more), list);
  }
  if (!count) return `No page speaks of “${wanted}”.`;
  return `${count === 1 ? "1 page speaks" : `${count} pages speak`} of “${wanted}”.`;
}

status.textContent = await search();
