/**
 * The ledger of erasures, by key.
 */
import type { System } from '../../ports/system';
import { getOrCreate, readMany, readOne } from './conditional';
import { ERASURE, EVENT_PAGE, eventPageKey, HOURLY_COUNTER, HOURLY_COUNTER_KEY } from './records';

import type { ErasureStore } from '../../ports/erasure-store';
import { saveErasure } from './save-erasure';
import { readSnapshot } from './snapshot';
import { storeErasure } from './store-erasure';

/** The erasures of this installation. */
export function erasureStoreOf(system: System): ErasureStore {
  const { newId } = system;
  return {
    snapshot: readSnapshot,
    store: (...given) => storeErasure(newId, ...given),
    save: (read, change) => saveErasure(system, read, change),

    async erasure(id) {
      return (await readOne(ERASURE, id))?.record ?? null;
    },

    async erasures(ids) {
      return [...(await readMany(ERASURE, ids)).values()].map(({ record }) => record);
    },

    async hourlyCounter() {
      const counter =
        (await readOne(HOURLY_COUNTER, HOURLY_COUNTER_KEY)) ??
        (await getOrCreate(HOURLY_COUNTER, HOURLY_COUNTER_KEY, { version: newId(), record: { minutes: {} } }));
      return { version: counter.version, minutes: counter.record.minutes };
    },

    async events({ id, chain }) {
      const keys = Array.from({ length: chain.pages }, (_, page) => eventPageKey(id, page));
      const found = await readMany(EVENT_PAGE, keys);
      return keys.flatMap((key) => found.get(key)?.events ?? []);
    },
  };
}
