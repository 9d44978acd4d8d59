/**
 * Pauses all deletions, and resumes them.
 */
import type { Ports } from '../../ports/ports';
import { entryOf } from './change';

/** Pauses every call, or lets them go on. */
export function pause(ports: Ports, paused: boolean, by: string): Promise<void> {
  return ports.settings.setPaused(paused, entryOf(ports, by, { action: paused ? 'paused' : 'resumed' }));
}
