import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { SettingsStore } from '../core/ports';
import { Settings } from '../core/settings';

const KEY = 'settings';

/** The settings of this installation, under one key; what was never set has its default. */
export const settingsStore: SettingsStore = {
  async read() {
    return z.parse(Settings, (await kvs.get<unknown>(KEY)) ?? {});
  },
  write: (settings) => kvs.set(KEY, settings),
};
