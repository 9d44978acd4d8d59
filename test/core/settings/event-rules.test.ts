import * as z from 'zod/mini';
import { EventRule, fits, type IssueFacts } from '../../../src/core/settings/event-rules';

const FACTS: IssueFacts = {
  projectKey: 'GDPR',
  requestType: 'Right to erasure',
  status: 'In Progress',
  labels: ['a', 'Erase'],
};
type FieldsRule = Extract<EventRule, { kind: 'fields' }>;
const rule = (more: Partial<FieldsRule>): FieldsRule => ({ kind: 'fields', on: ['created'], project: 'GDPR', ...more });

it.each<[Partial<FieldsRule>, boolean]>([
  [{ label: 'erase' }, true],
  [{ label: 'eras' }, false],
  [{ status: 'in progress' }, true],
  [{ status: 'Done' }, false],
  [{ requestType: 'right to erasure' }, true],
  [{ requestType: 'Access' }, false],
  [{ label: 'erase', status: 'Done' }, false],
  [{ label: 'a', status: 'In Progress', requestType: 'Right to erasure' }, true],
  [{ project: 'OPS', label: 'erase' }, false],
])('%j fits: %s', (more, expected) => {
  expect(fits(rule(more), FACTS)).toBe(expected);
});

it('fits nothing that the issue does not have', () => {
  const none: IssueFacts = { projectKey: 'GDPR', requestType: null, status: null, labels: [] };
  for (const more of [{ label: 'a' }, { status: 'a' }, { requestType: 'a' }])
    expect(fits(rule(more), none)).toBe(false);
});

it.each([
  [{ kind: 'fields', on: ['created'], project: 'GDPR' }, 'names a project only'],
  [{ kind: 'fields', on: [], project: 'GDPR', label: 'x' }, 'names no event'],
  [{ kind: 'fields', on: ['created'], project: 'gdpr', label: 'x' }, 'a project key'],
  [{ kind: 'jql', on: ['created'], jql: 'a = b order  by c' }, 'JQL without ORDER BY'],
])('%j is no rule', (written, words) => {
  const { error } = z.safeParse(EventRule, written);
  expect(error?.issues.map(({ message }) => message).join()).toContain(words);
});

it.each(['G', 'xGDPR', 'GDPR x', '1GDPR', 'gDPR', 'G-DPR', ''])('%j is no project key', (project) => {
  expect(z.safeParse(EventRule, { kind: 'fields', on: ['created'], project, label: 'x' }).success).toBe(false);
});

it.each([{ label: 'x' }, { status: 'x' }, { requestType: 'x' }])('%j is enough beside the project', (more) => {
  const written = { kind: 'fields', on: ['created', 'updated', 'commented'], project: 'GDPR_2', ...more };
  expect(z.parse(EventRule, written)).toEqual(written);
});
