/** This process's own `fetch`, from before the app's takes its place. Has to be imported first. */
export const realFetch = globalThis.fetch;
