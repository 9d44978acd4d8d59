/**
 * Centercode: an External Listener that runs a user macro, which removes the account.
 * @see https://help.centercode.com (Centercode Guides to Endpoint Specific Systems: How to delete / remove user accounts)
 *
 * The vendor documents the request and not the replies. So a 2xx means that the call was taken and nothing more, an HTML
 * page is a log-in or error page and means nothing, and a 404 may be a wrong listener key as well as an unknown person.
 */
import { isCentercodeUrl, SITE } from './centercode-sites';
import { defineProvider, flag, isExpectation, NO_EXPECTATION, optional, pastedLookUp, path, secret, text } from './kit';

export const centercodeListener = defineProvider({
  id: 'centercode-listener',
  label: 'Centercode',
  does: 'Runs the delete-user macro of your External Listener.',
  promise: 'Centercode runs the macro for people within the listener’s filter, and does not tell whether it did.',
  shutsOut: 'Leave the IP allow-list of this API key empty.',
  confirms: 'With a Record Lookup URL: what it took is done once nobody is found any more.',
  holds: ['record', 'records'],
  notAsked: 'Without a Record Lookup URL, and without what it answers about an unknown person, nothing can be asked.',
  page: 'https://help.centercode.com/en/centercode-guide-to-simple-external-listeners',
  category: 'community',
  confidence: 'vendor',
  notes: [
    'Success means that the macro was taken. A filter on the listener may still exclude the person.',
    'The macro option "Only Run Once Per User" means that somebody who was removed once and came back is not removed again. Leave it off.',
    'With a Record Lookup URL the app asks afterwards whether the person is gone. It believes the look-up only after it has shown somebody once.',
  ],
  hosts: ['*.centercode.com'],
  parallel: 2,
  callsPerMinute: 300,
  settings: {
    site: text('Site', 'The host of your Centercode site, such as example.centercode.com.', {
      fits: SITE,
      says: 'a host under centercode.com, such as example.centercode.com, without https://',
      lowerCase: true,
    }),
    listenerKey: text('Listener key', 'The key of the External Listener, such as deleteuser.', {
      fits: /^(?!\.{1,2}$)[\w.~-]{1,200}$/,
      says: 'the key you gave the External Listener, such as deleteuser',
    }),
    apiKey: secret('API key', 'The community API key, with its prefix: what follows apiKey= in the endpoint URL.'),
    notFoundMeansUnknown: optional(
      flag(
        'A 404 means an unknown person',
        'Only if you have seen your site answer 404 for an address it does not know. A wrong listener key may answer 404 too.',
      ),
    ),
    lookupUrl: optional(
      secret(
        'Record Lookup URL (optional)',
        'Pasted from Centercode, with VALUE in place of the address. Used to ask whether the person is gone.',
        {
          fits: (url) => isCentercodeUrl(url) && url.includes('VALUE'),
          says: 'an https URL under centercode.com with VALUE where the address goes',
        },
      ),
    ),
    lookupUnknown: optional(
      text(
        'What the look-up answers about an unknown person',
        'As you have seen it for an address that your site does not know: 404, or empty, or a text of the answer, or a place in its JSON such as /total = 0. Without it the look-up never proves that somebody is gone.',
        { longest: 500, fits: isExpectation, says: NO_EXPECTATION },
      ),
    ),
  },
  api: ({ site, apiKey }) => ({ baseUrl: `https://${site}/api/v1`, query: { apiKey } }),
  // Every documented call of a listener runs its macro, so there is nothing harmless to try.
  erase: ({ listenerKey, notFoundMeansUnknown }) => ({
    request: ({ email }) => ({
      method: 'POST',
      path: path`/userMacroListeners/${listenerKey}`,
      query: { find: email },
    }),
    replies: { '2xx': 'registered', ...(notFoundMeansUnknown === true ? { 404: 'absent' } : {}) },
  }),
  followUp: ({ lookupUrl, lookupUnknown }) => pastedLookUp(lookupUrl, 'VALUE', lookupUnknown),
});
