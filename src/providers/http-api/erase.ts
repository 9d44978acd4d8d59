/**
 * How an HTTP API is asked to erase a person: by one call; in parts; by the ids that a look-up finds; for both spellings of
 * the address.
 */
import type { Email } from '../../core/person/email';
import { tellsOfMore } from '../../core/reply/more';
import {
  type Condition,
  type Erase,
  exampleOf,
  type Find,
  isFulfilled,
  isNamed,
  lower,
  type SettingsOf,
  type Subject,
  valueAt,
} from '../kit';
import type { FIELDS } from './fields';
import { readingBy } from './meaning';
import { lookUpOf, requestOf } from './request';
import { statusesOf } from './texts';

type Settings = SettingsOf<typeof FIELDS>;

const lowered = (person: Subject): Subject => ({ ...person, email: lower(person.email) as Email });
const isAnotherLowered = (person: Subject): boolean => lowered(person).email !== person.email;

/** What says of a look-up that nobody is there: the answers that say so of a deletion, but for a success, which lists people. */
function nobodyIn(settings: Settings): NonNullable<Find['nobody']> {
  const { findSeesEverybody, absent, absentBody } = settings;
  if (!findSeesEverybody) return {};
  const { meaning } = readingBy(settings);
  const isNobody: Condition = { holds: (answer) => meaning(answer) === 'absent', example: exampleOf(absentBody) };
  // Of a conflict nobody knows what it is about.
  const failures = statusesOf(absent).filter((status) => status >= 300 && (status !== 409 || absentBody !== ''));
  const then = absentBody === '' ? 'absent' : ({ when: isNobody, then: 'absent' } as const);
  return Object.fromEntries(failures.map((status) => [status, then]));
}

const isId = (value: unknown): value is string | number =>
  (typeof value === 'string' && value !== '') || Number.isSafeInteger(value);

function put(pointer: string, value: unknown): unknown {
  const names = pointer.split('/').slice(1).reverse();
  return names.reduce<unknown>((inner, name) => ({ [name]: inner }), value);
}

function findBy(settings: Settings): Find {
  const { findRecords, findId, findEmail, findSeesEverybody, bothSpellings } = settings;
  return {
    request: (person) =>
      [person, ...(bothSpellings && isAnotherLowered(person) ? [lowered(person)] : [])].map((one) =>
        lookUpOf(settings, one),
      ),
    reads: ({ json }) => {
      const records = valueAt(json, findRecords);
      const found = [records].flat();
      if (tellsOfMore(json, found.length, records)) return null;
      const hits = found.map((record) => ({
        id: valueAt(record, findId),
        emails: [valueAt(record, findEmail)].flat(),
      }));
      return hits.every((hit): hit is typeof hit & { id: string | number } => isId(hit.id)) ? { hits } : null;
    },
    records: findRecords.split('/')[1] ?? null,
    seesEverybody: findSeesEverybody,
    isExact: true,
    nobody: nobodyIn(settings),
    example: (email) => put(findRecords, [{ ...(put(findId, 7) as object), ...(put(findEmail, email) as object) }]),
  };
}

/** How these settings erase a person. */
export function eraseBy(settings: Settings): Erase {
  const { findUrl, bothSpellings, againBody } = settings;
  const replies = readingBy(settings);
  if (findUrl !== '')
    return {
      find: findBy(settings),
      delete: ({ id }, person) => ({ ...requestOf(settings, person, { id }), replies }),
    };
  const goesOn: Condition = {
    holds: (answer) => isFulfilled(answer, againBody),
    despite: (doubt) => isNamed(againBody, doubt),
  };
  const one = (as: (person: Subject) => Subject) => ({
    request: (person: Subject, page: number) => requestOf(settings, as(person), { page }),
    replies,
    ...(againBody === '' ? {} : { goesOn }),
  });
  const asWritten = one((person) => person);
  if (!bothSpellings) return asWritten;
  return {
    each: [
      { item: 'as written', erase: asWritten },
      { item: 'lower', erase: one(lowered), isFor: isAnotherLowered },
    ],
  };
}
