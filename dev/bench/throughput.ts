/**
 * P3: how many people a bulk erases in a second, against the same job in Node-RED; and the memory of both.
 */
// First: the app's fetch takes its place.
import { realFetch } from './rig/real-fetch';
import { ROOT } from '../local/options';
import { type Figure, figureOf } from './figure';
import { peakMemoryOf, type Running, startNodeRed, startWorld } from './peers/start';
import { mustBeDone, type Work } from './peers/work';
import { beginBulk } from './rig/bulk';
import { liftRates } from './rig/rates';
import { RemoteSite } from './rig/remote-site';
import { REAL } from './rig/time';

/** Requests that are on their way to Node-RED at once. */
const AT_ONCE = 20;

const ask = async <T>(url: string): Promise<T> => (await realFetch(url)).json() as Promise<T>;

interface Side {
  /** The project that its issues are in. */
  readonly project: string;
  readonly erase: (keys: string[]) => Promise<void>;
}

/** People a second. */
async function measured(world: Running, people: number, { project, erase }: Side): Promise<number> {
  const keys = await ask<string[]>(`${world.origin}/seed/${project}/${String(people)}`);
  const started = REAL.now();
  await erase(keys);
  const seconds = (REAL.now() - started) / 1000;
  mustBeDone(await ask<Work>(`${world.origin}/work`), people);
  return people / seconds;
}

async function eraseByNodeRed({ origin }: Running, keys: string[]): Promise<void> {
  const left = [...keys];
  const next = async (): Promise<void> => {
    for (let key = left.pop(); key !== undefined; key = left.pop()) {
      const reply = await realFetch(`${origin}/erase`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ issueKey: key }),
      });
      await reply.text();
      if (reply.status !== 202) throw new Error(`Node-RED answered with ${String(reply.status)}.`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** @param people in each of the two bulks, after a smaller one that warms up */
export async function measureThroughput(people = 3000, warmUp = 300): Promise<Figure[]> {
  liftRates();
  const world = await startWorld(ROOT);
  const nodeRed = await startNodeRed(ROOT, world.origin);
  try {
    const site = new RemoteSite(world.origin);
    await site.setUp();
    const byApp: Side = {
      project: 'GDPR',
      erase: async (keys) => {
        const before = site.ended.size;
        await beginBulk(site);
        await REAL.until(() => site.ended.size >= before + keys.length);
      },
    };
    const byNodeRed: Side = { project: 'OPS', erase: (keys) => eraseByNodeRed(nodeRed, keys) };
    await measured(world, warmUp, byApp);
    await measured(world, warmUp, byNodeRed);
    const [app, peer] = [await measured(world, people, byApp), await measured(world, people, byNodeRed)];
    const note = `${String(Math.round(app))} people a second ÷ ${String(Math.round(peer))} of Node-RED; ${String(people)} people after ${String(warmUp)}; goal 5 at least`;
    return [
      figureOf('P3', 'throughput ÷ Node-RED', [app / peer], note),
      figureOf(
        'P3',
        'MB at most, the app',
        [peakMemoryOf(process.pid)],
        'with the storage, which Forge keeps elsewhere',
      ),
      figureOf('P3', 'MB at most, Node-RED', [nodeRed.peakMemory()], ''),
    ];
  } finally {
    nodeRed.stop();
    world.stop();
  }
}
