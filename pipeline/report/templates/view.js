"use strict";
const form = document.querySelector(".filter");
if (form) {
  const list = document.querySelector(".blocks");
  const blocks = [...list.children];
  const update = () => {
    const rule = form.elements.rule.value;
    let shown = 0;
    for (const block of blocks) {
      const fits = !rule || block.dataset.rules.split(" ").includes(rule);
      block.hidden = !(fits && form.elements[block.dataset.verdict].checked);
      shown += !block.hidden;
    }
    list.classList.toggle("is-side", form.elements.side.checked);
    form.elements.shown.value = `${shown} of ${blocks.length} blocks shown.`;
  };
  const step = (by) => {
    const lossy = blocks.filter((block) => !block.hidden && block.dataset.verdict !== "kept");
    if (!lossy.length) return;
    const here = lossy.indexOf(document.activeElement);
    const next = here < 0 ? (by > 0 ? 0 : lossy.length - 1) : (here + by + lossy.length) % lossy.length;
    lossy[next].focus();
    lossy[next].scrollIntoView({ block: "center" });
  };
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, input")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "s") { form.elements.side.checked = !form.elements.side.checked; update(); }
  });
  update();
}
