/**
 * The stored settings.
 */
import type { AdminEvent } from '../core/settings/admin-log';
import type { Settings } from '../core/settings/schema';

export interface SettingsStore {
  read(): Promise<Settings>;
  /**
   * Writes settings as long as they are as they were read, and the event of the admin log in the same instant. Whether
   * deletions are paused is not written: nobody who saves settings can resume them unawares.
   * @returns false where somebody else wrote them since: nothing was written
   */
  write(settings: Settings, event: AdminEvent | null): Promise<boolean>;
  setPaused(paused: boolean, event?: AdminEvent): Promise<void>;
  /** Whether deletions are paused at this moment. */
  isPaused(): Promise<boolean>;
  /** Notes that a provider refuses the key of this connection, as it was saved then; or, with null, that it may be tried. */
  setKeyRejected(connectionId: string, savedAt: number | null): Promise<void>;
}
