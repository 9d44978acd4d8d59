/**
 * What the app's screens on one page tell each other: the action began an erasure, and the panel shows it.
 */
import { events } from '@forge/bridge';

const CHANGED = 'user-erasure-changed';

export const tellChanged = (erasureId: string): void => {
  void events.emit(CHANGED, { erasureId }).catch(() => undefined);
};

/** Calls back with the id of an erasure that another screen began or decided about. @returns how to stop listening */
export function onChanged(changed: (erasureId: string) => void): () => void {
  const subscription = events.on(CHANGED, (payload?: { erasureId?: unknown }) => {
    if (typeof payload?.erasureId === 'string') changed(payload.erasureId);
  });
  return () => {
    void subscription.then(({ unsubscribe }) => unsubscribe()).catch(() => undefined);
  };
}
