/**
 * The same job in Node-RED: for each issue key that comes in, read the issue, call the three vendors one after the other,
 * and write the property. As people build it: nothing is kept, tried again, or checked.
 */
const TAB = 'erase';

/** @param world the origin of Jira and the vendors */
export function flowFor(world: string): object[] {
  const at = (id: string, next: string | null, more: object) => ({
    ...{ id, z: TAB, x: 100, y: 100, wires: next === null ? [] : [[next]] },
    ...more,
  });
  const code = (id: string, next: string, func: string) =>
    at(id, next, { type: 'function', func, outputs: 1, timeout: 0, noerr: 0, initialize: '', finalize: '', libs: [] });
  const call = (id: string, next: string, ret: 'txt' | 'obj' = 'txt') =>
    at(id, next, { type: 'http request', method: 'use', ret, paytoqs: 'ignore', url: '', persist: true });
  const vendor = (host: string) => `${world}/vendor/${host}`;
  return [
    { id: TAB, type: 'tab', label: 'Erase', disabled: false },
    at('in', 'toIssue', { type: 'http in', url: '/erase', method: 'post', upload: false }),
    code(
      'toIssue',
      'issue',
      `msg.key = msg.payload.issueKey; msg.method = 'GET';
       msg.url = '${world}/jira/rest/api/3/issue/' + msg.key + '?fields=customfield_10050'; return msg;`,
    ),
    call('issue', 'toCentercode', 'obj'),
    code(
      'toCentercode',
      'centercode',
      `msg.email = msg.payload.fields.customfield_10050; msg.method = 'POST'; msg.payload = '';
       msg.url = '${vendor('example.centercode.com')}/api/v1/userMacroListeners/deleteuser?find=' + encodeURIComponent(msg.email) + '&apiKey=key'; return msg;`,
    ),
    call('centercode', 'toCopernica'),
    code(
      'toCopernica',
      'copernica',
      `msg.method = 'POST'; msg.headers = { authorization: 'Bearer a.b.c' }; msg.payload = { email: msg.email };
       msg.url = '${vendor('api.copernica.com')}/v4/events/user/remove'; return msg;`,
    ),
    call('copernica', 'toQuickHelp'),
    code(
      'toQuickHelp',
      'quickHelp',
      `msg.method = 'POST'; msg.headers = { authorization: 'key', 'ocp-apim-subscription-key': 'key' };
       msg.payload = [{ email: msg.email }]; msg.url = '${vendor('qhapi.quickhelp.com')}/gdpr/delete'; return msg;`,
    ),
    call('quickHelp', 'toProperty'),
    code(
      'toProperty',
      'property',
      `msg.method = 'PUT'; msg.headers = {}; msg.payload = { status: 'completed' };
       msg.url = '${world}/jira/rest/api/3/issue/' + msg.key + '/properties/user-erasure'; return msg;`,
    ),
    call('property', 'out'),
    at('out', null, { type: 'http response', statusCode: '202', headers: {} }),
  ];
}
