/**
 * What other people's software got wrong about an address in a field: public reports as small inputs, with the address
 * that is right, or that nobody is to be found.
 */
export interface Report {
  /** Where it was reported; nowhere where an attack of our own found it. */
  readonly sources: readonly string[];
  readonly variants: readonly (readonly [name: string, value: unknown, right: string])[];
}

export const REFUSED = 'refused';

/** One mark or blank too much in a field, each of which once erased somebody else. */
const STRAY: Report['variants'] = [
  'o`brien@example.com',
  'o"brien@example.com',
  'o”brien@example.com',
  'O“Brien@example.com',
  "o' brien@example.com",
  'john smith@example.com',
  'john\u00a0smith@example.com',
  'john\nsmith@example.com',
  'john.\nsmith@example.com',
  'mary- ann@example.com',
  'mary -ann@example.com',
  'mary_ ann@example.com',
  'jean, paul@example.com',
  'jane@example.co uk',
  'john(jr)smith@example.com',
  'john|smith@example.com',
  'john<smith@example.com',
  'john[smith@example.com',
  'sunny☀day@example.com',
  'tom™smith@example.com',
  'E-mail=\njane@example.com',
].map((value) => [JSON.stringify(value), value, REFUSED]);

type Doc = { readonly type: 'doc'; readonly version: 1; readonly content: readonly unknown[] };
const doc = (...paragraphs: unknown[][]): Doc => ({
  type: 'doc',
  version: 1,
  content: paragraphs.map((content) => ({ type: 'paragraph', content })),
});
const lines = (...texts: string[]): unknown[] =>
  texts.flatMap((text, at) => [...(at > 0 ? [{ type: 'hardBreak' }] : []), { type: 'text', text }]);

/**
 * Mails of people and of agents who write for them, as descriptions: whom the dialog may offer, which a person then types;
 * REFUSED: nobody alone.
 */
export const MAILS: readonly (readonly [name: string, description: Doc, offered: string])[] = [
  [
    'a consumer service writes, with the own address twice',
    doc(
      lines('My name is Jane Doe and I ask you to delete all information about me.'),
      lines('First name: Jane', 'Last name: Doe', 'Email: jane.doe@example.com', 'Phone: 555 0100'),
      lines('I used a consumer service to send this mail, but please answer to my own address jane.doe@example.com.'),
    ),
    'jane.doe@example.com',
  ],
  [
    'an agent’s relay in the header, and the person in the body',
    doc(
      lines('From: Jane Doe <req-8f31@relay.agent.example>', 'Reply-To: req-8f31@relay.agent.example'),
      lines('We are the authorised agent of Jane Doe. Please erase the data kept under: jane.doe@example.com'),
    ),
    REFUSED,
  ],
  [
    'several addresses of one person',
    doc(lines('I include what identifies me:', 'Email: jane.doe@example.com', 'Email: jane.d@example.net')),
    REFUSED,
  ],
  [
    'a relay in the header, and the person masked in the body',
    doc(
      lines('From: Jane Doe <req-9a77@relay.agent.example>'),
      lines('On behalf of our member. Member e-mail: j*******e@example.com (full address in the portal, 30 days).'),
    ),
    REFUSED,
  ],
  [
    'a relay in the header, and the person in a link',
    doc(
      lines('From: Permission desk <req-1b22@relay.agent.example>'),
      lines('Verify and see the identifiers at https://portal.agent.example/r?email=jane.doe%40example.com&t=1'),
    ),
    REFUSED,
  ],
  [
    'the own inbox, with the address in the link of a signature',
    doc(lines('Please delete my data. My last interaction with you: 3 May.'), [
      {
        type: 'text',
        text: 'Jane Doe',
        marks: [{ type: 'link', attrs: { href: 'mailto:jane.doe@example.com' } }],
      },
    ]),
    'jane.doe@example.com',
  ],
];

export const REPORTS: Readonly<Record<string, Report>> = {
  'one-stray-character': { sources: [], variants: STRAY },
  'space-after-dot': {
    sources: [
      'https://github.com/futo-org/android-keyboard/issues/1481',
      'https://github.com/yairEO/tagify/issues/1353',
      'https://github.com/element-hq/element-android/issues/9166',
      'https://github.com/jbostoen/itop-jb-mail-to-ticket-automation-v2/issues/293',
    ],
    variants: [
      ['dot-space local', 'jane. doe@example.com', REFUSED],
      ['dot-space local capital', 'Jane. Doe1@example.com', REFUSED],
      ['dot-space domain', 'jane.doe@example.co. uk', REFUSED],
      ['hyphen-space (line wrap)', 'mary- jane@example.com', REFUSED],
      ['control: clean', 'jane.doe@example.com', 'jane.doe@example.com'],
      ['NBSP after dot', 'jane. doe21@example.com', REFUSED],
      ['space for the dot', 'jane doe22@example.com', REFUSED],
      ['tab', 'jane\tdoe23@example.com', REFUSED],
      ['line break in field', 'jane.\ndoe24@example.com', REFUSED],
      ['inside angle brackets', 'Jane Doe <jane. doe41@example.com>', REFUSED],
      ['inside angle brackets, blank before @', 'Jane Doe <jane.doe42 @example.com>', REFUSED],
    ],
  },
  'apostrophe-and-other-separators': {
    sources: [
      'https://github.com/gregjacobs/Autolinker.js/issues/162',
      'https://github.com/MicrosoftDocs/OfficeDocs-Support/issues/1273',
      'https://github.com/nfrasser/linkifyjs/issues/327',
    ],
    variants: [
      ['backtick apostrophe', 'd`angelo@example.com', REFUSED],
      ['RFC list: pipe', 'john|doe@example.com', REFUSED],
      ['RFC list: brace', 'john{roe@example.com', REFUSED],
      ['entity &#96;', 'o&#96;neil@example.com', REFUSED],
      ['control: straight apostrophe', "d'angelo2@example.com", "d'angelo2@example.com"],
      ['pipe, own number', 'john|poe25@example.com', REFUSED],
      ['double quote', 'o"neil26@example.com', REFUSED],
    ],
  },
  'quoted-printable-without-evidence': {
    sources: [
      'https://github.com/captbaritone/codeception-mailcatcher-module/issues/50',
      'https://github.com/golang/go/issues/31246',
      'https://github.com/openclaw/gogcli/issues/245',
    ],
    variants: [
      ['key=value, address begins with 20', 'email=2022anna@example.com', REFUSED],
      ['VERP sender', 'bounce+jane=20minutes.example@mailer.example', REFUSED],
      ['control: key=value', 'email=anna@example.com', REFUSED],
    ],
  },
  'at-sign-left-encoded': {
    sources: [
      'https://github.com/glpi-project/glpi/pull/13030',
      'https://github.com/MailScanner/v5/issues/335',
      'https://github.com/haga0531/service-bus-explorer/issues/8',
    ],
    variants: [
      [
        'double entity beside agent',
        'From: Jane &lt;jane.doe&amp;#64;example.com&gt;, forwarded by max6@agency.example',
        REFUSED,
      ],
      ['entity without ;', 'jane.doe&#64example.com, forwarded by max6b@agency.example', REFUSED],
      ['QP =40', 'From: jane.doe=40example.com, forwarded by max6c@agency.example', REFUSED],
      ['JSON escape', '{"email":"jane.doe\\u0040example.com","handler":"max6d@agency.example"}', REFUSED],
      ['JSON escape, separate words', 'email: jane.doe\\u0040example.com handler: max27@agency.example', REFUSED],
    ],
  },
  'masked-beside-agent': {
    sources: [
      'https://github.com/awesomemotive/easy-digital-downloads/issues/6502',
      'https://github.com/odoo/odoo/pull/188697',
      'https://www.paperkarma.com/blog/faqs/data-paperkarma-provides-mailers/',
    ],
    variants: [
      ['masked + agent contact', 'c******r@e*****e.org (full address on request: requests7@agent.example)', REFUSED],
      ['odoo mask + agent', 'j*****oe@example.com / requests7b@agent.example', REFUSED],
    ],
  },
  'adf-mentions-and-rewritten-links': {
    sources: [
      'https://github.com/George5562/Jira-MCP-Server/pull/12',
      'https://github.com/atlassian/atlassian-mcp-server/issues/98',
      'https://github.com/bitwarden/ai-plugins/pull/65',
      'https://github.com/pulibrary/orangelight/issues/3011',
    ],
    variants: [
      [
        'mention node whose text is an address',
        {
          type: 'doc',
          version: 1,
          content: [
            {
              type: 'paragraph',
              content: [
                { type: 'text', text: 'Erase ' },
                { type: 'mention', attrs: { id: 'qm:a:b', text: '@jane.doe@example.com' } },
                { type: 'text', text: ', filed by max9@agency.example' },
              ],
            },
          ],
        },
        REFUSED,
      ],
      [
        'unresolved mention token',
        {
          type: 'doc',
          version: 1,
          content: [
            {
              type: 'paragraph',
              content: [{ type: 'text', text: 'Erase <@email:jane.doe@example.com>, filed by max9b@agency.example' }],
            },
          ],
        },
        REFUSED,
      ],
      [
        'link without scheme',
        {
          type: 'doc',
          version: 1,
          content: [
            {
              type: 'paragraph',
              content: [
                { type: 'text', text: 'Erase ' },
                { type: 'text', text: 'me', marks: [{ type: 'link', attrs: { href: 'jane.doe@example.com' } }] },
                { type: 'text', text: ', filed by max9c@agency.example' },
              ],
            },
          ],
        },
        REFUSED,
      ],
      [
        'SafeLinks around mailto',
        {
          type: 'doc',
          version: 1,
          content: [
            {
              type: 'paragraph',
              content: [
                { type: 'text', text: 'Erase ' },
                {
                  type: 'text',
                  text: 'me',
                  marks: [
                    {
                      type: 'link',
                      attrs: {
                        href: 'https://eur01.safelinks.protection.outlook.com/?url=mailto%3Ajane.doe%40example.com&data=05',
                      },
                    },
                  ],
                },
                { type: 'text', text: ', filed by max9d@agency.example' },
              ],
            },
          ],
        },
        REFUSED,
      ],
      [
        'hardBreak after a dot',
        {
          type: 'doc',
          version: 1,
          content: [
            {
              type: 'paragraph',
              content: [
                { type: 'text', text: 'jane.' },
                { type: 'hardBreak' },
                { type: 'text', text: 'doe9@example.com' },
              ],
            },
          ],
        },
        REFUSED,
      ],
    ],
  },
  'at-without-a-dot-word': {
    sources: [
      'https://github.com/MetricsGrimoire/MailingListStats/issues/5',
      'https://github.com/lawzava/emailscraper/issues/4',
    ],
    variants: [
      ['pipermail at', 'jane.doe at example.com (via list-owner10@lists.example)', REFUSED],
      ['(a) for @', 'jane.doe(a)example.com, contact person max10b@agency.example', REFUSED],
      ['pipermail at alone', 'jane.doe at example.com', REFUSED],
    ],
  },
  'via-mailing-list': {
    sources: [
      'https://github.com/itflow-org/itflow/pull/1259',
      'https://github.com/google/syzkaller/issues/2614',
      'https://github.com/miomente-admin/odoo-11/issues/35',
      'https://github.com/freescout-help-desk/freescout/issues/2497',
    ],
    variants: [['via Google Group', "'Jane Doe' via Privacy Requests <privacy11@groups.example>", REFUSED]],
  },
  'label-or-name-read-as-scheme': {
    sources: [
      'https://datatracker.ietf.org/doc/html/rfc7565 (read through https://github.com/swicg/activitypub-html-discovery/issues/26)',
      'https://github.com/nfrasser/linkifyjs/pull/417',
    ],
    variants: [
      ['Acct: label', 'Acct: jane.doe@example.com / rep: max12@agency.example', REFUSED],
      ['IM: label', 'IM: jane.doe@example.com, rep max12b@agency.example', REFUSED],
      ['given name Mosh', 'Mosh mosh.levi@example.com, rep max12c@agency.example', REFUSED],
      ['Acct: alone', 'Acct: jane.doe@example.com', 'jane.doe@example.com'],
      ['News: label', 'News: jane.doe@example.com, rep max28@agency.example', REFUSED],
    ],
  },
  'top-level-domain-that-is-none': {
    sources: [
      'https://github.com/sagemathinc/cocalc/issues/2845',
      'https://github.com/gregjacobs/Autolinker.js/pull/274',
    ],
    variants: [
      ['TLD typo .con', 'jane.doe@example.con', REFUSED],
      ['TLD cut .s', 'foo@example.edu.s', REFUSED],
      ['grown-on word', 'jane.doe@example.comand', REFUSED],
      ['grown on: and', 'jane.doe43@example.comund', REFUSED],
    ],
  },
  'full-width-local-part': {
    sources: [
      'https://github.com/datawookie/emayili/issues/130',
      'https://github.com/sporkmonger/addressable/issues/375',
      'https://github.com/wasp-lang/wasp/issues/4698',
    ],
    variants: [
      ['full-width local part', 'ｊａｎｅ．ｄｏｅ@example.com', REFUSED],
      ['full-width, no dot', 'ｊａｎｅ@example.com', REFUSED],
    ],
  },
  'smart-values-unresolved': {
    sources: [
      'https://docs.automationforjira.com/reference/smart-values.html',
      'https://github.com/AutomaApp/automa/issues/1741',
      'https://github.com/AtlassianPS/JiraPS/issues/224',
    ],
    variants: [
      ['unresolved smart value in field', '{{issue.reporter.emailAddress}}', REFUSED],
      ['null', 'null', REFUSED],
      ['undefined', 'undefined', REFUSED],
      ['[object Object]', '[object Object]', REFUSED],
    ],
  },
  'rewritten-senders': {
    sources: [
      'https://github.com/osTicket/osTicket/issues/5473',
      'https://github.com/hashicorp/terraform-provider-azuread/issues/160',
      'https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-customer/',
    ],
    variants: [
      ['SRS', 'SRS0=9kPX=TT=example.com=jane.doe@forwarder.example', REFUSED],
      ['BATV', 'prvs=2091abcdef=jane.doe@example.com', REFUSED],
      ['VERP', 'bounce+jane.doe=example.com@mailer.example', REFUSED],
      ['#EXT#', 'jane.doe_example.com#EXT#@tenant.onmicrosoft.example', REFUSED],
      ['Slack', '<mailto:jane.doe29@example.com|jane.doe29@example.com>', 'jane.doe29@example.com'],
      ['Outlook double', 'jane.doe30@example.com (mailto:jane.doe30@example.com)', 'jane.doe30@example.com'],
      ['brackets', '[mailto:jane.doe31@example.com]', 'jane.doe31@example.com'],
      ['X.500', '/o=ExchangeLabs/ou=Exchange Administrative Group/cn=Recipients/cn=jane.doe', REFUSED],
      ['qm account', 'qm:a713c8ea-1075:5ad6d358', REFUSED],
      ['SMTP: prefix', 'SMTP:jane.doe32@example.com', REFUSED],
      ['semicolon list of one', 'jane.doe33@example.com;', 'jane.doe33@example.com'],
      ['Office 365 SRS', 'desk+SRS=9kPX=TT=example.com=jane.doe@receiver.example', REFUSED],
      ['Apple relay', 'x7k2p9@privaterelay.example', 'x7k2p9@privaterelay.example'],
    ],
  },
};
