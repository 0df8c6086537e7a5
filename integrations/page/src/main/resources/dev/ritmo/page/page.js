"use strict";
// What all pages share: the theme, the search field and the keyboard. A page gives an element
// data-item to each thing that can be reached by j and k, and hears "page-search" on document.
const Page = (() => {
  const root = document.documentElement;
  const search = document.getElementById("search");
  const status = document.getElementById("status");
  const keys = document.getElementById("keys");
  const wanted = new URLSearchParams(location.search);

  function stored() {
    try { return localStorage.getItem("ritmo-theme"); } catch (e) { return null; }
  }
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  function theme() {
    return wanted.get("theme") || stored() || (prefersDark.matches ? "dark" : "light");
  }
  function show(name) { root.dataset.theme = name === "dark" ? "dark" : "light"; }
  function toggle() {
    const name = root.dataset.theme === "dark" ? "light" : "dark";
    wanted.delete("theme");
    try { localStorage.setItem("ritmo-theme", name); } catch (e) { /* kept for this page only */ }
    show(name);
  }
  show(theme());
  prefersDark.addEventListener("change", () => show(theme()));
  document.getElementById("theme").addEventListener("click", toggle);
  document.getElementById("help").addEventListener("click", () => keys.showModal());

  function searched() {
    document.dispatchEvent(new CustomEvent("page-search", { detail: search.value.trim() }));
  }
  search.value = wanted.get("q") || "";
  search.addEventListener("input", searched);

  function move(step) {
    const items = [...document.querySelectorAll("[data-item]")].filter(item => !item.hidden);
    const at = items.indexOf(document.activeElement && document.activeElement.closest("[data-item]"));
    const next = items[at < 0 ? (step > 0 ? 0 : items.length - 1) : at + step];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  }
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    if (event.target === search) {
      if (event.key === "Escape") { search.value = ""; searched(); search.blur(); }
      return;
    }
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const act = {
      "/": () => search.focus(),
      "j": () => move(1),
      "k": () => move(-1),
      "t": toggle,
      "?": () => keys.showModal(),
      "Enter": () => {
        const details = event.target.matches("[data-item]") && event.target.querySelector("details");
        if (!details) return false;
        details.open = !details.open;
        return true;
      },
      "Escape": () => { search.value = ""; searched(); },
    }[event.key];
    if (act && act() !== false) event.preventDefault();
  });
  return {
    query: () => search.value.trim(),
    status(text, isBad) {
      status.classList.toggle("bad", !!isBad);
      if (status.textContent !== text) status.textContent = text;
    },
    /** An element with text only, so that nothing in a name is ever HTML. */
    element(tag, className, text) {
      const made = document.createElement(tag);
      if (className) made.className = className;
      if (text !== undefined) made.textContent = text;
      return made;
    },
  };
})();
