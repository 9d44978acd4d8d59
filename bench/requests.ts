/**
 * P5: what one erasure with three providers asks of Jira, of the storage, and of the queue.
 */
import { SAMPLES } from '../local/samples';
import { openSite, sampleSite, type Site } from '../local/site';
import { type Figure, figureOf } from './figure';

const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((total, n) => total + n, 0);

async function eraseOne({ jira, trigger: { url, secret } }: Site, issueKey: string): Promise<void> {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}` },
    body: JSON.stringify({ issueKey }),
  });
  if (reply.status !== 202) throw new Error(`${issueKey} was answered with ${String(reply.status)}`);
  for (let looks = 0; looks < 400; looks += 1) {
    const comments = await fetch(`${jira}/rest/api/3/issue/${issueKey}/comment`);
    if (((await comments.json()) as { total: number }).total > 0) return;
    await new Promise((wait) => setTimeout(wait, 50));
  }
  throw new Error(`${issueKey} did not end`);
}

/** @param root the project's folder */
export async function measureRequests(root: string): Promise<Figure[]> {
  const site = await openSite(sampleSite(root));
  try {
    const keys = SAMPLES.flatMap(({ ends }, index) => (ends === 'completed' ? [`GDPR-${String(index + 1)}`] : []));
    const [jira, kvs]: [number[], number[]] = [[], []];
    for (const key of keys) {
      const before = [sum(site.host.jiraRequests), sum(site.host.kvs.requests)] as const;
      await eraseOne(site, key);
      // What follows the comment belongs to the erasure too.
      await new Promise((wait) => setTimeout(wait, 500));
      jira.push(sum(site.host.jiraRequests) - before[0]);
      kvs.push(sum(site.host.kvs.requests) - before[1]);
    }
    return [
      figureOf('P5', 'Jira requests per erasure', jira, 'three providers, one person, web trigger; goal 5 at most'),
      figureOf('P5', 'KVS requests per erasure', kvs, 'three providers, one person, web trigger; goal 30 at most'),
    ];
  } finally {
    await site.close();
  }
}
