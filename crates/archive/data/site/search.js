// Searches the stories of this folder in the reader's own browser. Nothing is asked of any server and nothing is kept: it
// works from a disk and without a network. The words of the stories are in search-index.js, which is loaded before this file.
"use strict";
(function () {
  const index = window.storyveilIndex;
  const form = document.getElementById("search");
  const status = document.getElementById("status");
  const results = document.getElementById("results");
  if (!index || index.format !== 1 || !form || !status || !results) return; // The list of all stories stays as it is.

  const words = index.words === "" ? [] : index.words.split(" ");
  const optional = new Set(index.optional.split(" "));
  const shown = 50; // Stories of a page: more are found by one word more.

  // The same letters for every spelling, as the archive folds them.
  const special = { "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i" };
  function fold(word) {
    // Letter by letter, because a browser would write a sigma at the end of a word in another way.
    const lower = [...word.normalize("NFKD").replace(/\p{M}/gu, "")].map((letter) => letter.toLowerCase()).join("");
    const plain = lower.replace(/\p{M}/gu, "");
    return plain.replace(/[\u00ad\u200b-\u200d]/g, "").replace(/[łøđðßæœþı]/g, (letter) => special[letter]);
  }

  // The place of the first word that is not before `text`.
  function firstFrom(text) {
    let low = 0, high = words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (words[middle] < text) low = middle + 1; else high = middle;
    }
    return low;
  }

  function beginningWith(text) {
    const places = [];
    for (let at = firstFrom(text); at < words.length && words[at].startsWith(text); at++) places.push(at);
    return places;
  }

  // The places of the words that a reader may mean. A form that no story has may be a longer or shorter one of a word that
  // some have: up to three letters at its end.
  function meant(text, isPrefix) {
    if (isPrefix) return beginningWith(text);
    const at = firstFrom(text);
    if (words[at] === text) return [at];
    for (let cut = 0; cut <= 3 && text.length - cut >= 4; cut++) {
      const near = beginningWith(text.slice(0, text.length - cut)).filter((place) => words[place].length <= text.length + 3);
      if (near.length > 0) return near;
    }
    return [];
  }

  // Scores by story of one word: BM25, of which the index holds what does not depend on how many stories have the word.
  function scores(places) {
    const stems = new Set();
    for (const place of places) for (const stem of index.stems[place]) stems.add(stem);
    const found = new Map();
    for (const stem of stems) {
      const postings = index.postings[stem];
      const count = postings.length / 2;
      const rarity = Math.log(1 + (index.stories.length - count + 0.5) / (count + 0.5));
      let story = 0;
      for (let at = 0; at < postings.length; at += 2) {
        story += postings[at];
        found.set(story, (found.get(story) || 0) + rarity * postings[at + 1]);
      }
    }
    return found;
  }

  function asked(text) {
    const parts = [];
    for (const piece of text.split(/\s+/)) {
      const denied = piece.startsWith("-");
      const isPrefix = piece.endsWith("*");
      const found = piece.match(/[\p{Alphabetic}\p{N}\p{M}\u00ad]+/gu) || [];
      found.forEach((word, place) => {
        const folded = fold(word);
        if (folded !== "") parts.push({ folded, denied, isPrefix: isPrefix && place === found.length - 1 });
      });
    }
    // Words of grammar only add to the rank, unless there is nothing else.
    const insists = parts.some((part) => !part.denied && !optional.has(part.folded));
    for (const part of parts) part.optional = insists && !part.denied && optional.has(part.folded);
    // Signs without a word in them ask for something, and nothing has it.
    return parts.length === 0 && text.trim() !== "" ? null : parts;
  }

  // The stories that fit `text`, with their scores.
  function find(text) {
    const parts = asked(text);
    if (parts === null) return new Map();
    let found = null;
    const extra = [], denied = [];
    for (const part of parts) {
      const has = scores(meant(part.folded, part.isPrefix));
      if (part.denied) denied.push(has);
      else if (part.optional) extra.push(has);
      else if (found === null) found = has;
      else {
        const both = new Map();
        for (const [story, score] of found) if (has.has(story)) both.set(story, score + has.get(story));
        found = both;
      }
    }
    if (found === null) found = new Map(index.stories.map((_, story) => [story, 0]));
    for (const has of denied) for (const story of has.keys()) found.delete(story);
    for (const has of extra) for (const [story, score] of has) if (found.has(story)) found.set(story, found.get(story) + score);
    return found;
  }

  // A count as far as it may be known: the rule of the archive.
  function count(number) {
    const { threshold, base } = index.rule;
    if (number === 0) return "none";
    if (number < threshold) return "fewer than " + threshold;
    if (base === 1) return String(number);
    const lowest = Math.ceil(threshold / base) * base;
    return "about " + Math.max(Math.floor((number + Math.floor(base / 2)) / base) * base, lowest);
  }

  const hasTheme = (story, theme) => theme === "" || story.themes.includes(theme);
  const inYears = (story, from) =>
    from === "" || (story.years !== null && story.years[0] <= Number(from) + 4 && story.years[1] >= Number(from));

  function fill(select, values, label, counted) {
    const chosen = select.value;
    while (select.options.length > 1) select.remove(1);
    for (const value of values) {
      const option = document.createElement("option");
      option.value = value;
      option.textContent = label(value) + " (" + count(counted(value)) + ")";
      select.append(option);
    }
    select.value = chosen;
  }

  const plain = (term) => term.replaceAll("-", " ");
  const fiveYears = (from) => from + "–" + (Number(from) + 4);
  const themes = [...new Set(index.stories.flatMap((story) => story.themes))].sort();
  const years = [];
  for (const story of index.stories) {
    if (story.years === null) continue;
    for (let from = Math.floor(story.years[0] / 5) * 5; from <= story.years[1]; from += 5) {
      if (!years.includes(String(from))) years.push(String(from));
    }
  }
  years.sort();

  function entry(story) {
    const item = document.createElement("li");
    item.lang = story.lang;
    const link = document.createElement("a");
    link.href = "stories/" + story.id + ".html";
    link.textContent = story.title;
    const about = document.createElement("p");
    about.textContent = story.begins;
    item.append(link, about);
    return item;
  }

  function show() {
    const theme = form.elements.theme.value, from = form.elements.years.value;
    const found = find(form.elements.words.value);
    const stories = [...found.keys()];
    const tell = (fits) => stories.filter((story) => fits(index.stories[story])).length;
    fill(form.elements.theme, themes, plain, (value) => tell((story) => hasTheme(story, value) && inYears(story, from)));
    fill(form.elements.years, years, fiveYears, (value) => tell((story) => hasTheme(story, theme) && inYears(story, value)));
    const fits = stories.filter((story) => hasTheme(index.stories[story], theme) && inYears(index.stories[story], from));
    fits.sort((a, b) => found.get(b) - found.get(a) || a - b);
    results.replaceChildren(...fits.slice(0, shown).map((story) => entry(index.stories[story])));
    const more = fits.length > shown ? " The first " + shown + " are listed; one word more finds fewer." : "";
    const none = fits.length === 0 ? " Try fewer words, or the beginning of one with a * behind it." : "";
    status.textContent = "Stories found: " + count(fits.length) + "." + more + none;
  }

  form.hidden = false;
  document.getElementById("all").hidden = true;
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  form.addEventListener("change", show);
  let waiting = 0;
  form.elements.words.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 200); });

  // What a link to this page asks for behind its "#", which no server gets to see. Nothing is written there: browsers keep it.
  function wanted() {
    const parts = new URLSearchParams(location.hash.slice(1));
    const known = { words: null, theme: themes, years: years };
    let asks = false;
    for (const [name, values] of Object.entries(known)) {
      const value = parts.get(name);
      if (value === null || (values !== null && !values.includes(value))) continue;
      // A choice can be made once it is there: `show` makes it again with its count.
      if (values !== null) form.elements[name].add(new Option(value, value));
      form.elements[name].value = value;
      asks = true;
    }
    return asks;
  }
  wanted();
  show();
  window.addEventListener("hashchange", () => { if (wanted()) show(); });
})();
