// The product's side of the bridge, and what moves on the pages. Plain browser code: nothing builds it.
const theme = () => document.documentElement.dataset.colorMode;

const frames = () => [...document.querySelectorAll('iframe.forge')];
const dialogOf = (frame) => frame.closest('dialog');

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message ?? 'The call failed.');
  return answer;
}

function flag({ id, title, description }) {
  const shown = document.createElement('div');
  shown.dataset.flag = id;
  const heading = document.createElement('strong');
  heading.textContent = title;
  const text = document.createElement('p');
  text.textContent = description ?? '';
  shown.append(heading, text);
  document.getElementById('flags').append(shown);
  setTimeout(() => shown.remove(), 8000);
}

const where = (frame) => ({ module: frame.dataset.module, issueKey: frame.dataset.issue || null });
const closed = new WeakMap();

function close(frame) {
  const dialog = dialogOf(frame);
  if (!dialog) return false;
  dialog.close();
  return true;
}

const CALLS = {
  invoke: async (frame, { functionKey, payload }) =>
    (await post('/local/invoke', { ...where(frame), functionKey, payload })).value,
  getContext: async (frame) => ({ ...(await post('/local/context', where(frame))), theme: { colorMode: theme() } }),
  enableTheming: async (frame) => {
    frame.contentWindow.postMessage({ forge: 'theme', mode: theme() }, '*');
    return true;
  },
  close: async (frame) => close(frame),
  onClose: async (frame, callback) => (closed.set(frame, callback), true),
  refresh: async () => (await refreshLive(), true),
  showFlag: async (_, options) => (flag(options), true),
  closeFlag: async (_, { id }) => (document.querySelector(`[data-flag="${CSS.escape(id)}"]`)?.remove(), true),
  navigate: async (_, { url, type }) =>
    void (type === 'new-tab' ? window.open(url, '_blank', 'noopener') : location.assign(url)),
  reload: async () => void location.reload(),
  getUrl: async () => location.href,
  submit: async (frame, payload) => ((frame.inputs = payload), true),
  __permission__egressGet: async () => post('/local/egress', { call: 'get' }),
  __permission__egressSet: async (_, { egresses }) => {
    const domains = egresses.flatMap(({ configured }) => configured.map(({ domain }) => domain));
    if (!confirm(`Allow the app to call ${domains.join(', ')}?`)) throw new Error('Not allowed.');
    return post('/local/egress', { call: 'set', groups: egresses });
  },
  __permission__egressDeleteGroup: async (_, { key }) => post('/local/egress', { call: 'deleteGroup', key }),
  __permission__egressDeleteDomain: async (_, { key, domain }) =>
    post('/local/egress', { call: 'deleteDomain', key, domain }),
  fetchProduct: async (_, { restPath, fetchRequestInit }) => {
    const { status, body } = await post('/local/product', {
      path: restPath,
      method: fetchRequestInit?.method ?? 'GET',
      body: fetchRequestInit?.body ?? null,
    });
    const headers = { 'content-type': 'application/json' };
    return { status, statusText: '', headers, body: JSON.stringify(body), isAttachment: false };
  },
  getLocation: async () => ({ pathname: '/', search: location.search }),
  setLocation: async (_, { name, search }) => {
    globalThis.history[name === 'push' ? 'pushState' : 'replaceState'](null, '', location.pathname + search);
    return true;
  },
  emit: async (_, { event, payload }) => {
    for (const frame of frames()) frame.contentWindow?.postMessage({ forge: 'event', event, payload }, '*');
    return true;
  },
  emitReadyEvent: async () => true,
};

addEventListener('popstate', () => {
  const at = { pathname: '/', search: location.search, hash: '', state: null, key: '' };
  for (const frame of frames()) frame.contentWindow?.postMessage({ forge: 'location', location: at }, '*');
});

addEventListener('message', async ({ data, source }) => {
  const frame = frames().find(({ contentWindow }) => contentWindow === source);
  if (!frame || typeof data !== 'object' || data === null) return;
  if (data.forge === 'height' && !frame.closest('dialog')) frame.style.height = `${Math.ceil(data.height)}px`;
  if (data.forge === 'escape') close(frame);
  if (data.forge !== 'call') return;
  try {
    const call = CALLS[data.name];
    if (!call) throw new Error(`The local bridge has no ${data.name}.`);
    source.postMessage({ forge: 'answer', id: data.id, ok: true, value: await call(frame, data.payload ?? {}) }, '*');
  } catch (error) {
    source.postMessage({ forge: 'answer', id: data.id, ok: false, message: error.message }, '*');
  }
});

addEventListener('submit', async (event) => {
  const { move } = event.target.dataset;
  if (!move) return;
  event.preventDefault();
  const { transition, resolution } = Object.fromEntries(new FormData(event.target));
  try {
    await post('/local/move', { issueKey: move, transition, resolution });
  } catch (error) {
    flag({ id: 'move', title: 'Not moved', description: error.message });
  }
  await refreshLive();
});

/** What somebody wrote into a form: of an issue that stands only what they changed. */
function writtenIn(form) {
  const isChanged = ({ name, value, defaultValue }) =>
    name && (form.dataset.create !== undefined || value !== defaultValue);
  return Object.fromEntries([...form.elements].filter(isChanged).map(({ name, value }) => [name, value]));
}

addEventListener('submit', async (event) => {
  const form = event.target;
  const { edit, create } = form.dataset;
  if (edit === undefined && create === undefined) return;
  event.preventDefault();
  try {
    const { key = edit } = await post('/local/write', { ...(edit ? { issueKey: edit } : {}), ...writtenIn(form) });
    location.assign(`/browse/${key}`);
  } catch (error) {
    flag({ id: 'write', title: 'Not saved', description: error.message });
  }
});

/** Fills in what the app says beside the fields, and opens its page once it is asked for. */
async function showContexts() {
  for (const context of document.querySelectorAll('[data-context]')) {
    const frame = context.querySelector('iframe');
    context.addEventListener('toggle', () => {
      if (context.open && !frame.hasAttribute('src')) frame.src = frame.dataset.src;
    });
    const asked = { module: context.dataset.context, issueKey: context.dataset.issue };
    const { status } = await post('/local/status', asked).catch(() => ({ status: null }));
    const shown = context.querySelector('[data-status]');
    shown.textContent = status?.value.label ?? '';
    shown.className = `lozenge ${status?.value.type ?? ''}`;
  }
}

let before = '';
async function refreshLive() {
  const response = await fetch(location.href);
  if (!response.ok) return;
  const text = await response.text();
  if (text === before) return;
  before = text;
  const page = new DOMParser().parseFromString(text, 'text/html');
  const fresh = [...page.querySelectorAll('[data-live]')];
  [...document.querySelectorAll('[data-live]')].forEach((part, index) => part.replaceWith(fresh[index]));
  await showContexts();
}

// The bridge above listens before any screen of the app can ask; the page's own parts have to be there first.
addEventListener('DOMContentLoaded', () => {
  for (const select of document.querySelectorAll('select[data-cookie]'))
    select.addEventListener('change', () => {
      document.cookie = `${select.dataset.cookie}=${select.value}; path=/; SameSite=Lax`;
      location.reload();
    });

  for (const button of document.querySelectorAll('[data-open-action]'))
    button.addEventListener('click', () => {
      button.closest('details').open = false;
      const dialog = document.querySelector(`dialog[data-action="${button.dataset.openAction}"]`);
      const frame = dialog.querySelector('iframe');
      frame.src = frame.dataset.src;
      dialog.showModal();
      frame.focus();
    });

  void showContexts();

  for (const button of document.querySelectorAll('[data-write]'))
    button.addEventListener('click', () => {
      const form = button.nextElementSibling;
      form.hidden = !form.hidden;
      button.setAttribute('aria-expanded', String(!form.hidden));
    });

  for (const dialog of document.querySelectorAll('dialog')) {
    dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => {
      dialog.querySelector('iframe').removeAttribute('src');
      void refreshLive();
    });
  }

  for (const form of document.querySelectorAll('form[data-run]'))
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const inputs = document.querySelector('iframe.forge')?.inputs ?? {};
      const issueKey = new FormData(form).get('issueKey');
      await post('/local/automation', { action: form.dataset.run, inputs, issueKey }).catch(() => undefined);
      await refreshLive();
    });

  if (document.querySelector('[data-live]')) setInterval(() => void (document.hidden || refreshLive()), 2000);
});
