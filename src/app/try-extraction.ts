/**
 * What an admin sees of the places in which an address is looked for, on an issue of theirs, before they are saved.
 */
import * as z from 'zod/mini';
import type { TriedSource } from '../contract/admin-calls';
import type { Source } from '../core/extract';
import { IssueKey } from '../core/ids';
import type { Issue, Ports } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { REFUSAL_TEXTS } from '../core/report';
import { Extraction, type Settings, whatIsWrong } from '../core/settings';
import { fieldsOf, locate } from './locate';
import { sourceWords } from './source-words';

async function tryOne(ports: Ports, settings: Settings, issue: Issue, source: Source): Promise<TriedSource> {
  const alone = { ...settings, extraction: { ...settings.extraction, sources: [source] } };
  const located = await locate(ports.issues, alone, issue, 'user');
  const words = sourceWords(source, issue);
  if (located.kind === 'found')
    return { words, kind: 'found', address: located.person.email, seen: [...located.alsoSeen], message: null };
  if (located.code === 'no-address') return { words, kind: 'empty', address: null, seen: [], message: null };
  const message = REFUSAL_TEXTS[located.code];
  return { words, kind: 'refused', address: null, seen: [...located.seen], message };
}

/**
 * Asks the places one by one, as an erasure would, until one decides; the others are not asked.
 * @throws RefusedError `bad-settings`, `no-such-issue`, `jira-unavailable`
 */
export const tryExtraction =
  (ports: Ports) =>
  async (typed: string, raw: unknown): Promise<{ issueKey: string; sources: TriedSource[] }> => {
    const parsed = z.safeParse(Extraction, raw);
    if (!parsed.success) throw new RefusedError('bad-settings', whatIsWrong(parsed.error));
    // Jira takes a key in small letters, too. What is none at all is not even asked for.
    const key = z.safeParse(IssueKey, typed.trim().toUpperCase());
    if (!key.success) throw new RefusedError('no-such-issue');
    const settings: Settings = { ...(await ports.settings.read()), extraction: parsed.data };
    const issue = await ports.issues.read(key.data, fieldsOf(settings), 'user');
    const tried: TriedSource[] = [];
    for (const source of parsed.data.sources) {
      const isDecided = tried.some(({ kind }) => kind === 'found' || kind === 'refused');
      tried.push(
        isDecided
          ? { words: sourceWords(source, issue), kind: 'not-asked', address: null, seen: [], message: null }
          : await tryOne(ports, settings, issue, source),
      );
    }
    return { issueKey: issue.key, sources: tried };
  };
