/**
 * What an admin sees of the places in which an address is looked for, on an issue of theirs, before they are saved.
 */
import * as z from 'zod/mini';
import type { TriedSource } from '../../contract/admin-calls';
import type { Source } from '../../core/address/extract';
import { AppError } from '../../core/app-error';
import { IssueKey } from '../../core/ids';
import { Extraction, type Settings } from '../../core/settings/schema';
import type { Issue } from '../../ports/issues';
import type { Ports } from '../../ports/ports';
import { ERROR_TEXTS } from '../../words/errors';
import { whatIsWrong } from '../../words/settings-problems';
import { fieldsOf, locate } from '../locate/locate';
import { sourceWords } from '../locate/source-words';

async function tryOne(ports: Ports, settings: Settings, issue: Issue, source: Source): Promise<TriedSource> {
  const alone = { ...settings, extraction: { ...settings.extraction, sources: [source] } };
  const located = await locate(ports.issues, alone, issue, { as: 'user' });
  const words = sourceWords(source, issue);
  if (located.kind === 'found')
    return { words, kind: 'found', address: located.person.email, seen: [...located.alsoSeen], message: null };
  if (located.code === 'no-address') return { words, kind: 'empty', address: null, seen: [], message: null };
  const message = ERROR_TEXTS[located.code];
  return { words, kind: 'refused', address: null, seen: [...located.seen], message };
}

/**
 * Asks the places one by one, as an erasure would, until one decides; the others are not asked.
 * @throws AppError `bad-settings`, `no-such-issue`, `jira-unavailable`
 */
export async function tryExtraction(
  ports: Ports,
  typed: string,
  raw: unknown,
): Promise<{ issueKey: string; sources: TriedSource[] }> {
  const parsed = z.safeParse(Extraction, raw);
  if (!parsed.success) throw new AppError('bad-settings', whatIsWrong(parsed.error));
  // Jira takes a key in small letters, too. What is none at all is not even asked for.
  const key = z.safeParse(IssueKey, typed.trim().toUpperCase());
  if (!key.success) throw new AppError('no-such-issue');
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
}
