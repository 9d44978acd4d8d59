// The app's side of the bridge, put into every Custom UI page before its own scripts, as Forge does it.
(() => {
  const product = document.referrer === '' ? '*' : new URL(document.referrer).origin;
  const waiting = new Map();
  let last = 0;
  const plain = (value) =>
    typeof value === 'function'
      ? { __function: true }
      : value && typeof value === 'object'
        ? JSON.parse(JSON.stringify(value))
        : value;
  const listeners = new Map();
  const listen = ({ event, callback }) => {
    const callbacks = listeners.get(event) ?? new Set();
    listeners.set(event, callbacks.add(callback));
    return Promise.resolve({ unsubscribe: () => callbacks.delete(callback) });
  };
  const ask = (name, payload) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      parent.postMessage({ forge: 'call', id: last, name, payload: plain(payload) }, product);
    });
  // The page's own part of the product's address, as the `history` package has it.
  const locationListeners = new Set();
  const createHistory = async () => {
    const go = (name) => (to) => {
      const { pathname, search, hash } = new URL(to, 'https://page.invalid');
      history.location = { pathname, search, hash, state: null, key: '' };
      void ask('setLocation', { name, pathname, search });
      for (const listener of locationListeners) listener(history.location, name);
    };
    const history = {
      action: 'POP',
      location: { hash: '', state: null, key: '', ...(await ask('getLocation')) },
      push: go('push'),
      replace: go('replace'),
      listen: (listener) => {
        locationListeners.add(listener);
        return () => locationListeners.delete(listener);
      },
    };
    return history;
  };
  globalThis.__bridge = {
    callBridge: (name, payload) => {
      if (name === 'on') return listen(payload);
      return name === 'createHistory' ? createHistory() : ask(name, payload);
    },
  };
  addEventListener('message', ({ data, source }) => {
    if (source !== parent || typeof data !== 'object' || data === null) return;
    if (data.forge === 'theme') {
      const root = document.documentElement;
      root.dataset.colorMode = data.mode;
      root.dataset.theme = 'light:light dark:dark spacing:spacing typography:typography shape:shape motion:motion';
    }
    if (data.forge === 'location') for (const listener of locationListeners) listener(data.location, 'POP');
    if (data.forge === 'event') for (const callback of listeners.get(data.event) ?? []) callback(data.payload);
    if (data.forge !== 'answer') return;
    const { resolve, reject } = waiting.get(data.id) ?? {};
    waiting.delete(data.id);
    if (data.ok) resolve?.(data.value);
    else reject?.(new Error(data.message));
  });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) parent.postMessage({ forge: 'escape' }, product);
  });
  addEventListener('DOMContentLoaded', () => {
    const tell = () => parent.postMessage({ forge: 'height', height: document.body.offsetHeight }, product);
    new ResizeObserver(tell).observe(document.body);
    tell();
  });
})();
