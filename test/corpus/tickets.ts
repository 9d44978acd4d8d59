/**
 * Tickets as they come: forms, mails turned into tickets, agents filing for others, several languages, quoted threads,
 * signatures, look-alikes, addresses of the company itself, and none at all. Every address is of an example domain.
 *
 * `asks`: whose address a careful reader takes it for; or which refusal is right. A ticket that a careful reader can
 * answer has an address here: it has to be found.
 */

export interface Ticket {
  /** The mapped field. */
  readonly field?: unknown;
  /** Answers to the question "Email address" of submitted forms. */
  readonly form?: readonly string[];
  /** The portal's field "Email". */
  readonly portal?: string;
  /** The description: lines of text, or an Atlassian document. */
  readonly text?: string | { readonly type: 'doc'; readonly version: 1; readonly content: readonly unknown[] };
  readonly asks: string;
}

const doc = (...content: unknown[]) => ({ type: 'doc' as const, version: 1 as const, content });
const p = (...content: unknown[]) => ({ type: 'paragraph', content });
const t = (text: string, ...marks: unknown[]) => ({ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) });
const link = (href: string) => ({ type: 'link', attrs: { href } });
const cell = (...content: unknown[]) => ({ type: 'tableCell', content });
const row = (...content: unknown[]) => ({ type: 'tableRow', content });
const table = (...content: unknown[]) => ({ type: 'table', content });
const li = (...content: unknown[]) => ({ type: 'listItem', content });

const text = (asks: string, ...lines: string[]): Ticket => ({ asks, text: lines.join('\n') });
const field = (asks: string, value: unknown, description = 'See the field.'): Ticket => ({
  asks,
  field: value,
  text: description,
});

const JANE = 'jane.doe@example.com';
const OURS = 'privacy@ourcompany.example';

/** The service desk's form or the mapped field: what stands there decides. */
const FORMS: readonly Ticket[] = [
  field(JANE, JANE),
  field(JANE, ` ${JANE} `),
  field(JANE, `${JANE}.`),
  field(JANE, `<${JANE}>`),
  field(JANE, `Jane Doe <${JANE}>`),
  field(JANE, `"Doe, Jane" <${JANE}>`),
  field(JANE, `mailto:${JANE}`),
  field(JANE, `E-mail: ${JANE}`),
  field('invalid-address', `${JANE} (private)`),
  field(JANE, `${JANE}\n${JANE}`),
  field(JANE, { value: JANE }),
  field(JANE, [JANE]),
  field(JANE, doc(p(t(JANE, link(`mailto:${JANE}`))))),
  field('Jane.DOE@Example.com', 'Jane.DOE@Example.com'),
  field("siobhan.o'neil@example.com", "Siobhan O'Neil <siobhan.o'neil@example.com>"),
  field('max+beta@example.com', 'max+beta@example.com'),
  field('jürgen@exämple.test', 'jürgen@exämple.test'),
  field('用户@例子.example', '用户@例子.example'),
  field('r&d@example.com', 'r&d@example.com'),
  field('1234567@example.com', '1234567@example.com'),
  field('ambiguous', 'eva@example.com, adam@example.com'),
  field('ambiguous', 'eva@example.com / adam@example.com'),
  field('invalid-address', 'eva@example.com oder adam@example.com'),
  field('invalid-address', 'old: eva@example.com new: eva@example.net'),
  field('invalid-address', 'noor@example'),
  field('invalid-address', 'noor@example..com'),
  field('invalid-address', 'unknown'),
  field('invalid-address', 'n/a'),
  field('invalid-address', '-'),
  field('invalid-address', '+31 6 12345678'),
  field('invalid-address', 'jane.doe at example dot com'),
  field('invalid-address', 'jane.doe(at)example.com'),
  field('invalid-address', 'jane.doe@exampl e.com'),
  field('invalid-address', 'same as last time'),
  field('invalid-address', 'j•••@e•••.com'),
  field('invalid-address', 'jаne@example.com'),
  field('invalid-address', 'jane,doe@example.com'),
  // The field decides, whatever stands elsewhere.
  { asks: JANE, field: JANE, form: ['other@example.com'], text: 'My brother is other2@example.com' },
  { asks: 'invalid-address', field: 'see below', text: `Please delete ${JANE}` },
  { asks: 'li.wei@example.com', form: ['li.wei@example.com'], text: 'Sent by the form.' },
  { asks: 'li.wei@example.com', field: '', form: ['Li Wei <li.wei@example.com>'] },
  { asks: 'ambiguous', form: ['a@example.com', 'b@example.com'] },
  { asks: 'a@example.com', form: ['a@example.com', 'A@Example.com'] },
  { asks: 'invalid-address', form: ['I have no e-mail'] },
  { asks: 'carla@example.com', portal: 'carla@example.com', text: 'Remove me' },
  { asks: 'carla@example.com', field: null, form: [], portal: ' carla@example.com', text: `cc ${OURS}` },
  { asks: 'invalid-address', portal: 'carla', text: `carla@example.com` },
];

/** People who write a sentence or two. */
const SENTENCES: readonly Ticket[] = [
  text(JANE, `Please delete ${JANE}.`),
  text(JANE, `Please delete my account (${JANE}).`),
  text(JANE, `My account is ${JANE}, please remove it and all data.`),
  text(JANE, 'Hello,', '', `I want my account ${JANE} deleted under the GDPR.`, 'Jane'),
  text(JANE, `Account: ${JANE}`, 'Reason: not used any more'),
  text(JANE, `E-Mail:\t${JANE}`),
  text(JANE, `"${JANE}" should be erased!`),
  text(JANE, `Delete the user '${JANE}' please`),
  text(JANE, `Is ${JANE}'s data gone yet?`),
  text(JANE, `I am writing from ${JANE} - is that enough?`),
  text(JANE, `*Email:* ${JANE}`),
  text(JANE, `h3. Request\n|Name|Jane Doe|\n|Mail|${JANE}|`),
  text(JANE, `{"name":"Jane","email":"${JANE}"}`),
  text(JANE, `[${JANE}|mailto:${JANE}]`),
  text(JANE, `<p>Please delete <a href="mailto:${JANE}">${JANE}</a></p>`),
  text(JANE, `Please delete ${JANE} from https://beta.example.com/users?q=jane`),
  text(JANE, `Ticket 4711 from desk 3: delete ${JANE}`),
  text(JANE, `Delete me: ${JANE} 🙏`),
  text(JANE, `Name;Mail;Since;Plan`, `Jane;${JANE};2019;free`),
  text('jane.doe+news@example.com', 'Unsubscribe and delete jane.doe+news@example.com (not my main address).'),
  text('no-address', 'Please delete me. You know who I am.'),
  text('no-address', 'Delete my account, my user name is @jane'),
  text('no-address', 'My profile: https://forum.example.com/@jane'),
  text('no-address', 'Please call me at +49 30 1234567'),
  text('no-address', 'https://beta.example.com/users?mail=jane.doe@example.com'),
  text('no-address', 'sip:jane.doe@example.com'),
  text('no-address', 'git@code.example:jane/dotfiles.git is mine'),
  text('no-address', 'see image001.png@01D9ABCD.12345678'),
  text('no-address', 'lodash@4.17.21 breaks my account page'),
  text('no-address', 'You told me j•••@e•••.com is gone. Is it?'),
  text('invalid-address', 'Please delete jane (at) example.com'),
  text('invalid-address', 'Please delete jane at example dot com'),
  text('invalid-address', 'Please delete jane@gmail'),
  text('ambiguous', `Please delete ${JANE} and my husband john.doe@example.com`),
  text('ambiguous', `Either ${JANE} or jane@example.net, I forgot which`),
  text('ambiguous', `Not jane@example.net! The right one is ${JANE}`),
  text('ambiguous', 'jane.doe@example.com.Please delete'),
  text('ambiguous', '请删除jane@example.com'),
  text('ambiguous', `jane@example.comTelefon 030 1234`),
  text('ambiguous', `Delete ${JANE}, cc bob (at) example.com`),
];

/** Other languages. */
const LANGUAGES: readonly Ticket[] = [
  text(JANE, `Guten Tag,\nbitte löschen Sie mein Konto ${JANE}.\nMit freundlichen Grüßen`),
  text(JANE, `Bonjour, veuillez supprimer mon compte « ${JANE} ». Merci`),
  text(JANE, `Hola, quiero eliminar mi cuenta: ${JANE}. Gracias`),
  text(JANE, `Correo: ${JANE}`),
  text(JANE, `Courriel : ${JANE}`),
  text(JANE, `Beste, verwijder ${JANE} aub.`),
  text(JANE, `Proszę usunąć konto ${JANE}`),
  text(JANE, `Por favor, apague a conta ${JANE}!`),
  text(JANE, `Пожалуйста, удалите ${JANE}`),
  text(JANE, `Почта: ${JANE}`),
  text(JANE, `アカウント ${JANE} を削除してください。`),
  text(JANE, `メール：${JANE}。`),
  text(JANE, `请删除我的账户：${JANE}，谢谢`),
  text(JANE, `계정 ${JANE} 삭제 부탁드립니다.`),
  text(JANE, `يرجى حذف ${JANE}`),
  text(JANE, `נא למחוק את ${JANE}`),
  text(JANE, `กรุณาลบ ${JANE} ด้วยครับ`),
  text(JANE, `Vänligen radera „${JANE}“.`),
  text(JANE, `Poista tilini ${JANE} — kiitos`),
  text('müller@exämple.test', 'Bitte löschen: müller@exämple.test'),
  text('no-address', 'Bitte löschen Sie mich.'),
  text('invalid-address', 'Meine Adresse: jane ät example punkt com'),
];

/** Mails that became tickets, with signatures, disclaimers and quoted threads. */
const MAILS: readonly Ticket[] = [
  text(JANE, `Hi team, please delete the data of ${JANE}.`, '', '--', `Our privacy team: ${OURS}`),
  text(JANE, `From: Jane Doe <${JANE}>`, `To: ${OURS}`, 'Subject: delete me', '', 'Please delete my data.'),
  text(JANE, `Von: ${JANE}`, `An: ${OURS}`, 'Betreff: Löschung', '', 'Bitte löschen.'),
  text(JANE, `> Please delete ${JANE}`, '', 'We will.', '', `Privacy | ${OURS}`),
  text(JANE, `On 1 Nov 2026, ${OURS} wrote:`, '> Which account?', '', `This one: ${JANE}`),
  text(
    JANE,
    `Please delete ${JANE}`,
    '',
    `This mail is confidential. If it is not for you, tell legal@ourcompany.example.`,
  ),
  text(JANE, `Message-ID: <CAF+x1@mail.example>`, `From: ${JANE}`, '', 'delete me'),
  text(JANE, `In-Reply-To:\n <abc@mail.example>`, `My address is ${JANE}`),
  text(JANE, `Delete ${JANE}`, '[cid:image001.png@01D9ABCD.12345678]'),
  text(JANE, `Please delete =\n${JANE}`),
  text(JANE, `&lt;${JANE}&gt; wrote: delete me`),
  text(JANE, `Jane Doe &lt;${JANE}&gt;`),
  text('ambiguous', `From: ${JANE}`, 'Please delete my mother, mother@example.com'),
  text('ambiguous', `Forwarded for ${JANE}`, '-- ', 'Max Agent, max@partner.example'),
  text('ambiguous', `Delete ${JANE}`, 'Max Agent', 'max@supplier.example', '+49 30 1234'),
  text('ambiguous', `To: a@example.com, b@example.com`, 'Delete us'),
  text(OURS, `Please delete ${OURS}`),
  text('ambiguous', 'Delete legal@ourcompany.example and privacy@ourcompany.example'),
  {
    asks: JANE,
    text: doc(p(t('Hi, delete '), t(JANE, link(`mailto:${JANE}`)), t('. Thanks, '), t(OURS, link(`mailto:${OURS}`)))),
  },
  { asks: JANE, text: doc(p(t('Please delete '), t('me', link(`mailto:${JANE}`)))) },
  { asks: 'ambiguous', text: doc(p(t(JANE, link('mailto:bob@example.com')))) },
  { asks: JANE, text: doc({ type: 'blockquote', content: [p(t(`Delete ${JANE}`))] }, p(t('Done?'))) },
  { asks: JANE, text: doc(p(t('jane'), t('.doe', { type: 'strong' }), t('@example.com'))) },
  { asks: JANE, text: doc({ type: 'codeBlock', content: [t(`user: ${JANE}`)] }) },
  { asks: JANE, text: doc({ type: 'panel', content: [p(t(JANE))] }) },
  { asks: JANE, text: doc({ type: 'bulletList', content: [li(p(t('Name: Jane Doe'))), li(p(t(`Mail: ${JANE}`)))] }) },
  {
    asks: JANE,
    text: doc(table(row(cell(p(t('Name'))), cell(p(t('E-mail')))), row(cell(p(t('Jane'))), cell(p(t(JANE)))))),
  },
  {
    asks: 'ambiguous',
    text: doc(table(row(cell(p(t(JANE)))), row(cell(p(t('john.doe@example.com')))))),
  },
  { asks: JANE, text: doc(p({ type: 'mention', attrs: { text: '@Max Agent' } }, t(` please delete ${JANE}`))) },
  { asks: 'no-address', text: doc(p({ type: 'mention', attrs: { text: '@jane' } }, t(' please delete me'))) },
  { asks: 'no-address', text: doc(p(t('See '), { type: 'inlineCard', attrs: { url: 'https://x.example/a@b' } })) },
  { asks: JANE, text: doc(p(t(`Delete ${JANE}`)), { type: 'mediaSingle', content: [{ type: 'media', attrs: {} }] }) },
  { asks: JANE, text: doc(p(t('Line one'), { type: 'hardBreak' }, t(JANE), { type: 'hardBreak' }, t('Line three'))) },
  { asks: 'no-address', text: doc() },
];

/** Agents and other systems that file for somebody. */
const AGENTS: readonly Ticket[] = [
  text(JANE, 'Caller: Jane Doe', `Mail on file: ${JANE}`, 'Verified by date of birth.'),
  text(JANE, `[Ticket from CRM] customer: ${JANE}`),
  text(JANE, `Filed by ${OURS} for ${JANE}`),
  text(JANE, `Offboarding of Jane Doe, ${JANE}, last day Friday`),
  text(JANE, `Erasure request no. 12/2026`, `Data subject: ${JANE}`, `DPO: dpo@ourcompany.example`),
  text('no-address', 'Caller wants to be forgotten. Asked them to send a mail.'),
  text('no-address', 'Server: ssh -p 22 root@host.example'),
  text('no-address', 'Run as deploy: scp x deploy@host.example:/srv'),
  text('ambiguous', `Customer ${JANE}, account manager bob@partner.example`),
  text('ambiguous', `customer=${JANE}`),
  text('ambiguous', `Users: ${JANE};john.doe@example.com`),
  text('ambiguous', 'C:\\Users\\jane@example.com'),
];

const form = (asks: string, ...answers: string[]): Ticket => ({ asks, form: answers, text: 'Sent by the form.' });
const portal = (asks: string, value: string): Ticket => ({ asks, portal: value, text: 'Sent by the portal.' });
const rich = (asks: string, ...content: unknown[]): Ticket => ({
  asks,
  field: doc(...content),
  text: 'See the field.',
});
const br = { type: 'hardBreak' };
const mention = (name: string) => ({ type: 'mention', attrs: { id: '5b10a2', text: name } });
const MAX = 'max@agency.example';

/** Of the kinds that were once misread: a mark or a blank too much, somebody masked or mentioned, senders that are none. */
const MISREAD: readonly Ticket[] = [
  // The mapped field, as people type and paste into it.
  field('invalid-address', 'jane. doe@example.com'),
  field('invalid-address', 'Jane doe @example.com'),
  field('invalid-address', 'mary-\nann@example.com'),
  field('invalid-address', 'o`brien@example.com'),
  field("siobhan.o'neil@example.com", "siobhan.o'neil@example.com"),
  field('invalid-address', 'jane.doe@example.con'),
  field('invalid-address', 'jane.doe@example.co uk'),
  field('invalid-address', `c******r@e*****e.org (ask ${MAX})`),
  field('invalid-address', 'SRS0=9kPX=TT=example.com=jane.doe@forwarder.example'),
  field('invalid-address', "'Jane Doe' via Privacy Requests <privacy@groups.example>"),
  field('invalid-address', '{{issue.reporter.emailAddress}}'),
  field(JANE, `${JANE};`),
  field(JANE, `Courriel : ${JANE}`),
  field(JANE, `Adres e-mail: ${JANE}`),
  field(JANE, `\u202f${JANE}\u200e`),
  field('ambiguous', `Jane Doe <${JANE}>; John Doe <john.doe@example.com>`),
  field('ambiguous', ['eva@example.com', 'adam@example.com']),
  // Answers of forms, and the portal's field.
  form('invalid-address', 'jane doe@example.com'),
  form('invalid-address', 'my old one: jane@example.net'),
  form(JANE, JANE.toUpperCase().toLowerCase(), `${JANE} `),
  form('ambiguous', 'eva@example.com', 'adam@example.com'),
  form('invalid-address', 'jane@example.com', 'same as above'),
  portal('invalid-address', 'jane.doe@example,com'),
  portal('anna.łucja@example.com', 'anna.łucja@example.com'),
  // A rich-text field.
  rich(JANE, p(t(JANE))),
  rich(JANE, p(t('jane.'), t('doe@example.com', { type: 'strong' })), p()),
  rich('invalid-address', p(t('jane.'), br, t('doe@example.com'))),
  rich('invalid-address', p(t('Erase '), mention('@Jane Doe'), t(`, filed by ${MAX}`))),
  rich('invalid-address', p(mention('@jane.doe@example.com'))),
  rich('ambiguous', p(t(JANE, link(`mailto:${MAX}`)))),
  // Somebody mentioned, masked or left out beside the one who files.
  text('ambiguous', `Erase @jane, filed by ${MAX}`),
  text(JANE, `@max please erase ${JANE}`),
  text('ambiguous', `Erase [~jane.doe], filed by ${MAX}`),
  text('ambiguous', `Member e-mail: j*******e@example.com`, `Questions: ${MAX}`),
  text('ambiguous', `Customer: [email protected]`, `Handled by ${MAX}`),
  text('ambiguous', `Customer: {{issue.customfield_10050}}`, `Handled by ${MAX}`),
  text('ambiguous', `Person: https://crm.example/p?mail=jane%40example.com`, `Filed by ${MAX}`),
  text(JANE, `Person: https://crm.example/p?mail=jane.doe%40example.com`, `Mail: ${JANE}`),
  text('ambiguous', `From: jane.doe at example.com (Jane Doe)`, `List owner: ${MAX}`),
  text('ambiguous', `Mosh mosh.levi@example.com, rep ${MAX}`),
  { asks: 'ambiguous', text: doc(p(t('Erase '), mention('@Jane Doe'), t(`, filed by ${MAX}`))) },
  {
    asks: 'ambiguous',
    text: doc(p(t('Erase '), t('her', link('https://crm.example/jane@example.com')), t(` for ${MAX}`))),
  },
  // Mails that were forwarded, rewritten, or sent through a list.
  text(
    JANE,
    `---------- Forwarded message ---------`,
    `From: Jane Doe <${JANE}>`,
    `Date: Tue, 3 Nov 2026 at 09:12`,
    `Subject: Delete my account`,
    `To: <${OURS}>`,
    ``,
    `Please delete my account.`,
  ),
  text(JANE, `-----Ursprüngliche Nachricht-----`, `Von: Jane Doe [mailto:${JANE}]`, `An: ${OURS}`, `Bitte löschen.`),
  text('ambiguous', `From: Jane Doe <req-8f31@relay.agent.example>`, `The data is kept under ${JANE}`),
  text('ambiguous', `From: 'Jane Doe' via Privacy <privacy@groups.example>`, `Delete me`),
  text('ambiguous', `Return-Path: <bounce+jane.doe=example.com@mailer.example>`, `From: ${MAX}`),
  text('ambiguous', `From: Jane <${JANE}>`, `Cc: John Doe <john.doe@example.com>`, `Please delete us both.`),
  text(JANE, `From: Jane Doe <${JANE}>`, `Reply-To: ${JANE}`, `Sent from my phone`),
  // Other languages.
  text(JANE, `Dzień dobry, proszę o usunięcie danych: ${JANE}. Dziękuję!`),
  text(JANE, `Dobrý den,`, `můj účet je ${JANE}, prosím o výmaz.`),
  text(JANE, `Kedves Ügyfélszolgálat! Kérem, töröljék: ${JANE}.`),
  text(JANE, `Merhaba, hesabım (${JANE}) silinsin.`),
  text(JANE, `Καλημέρα, διαγράψτε το ${JANE}, ευχαριστώ.`),
  text(JANE, `Xin chào, vui lòng xóa tài khoản ${JANE} giúp tôi.`),
  text(JANE, `お世話になります。`, `対象：${JANE}`, `削除をお願いします。`),
  text('ambiguous', `Elimine a ana@example.com y a luis@example.com, por favor.`),
  text('invalid-address', `Mon adresse : jane arobase example point com`),
  text('ambiguous', `Bitte löschen: jane. doe@example.com`),
  text('ambiguous', `Удалите jаne.doe@example.com`),
  text('ambiguous', `删除用户：王芳wang.fang@example.com`),
  text('invalid-address', `Slett jane.doe@example`),
  text('no-address', `Supprimez mon compte, mon pseudo est @jane`),
];

export const TICKETS: readonly Ticket[] = [...FORMS, ...SENTENCES, ...LANGUAGES, ...MAILS, ...AGENTS, ...MISREAD];
