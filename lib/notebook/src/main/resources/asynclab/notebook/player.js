// Steps through a recorded run: a cursor over the picture, buttons and keys below it, and for each
// step a sentence, the line of code and the state of everything. All of it lives in a shadow tree,
// so that pages and players do not disturb one another; the picture stays the one in the figure.
((script, run) => {
  const HIGHLIGHT = "asynclab-line"; // one in a page: the line of the step that was taken last
  const picture = script?.parentElement?.querySelector("figure img");
  if (!picture || picture.closest(".asynclab-player")) return;
  const host = document.createElement("div");
  host.className = "asynclab-player";
  picture.style.minWidth = "0"; // a narrow page gets a picture of its own
  picture.replaceWith(host);
  host.append(picture);

  const root = host.attachShadow({ mode: "open" });
  root.innerHTML = `<style>
    :host { display: block; }
    .stage { position: relative; display: inline-block; max-width: 100%; vertical-align: top; }
    .overlay { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; }
    .later { fill: light-dark(#ffffff, #0d1117); opacity: .68; }
    .halo { stroke: light-dark(#ffffff, #0d1117); stroke-width: 5; opacity: .8; }
    .cursor { stroke: light-dark(#1f2328, #e6edf3); stroke-width: 1.5; }
    .here { fill: none; stroke: light-dark(#1f2328, #e6edf3); stroke-width: 1.5; }
    .player { padding: 4px; border-radius: 4px; max-width: 60em; color: light-dark(#1f2328, #e6edf3);
      font: 14px/1.45 ui-sans-serif, system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
    .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; }
    button, select { font: inherit; color: inherit; background: light-dark(#f6f8fa, #21262d);
      border: 1px solid light-dark(#8c959f, #6e7681); border-radius: 4px; min-height: 30px; }
    button { display: inline-flex; align-items: center; padding: 0 8px; cursor: pointer; }
    .line button { min-height: 24px; padding: 0 6px; }
    button:hover { background: light-dark(#e9eef3, #30363d); }
    button svg { width: 16px; height: 16px; fill: currentColor; }
    input { flex: 1 1 90px; min-width: 60px; accent-color: light-dark(#0072b2, #56b4e9); }
    :focus-visible { outline: 2px solid light-dark(#0072b2, #56b4e9); outline-offset: 2px; }
    p { margin: 6px 0 0; }
    .says { min-height: 1.45em; font-weight: 600; }
    .count { font-variant-numeric: tabular-nums; min-width: 7.5em; }
    .soft { color: light-dark(#57606a, #a5adb6); font-weight: 400; }
    code { font: 13px/1.45 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere;
      background: light-dark(#f6f8fa, #21262d); padding: 1px 4px; border-radius: 3px; }
    dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(13.5em, 1fr));
      gap: 1px 12px; margin: 6px 0 0; }
    dl div { display: flex; gap: .5em; border-left: 3px solid transparent; padding-left: 6px; }
    dl .changed { border-color: light-dark(#0072b2, #56b4e9); font-weight: 600; }
    dl .row { grid-column: 1 / -1; }
    dt { color: light-dark(#57606a, #a5adb6); font-weight: 400; } dt::after { content: ":"; }
    dd { margin: 0; }
    [hidden] { display: none !important; }
    @media print { .player, .overlay { display: none; } }
  </style>
  <div class="stage"><slot></slot><svg class="overlay" aria-hidden="true" hidden>
    <rect class="later"/><line class="halo"/><line class="cursor"/><circle class="here" r="10"/>
  </svg></div>
  <div class="player" role="group" tabindex="0">
    <div class="bar">
      <button data-go="first" title="First step (Home)"></button>
      <button data-go="back" title="Step back (left arrow)"></button>
      <button data-go="play" title="Play (space)"></button>
      <button data-go="on" title="Step (right arrow)"></button>
      <button data-go="last" title="Last step (End)"></button>
      <input type="range" min="1" aria-label="Step of the run">
      <label>Speed <select><option value="2000">½</option><option value="1000" selected>1</option>
        <option value="500">2</option><option value="250">4</option></select></label>
      <span class="count soft"></span>
    </div>
    <p class="says" aria-live="polite"></p>
    <p class="line" hidden><span class="soft"></span> <code></code>
      <button data-go="code" title="Show this line in its cell">show</button></p>
    <dl hidden></dl>
  </div>`;

  const $ = (selector) => root.querySelector(selector);
  const shapes = {
    first: "M2 2h2v12H2zM14 2v12L5 8z", last: "M12 2h2v12h-2zM2 2v12l9-6z",
    back: "M13 2h-2v12h2zM9 2v12L1 8z", on: "M3 2h2v12H3zM7 2v12l8-6z",
    play: "M4 2v12l10-6z", pause: "M3 2h4v12H3zM9 2h4v12H9z",
  };
  const last = run.steps.length - 1;
  const word = (index) => run.words[index];
  let at = -1; // no step yet: the whole picture
  let timer = 0;
  let view = run.views[0];
  view.address = picture.src;

  function icon(button, name, label) {
    const path = `<path d="${shapes[name]}"/>`;
    button.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true">${path}</svg>`;
    button.setAttribute("aria-label", label);
  }

  function place() {
    const overlay = $(".overlay");
    overlay.toggleAttribute("hidden", at < 0);
    if (at < 0) return;
    const [x, y, band] = [view.x[at], view.y[at], view.bands[run.steps[at].run]];
    const set = (name, values) =>
      Object.entries(values).forEach(([key, value]) => $(name).setAttribute(key, value));
    overlay.setAttribute("viewBox", `0 0 ${view.width} ${view.height}`);
    const from = x + 7; // what lies on the cursor has happened
    set(".later", { x: from, y: band[0], width: view.width - from, height: band[1] - band[0] });
    const line = { x1: x, x2: x, y1: band[0] - 6, y2: band[1] };
    set(".halo", line);
    set(".cursor", line);
    set(".here", { cx: x, cy: y });
    $(".later").toggleAttribute("hidden", at === last);
  }

  function state(step) {
    const before = at > 0 && run.steps[at - 1].run === step.run ? run.steps[at - 1].states : [];
    const entry = (name, text, look) => {
      const div = document.createElement("div");
      div.className = look;
      const [dt, dd] = [document.createElement("dt"), document.createElement("dd")];
      dt.textContent = name;
      dd.textContent = text;
      div.append(dt, dd);
      return div;
    };
    $("dl").replaceChildren(
      ...run.lanes[step.run].map((lane, i) =>
        entry(lane, word(step.states[i]), before[i] === step.states[i] ? "" : "changed")),
      entry("ready list", word(step.ready) || "empty", "row"),
      entry("still awaited", word(step.awaited) || "nothing", "row"));
  }

  // The line in its cell above, where the page has one that still reads the same.
  function lineInPage(step) {
    const [, cell, line] = step ? /^cell \[(\d+)\], line (\d+)$/.exec(word(step.where)) ?? [] : [];
    const found = [...document.querySelectorAll(".jp-CodeCell")].find(
      (one) => one.querySelector(".jp-InputPrompt")?.textContent.trim() === `[${cell}]:`);
    const node = found?.querySelectorAll(".cm-line")[line - 1];
    return node?.textContent.trim() === word(step?.code) ? node : undefined;
  }

  // A highlight changes nothing in the cell: its editor would take a change for the learner's.
  function mark(node, ...ranges) {
    if (!window.Highlight) return;
    CSS.highlights.delete(HIGHLIGHT);
    if (node) {
      const range = new Range();
      range.selectNodeContents(node);
      ranges.unshift(range);
    }
    if (ranges.length) CSS.highlights.set(HIGHLIGHT, new Highlight(...ranges));
  }

  // The step's line in a printed log, where the page has one.
  function linesInLog() {
    const line = run.log?.[at];
    return [...document.querySelectorAll(line ? "pre" : "none")].flatMap((pre) => {
      const text = pre.firstChild;
      const from = text?.data?.indexOf(line) ?? -1;
      if (from < 0) return [];
      const range = new Range();
      range.setStart(text, from);
      range.setEnd(text, from + line.length);
      return [range];
    });
  }

  function show() {
    place();
    $("input").value = at + 1;
    const step = run.steps[at];
    const name = step && run.runs[step.run] ? run.runs[step.run] + ": " : "";
    const all = run.cut ? `the first ${last + 1}` : last + 1;
    $(".count").textContent = step ? `${name}step ${at + 1} of ${all}` : `${all} steps`;
    $("input").setAttribute("aria-valuetext", step ? word(step.says) : "not begun");
    $(".line").hidden = !step || !word(step.where);
    $("dl").hidden = !step;
    const node = lineInPage(step);
    mark(node, ...linesInLog());
    $("[data-go=code]").hidden = !node;
    if (!step) {
      $(".says").textContent = "Step through this run with the buttons, or the arrow keys.";
      return;
    }
    $(".says").textContent = word(step.says) + ". ";
    const time = document.createElement("span");
    time.className = "soft";
    time.textContent = word(step.time);
    $(".says").append(time);
    $(".line span").textContent = word(step.where) + (word(step.code) ? ":" : "");
    $(".line code").textContent = word(step.code);
    $(".line code").hidden = !word(step.code);
    state(step);
  }

  function go(index) {
    at = Math.min(last, Math.max(0, index));
    show();
  }

  function play(on) {
    clearInterval(timer);
    timer = 0;
    if (on) {
      if (at === last) at = -1;
      timer = setInterval(() => {
        if (!host.isConnected || at === last) return play(false);
        go(at + 1);
      }, Number($("select").value));
      go(at + 1);
    }
    // Whoever listens would be talked over: while it plays, the sentence is not read out.
    $(".says").setAttribute("aria-live", on ? "off" : "polite");
    icon($("[data-go=play]"), on ? "pause" : "play", on ? "Pause" : "Play");
  }

  const moves = {
    first: () => go(0), back: () => go(at - 1), on: () => go(at + 1), last: () => go(last),
  };
  const keys = { Home: "first", ArrowLeft: "back", " ": "play", ArrowRight: "on", End: "last" };

  function move(name) {
    if (name === "play") return play(!timer);
    if (name === "code") return lineInPage(run.steps[at])?.scrollIntoView({ block: "center" });
    play(false);
    moves[name]();
  }

  // The step whose number lies under a click on the picture; -1 for none.
  function stepAt(event) {
    const box = picture.getBoundingClientRect();
    const scale = view.width / box.width;
    const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    return view.x.findIndex((at, i) => Math.hypot(at - x, view.y[i] - y) < 16);
  }

  // The line of printed text that lies under a click.
  function printedAt(event, pre) {
    const [x, y] = [event.clientX, event.clientY];
    const caret = document.caretPositionFromPoint?.(x, y);
    const old = caret ? undefined : document.caretRangeFromPoint?.(x, y);
    const [node, offset] = [caret?.offsetNode ?? old?.startContainer, caret?.offset ?? old?.startOffset];
    if (!node || !pre.contains(node)) return "";
    const before = new Range();
    before.setStart(pre, 0);
    before.setEnd(node, offset);
    const above = before.toString().split("\n").length - 1;
    return pre.textContent.split("\n")[above];
  }

  // A click on a line of a cell, or of a printed log, goes to its step: the next one where it has
  // several.
  function followLine(event) {
    if (!host.isConnected) return document.removeEventListener("mousedown", followLine, true);
    const line = event.target.closest?.(".cm-line");
    const pre = event.target.closest?.("pre");
    if (!line && !pre) return;
    const printed = pre ? printedAt(event, pre) : "";
    const mine = run.steps.flatMap((step, i) =>
      (line ? lineInPage(step) === line : run.log?.[i] === printed) ? [i] : []);
    if (!mine.length) return;
    play(false);
    go(mine.find((i) => i > at) ?? mine[0]);
  }
  // When it is pressed: a cell that gets the focus may scroll, and draws its lines anew.
  if (run.clicks) document.addEventListener("mousedown", followLine, true);

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) move(button.dataset.go);
    else if (run.clicks && event.target === picture) { // it lies outside of the shadow tree
      const near = stepAt(event);
      if (near >= 0) {
        play(false);
        go(near);
      }
      $("input").focus({ preventScroll: true });
    }
    // A click on the picture gives it the keys.
    else if (!event.target.closest("input, select")) $("input").focus({ preventScroll: true });
  });
  root.addEventListener("keydown", (event) => {
    const name = keys[event.key];
    const on = (selector) => event.target.matches(selector);
    const native = on("select") || (event.key === " " && on("button"));
    if (!name || native || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    move(name);
  });
  // JupyterLab's own keys rest while this has the focus, or an "x" would cut the cell; those with
  // Control or Command go on, so that one can save.
  const rest = (event) =>
    host.toggleAttribute("data-lm-suppress-shortcuts", !event.ctrlKey && !event.metaKey);
  for (const type of ["keydown", "keyup", "focusin"]) root.addEventListener(type, rest);
  $("input").max = last + 1;
  $("input").addEventListener("input", () => {
    play(false);
    go(Number($("input").value) - 1);
  });
  $("select").addEventListener("change", () => timer && play(true));

  // The page's own theme, where it names one, decides between the picture's two palettes.
  function theme() {
    const light = document.body?.dataset.jpThemeLight;
    host.style.colorScheme = light ? (light === "true" ? "light" : "dark") : "light dark";
  }

  function fit() {
    const next = run.views[host.clientWidth < 600 ? run.views.length - 1 : 0];
    if (next === view || !host.clientWidth) return;
    view = next;
    picture.src = view.address;
    place();
  }

  $(".player").setAttribute("aria-label", "Step through the run: " + run.title);
  const labels = {
    first: "First step", back: "Step back", play: "Play", on: "Step", last: "Last step",
  };
  for (const [name, label] of Object.entries(labels)) icon($(`[data-go=${name}]`), name, label);
  if (![...document.adoptedStyleSheets].some((sheet) => sheet.lab === HIGHLIGHT)) {
    const sheet = Object.assign(new CSSStyleSheet(), { lab: HIGHLIGHT });
    sheet.replaceSync(`::highlight(${HIGHLIGHT}) { background: #f0e442; color: #1f2328; }`);
    document.adoptedStyleSheets.push(sheet);
  }
  theme();
  const body = { attributeFilter: ["data-jp-theme-light"] };
  if (document.body) new MutationObserver(theme).observe(document.body, body);
  new ResizeObserver(fit).observe(host);
  show();
})
