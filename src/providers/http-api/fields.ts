/**
 * The settings of the HTTP API: what is called, and what its answers mean.
 */
import { choice, lines, number, optional, otherwise, secret, text } from '../kit';
import { unknownIn } from './placeholders';
import { isEndpoint, isHeaders, isStatuses } from './texts';

const isKnown = (typed: string): boolean => unknownIn(typed) === null;
const UNKNOWN = 'holds a placeholder that there is not';

const isSuccess = (status: number): boolean => status >= 200 && status < 300;
const mayMeanAbsent = (status: number): boolean => isSuccess(status) || [400, 404, 409, 410, 422].includes(status);

const statuses = (title: string, description: string, allowed: (status: number) => boolean, says: string) =>
  otherwise(text(title, description, { longest: 200, asWritten: true, fits: isStatuses(allowed), says }), '');

const bodyMatch = (title: string) =>
  otherwise(
    text(title, 'Optional: a text that the answer has to contain, or a place in its JSON, such as /status = deleted.', {
      longest: 500,
      asWritten: true,
    }),
    '',
  );

export const FIELDS = {
  method: otherwise(choice('Method', 'As the API documents it.', ['DELETE', 'POST', 'PUT', 'PATCH', 'GET']), 'DELETE'),
  url: text(
    'URL',
    'With placeholders: {{email}}, {{email.lower}}, {{email.md5}}, {{email.sha256}}, {{erasureId}}; in the query also {{firstname}} and {{lastname}}. Such as https://api.example.com/users/{{email}}.',
    {
      longest: 2000,
      fits: [
        { fits: isKnown, says: UNKNOWN },
        {
          fits: isEndpoint,
          says: 'an https URL with a fixed host, without a port; names of people only after the question mark',
        },
      ],
    },
  ),
  headers: otherwise(
    lines('Headers (optional)', 'One a line, such as X-Tenant: 42. Placeholders are filled in.', {
      fits: [
        { fits: isKnown, says: UNKNOWN },
        { fits: isHeaders, says: 'lines such as X-Tenant: 42; authorization and the kind of body are set below' },
      ],
    }),
    '',
  ),
  body: otherwise(choice('Body', 'What is sent along.', ['none', 'json', 'form']), 'none'),
  bodyTemplate: otherwise(
    lines(
      'Content of the body',
      'JSON such as {"user": {"mail": "{{email}}"}}, or for a form one field a line, such as mail={{email}}.',
      { fits: isKnown, says: UNKNOWN },
    ),
    '',
  ),
  auth: otherwise(
    choice('Authorization', 'How the key is sent.', ['none', 'bearer', 'basic', 'header', 'query']),
    'none',
  ),
  authName: otherwise(
    text('Name for the key', 'The user of basic, or the name of the header or parameter.', /^[\w.@+-]{0,200}$/),
    '',
  ),
  authSecret: optional(secret('Key', 'The token, password or key.')),
  // A drain's lease outlasts a call by that much, and what became of it still has to be recorded.
  timeoutSeconds: otherwise(number('Longest wait in seconds', 'What takes longer is tried again later.', [1, 25]), 20),
  deleted: statuses('Deleted: statuses', 'Such as 200, 204.', isSuccess, 'statuses from 200 to 299, such as 200, 204'),
  deletedBody: bodyMatch('Deleted: answer'),
  accepted: statuses('Accepted: statuses', 'Will be done later. Such as 202.', isSuccess, 'statuses from 200 to 299'),
  acceptedBody: bodyMatch('Accepted: answer'),
  absent: statuses(
    'Nobody there: statuses',
    'Such as 404, if you have seen it for an unknown person.',
    mayMeanAbsent,
    'statuses from 200 to 299, or 400, 404, 409, 410, 422',
  ),
  absentBody: bodyMatch('Nobody there: answer'),
};
