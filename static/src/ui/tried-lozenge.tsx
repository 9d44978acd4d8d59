import type { Tried } from '../../../src/contract/tried';
import { SHARED } from '../words/shared';
import { Lozenge } from './lozenge';

const LOOKS = { ok: 'success', failed: 'removed', 'no-harmless-call': 'default' } as const;

/** What a harmless call to a provider has shown. */
export const TriedLozenge = ({ kind }: Pick<Tried, 'kind'>) => (
  <Lozenge appearance={LOOKS[kind]}>{SHARED.tried[kind]}</Lozenge>
);
