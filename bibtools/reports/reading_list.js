
"use strict";
const form = document.getElementById("controls"), count = document.getElementById("count");
const [words, order, kind] = ["words", "order", "kind"].map((name) => document.getElementById(name));
const works = [...document.querySelectorAll("li.work")];
const texts = new Map(works.map((work) => [work, work.textContent.toLowerCase()]));
const letters = new Intl.Collator();
const compare = {
  rank: (a, b) => a.dataset.rank - b.dataset.rank,
  author: (a, b) => letters.compare(a.dataset.author, b.dataset.author) || compare.rank(a, b),
  year: (a, b) => b.dataset.year - a.dataset.year || compare.rank(a, b),
  title: (a, b) => letters.compare(a.dataset.title, b.dataset.title),
};
let sorted = "rank"; // the order of the document; a browser may have restored another choice
function sort() {
  if (order.value === sorted) return;
  sorted = order.value;
  for (const list of document.querySelectorAll("ol.works")) {
    list.append(...[...list.children].sort(compare[sorted]));
  }
}
function show() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const work of works) {
    const fits = wanted.every((word) => texts.get(work).includes(word));
    work.hidden = !(fits && (!kind.value || work.dataset.kinds.split(" ").includes(kind.value)));
    shown += !work.hidden;
  }
  sort();
  count.value = shown === works.length ? `${shown} works` : `${shown} of ${works.length} works`;
}
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = works.length < 2;
show();
