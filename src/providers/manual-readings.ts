/** How a connection for manual tasks reads the site's resolutions. */
import * as z from 'zod/mini';
import { Readings } from '../core/status/task';

/** Where an admin says nothing else. */
export const USUAL: Readings = { Done: 'done' };

const Settings = z.object({
  resolutions: z._default(Readings, USUAL),
  /** What "may be kept" stands for. */
  legalReason: z._default(z.string(), ''),
});

/** What the settings of a connection say; nothing says anything where they cannot be read. */
export function readingsIn(settings: Readonly<Record<string, unknown>>): z.infer<typeof Settings> {
  const parsed = z.safeParse(Settings, settings);
  return parsed.success ? parsed.data : { resolutions: {}, legalReason: '' };
}
