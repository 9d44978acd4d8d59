import type { Erasure } from '../../src/core/erasure/erasure';
import type { Step } from '../../src/core/erasure/step';
import { NOW } from './vendor';

const DAY = 86_400_000;

export const step = (more: Partial<Step> = {}): Step => ({
  erasureId: 'e1',
  connectionId: 'c1',
  provider: 'quickhelp',
  status: 'waiting',
  phase: 'ready',
  priority: 'bulk',
  notBefore: NOW,
  giveUpAt: NOW + 27 * DAY,
  attempts: 0,
  checks: 0,
  outcome: null,
  at: null,
  history: [],
  ...more,
});

export const erasure = (more: Partial<Erasure> = {}): Erasure => ({
  id: 'e1',
  issueId: '10001',
  issueKey: 'GDPR-1',
  projectKey: 'GDPR',
  isServiceDesk: true,
  personId: `p${'0'.repeat(64)}`,
  mask: 'j•••@e•••.com',
  status: 'running',
  origin: { via: 'web-trigger', accountId: null },
  source: 'field',
  pick: 'alone',
  isOneOfSeveral: false,
  approvalReasons: [],
  approvedBy: null,
  retriedBy: null,
  requestedAt: NOW,
  startsAt: NOW,
  dueAt: NOW + 30 * DAY,
  finishedAt: null,
  skipped: [],
  stepKeys: ['e1.c1'],
  statements: [],
  isPropertyWritten: false,
  comment: 'due',
  isIssueGone: false,
  earlier: null,
  chain: { length: 0, hash: '', pages: 0, recorded: {} },
  seal: null,
  ...more,
});
