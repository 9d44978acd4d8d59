import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { SettingsStore } from '../core/ports';
import { Settings } from '../core/settings';
import { readBatch } from './kvs-entities';

const KEY = 'settings';
/** Apart from the settings, so that no other change of them can undo a pause. */
const PAUSED = 'paused';

/** Apart for the same reason. Two drains that note a refusal at once may lose one note: the next call notes it again. */
const REFUSED = 'refused';
const Refused = z._default(z.record(z.string(), z.number()), {});

/** The settings of this installation; what was never set has its default. */
export const settingsStore: SettingsStore = {
  async read() {
    const [settings, paused, refused] = await readBatch([{ key: KEY }, { key: PAUSED }, { key: REFUSED }]);
    return z.parse(Settings, {
      ...z.parse(z.nullable(z.looseObject({})), settings),
      paused: paused === true,
      refused: refused ?? {},
    });
  },
  write: ({ paused, refused, ...settings }) => kvs.set(KEY, settings),
  setPaused: (paused) => kvs.set(PAUSED, paused),
  isPaused: async () => (await kvs.get(PAUSED)) === true,
  async setRefused(connectionId, savedAt) {
    const { [connectionId]: before, ...others } = z.parse(Refused, await kvs.get(REFUSED));
    if (before === (savedAt ?? undefined)) return;
    await kvs.set(REFUSED, savedAt === null ? others : { ...others, [connectionId]: savedAt });
  },
};
