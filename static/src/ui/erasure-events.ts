/**
 * What the app's screens on one page tell each other: the action began an erasure, and the panel shows it.
 */
import { events } from '@forge/bridge';

const CHANGED = 'user-erasure-changed';

export const tellChanged = (): void => {
  void events.emit(CHANGED).catch(() => undefined);
};

/** Calls back when another screen began an erasure or decided about one. @returns how to stop listening */
export function onChanged(changed: () => void): () => void {
  const subscription = events.on(CHANGED, changed);
  return () => {
    void subscription.then(({ unsubscribe }) => unsubscribe()).catch(() => undefined);
  };
}
