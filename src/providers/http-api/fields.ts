/**
 * The settings of the HTTP API: what is called, and what its answers mean.
 */
import {
  choice,
  flag,
  isExpectation,
  isPlace,
  lines,
  NO_EXPECTATION,
  number,
  optional,
  otherwise,
  secret,
  text,
} from '../kit';
import { isKnown, UNKNOWN } from './placeholders';
import { QUOTINGS } from './quotes';
import { isContentType, isEndpoint, isFixedUrl, isHeaders, isStatuses, pairsOf } from './texts';

const isSuccess = (status: number): boolean => status >= 200 && status < 300;
/** 429 is a rate limit, whatever comes with it. */
const mayMean = (status: number): boolean => status >= 200 && status < 600 && status !== 429;
const ANY_STATUS = 'statuses from 200 to 599, such as 404, 410; 429 always means that it is tried again later';

const statuses = (title: string, description: string, allowed: (status: number) => boolean, says: string) =>
  otherwise(text(title, description, { longest: 200, asWritten: true, fits: isStatuses(allowed), says }), '');

const HOLDS =
  'Optional, one a line, all have to hold: a place in its JSON with =, !=, >, >=, < or <=, such as /deleted >= 1 or /status = deleted; or a text that is a whole value in it.';
const answer = (title: string, description = HOLDS) =>
  otherwise(lines(title, description, { longest: 1000, fits: isExpectation, says: NO_EXPECTATION }), '');

const place = (title: string, description: string, value: string) =>
  otherwise(
    text(title, description, {
      longest: 200,
      fits: (at) => at === '' || isPlace(at),
      says: 'a place such as /results',
    }),
    value,
  );

export const FIELDS = {
  method: otherwise(choice('Method', 'As the API documents it.', ['DELETE', 'POST', 'PUT', 'PATCH', 'GET']), 'DELETE'),
  url: text(
    'URL',
    'Such as https://api.example.com/users/{{email}}. Placeholders: {{email}} as it was written; {{email.lower}}, {{email.md5}}, {{email.sha1}}, {{email.sha256}} and {{email.base64}} of the lower-cased address; {{erasureId}}, {{uuid}} and {{now}}, the same for every try; not in the path: {{firstname}}, {{lastname}}, {{secret2}}.',
    {
      longest: 2000,
      fits: [
        { fits: isKnown, says: UNKNOWN },
        {
          fits: isEndpoint,
          says: 'an https URL with a fixed host, without a port; names of people and keys only after the question mark',
        },
      ],
    },
  ),
  headers: otherwise(
    lines('Headers (optional)', 'One a line, such as X-Tenant: 42. Placeholders are filled in.', {
      fits: [
        { fits: isKnown, says: UNKNOWN },
        {
          fits: isHeaders,
          says: 'lines such as X-Tenant: 42. Authorization and Content-Type have fields of their own; Host, Cookie, Content-Length and others that belong to the connection cannot be set',
        },
      ],
    }),
    '',
  ),
  body: otherwise(choice('Body', 'What is sent along.', ['none', 'json', 'form']), 'none'),
  contentType: otherwise(
    text(
      'Content type (optional)',
      'Only where the API wants another than application/json or application/x-www-form-urlencoded, such as application/vnd.api+json.',
      {
        longest: 200,
        fits: isContentType,
        says: 'application/json, a type that ends in +json such as application/vnd.api+json, or application/x-www-form-urlencoded',
      },
    ),
    '',
  ),
  bodyTemplate: otherwise(
    lines(
      'Content of the body',
      'JSON such as {"user": {"mail": "{{email}}"}}, or for a form one field a line, such as mail={{email}}; a field may be repeated.',
      { fits: isKnown, says: UNKNOWN },
    ),
    '',
  ),
  quotes: otherwise(
    choice(
      'Quotation marks in filters',
      "For a placeholder between quotation marks, such as $filter=mail eq '{{email}}': how the API takes a quotation mark inside. doubled: OData and SQL. backslashed: SOQL and GraphQL. none: where an address holds one, it is not called.",
      QUOTINGS,
    ),
    'none',
  ),
  asciiDomain: otherwise(
    flag(
      'Domain in ASCII',
      'Whether the API knows international domains as xn--…: the address is sent and hashed with its domain in that form.',
    ),
    false,
  ),
  auth: otherwise(
    choice(
      'Authorization',
      'How the key is sent. basic: as the password. basic-user: as the user, without a password. oauth: client and key are exchanged for a token (client credentials).',
      ['none', 'bearer', 'basic', 'basic-user', 'header', 'query', 'oauth'],
    ),
    'none',
  ),
  authName: otherwise(
    text('Name for the key', 'The user of basic, the name of the header or parameter, or the client id of oauth.', {
      fits: /^[^\s\p{Cc}]{0,200}$/u,
      says: 'at most 200 characters without blanks',
    }),
    '',
  ),
  authSecret: optional(secret('Key', 'The token, password, key or client secret.')),
  authSecret2: optional(
    secret(
      'Second key (optional)',
      'For an API that wants two: filled in for {{secret2}} in headers, the query or the body, such as X-App-Key: {{secret2}}.',
    ),
  ),
  tokenUrl: otherwise(
    text('Token URL', 'For oauth: where client and key are exchanged. Jira has to allow its host, too.', {
      longest: 2000,
      fits: (url) => url === '' || isFixedUrl(url),
      says: 'an https URL without placeholders and without a port',
    }),
    '',
  ),
  tokenFields: otherwise(
    lines(
      'Token request: more fields',
      'For oauth, one a line, such as scope=users.delete or audience=https://api.example.com.',
      {
        longest: 2000,
        fits: (fields) => pairsOf(fields, '=') !== null,
        says: 'lines such as scope=users.delete',
      },
    ),
    '',
  ),
  tokenAuth: otherwise(
    choice('Token request: client and key', 'For oauth: in the form of the request, or as its Basic authorization.', [
      'form',
      'basic',
    ]),
    'form',
  ),
  findUrl: otherwise(
    text(
      'Look-up URL (optional)',
      'For an API that deletes by an id of its own, such as https://api.example.com/users?email={{email}}: asked by GET with the same headers and key. {{id}} in the URL above or in the body then stands for the id of each record found, and each of them is deleted.',
      {
        longest: 2000,
        fits: [
          { fits: isKnown, says: UNKNOWN },
          {
            fits: (url) => url === '' || isEndpoint(url),
            says: 'an https URL with a fixed host, without a port; names of people and keys only after the question mark',
          },
        ],
      },
    ),
    '',
  ),
  findRecords: place(
    'Look-up: records',
    'Where its answer lists them, such as /results; empty: the answer is the list, or the record.',
    '',
  ),
  findId: place('Look-up: id', 'Where the id stands in a record.', '/id'),
  findEmail: place(
    'Look-up: address',
    'Where the address stands in a record. Only records of this very address are deleted.',
    '/email',
  ),
  findSeesEverybody: otherwise(
    flag(
      'Look-up: nobody found means nobody there',
      'Only if it sees everybody whom the API holds. An answer that means nobody there by the fields below then counts, too.',
    ),
    false,
  ),
  bothSpellings: otherwise(
    flag(
      'Both spellings',
      'For an API that tells Jane@example.com from jane@example.com: it is called for the address as it was written and in lower case.',
    ),
    false,
  ),
  againBody: answer(
    'Not through yet: answer',
    'For an API that erases in parts: where a success holds this, such as /done = false, it is called again at once. {{page}} counts the calls.',
  ),
  // A drain's lease outlasts a call by that much, and what became of it still has to be recorded.
  timeoutSeconds: otherwise(number('Longest wait in seconds', 'What takes longer is tried again later.', [1, 25]), 20),
  deleted: statuses('Deleted: statuses', 'Such as 200, 204.', isSuccess, 'statuses from 200 to 299, such as 200, 204'),
  deletedBody: answer('Deleted: answer'),
  accepted: statuses(
    'Accepted: statuses',
    'Will be done later. Such as 202; or 409, where the API says so that it has the request already.',
    mayMean,
    ANY_STATUS,
  ),
  acceptedBody: answer('Accepted: answer'),
  absent: statuses(
    'Nobody there: statuses',
    'Such as 404, if you have seen it for an unknown person.',
    mayMean,
    ANY_STATUS,
  ),
  absentBody: answer('Nobody there: answer'),
  retry: statuses(
    'Try again later: statuses',
    'Besides 408, 425, 429, 5xx and rate limits, which always are. Such as 200, with what the answer holds while the API is busy.',
    mayMean,
    ANY_STATUS,
  ),
  retryBody: answer('Try again later: answer'),
};
