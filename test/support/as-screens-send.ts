/**
 * What the admin page sends along with what an admin typed: the revision that it read, and what it asked to confirm.
 */
import type { Answer } from '../../src/contract/call';

type Ask = (functionKey: string, payload: object) => Promise<Answer<unknown>>;

interface Read {
  readonly rulesRevision: string;
  readonly connections: readonly { readonly id: string; readonly revision: string }[];
}

async function answered<Value>(ask: Ask, functionKey: string, payload: object): Promise<Value | null> {
  const answer = await ask(functionKey, payload);
  return answer.ok ? (answer.value as Value) : null;
}

/** The payload with what the page adds to it; as it is where the page could read nothing, or the test says it itself. */
export async function asScreensSend(ask: Ask, functionKey: string, payload: object): Promise<object> {
  const overview = () => answered<Read>(ask, 'overview', {});
  if ('revision' in payload) return payload;
  switch (functionKey) {
    case 'saveRules':
      return { ...payload, revision: (await overview())?.rulesRevision ?? '' };
    case 'saveConnection': {
      const { connection } = payload as { connection: { id?: unknown } };
      const found = (await overview())?.connections.find(({ id }) => id === connection.id);
      return { ...payload, revision: found?.revision ?? null };
    }
    case 'removeConnection': {
      const { id } = payload as { id: string };
      const found = (await overview())?.connections.find((one) => one.id === id);
      const { waiting } = (await answered<{ waiting: number }>(ask, 'waitingAt', { id })) ?? { waiting: 0 };
      return { ...payload, revision: found?.revision ?? '', confirmed: waiting };
    }
    case 'importSettings': {
      const asked = { replaceAll: true, ...payload };
      const preview = await answered<{ revision: string; waiting: number }>(ask, 'previewImport', asked);
      return { ...asked, revision: preview?.revision ?? '', confirmed: preview?.waiting ?? 0 };
    }
    default:
      return payload;
  }
}
