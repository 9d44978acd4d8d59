/**
 * The rules as a table for people: what each looks at, what it does, and whether it can speak at all as they are set.
 */
import { type RuleId, RULES } from '../core/policy/rules';
import type { Policy } from '../core/settings/schema';

/** One row of the table. */
export interface RuleRow {
  readonly id: string;
  readonly when: string;
  readonly then: string;
  /** Whether it can ever apply with these settings. */
  readonly isOn: boolean;
}

const list = (items: readonly string[], none: string): string => (items.length === 0 ? none : items.join(', '));
const isAnyProtected = ({ protectedDomains, protectedAddresses }: Policy): boolean =>
  protectedDomains.length + protectedAddresses.length > 0;

type Words = (policy: Policy) => Omit<RuleRow, 'id'>;

const WORDS: Readonly<Record<RuleId, Words>> = {
  configured: () => ({
    when: 'No connection serves the project, or no place is named where the address is found',
    then: 'Refused',
    isOn: true,
  }),
  project: ({ projects }) => ({
    when: `The issue is in another project than: ${list(projects, 'none yet')}`,
    then: 'Refused',
    isOn: true,
  }),
  paused: () => ({ when: 'All deletions are paused', then: 'Refused', isOn: true }),
  'protected-unattended': (policy) => ({
    when: `Nobody clicked, and the address is protected: ${list([...policy.protectedDomains, ...policy.protectedAddresses], 'none yet')}`,
    then: 'Refused',
    isOn: isAnyProtected(policy),
  }),
  'text-confirmed': () => ({
    when: 'The address stands in free text, and no person confirmed it',
    then: 'Refused: a person has to confirm it',
    isOn: true,
  }),
  'typed-unsure': () => ({
    when: 'A person typed an address that stands on the issue and cannot be read there for sure',
    then: 'A second person approves',
    isOn: true,
  }),
  'protected-attended': (policy) => ({
    when: 'A person clicked, and the address is protected',
    then: 'A second person approves',
    isOn: isAnyProtected(policy),
  }),
  'approval-always': ({ approval }) => ({
    when: 'Every erasure',
    then: 'A second person approves',
    isOn: approval === 'always',
  }),
  'approval-unattended': ({ approval }) => ({
    when: 'Nobody clicked',
    then: 'Somebody approves',
    isOn: approval === 'unattended',
  }),
  'hourly-cap': ({ maxPerHour }) => ({
    when: `Nobody clicked, and there were ${String(maxPerHour)} such erasures within the hour`,
    then: 'Somebody approves',
    isOn: true,
  }),
};

/** The table for these settings, in the order in which the rules speak. */
export const ruleTable = (policy: Policy): RuleRow[] => RULES.map(({ id }) => ({ id, ...WORDS[id](policy) }));
