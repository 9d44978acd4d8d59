import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { SettingsStore } from '../core/ports';
import { Settings } from '../core/settings';
import { addEntry, adminLog } from './admin-log-kvs';
import { createOrRead, readBatch, readOne, settled, unchanged } from './kvs-entities';

/** The settings, and which write of them it was: they are only written as they were read. */
const SETTINGS = {
  entityName: 'settings',
  schema: z.object({ stamp: z.string(), record: z.looseObject({}) }),
};
const KEY = 'settings';
/** Apart from the settings, so that no other change of them can undo a pause. */
const PAUSED = 'paused';

/** Apart for the same reason. Two drains that note a refusal at once may lose one note: the next call notes it again. */
const REFUSED = 'refused';
const Refused = z._default(z.record(z.string(), z.number()), {});

/**
 * The settings of this installation; what was never set has its default.
 * @param newId names every write
 */
export function settingsStoreOf(newId: () => string): SettingsStore {
  /** The stamp that stands there; where nothing was ever written, one is made first, so that there is one to look at. */
  const standingStamp = async (read: string): Promise<string> => {
    if (read !== '') return read;
    const mine = { stamp: newId(), record: {} };
    const standing = await createOrRead(SETTINGS, KEY, mine);
    return standing.stamp === mine.stamp ? mine.stamp : '';
  };

  return {
    async read() {
      const [stored, paused, refused] = await readBatch([
        { key: KEY, entityName: SETTINGS.entityName },
        { key: PAUSED },
        { key: REFUSED },
      ]);
      const { stamp, record } = z.parse(z.nullable(SETTINGS.schema), stored) ?? { stamp: '', record: {} };
      return z.parse(Settings, { ...record, stamp, paused: paused === true, refused: refused ?? {} });
    },

    async write({ paused, refused, stamp: read, ...record }, event) {
      const before = await standingStamp(read);
      if (before === '') return false;
      const stamp = newId();
      const conditions = unchanged<z.infer<typeof SETTINGS.schema>>('stamp', before);
      const transaction = kvs.transact().set(KEY, { stamp, record }, { entityName: SETTINGS.entityName, conditions });
      if (event !== null) addEntry(transaction, event);
      return settled(
        () => transaction.execute(),
        async () => {
          const standing = (await readOne(SETTINGS, KEY))?.stamp;
          if (standing === stamp) return 'mine';
          return standing === before ? 'as-before' : 'overtaken';
        },
      );
    },

    async setPaused(paused, event) {
      // The pause comes first: nothing stands in its way.
      await kvs.set(PAUSED, paused);
      if (event !== undefined) await adminLog.add(event);
    },

    isPaused: async () => (await kvs.get(PAUSED)) === true,

    async setRefused(connectionId, savedAt) {
      const { [connectionId]: before, ...others } = z.parse(Refused, await kvs.get(REFUSED));
      if (before === (savedAt ?? undefined)) return;
      await kvs.set(REFUSED, savedAt === null ? others : { ...others, [connectionId]: savedAt });
    },
  };
}
