
// Light or dark: as the system says, until the button is pressed; then as it was left, on every page.
{
  const KEY = "asynclab-theme";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const kept = () => {
    try { return localStorage.getItem(KEY); } catch { return null; } // a browser may refuse
  };
  let chosen = kept();

  function apply() {
    const dark = chosen ? chosen === "dark" : system.matches;
    if (chosen) root.dataset.theme = chosen;
    else delete root.dataset.theme;
    if (!document.body) return;
    document.body.dataset.jpThemeLight = String(!dark); // the players of pictures look here
    const button = document.getElementById("theme");
    button.hidden = false;
    button.textContent = dark ? "Light" : "Dark";
    button.setAttribute("aria-label", `Show the pages ${dark ? "light" : "dark"}`);
  }

  function turn() {
    chosen = root.matches("[data-theme=dark]") || (!chosen && system.matches) ? "light" : "dark";
    try { localStorage.setItem(KEY, chosen); } catch { /* then for this page alone */ }
    apply();
  }

  apply();
  system.addEventListener("change", apply);
  addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    chosen = event.newValue;
    apply();
  });
  addEventListener("DOMContentLoaded", () => {
    apply();
    document.getElementById("theme").addEventListener("click", turn);
  });
}
