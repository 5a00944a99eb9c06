"use strict";
document.documentElement.classList.add("scripted");
const said = document.getElementById("said");
const lifted = new Set();

function draw() {
  for (const plate of document.querySelectorAll("[data-by]")) {
    plate.classList.toggle("lifted", plate.dataset.by.split(" ").some((id) => lifted.has(id)));
  }
}

for (const button of document.querySelectorAll("[data-lifts]")) {
  const id = button.dataset.lifts;
  const words = button.firstChild;
  const edge = document.querySelector(`[data-edge="${id}"]`);
  const mark = (on) => () => edge.classList.toggle("near", on);
  button.addEventListener("click", () => {
    const show = !lifted.has(id);
    if (show) lifted.add(id);
    else lifted.delete(id);
    button.setAttribute("aria-expanded", String(show));
    words.data = show ? "Cover it again" : "Show what is there";
    document.getElementById(button.getAttribute("aria-controls")).hidden = !show;
    draw();
  });
  const row = button.closest("li");
  row.addEventListener("pointerenter", mark(true));
  row.addEventListener("pointerleave", mark(false));
  button.addEventListener("focus", mark(true));
  button.addEventListener("blur", mark(false));
}

function select(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

for (const button of document.querySelectorAll("[data-copies]")) {
  const block = document.getElementById(button.dataset.copies);
  const before = button.textContent;
  button.addEventListener("click", async () => {
    let done = true;
    try {
      await navigator.clipboard.writeText(block.textContent);
    } catch {
      select(block);
      done = document.execCommand("copy");
    }
    const words = done ? "Copied" : "Marked: copy it with the keyboard";
    button.textContent = words;
    said.textContent = words;
    setTimeout(() => { button.textContent = before; said.textContent = ""; }, 3000);
  });
}
