import type { Tried } from '../../contract/tried';
import { AppError } from '../../core/app-error';
import type { Ports } from '../../ports/ports';
import type { TestResult } from '../../providers/kit';
import { outcomeSentence } from '../../words/outcomes';
import { entryOf } from '../settings/change';
import { openConnection } from './open';

const TRIED_WORDS = {
  ok: 'The provider answered and took the key.',
  'may-delete': 'The provider answered, took the key, and says that it may delete.',
  'by-task': 'Jira knows the person, the resolutions and everything else that is named here. No task was made.',
  'no-harmless-call':
    'The settings are complete. This provider documents no call that harms nobody, so the key is tried with the first erasure.',
};
const wordOf = ({ mayDelete, isByTask }: Extract<TestResult, { kind: 'ok' }>): keyof typeof TRIED_WORDS =>
  isByTask === true ? 'by-task' : mayDelete === true ? 'may-delete' : 'ok';

/** How a try ended, in words. */
export function viewTried(result: TestResult): Tried {
  const { kind } = result;
  if (kind === 'ok') return { kind, sentence: TRIED_WORDS[wordOf(result)] };
  if (kind === 'no-harmless-call') return { kind, sentence: TRIED_WORDS[kind] };
  const { missing = [], outcome } = result;
  if (missing.length === 0) return { kind, sentence: outcomeSentence(outcome, '') };
  const before = result.isByTask === true ? 'Jira answered' : 'The provider took the key';
  return { kind, sentence: `${before}, but this is missing: ${missing.join(', ')}.` };
}
/** Tries a connection without touching anybody, and changes nothing. @throws AppError `unknown-connection` */
export async function tryConnection(ports: Ports, id: string): Promise<TestResult> {
  const connection = (await ports.settings.read()).connections.find((c) => c.id === id);
  if (connection === undefined) throw new AppError('unknown-connection');
  const opened = openConnection(connection, await ports.connectionSecrets.secrets(connection.keptAs), ports);
  return opened === null
    ? { kind: 'failed', outcome: { kind: 'refused', reason: 'credentials' } }
    : await opened.test();
}
/** As {@link tryConnection}; where the provider takes the key after all, what waited for another one may be tried. */
export async function testConnection(ports: Ports, id: string, by: string): Promise<TestResult> {
  const result = await tryConnection(ports, id);
  if (result.kind === 'ok') await ports.settings.setKeyRejected(id, null);
  const changes = [{ what: 'result', before: null, after: result.kind }];
  const subject = (await ports.settings.read()).connections.find((connection) => connection.id === id)?.label ?? id;
  await ports.adminLog.add(entryOf(ports, by, { action: 'connection-tested', subject, changes }));
  return result;
}
