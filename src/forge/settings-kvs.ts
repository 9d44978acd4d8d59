import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { SettingsStore } from '../core/ports';
import { Settings } from '../core/settings';
import { readBatch } from './kvs-entities';

const KEY = 'settings';
/** Apart from the settings, so that no other change of them can undo a pause. */
const PAUSED = 'paused';

/** The settings of this installation; what was never set has its default. */
export const settingsStore: SettingsStore = {
  async read() {
    const [settings, paused] = await readBatch([{ key: KEY }, { key: PAUSED }]);
    return z.parse(Settings, { ...z.parse(z.nullable(z.looseObject({})), settings), paused: paused === true });
  },
  write: ({ paused, ...settings }) => kvs.set(KEY, settings),
  setPaused: (paused) => kvs.set(PAUSED, paused),
};
