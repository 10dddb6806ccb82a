"use strict";
(() => {
  let kept = null;

  const words = (field) => field.closest(".report").querySelectorAll(`.s[data-keys~="${field.dataset.key}"]`);

  const dark = () => document.querySelectorAll(".lit").forEach((part) => part.classList.remove("lit"));

  const light = (field) => {
    dark();
    if (field) words(field).forEach((part) => part.classList.add("lit"));
  };

  const keep = (field) => {
    if (kept) kept.setAttribute("aria-pressed", "false");
    kept = field;
    if (field) field.setAttribute("aria-pressed", "true");
    light(field);
  };

  const reveal = (field) => {
    const first = words(field)[0];
    if (!first) return;
    const place = first.getBoundingClientRect();
    if (place.top < 60 || place.bottom > window.innerHeight) first.scrollIntoView({ block: "center" });
  };

  document.querySelectorAll(".field").forEach((field) => {
    field.addEventListener("pointerenter", () => light(field));
    field.addEventListener("pointerleave", () => light(kept));
    field.addEventListener("focus", () => light(field));
    field.addEventListener("blur", () => light(kept));
    field.addEventListener("click", () => {
      keep(kept === field ? null : field);
      if (kept) reveal(field);
    });
  });

  document.querySelectorAll(".told").forEach((part) => {
    part.addEventListener("click", () => {
      if (!window.getSelection().isCollapsed) return;
      const key = part.dataset.keys.split(" ").find((one) => !one.includes("f"));
      const card = part.closest(".report").querySelector(`[data-event="${key}"]`);
      document.querySelectorAll(".linked").forEach((one) => one.classList.remove("linked"));
      card.classList.add("linked");
      card.scrollIntoView({ block: "nearest" });
      keep(card.querySelector(".field"));
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    keep(null);
    document.querySelectorAll(".linked").forEach((one) => one.classList.remove("linked"));
  });
})();
