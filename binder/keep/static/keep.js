// On Binder a session may end at any moment, and its folder with it. So each save of a notebook, by
// hand or by JupyterLab itself, also goes into the browser; and a notebook that is opened otherwise
// than the browser knows it is offered as it was. So do the files in which the lab notes what a
// learner has done, after each cell; those that a session lacks are put back.
//
// The store is that of jupyter-offlinenotebook, whose two clouds in the toolbar write and read the
// same entry. It alone would keep nothing of what is saved with Ctrl-S.
//
// This is a prebuilt extension of JupyterLab, written by hand: what a bundler would put around these
// lines is `init` and `get` below.
(() => {
  const STORE = "offlinenotebook";
  const MINE = "mine"; // where binder/start has the lab keep progress, and what stands beside it
  const PAUSE = 1000; // ms; cells that run one after the other are one reason to look
  let shared;

  const plugin = {
    id: "asynclab-keep:plugin",
    autoStart: true,
    activate(app) {
      const repository = repositoryOf(app.serviceManager.serverSettings);
      app.docRegistry.addWidgetExtension("Notebook", {
        createNew: (panel, context) => {
          repository.then((url) => url && watch(context, url)).catch(complain);
          repository.then((url) => url && watchFiles(app, panel, url)).catch(complain);
        },
      });
      repository.then((url) => url && bringFiles(app, url)).catch(complain);
    },
  };

  /** What Binder made this session from; empty where there is no Binder. */
  async function repositoryOf({ baseUrl, token }) {
    const headers = token ? { Authorization: `token ${token}` } : {};
    const answer = await fetch(`${baseUrl}offlinenotebook/config`, { headers });
    return answer.ok ? (await answer.json()).repoid : "";
  }

  async function watch(context, repository) {
    await context.ready;
    await offer(context, await kept(repository, context.path));
    context.saveState.connect((_, state) => {
      const now = () => keep(repository, context.path, "json", "notebook", context.model.toJSON());
      if (state === "started") now().catch(complain);
      if (state === "failed") tell("The session does not answer. Your browser keeps the notebook.");
    });
  }

  /** The one question, and only where the answer matters. */
  async function offer(context, mine) {
    if (!mine || context.isDisposed) return;
    if (text(mine.content) === text(context.model.toJSON())) return;
    const { showDialog, Dialog } = await jupyterlabs("@jupyterlab/apputils");
    const when = mine.saved ? ` as you saved it on ${new Date(mine.saved).toLocaleString()}` : "";
    const answer = await showDialog({
      title: "Go on with your own version?",
      body: `This browser keeps ${mine.name}${when}. The session shows another text.`,
      buttons: [
        Dialog.cancelButton({ label: "Begin afresh" }),
        Dialog.okButton({ label: "Go on with mine" }),
      ],
    });
    if (!answer.button.accept || context.isDisposed) return;
    context.model.fromJSON(mine.content);
    await context.save();
  }

  /** After each cell: it may have been a check or a prediction. */
  function watchFiles(app, panel, repository) {
    let timer;
    const look = async () => {
      for (const { path, content } of await files(app.serviceManager.contents, MINE)) {
        await keep(repository, path, "text", "file", content);
      }
    };
    panel.sessionContext.statusChanged.connect((_, status) => {
      clearTimeout(timer);
      if (status === "idle") timer = setTimeout(() => look().catch(complain), PAUSE);
    });
  }

  /** A session that begins has none of them; the browser may. */
  async function bringFiles(app, repository) {
    const { contents } = app.serviceManager;
    const there = (await files(contents, MINE)).map(({ path }) => path);
    const all = await entry("readonly", (store) => store.index("repoid").getAll(repository));
    const mine = all.filter(({ path }) => path.startsWith(`${MINE}/`) && !there.includes(path));
    for (const { path, type, format, content } of mine) {
      const folder = path.slice(0, path.lastIndexOf("/"));
      if (folder !== MINE) await contents.save(folder, { type: "directory" });
      await contents.save(path, { type, format, content });
    }
  }

  /** The text files of a folder and of those in it. */
  async function files(contents, folder) {
    const { content } = await contents.get(folder, { content: true });
    const below = content.map(async ({ path, type }) => {
      if (type === "directory") return files(contents, path);
      return [await contents.get(path, { type: "file", format: "text", content: true })];
    });
    return (await Promise.all(below)).flat();
  }

  function kept(repository, path) {
    return entry("readonly", (store) => store.get(keyOf(repository, path)));
  }

  function keep(repository, path, format, type, content) {
    const name = path.replace(/.*\//, "");
    const fields = { repoid: repository, name, path, format, type, content };
    const saved = new Date().toISOString();
    const pk = keyOf(repository, path);
    return entry("readwrite", (store) => store.put({ pk, ...fields, saved }));
  }

  function keyOf(repository, path) {
    return `repoid:${repository} path:${path}`;
  }

  /** What a person wrote: running a notebook changes its outputs, not its text. */
  function text({ cells }) {
    const source = (cell) => [cell.source].flat().join("");
    return JSON.stringify(cells.map((cell) => [cell.cell_type, source(cell)]));
  }

  /** One request to the store, which is made as jupyter-offlinenotebook makes it. */
  async function entry(mode, request) {
    const opening = indexedDB.open("jupyter-offlinenotebook", 10);
    opening.onupgradeneeded = () => {
      const store = opening.result.createObjectStore(STORE, { keyPath: "pk" });
      for (const index of ["repoid", "name", "type"]) store.createIndex(index, index);
    };
    const database = await done(opening);
    try {
      return await done(request(database.transaction(STORE, mode).objectStore(STORE)));
    } finally {
      database.close();
    }
  }

  function done(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("another page holds the store"));
    });
  }

  async function tell(words) {
    (await jupyterlabs("@jupyterlab/apputils")).Notification.warning(words, { autoClose: false });
  }

  /** A module of the JupyterLab that runs, whichever version it is. */
  async function jupyterlabs(name) {
    const [version] = Object.values(shared[name]);
    return (await version.get())();
  }

  function complain(error) {
    console.warn(`asynclab-keep: ${error}`);
  }

  const modules = { "./extension": { __esModule: true, default: plugin } };
  (window._JUPYTERLAB ??= {})["asynclab-keep"] = {
    init: (scope) => (shared = scope),
    get: async (name) => () => modules[name],
  };
})();
