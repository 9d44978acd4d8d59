import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { Settings } from '../../core/settings/schema';
import type { SettingsStore } from '../../ports/settings-store';
import { addEntry, adminLog } from './admin-log';
import { getOrCreate, readBatch, readOne, unchanged, writeConditionally } from './conditional';

/** The settings, and which write of them it was: they are only written as they were read. */
const SETTINGS = {
  entityName: 'settings',
  schema: z.object({ version: z.string(), record: z.looseObject({}) }),
};
const KEY = 'settings';
/** Apart from the settings, so that no other change of them can undo a pause. */
const PAUSED = 'paused';

/** Apart for the same reason. Two drains that note a refusal at once may lose one note: the next call notes it again. */
const REJECTED_KEYS = 'rejected-keys';
const Refused = z._default(z.record(z.string(), z.number()), {});

/**
 * The settings of this installation; what was never set has its default.
 * @param newId names every write
 */
export function settingsStoreOf(newId: () => string): SettingsStore {
  /** The version that stands there; where nothing was ever written, one is made first, so that there is one to look at. */
  const standingStamp = async (read: string): Promise<string> => {
    if (read !== '') return read;
    const mine = { version: newId(), record: {} };
    const current = await getOrCreate(SETTINGS, KEY, mine);
    return current.version === mine.version ? mine.version : '';
  };

  return {
    async read() {
      const [stored, paused, rejectedKeys] = await readBatch([
        { key: KEY, entityName: SETTINGS.entityName },
        { key: PAUSED },
        { key: REJECTED_KEYS },
      ]);
      const { version, record } = z.parse(z.nullable(SETTINGS.schema), stored) ?? { version: '', record: {} };
      return z.parse(Settings, { ...record, version, paused: paused === true, rejectedKeys: rejectedKeys ?? {} });
    },

    async write({ paused, rejectedKeys, version: read, ...record }, event) {
      const before = await standingStamp(read);
      if (before === '') return false;
      const version = newId();
      const conditions = unchanged<z.infer<typeof SETTINGS.schema>>('version', before);
      const transaction = kvs.transact().set(KEY, { version, record }, { entityName: SETTINGS.entityName, conditions });
      if (event !== null) addEntry(transaction, event);
      return writeConditionally(
        () => transaction.execute(),
        async () => {
          const current = (await readOne(SETTINGS, KEY))?.version;
          if (current === version) return 'applied';
          return current === before ? 'unchanged' : 'conflict';
        },
      );
    },

    async setPaused(paused, event) {
      // The pause comes first: nothing stands in its way.
      await kvs.set(PAUSED, paused);
      if (event !== undefined) await adminLog.add(event);
    },

    isPaused: async () => (await kvs.get(PAUSED)) === true,

    async setKeyRejected(connectionId, savedAt) {
      const { [connectionId]: before, ...others } = z.parse(Refused, await kvs.get(REJECTED_KEYS));
      if (before === (savedAt ?? undefined)) return;
      await kvs.set(REJECTED_KEYS, savedAt === null ? others : { ...others, [connectionId]: savedAt });
    },
  };
}
