// As much of a browser's page as the script of an exported site uses, to run it without one: what the form holds, what the script
// writes into it. Run as `node page.js SITE`, it reads one search a line from standard input (words, theme, years, with tabs between)
// and answers each with a line: the status, then the ids that are listed.
"use strict";
const fs = require("fs");
const path = require("path");
const vm = require("vm");

function element(tag) {
  const made = { tag, children: [], options: [], listeners: {}, value: "", hidden: false, textContent: "" };
  made.append = (...more) => (tag === "select" ? made.options : made.children).push(...more);
  made.add = (option) => made.options.push(option);
  made.remove = (place) => made.options.splice(place, 1);
  made.replaceChildren = (...all) => { made.children = all; };
  made.addEventListener = (name, does) => { made.listeners[name] = does; };
  return made;
}

const words = element("input");
const [theme, years] = [element("select"), element("select")];
for (const select of [theme, years]) select.options.push({ value: "", textContent: "any" });
const form = element("form");
form.elements = { words, theme, years };
form.hidden = true;
const parts = { search: form, status: element("p"), results: element("ol"), all: element("section") };
const site = process.argv[2];
const page = {
  document: { getElementById: (id) => parts[id], createElement: element },
  location: { hash: process.argv[3] || "" },
  addEventListener: () => {},
  setTimeout,
  clearTimeout,
  URLSearchParams,
  Option: function (text, value) { return { value, textContent: text }; },
};
page.window = page;
vm.createContext(page);
for (const file of ["search-index.js", "search.js"]) vm.runInContext(fs.readFileSync(path.join(site, file), "utf8"), page);
if (form.hidden || !parts.all.hidden) throw new Error("the script did not begin");

const told = () => {
  const ids = parts.results.children.map((item) => item.children[0].href.replace("stories/", "").replace(".html", ""));
  return [parts.status.textContent, ...ids].join("\t");
};
const lines = [told()];
for (const line of fs.readFileSync(0, "utf8").split("\n").filter((line) => line !== "")) {
  [words.value, theme.value, years.value] = line.split("\t");
  form.listeners.submit({ preventDefault: () => {} });
  lines.push(told());
}
lines.push(theme.options.map((option) => option.textContent).join("\t"));
process.stdout.write(lines.join("\n") + "\n");
