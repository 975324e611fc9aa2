// On Binder a session may end at any moment, and its folder with it. So each save of a notebook, by
// hand or by JupyterLab itself, also goes into the browser; and a notebook that is opened otherwise
// than the browser knows it is offered as it was.
//
// The store is that of jupyter-offlinenotebook, whose two clouds in the toolbar write and read the
// same entry. It alone would keep nothing of what is saved with Ctrl-S.
//
// This is a prebuilt extension of JupyterLab, written by hand: what a bundler would put around these
// lines is `init` and `get` below.
(() => {
  const STORE = "offlinenotebook";
  let shared;

  const plugin = {
    id: "asynclab-keep:plugin",
    autoStart: true,
    activate(app) {
      const repository = repositoryOf(app.serviceManager.serverSettings);
      app.docRegistry.addWidgetExtension("Notebook", {
        createNew: (_, context) => {
          repository.then((url) => url && watch(context, url)).catch(complain);
        },
      });
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
    const key = () => `repoid:${repository} path:${context.path}`;
    await offer(context, await entry("readonly", (store) => store.get(key())));
    context.saveState.connect((_, state) => {
      if (state === "started") keep(context, repository, key()).catch(complain);
      if (state === "failed") tell("The session does not answer. Your browser keeps the notebook.");
    });
  }

  /** The one question, and only where the answer matters. */
  async function offer(context, kept) {
    if (!kept || context.isDisposed) return;
    if (text(kept.content) === text(context.model.toJSON())) return;
    const { showDialog, Dialog } = await jupyterlabs("@jupyterlab/apputils");
    const when = kept.saved ? ` as you saved it on ${new Date(kept.saved).toLocaleString()}` : "";
    const answer = await showDialog({
      title: "Go on with your own version?",
      body: `This browser keeps ${kept.name}${when}. The session shows another text.`,
      buttons: [
        Dialog.cancelButton({ label: "Begin afresh" }),
        Dialog.okButton({ label: "Go on with mine" }),
      ],
    });
    if (!answer.button.accept || context.isDisposed) return;
    context.model.fromJSON(kept.content);
    await context.save();
  }

  function keep(context, repository, key) {
    const content = context.model.toJSON();
    const { path } = context;
    const name = path.replace(/.*\//, "");
    const saved = new Date().toISOString();
    const fields = { repoid: repository, name, path, format: "json", type: "notebook" };
    return entry("readwrite", (store) => store.put({ pk: key, ...fields, content, saved }));
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
    (await jupyterlabs("@jupyterlab/apputils")).Notification.warning(words, { autoClose: 5000 });
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
