/**
 * The site's time zone, as Jira tells it. It hardly ever changes: Jira is asked once a day.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-server-info/
 */
import api, { route } from '@forge/api';
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { UTC, zoneOf } from '../../core/erasure/calendar';
import type { Site } from '../../ports/site';
import type { System } from '../../ports/system';
import { once } from '../../lib/once';
import { DAY } from '../../lib/time';

const KEY = 'site.time-zone';
const Kept = z.object({ zone: z.string(), at: z.number() });

/** Its schema says an object, its example a name. */
const ServerInfo = z.object({
  serverTimeZone: z.optional(z.union([z.string(), z.object({ timeZoneId: z.optional(z.string()) })])),
});

async function ask(now: number): Promise<string> {
  const kept = z.safeParse(Kept, await kvs.get(KEY));
  if (kept.success && Math.abs(now - kept.data.at) < DAY) return zoneOf(kept.data.zone);
  try {
    const response = await api.asApp().requestJira(route`/rest/api/3/serverInfo`);
    if (!response.ok) return UTC;
    const { serverTimeZone } = z.parse(ServerInfo, await response.json());
    const zone = zoneOf(typeof serverTimeZone === 'object' ? serverTimeZone.timeZoneId : serverTimeZone);
    await kvs.set(KEY, { zone, at: now });
    return zone;
  } catch {
    // The month ends all the same: by the day in UTC.
    return UTC;
  }
}

/** The site of this installation, for one invocation. */
export const siteOf = ({ now }: Pick<System, 'now'>): Site => ({ timeZone: once(() => ask(now())) });
