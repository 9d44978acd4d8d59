/** What a provider's declaration is written with, and what the app sees of it. */
export { isSameAddress } from '../../core/person/email';
export type { Session } from './declare';
export { isBeside, isDescribed, isNamed } from './described';
export { defineByTask } from './by-task';
export { defineProvider } from './define';
export { clientCredentials } from './client-credentials';
export { encoded, type Escaped, hashed, lower, odata, path, quoted, soql, spellings, withParameter } from './encode';
export { Ending } from './ending';
export { all, each, eachListed, type Erase } from './erase/kinds';
export { type Find, found, inAnyCase, listed } from './erase/search';
export { exampleOf, expectedInWords, isExpectation, isFulfilled, isPlace, NO_EXPECTATION, valueAt } from './expected';
export {
  account,
  choice,
  flag,
  lines,
  list,
  named,
  number,
  optional,
  otherwise,
  regions,
  secret,
  type SettingsOf,
  structure,
  text,
} from './fields';
export { grants } from './grants';
export { claimsOf, jwtIn } from './jwt';
export type { Cause, OpenProvider, Provider, ProviderContext, Subject, TestResult } from './provider';
export { pastedLookUp } from './look-up';
export { reads } from './reads';
export { type Condition, type Declined, errorSays, json, type Meaning, noBody, type Reading } from './replies';
export { type Api, basic, bearer, header, namesOf, type Request } from './request';
export type { Rule } from './settings';
